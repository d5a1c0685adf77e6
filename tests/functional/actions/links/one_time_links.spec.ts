import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import CancelBooking from '#actions/bookings/cancel_booking'
import ExpireRequests from '#actions/requests/expire_requests'
import RejectBooking from '#actions/requests/reject_booking'
import CreateOneTimeLink from '#actions/links/create_one_time_link'
import RearmOneTimeLink from '#actions/links/rearm_one_time_link'
import RevokeOneTimeLink from '#actions/links/revoke_one_time_link'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { byClient } from '#models/by'
import OneTimeLink from '#models/links/one_time_link'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { tenOClock } from '#tests/support/guest'
import { byOwner, makeOneTime, placeThrough } from '#tests/support/links'

type Shop = Awaited<ReturnType<typeof openShop>>

const later = () => DateTime.utc().plus({ days: 3 })

async function stateOf({ id }: OneTimeLink) {
  return (await OneTimeLink.findOrFail(id)).stateAt(DateTime.utc())
}

async function bookThrough(shop: Shop, token: string, hour = 10) {
  const placed = await placeThrough(shop, token, { at: tenOClock().set({ hour }) })
  if (!('booking' in placed)) throw new Error(`Not booked but ${placed.outcome}`)
  return placed.booking
}

const cancel = (shop: Shop, { id }: Booking) =>
  new CancelBooking().handle({
    ...byOwner(shop),
    bookingId: id,
    by: byClient(),
    reason: null,
  })

test.group('A one-time link under rush', (group) => {
  withEmptyTables(group)

  test('that 20 use at once, each for another time, makes exactly one booking', async ({
    assert,
  }) => {
    const shop = await openShop()
    const { oneTime, token } = await makeOneTime(shop)
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, hour) =>
        placeThrough(shop, token, { at: tenOClock().set({ hour }) })
      )
    )
    const tally = Object.groupBy(outcomes, ({ outcome }) => outcome)
    assert.equal(tally.booked?.length, 1)
    assert.equal(tally.link_spent?.length, 19)
    assert.lengthOf(await Booking.query().where('one_time_link_id', oneTime.id), 1)
    assert.equal(await stateOf(oneTime), 'booked')
  })
})

