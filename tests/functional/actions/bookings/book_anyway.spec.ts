import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import BlockClient from '#actions/clients/block_client'
import CancelBooking from '#actions/bookings/cancel_booking'
import MoveBooking from '#actions/bookings/move_booking'
import PlaceSeries, { type DeskTerms, type SeriesRequest } from '#actions/bookings/place_series'
import { openShop } from '#database/factories/business'
import type Booking from '#models/bookings/booking'
import BookingEvent from '#models/bookings/booking_event'
import { byClient, byUser } from '#models/by'
import Client from '#models/clients/client'
import Notification from '#models/notifications/notification'
import { findFaults } from '#queries/integrity/find_faults'
import { blockTime } from '#tests/support/blocks'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { storeBusy } from '#tests/support/diary'
import { place, type Shop, tenOClock } from '#tests/support/guest'
import { PRIYA } from '#tests/support/named_clients'
import { NINE_TO_FIVE } from '#tests/support/weeks'

const TERMS: DeskTerms = {
  ...{ clientId: null, tellsClient: true, privateNote: null },
  ...{ isAnyway: false, booksBlocked: false, booksTwice: true },
}

interface Wanted extends Partial<Omit<SeriesRequest, 'desk'>> {
  desk?: Partial<DeskTerms>
}

const ask = ({ business, service, user }: Shop, startsAt: DateTime, wanted: Wanted = {}) =>
  new PlaceSeries().handle({
    ...{ businessId: business.id, serviceId: service.id, hostId: null },
    ...{ starts: [startsAt.toMillis()], client: PRIYA, idempotencyKey: null },
    by: byUser(user.id),
    ...wanted,
    desk: { ...TERMS, ...wanted.desk },
  })

const book = async (shop: Shop, startsAt: DateTime, wanted: Wanted = {}): Promise<Booking> => {
  const placed = await ask(shop, startsAt, wanted)
  if (placed.outcome !== 'booked') throw new Error(placed.outcome)
  return placed.bookings[0]
}

const ANYWAY = { desk: { isAnyway: true } }
const wrong = async () => (await findFaults()).filter(({ faults }) => faults.length > 0)
const mails = (userId: number | null) =>
  Notification.query()
    .where('channel', 'mail')
    .where((mail) => {
      if (userId === null) mail.whereNull('user_id')
      else mail.where('user_id', userId)
    })

test.group('What binds clients alone', (group) => {
  withGlobalTransaction(group)

  test('binds nobody at the desk, as it binds no move: {$self}')
    .with(['notice', 'horizon', 'first date', 'last date'])
    .run(async ({ assert }, rule) => {
      const soon = tenOClock().toFormat('yyyy-MM-dd')
      const shop = await openShop({
        settings: {
          minAdvanceBookingHours: rule === 'notice' ? 720 : 0,
          maxAdvanceBookingDays: 365,
        },
        ...(rule === 'first date' && { service: { bookableFrom: '2999-01-01' } }),
        ...(rule === 'last date' && { service: { bookableUntil: soon } }),
      })
      const startsAt = tenOClock(rule === 'horizon' ? 500 : 10)
      const ofClient = await ask(shop, startsAt, { by: byClient() })
      assert.equal(ofClient.outcome, 'unavailable')
      const { overrides } = await book(shop, startsAt)
      assert.isEmpty(overrides, 'nothing has to be set aside')
    })
})

