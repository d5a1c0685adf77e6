import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { DateTime } from 'luxon'
import BlockTime from '#actions/availability/block_time'
import ChangeBlock from '#actions/availability/change_block'
import ChangeBlockDate from '#actions/availability/change_block_date'
import RemoveBlock from '#actions/availability/remove_block'
import RemoveBlockDate from '#actions/availability/remove_block_date'
import CancelBooking from '#actions/bookings/cancel_booking'
import PlaceBooking from '#actions/bookings/place_booking'
import OfferPlaces from '#actions/waitlist/offer_places'
import { openShop } from '#database/factories/business'
import Block from '#models/availability/block'
import type Booking from '#models/bookings/booking'
import { findFaults } from '#queries/integrity/find_faults'
import type { BlockedDates } from '#scheduling/types'
import { byClient, byUser } from '#models/by'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { move } from '#tests/support/moves'
import { CLIENT } from '#tests/support/outbox'
import { IN_THREE_DAYS, openShopByRequest, place, type Shop } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'
import { offerTo, waitFor } from '#tests/support/waitlist'

const HERE = IN_THREE_DAYS.setZone('Europe/London')
const dateOf = (moment: DateTime) => moment.toFormat('yyyy-MM-dd')
const DATE = dateOf(HERE)

/** The hour of `IN_THREE_DAYS`, on its date alone. */
function hourOf(given: Partial<BlockedDates> = {}): BlockedDates {
  return {
    ...{ firstDate: DATE, lastDate: DATE, weeklyDays: null, skippedDates: [] },
    ...{ start: HERE.toFormat('HH:mm'), end: HERE.plus({ hours: 1 }).toFormat('HH:mm') },
    ...given,
  }
}

const WEEKLY = { lastDate: null, weeklyDays: 1 }

interface Given {
  dates?: BlockedDates
  hostIds?: number[]
  reason?: string | null
  shown?: number[] | null
}

function asked({ hosts }: Shop, { dates = hourOf(), reason = null, ...given }: Given) {
  return { hostIds: hosts.map(({ id }) => id), shown: [], dates, reason, ...given }
}

function block(shop: Shop, given: Given = {}) {
  const { business, user } = shop
  return new BlockTime().handle({
    ...{ businessId: business.id, by: byUser(user.id) },
    ...asked(shop, given),
  })
}

async function blocked(shop: Shop, given: Given = {}): Promise<Block> {
  const done = await block(shop, given)
  if (done.outcome !== 'blocked') throw new Error(`Not blocked but ${done.outcome}`)
  return done.block
}

async function codeAt(shop: Shop, startsAt: DateTime): Promise<string> {
  const answer = await new PlaceBooking().handle({
    ...{ businessId: shop.business.id, serviceId: shop.service.id, hostId: null },
    ...{ startsAt: startsAt.toMillis(), client: CLIENT, idempotencyKey: null, by: byClient() },
  })
  return answer.outcome === 'unavailable' ? answer.code : answer.outcome
}

const versionOf = async ({ id }: Block) =>
  (await Block.query().where({ id }).preload('hosts').firstOrFail()).version

async function audited({ id }: Block) {
  const entries = await db
    .from('audit_entries')
    .where({ subject_type: 'block', subject_id: id })
    .orderBy('id')
  return entries.map(({ action, user_id: userId, changes }) => ({ action, userId, changes }))
}

function cancel({ id, businessId }: Booking) {
  return new CancelBooking().handle({ businessId, bookingId: id, by: byClient(), reason: null })
}