test.group('A one-time link', (group) => {
  withGlobalTransaction(group)

  test('has one standing booking, says the database too', async ({ assert }) => {
    const shop = await openShop()
    const { oneTime, token } = await makeOneTime(shop)
    const booking = await bookThrough(shop, token)
    // As if the lock and the look at its state were not there.
    await db.from('one_time_links').where('id', oneTime.id).update({ spent_at: null })
    const again = await placeThrough(shop, token, { at: tenOClock().set({ hour: 12 }) })
    assert.equal(again.outcome, 'link_spent')
    assert.lengthOf(await Booking.query().where('business_id', shop.business.id), 1)
    assert.equal((await Booking.findOrFail(booking.id)).status, 'approved')
  })

  test('is not spent by a time that was taken', async ({ assert }) => {
    const shop = await openShop()
    const [first, second] = [await makeOneTime(shop), await makeOneTime(shop)]
    await bookThrough(shop, first.token)
    const refused = await placeThrough(shop, second.token)
    assert.equal(refused.outcome, 'unavailable')
    assert.equal(await stateOf(second.oneTime), 'unused')
    await bookThrough(shop, second.token, 12)
  })

  test('sent again under its key is answered again', async ({ assert }) => {
    const shop = await openShop()
    const { token } = await makeOneTime(shop)
    const key = { idempotencyKey: 'a-key' }
    const [first, again] = [
      await placeThrough(shop, token, key),
      await placeThrough(shop, token, key),
    ]
    if (!('booking' in first && 'booking' in again)) return assert.fail(again.outcome)
    assert.deepEqual([again.booking.id, again.replayed], [first.booking.id, true])
    const { token: other } = await makeOneTime(shop)
    assert.equal((await placeThrough(shop, other, key)).outcome, 'key_reused')
  })

  test('is armed again by a cancellation, a no or no answer, where its switch says so', async ({
    assert,
  }) => {
    const shop = await openShop({ settings: { requiresApproval: true } })
    const { oneTime, token } = await makeOneTime(shop, { rearmsOnCancel: true })
    await cancel(shop, await bookThrough(shop, token))
    assert.equal(await stateOf(oneTime), 'unused')
    const { id: bookingId } = await bookThrough(shop, token)
    await new RejectBooking().handle({ ...byOwner(shop), bookingId, reason: 'Full' })
    const unanswered = await bookThrough(shop, token, 12)
    assert.equal(await stateOf(oneTime), 'booked')
    await unanswered.merge({ expiresAt: DateTime.utc().minus({ minutes: 1 }) }).save()
    await new ExpireRequests().handle()
    assert.equal(await stateOf(oneTime), 'unused')

    const once = await makeOneTime(shop)
    await cancel(shop, await bookThrough(shop, once.token, 14))
    assert.equal((await placeThrough(shop, once.token)).outcome, 'link_spent')
  })

  test('can be revoked until it is booked, and armed again by hand', async ({ assert }) => {
    const shop = await openShop()
    const { oneTime, token } = await makeOneTime(shop)
    const order = { ...byOwner(shop), oneTimeLinkId: oneTime.id }
    const outcomes: string[] = []
    const note = ({ outcome }: { outcome: string }) => outcomes.push(outcome)

    note(await new RevokeOneTimeLink().handle(order))
    note(await placeThrough(shop, token))
    note(await new RearmOneTimeLink().handle({ ...order, expiresAt: later() }))
    const booking = await bookThrough(shop, token)
    note(await new RevokeOneTimeLink().handle(order))
    note(await new RearmOneTimeLink().handle({ ...order, expiresAt: later() }))
    await cancel(shop, booking)
    note(await new RearmOneTimeLink().handle({ ...order, expiresAt: DateTime.utc() }))
    note(await new RearmOneTimeLink().handle({ ...order, expiresAt: later() }))
    assert.deepEqual(outcomes, [
      ...['revoked', 'link_revoked', 'rearmed', 'already_booked', 'still_booked'],
      ...['already_over', 'rearmed'],
    ])
    assert.equal(await stateOf(oneTime), 'unused')

    const elsewhere = { ...order, businessId: (await openShop()).business.id }
    assert.equal((await new RevokeOneTimeLink().handle(elsewhere)).outcome, 'not_found')
    const rearming = { ...elsewhere, expiresAt: later() }
    assert.equal((await new RearmOneTimeLink().handle(rearming)).outcome, 'not_found')
  })

  test('runs out by the clock of the database', async ({ assert }) => {
    const shop = await openShop()
    const { oneTime, token } = await makeOneTime(shop)
    await db
      .from('one_time_links')
      .where('id', oneTime.id)
      .update({ expires_at: db.raw(`clock_timestamp() - interval '1 millisecond'`) })
    assert.equal((await placeThrough(shop, token)).outcome, 'link_expired')
    assert.equal(await stateOf(oneTime), 'expired')
  })

  test('is random, kept as a hash, and named nobody in the audit', async ({ assert }) => {
    const shop = await openShop()
    const recipient = { recipientName: 'Ines Duarte', recipientEmail: 'ines@duarte.example' }
    const { oneTime, token } = await makeOneTime(shop, recipient)
    assert.match(token, /^[\w-]{32}$/)
    assert.notEqual((await makeOneTime(shop)).token, token)
    const stored = JSON.stringify(await db.from('one_time_links').where('id', oneTime.id))
    assert.notInclude(stored, token)
    const audit = JSON.stringify(
      await db.from('audit_entries').where('business_id', shop.business.id)
    )
    assert.include(audit, 'one_time_link.created')
    for (const secret of [token, oneTime.tokenHash, 'Ines', 'duarte']) {
      assert.notInclude(audit, secret)
    }
  })

  test('is refused for strangers’ services and hosts, and for a time that is over', async ({
    assert,
  }) => {
    const [shop, other] = [await openShop(), await openShop()]
    const create = async (changes: Partial<Parameters<CreateOneTimeLink['handle']>[0]>) => {
      const details = { expiresAt: later() }
      const given = { ...byOwner(shop), serviceId: shop.service.id, linkId: null, details }
      return (await new CreateOneTimeLink().handle({ ...given, ...changes })).outcome
    }
    assert.equal(await create({ serviceId: other.service.id }), 'not_found')
    assert.equal(
      await create({ details: { expiresAt: later(), hostId: other.host.id } }),
      'host_elsewhere'
    )
    assert.equal(await create({ details: { expiresAt: DateTime.utc() } }), 'already_over')
  })
})