test.group('Book anyway', (group) => {
  withGlobalTransaction(group)

  test('goes outside the hours, over a limit and over a block, and that is written down', async ({
    assert,
  }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE, service: { dailyLimit: 1 } })
    const late = tenOClock().set({ hour: 20 })
    const date = late.toFormat('yyyy-MM-dd')
    await place(shop, tenOClock())
    await blockTime([shop.host], { firstDate: date, startsTime: '19:00', endsTime: '22:00' })
    // The check of limits counts what was booked after they were set.
    for (const table of ['services', 'businesses']) {
      await db.from(table).update({ updated_at: new Date(0) })
    }
    assert.equal((await ask(shop, late)).outcome, 'unavailable')

    const { id, overrides } = await book(shop, late, ANYWAY)
    assert.sameMembers(overrides, ['outside_hours', 'blocked', 'day_limit'])
    const event = await BookingEvent.query().where('booking_id', id).firstOrFail()
    assert.sameMembers(event.overrides, overrides)
    assert.isEmpty(await wrong())
    const usual = await book(shop, tenOClock(4), ANYWAY)
    assert.isEmpty(usual.overrides, 'what needs nothing set aside has no mark')
  })

  test('never goes over what is held of that host', async ({ assert }) => {
    const shop = await openShop({ service: { bufferAfterMinutes: 15 } })
    await place(shop, tenOClock())
    for (const minutes of [-59, -30, 0, 30, 59]) {
      const refused = await ask(shop, tenOClock().plus({ minutes }), ANYWAY)
      assert.containSubset(refused, { outcome: 'unavailable', dates: [{ code: 'slot_taken' }] })
    }
    const { overrides } = await book(shop, tenOClock().plus({ minutes: 75 }), ANYWAY)
    assert.isEmpty(overrides)
  })

  test('goes into a pause, which gives way, and takes none of another booking', async ({
    assert,
  }) => {
    const shop = await openShop({ service: { bufferBeforeMinutes: 10, bufferAfterMinutes: 15 } })
    const first = await place(shop, tenOClock())
    const refused = await ask(shop, tenOClock().plus({ minutes: 60 }))
    assert.equal(refused.outcome, 'unavailable')
    const second = await book(shop, tenOClock().plus({ minutes: 60 }), ANYWAY)
    const before = await book(shop, tenOClock().minus({ minutes: 60 }), ANYWAY)
    assert.deepEqual([second.overrides, before.overrides], [['pause'], ['pause']])
    const spans = await db
      .from('claims')
      .whereNull('released_at')
      .orderBy('starts_at')
      .select('holder_id', db.raw('lower(blocked) as since'), db.raw('upper(blocked) as until'))
    const at = (minutes: number) => tenOClock().plus({ minutes }).toMillis()
    assert.deepEqual(
      spans.map(({ holder_id: id, since, until }) => [Number(id), +since, +until]),
      [
        [before.id, at(-60), at(0)],
        [first.id, at(0), at(60)],
        [second.id, at(60), at(120)],
      ]
    )
    assert.isEmpty(await wrong())
  })

  test('moves into a pause as well', async ({ assert }) => {
    const shop = await openShop({ service: { bufferAfterMinutes: 15 } })
    await place(shop, tenOClock())
    const booking = await book(shop, tenOClock(4))
    const to = { startsAt: tenOClock().plus({ minutes: 60 }).toMillis() }
    const moving = { businessId: shop.business.id, bookingId: booking.id, hostId: null, ...to }
    const move = (isAnyway: boolean) =>
      new MoveBooking().handle({
        ...moving,
        isAnyway,
        by: byUser(shop.user.id),
        reason: null,
        version: null,
      })
    assert.equal((await move(false)).outcome, 'unavailable')
    assert.equal((await move(true)).outcome, 'moved')
    assert.deepEqual((await booking.refresh()).overrides, ['pause'])
    assert.isEmpty(await wrong())
  })

  test('goes over what a calendar elsewhere says, and moves over it as well', async ({
    assert,
  }) => {
    const shop = await openShop()
    await storeBusy(shop.host, tenOClock(), tenOClock().plus({ hours: 3 }))
    assert.containSubset(await ask(shop, tenOClock()), { outcome: 'unavailable' })
    const booking = await book(shop, tenOClock(), ANYWAY)
    assert.deepEqual(booking.overrides, ['calendar'])
    const over = await ask(shop, tenOClock(), ANYWAY)
    assert.containSubset(over, { outcome: 'unavailable', dates: [{ code: 'slot_taken' }] })
    const moved = await new MoveBooking().handle({
      ...{ businessId: shop.business.id, bookingId: booking.id, hostId: null, isAnyway: true },
      ...{ startsAt: tenOClock().plus({ hours: 1 }).toMillis(), by: byUser(shop.user.id) },
      ...{ reason: null, version: null },
    })
    assert.equal(moved.outcome, 'moved')
    assert.deepEqual((await booking.refresh()).overrides, ['calendar'])
    assert.isEmpty(await wrong())
  })

  test('records who came earlier, up to a day ago', async ({ assert }) => {
    const shop = await openShop()
    const now = DateTime.now().startOf('minute')
    const walkIn = await book(shop, now.minus({ minutes: 10 }), ANYWAY)
    assert.deepEqual(walkIn.overrides, ['began_earlier'])
    assert.equal(walkIn.status, 'approved')
    const before = await ask(shop, now.minus({ hours: 25 }), ANYWAY)
    assert.containSubset(before, { outcome: 'unavailable', dates: [{ code: 'too_soon' }] })
    await book(shop, now.minus({ hours: 20 }), ANYWAY)
    assert.isEmpty(await wrong())
  })

  test('is for one date, and not for several', async ({ assert }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    const late = tenOClock().set({ hour: 20 })
    const starts = [late.toMillis(), late.plus({ weeks: 1 }).toMillis()]
    assert.equal((await ask(shop, late, { ...ANYWAY, starts })).outcome, 'unavailable')
  })

  test('moves a booking outside the hours and back, and the mark goes with it', async ({
    assert,
  }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    const booking = await place(shop, tenOClock())
    const move = (startsAt: DateTime, isAnyway: boolean) =>
      new MoveBooking().handle({
        ...{ businessId: shop.business.id, bookingId: booking.id, hostId: null, reason: null },
        ...{ startsAt: startsAt.toMillis(), version: null, by: byUser(shop.user.id), isAnyway },
      })
    const late = tenOClock().set({ hour: 20 })
    assert.equal((await move(late, false)).outcome, 'unavailable')
    assert.equal((await move(late, true)).outcome, 'moved')
    assert.deepEqual((await booking.refresh()).overrides, ['outside_hours'])
    const [event] = await BookingEvent.query().where('booking_id', booking.id).orderBy('id', 'desc')
    assert.deepEqual(event.overrides, ['outside_hours'])
    assert.equal((await move(tenOClock(), false)).outcome, 'moved')
    assert.isEmpty((await booking.refresh()).overrides)
  })

  test('is for whoever works there: a client’s move knows no such thing', async ({ assert }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    const { id: bookingId } = await place(shop, tenOClock())
    const moved = await new MoveBooking().handle({
      ...{ businessId: shop.business.id, bookingId, hostId: null, reason: null, version: null },
      ...{ startsAt: tenOClock().set({ hour: 20 }).toMillis(), isAnyway: true },
      by: { actor: 'client', userId: null, requestId: null, keyId: null },
    })
    assert.equal(moved.outcome, 'unavailable')
  })
})