test.group('Blocking time', (group) => {
  withGlobalTransaction(group)

  test('takes it out of the hours, and says in the audit who did, without their words', async ({
    assert,
  }) => {
    const shop = await openShop()
    const done = await blocked(shop, { reason: 'Dentist' })
    assert.equal(await codeAt(shop, IN_THREE_DAYS), 'outside_hours')
    assert.equal(await codeAt(shop, IN_THREE_DAYS.plus({ hours: 1 })), 'booked')

    const [entry, ...others] = await audited(done)
    assert.isEmpty(others)
    assert.deepEqual([entry.action, entry.userId], ['block.added', shop.user.id])
    assert.deepInclude(entry.changes, { hostIds: [shop.host.id], firstDate: DATE, reason: true })
    assert.notInclude(JSON.stringify(entry.changes), 'Dentist')
  })

  test('asks first where something is booked inside, and touches none of it', async ({
    assert,
  }) => {
    const shop = await openShopByRequest({ hosts: 2 })
    const [anna, tom] = shop.hosts
    const waiting = await place(shop, { hostId: anna.id })
    const apart = await place(shop, { hostId: tom.id, startsAt: IN_THREE_DAYS.plus({ hours: 1 }) })
    await shop.service.merge({ capacity: 4 }).save()
    const session = await planSession(shop, IN_THREE_DAYS.plus({ hours: 2 }), { hostId: tom.id })
    const dates = hourOf({ end: HERE.plus({ hours: 3 }).toFormat('HH:mm') })

    const first = await block(shop, { dates })
    if (first.outcome !== 'asks') throw new Error(`Not asked but ${first.outcome}`)
    assert.deepEqual(
      first.inside.map(({ id, kind, isWaiting, hostIds }) => [id, kind, isWaiting, hostIds]),
      [
        [waiting.id, 'booking', true, [anna.id]],
        [apart.id, 'booking', true, [tom.id]],
        [session.id, 'session', false, [tom.id]],
      ]
    )
    assert.isEmpty(await Block.all())
    // One who books meanwhile is asked about as well.
    const some = await block(shop, { dates, shown: [waiting.id, apart.id] })
    assert.equal(some.outcome, 'asks')
    await blocked(shop, { dates, shown: [waiting.id, apart.id, session.id] })
    for (const booking of [waiting, apart]) {
      assert.equal((await booking.refresh()).status, 'pending')
    }
    assert.equal((await session.refresh()).status, 'scheduled')
    assert.isEmpty((await findFaults()).flatMap(({ faults }) => faults))
  })

  test('asks about nothing beside it, of others, or on a date left out', async ({ assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [anna, tom] = shop.hosts
    await place(shop, { hostId: anna.id, startsAt: IN_THREE_DAYS.plus({ hours: 1 }) })
    await place(shop, { hostId: tom.id })
    const next = await place(shop, { hostId: anna.id, startsAt: IN_THREE_DAYS.plus({ weeks: 1 }) })
    assert.equal((await block(shop, { hostIds: [anna.id] })).outcome, 'blocked')
    const weekly = { hostIds: [anna.id], dates: hourOf(WEEKLY) }
    const asks = await block(shop, weekly)
    assert.deepEqual(asks.outcome === 'asks' && asks.inside.map(({ id }) => id), [next.id])
    const skippedDates = [dateOf(HERE.plus({ weeks: 1 }))]
    const without = await block(shop, { ...weekly, dates: hourOf({ ...WEEKLY, skippedDates }) })
    assert.equal(without.outcome, 'blocked')
  })

  test('is done once where the form comes twice', async ({ assert }) => {
    const shop = await openShop({ hosts: 2 })
    const one = await blocked(shop, { reason: 'Course' })
    assert.equal((await blocked(shop, { reason: 'Course' })).id, one.id)
    await blocked(shop, { reason: 'Course', hostIds: [shop.host.id] })
    await blocked(shop)
    assert.lengthOf(await Block.all(), 3)
  })

  test('repeats every week as far as anybody may book', async ({ assert }) => {
    const shop = await openShop({ service: { horizonDays: 730 } })
    await blocked(shop, { dates: hourOf(WEEKLY) })
    const far = HERE.plus({ weeks: 100 })
    assert.equal(await codeAt(shop, far), 'outside_hours')
    assert.equal(await codeAt(shop, far.plus({ days: 1 })), 'booked')
  })

  test('lets nobody move there, nor is it offered to those who wait', async ({ assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const elsewhere = await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 3 }) })
    const entry = await waitFor(shop, IN_THREE_DAYS)
    await blocked(shop, { shown: [booking.id] })
    await cancel(booking)
    assert.isNull(await offerTo(entry))
    await new OfferPlaces().handle()
    assert.isNull(await offerTo(entry))
    for (const by of [byClient(), byUser(shop.user.id)]) {
      assert.equal((await move(elsewhere, IN_THREE_DAYS, { by })).outcome, 'unavailable')
    }

    const [{ id }] = await Block.all()
    const gone = { businessId: shop.business.id, blockId: id, version: null, by: byUser(1) }
    await new RemoveBlock().handle({ ...gone, by: byUser(shop.user.id) })
    await new OfferPlaces().handle()
    assert.equal((await offerTo(entry))?.startsAt.toMillis(), IN_THREE_DAYS.toMillis())
  })
})

test.group('Changing blocked time', (group) => {
  withGlobalTransaction(group)

  const change = (shop: Shop, { id }: Block, given: Given & { version?: string | null }) => {
    const { version = null, ...wanted } = given
    return new ChangeBlock().handle({
      ...{ businessId: shop.business.id, blockId: id, version, by: byUser(shop.user.id) },
      ...asked(shop, wanted),
    })
  }

  test('opens what it leaves and closes what it takes, for whom it names', async ({ assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [anna, tom] = shop.hosts
    const one = await blocked(shop, { hostIds: [anna.id] })
    const later = hourOf({ start: HERE.plus({ hours: 1 }).toFormat('HH:mm'), end: '24:00' })
    const changed = await change(shop, one, { hostIds: [tom.id], dates: later, reason: 'Course' })
    assert.deepEqual(changed, { outcome: 'changed' })
    const stored = await Block.query().where({ id: one.id }).preload('hosts').firstOrFail()
    assert.deepEqual([stored.hostIds, stored.dates, stored.reason], [[tom.id], later, 'Course'])
    const [, entry] = await audited(one)
    assert.equal(entry.action, 'block.changed')
    assert.deepInclude(entry.changes, {
      hostIds: { from: [anna.id], to: [tom.id] },
      endsTime: { from: hourOf().end, to: '24:00' },
      reason: true,
    })
  })

  test('overwrites nothing that somebody else saved, and writes nothing that is so already', async ({
    assert,
  }) => {
    const shop = await openShop()
    const one = await blocked(shop)
    const version = await versionOf(one)
    const first = { dates: hourOf({ end: '24:00' }) }
    assert.equal((await change(shop, one, { ...first, version })).outcome, 'changed')
    const second = { dates: hourOf({ start: '00:00' }), version }
    assert.equal((await change(shop, one, second)).outcome, 'stale')
    assert.equal((await change(shop, one, { ...first, version })).outcome, 'changed')
    const fresh = await versionOf(one)
    assert.equal((await change(shop, one, { ...second, version: fresh })).outcome, 'changed')
    assert.lengthOf(await audited(one), 3)
  })

  test('asks about what is booked inside, and is gone with the block', async ({ assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const one = await blocked(shop, { dates: hourOf({ ...WEEKLY, firstDate: '2999-01-01' }) })
    const asks = await change(shop, one, {})
    assert.deepEqual(asks.outcome === 'asks' && asks.inside.map(({ id }) => id), [booking.id])
    await Block.query().where({ id: one.id }).delete()
    assert.equal((await change(shop, one, { shown: [booking.id] })).outcome, 'gone')
  })

  test('keeps the dates that were left out while they are dates of it', async ({ assert }) => {
    const shop = await openShop()
    const [left, next] = [1, 2].map((weeks) => dateOf(HERE.plus({ weeks })))
    const one = await blocked(shop, { dates: hourOf(WEEKLY) })
    const removal = { businessId: shop.business.id, blockId: one.id, by: byUser(shop.user.id) }
    const version = await versionOf(one)
    const remove = (date: string) => new RemoveBlockDate().handle({ ...removal, date, version })
    assert.equal(await remove(left), 'removed')
    assert.equal(await remove(next), 'stale')
    assert.equal(await codeAt(shop, HERE.plus({ weeks: 1 })), 'booked')
    assert.equal(await codeAt(shop, HERE.plus({ weeks: 2 })), 'outside_hours')

    await change(shop, one, { dates: hourOf({ ...WEEKLY, end: '24:00' }), shown: null })
    assert.deepEqual((await one.refresh()).skippedDates, [left])
    const tomorrow = dateOf(HERE.plus({ days: 1 }))
    await change(shop, one, { dates: hourOf({ ...WEEKLY, firstDate: tomorrow }), shown: null })
    assert.deepEqual((await one.refresh()).skippedDates, [])
  })

  test('on one date alone makes that a block of its own', async ({ assert }) => {
    const shop = await openShop()
    const one = await blocked(shop, { dates: hourOf(WEEKLY) })
    const weekLater = HERE.plus({ weeks: 1 })
    const date = dateOf(weekLater)
    const booking = await place(shop, { startsAt: weekLater.plus({ hours: 1 }) })
    const only = (given: Given, on = date) =>
      new ChangeBlockDate().handle({
        ...{ businessId: shop.business.id, blockId: one.id, date: on, version: null },
        ...{ to: asked(shop, given), by: byUser(shop.user.id) },
      })
    const at = (hours: number) => weekLater.plus({ hours }).toFormat('HH:mm')
    const dates = hourOf({ firstDate: date, lastDate: date, start: at(1), end: at(2) })
    assert.equal((await only({ dates })).outcome, 'asks')
    assert.isEmpty((await one.refresh()).skippedDates)
    assert.equal((await only({ dates, shown: [booking.id] })).outcome, 'changed')
    assert.equal(await codeAt(shop, weekLater), 'booked')
    assert.equal(await codeAt(shop, HERE.plus({ weeks: 2 })), 'outside_hours')
    assert.lengthOf(await Block.all(), 2)
    assert.equal((await only({ dates, shown: null })).outcome, 'gone')
    assert.equal((await only({ dates }, dateOf(HERE.plus({ days: 1 })))).outcome, 'gone')
  })

  test('to nothing opens all of its dates, and the audit keeps which', async ({ assert }) => {
    const shop = await openShop()
    const one = await blocked(shop, { dates: hourOf(WEEKLY) })
    const removal = { businessId: shop.business.id, blockId: one.id, by: byUser(shop.user.id) }
    assert.equal(await new RemoveBlock().handle({ ...removal, version: 'of before' }), 'stale')
    const version = await versionOf(one)
    assert.equal(await new RemoveBlock().handle({ ...removal, version }), 'removed')
    assert.equal(await new RemoveBlock().handle({ ...removal, version }), 'gone')
    assert.equal(await codeAt(shop, IN_THREE_DAYS), 'booked')
    const entries = await audited(one)
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['block.added', 'block.removed']
    )
    assert.deepInclude(entries[1].changes, { hostIds: [shop.host.id], weeklyDays: 1 })
  })
})

test.group('Blocking time while others book it', (group) => {
  withEmptyTables(group)

  test('either sees the booking first, or refuses it', async ({ assert }) => {
    const shop = await openShop()
    const seen = new Set<string>()
    for (let hours = 0; hours < 24; hours += 2) {
      const startsAt = HERE.plus({ days: 1 }).startOf('day').plus({ hours })
      const dates = hourOf({
        ...{ firstDate: dateOf(startsAt), lastDate: dateOf(startsAt) },
        ...{
          start: startsAt.toFormat('HH:mm'),
          end: startsAt.plus({ hours: 1 }).toFormat('HH:mm'),
        },
      })
      const inAnyOrder = [
        () => codeAt(shop, startsAt),
        async () => (await block(shop, { dates })).outcome,
      ]
      const [one, other] = await Promise.all(
        (hours % 4 ? inAnyOrder : inAnyOrder.toReversed()).map((act) => act())
      )
      seen.add([one, other].toSorted().join())
    }
    assert.isEmpty(seen.difference(new Set(['asks,booked', 'blocked,outside_hours'])))
  })
})