test.group('A booking that the business keeps to itself', (group) => {
  withGlobalTransaction(group)

  test('sends its client nothing, not of its end either; the others are told', async ({
    assert,
  }) => {
    const shop = await openShop({ settings: { reminderMinutes: [60] }, hosts: 2 })
    const other = await openShop()
    await shop.business.related('memberships').create({ userId: other.user.id, role: 'admin' })
    const { id } = await book(shop, tenOClock(), { desk: { tellsClient: false } })
    assert.isEmpty(await mails(null))
    assert.lengthOf(await mails(other.user.id), 1)
    const of = { businessId: shop.business.id, bookingId: id, by: byUser(shop.user.id) }
    await new MoveBooking().handle({
      ...{ ...of, startsAt: tenOClock(4).toMillis(), hostId: null, reason: null, version: null },
    })
    await new CancelBooking().handle({ ...of, reason: null })
    assert.isEmpty(await mails(null))

    await book(shop, tenOClock())
    assert.lengthOf(await mails(null), 2, 'confirmed, and reminded')
  })

  test('may move untold while its client is told of the rest', async ({ assert }) => {
    const shop = await openShop()
    const { id: bookingId } = await book(shop, tenOClock())
    await new MoveBooking().handle({
      ...{ businessId: shop.business.id, bookingId, hostId: null, reason: null, version: null },
      ...{ startsAt: tenOClock(4).toMillis(), tellsClient: false, by: byUser(shop.user.id) },
    })
    const told = await mails(null)
    assert.deepEqual(
      told.map(({ type }) => type),
      ['booking_confirmed']
    )
  })

  test('needs no address and no number, and is nobody’s', async ({ assert }) => {
    const shop = await openShop()
    const walkIn = { ...PRIYA, name: 'Walk-in', email: null }
    const { tellsClient, clientId } = await book(shop, tenOClock(), {
      ...{ client: walkIn, desk: { isNobody: true } },
    })
    assert.isFalse(tellsClient)
    assert.isNull(clientId)
    assert.isEmpty(await Client.all())
  })
})

test.group('A client chosen by name', (group) => {
  withGlobalTransaction(group)

  test('has the booking, whatever address it goes to', async ({ assert }) => {
    const shop = await openShop()
    const { clientId } = await place(shop, tenOClock(), { email: null, phone: '07700 900461' })
    const booked = await book(shop, tenOClock(4), { desk: { clientId } })
    assert.equal(booked.clientId, clientId)
    assert.lengthOf(await Client.all(), 1)
  })

  test('is booked on purpose where they are blocked, and not by mistake', async ({ assert }) => {
    const shop = await openShop()
    const { clientId } = await place(shop, tenOClock())
    await new BlockClient().handle({
      ...{ businessId: shop.business.id, clientId: Number(clientId), reason: 'Did not pay' },
      by: byUser(shop.user.id),
    })
    assert.equal((await ask(shop, tenOClock(4))).outcome, 'blocked')
    const byId = { desk: { clientId }, client: { ...PRIYA, email: 'new@example.com' } }
    assert.equal((await ask(shop, tenOClock(4), byId)).outcome, 'blocked')
    const { overrides } = await book(shop, tenOClock(4), { desk: { booksBlocked: true } })
    assert.deepEqual(overrides, ['blocked_client'])
    assert.isEmpty(await db.from('client_refusals'))
  })
})

test.group('Many who book anyway at once', (group) => {
  withEmptyTables(group)

  test('never share any time of a host', async ({ assert }) => {
    const shop = await openShop({ weeklyHours: [], service: { bufferAfterMinutes: 10 } })
    const asked = Array.from({ length: 24 }, (_, nth) =>
      ask(shop, tenOClock().plus({ minutes: 7 * nth }), ANYWAY)
    )
    const outcomes = (await Promise.all(asked)).map(({ outcome }) => outcome)
    const booked = outcomes.filter((outcome) => outcome === 'booked').length
    assert.isAtLeast(booked, 1)
    assert.isAtMost(booked, 3)
    const overlapping = await db
      .from('claims as one')
      .joinRaw(
        'join claims as other on other.id > one.id and other.host_id = one.host_id and other.blocked && one.blocked'
      )
    assert.isEmpty(overlapping)
    assert.lengthOf(await db.from('claims'), booked)
  })
})
