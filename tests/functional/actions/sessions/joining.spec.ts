import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { DateTime } from 'luxon'
import ApproveBooking from '#actions/requests/approve_booking'
import CancelBooking from '#actions/bookings/cancel_booking'
import PlaceBooking from '#actions/bookings/place_booking'
import { openShop } from '#database/factories/business'
import type { BookingRequest } from '#steps'
import type Booking from '#models/bookings/booking'
import { byClient, byUser } from '#models/by'
import GroupSession from '#models/sessions/group_session'
import { loadQuestion } from '#queries/availability/load_availability'
import { findSlots } from '#scheduling/slots/slots'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { INES } from '#tests/support/named_clients'
import { IN_THREE_DAYS, openShopByRequest, type Shop } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'

const GROUP = { capacity: 3, price: '12.50', name: 'Group lesson' }

function join(shop: Shop, wanted: Partial<BookingRequest> = {}, clockOffsetMs = 0) {
  return new PlaceBooking(clockOffsetMs).handle({
    businessId: shop.business.id,
    serviceId: shop.service.id,
    startsAt: IN_THREE_DAYS.toMillis(),
    hostId: null,
    client: INES,
    idempotencyKey: null,
    by: byClient(),
    ...wanted,
  })
}

async function joined(shop: Shop, wanted: Partial<BookingRequest> = {}): Promise<Booking> {
  const placed = await join(shop, wanted)
  if (!('booking' in placed)) throw new Error(`Not placed but ${placed.outcome}`)
  return placed.booking
}

async function seatsLeft({ business, service }: Shop, startsAt: DateTime = IN_THREE_DAYS) {
  const range = { start: startsAt.toMillis(), end: startsAt.toMillis() + 1 }
  const now = Date.now()
  const slots = findSlots(await loadQuestion({ business, service, hostId: null, range, now }))
  return slots.map((slot) => slot.seatsLeft)
}

async function seatNumbers(sessionId: number): Promise<number[]> {
  const rows = await db
    .from('session_seats')
    .where('session_id', sessionId)
    .whereNull('released_at')
    .orderBy('seat_no')
    .select('seat_no')
  return rows.map((row) => row.seat_no)
}

test.group('Joining a session', (group) => {
  withGlobalTransaction(group)

  test('the first booking of a slot makes it, the next ones join, until it is full', async ({
    assert,
  }) => {
    const shop = await openShop({ service: GROUP })
    assert.deepEqual(await seatsLeft(shop), [3])
    const first = await joined(shop)
    assert.deepEqual(await seatsLeft(shop), [2])
    const second = await joined(shop, { seats: 2 })
    assert.equal(second.sessionId, first.sessionId)
    assert.equal(second.price, '25.00')
    assert.deepEqual(await seatNumbers(Number(first.sessionId)), [1, 2, 3])
    assert.deepEqual(await seatsLeft(shop), [])

    const refused = await join(shop)
    assert.deepInclude(refused, { outcome: 'unavailable', code: 'slot_taken' })
    const claims = await db.from('claims').where('host_id', shop.host.id)
    assert.deepEqual(
      claims.map(({ holder_id: holder }) => holder),
      [first.sessionId]
    )
  })

  test('more places than are left are refused by that name, and none is taken', async ({
    assert,
  }) => {
    const shop = await openShop({ service: GROUP })
    await joined(shop)
    assert.deepInclude(await join(shop, { seats: 3 }), {
      outcome: 'unavailable',
      code: 'too_few_places',
    })
    assert.deepEqual(await seatsLeft(shop), [2])
  })

  test('a session counts once, and its places are not refused by a limit it fills', async ({
    assert,
  }) => {
    const shop = await openShop({ service: { ...GROUP, dailyLimit: 1 } })
    await shop.host.merge({ dailyLimit: 1 }).save()
    await joined(shop)
    await joined(shop)
    const later = await join(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 2 }).toMillis() })
    assert.isFalse('booking' in later)
    assert.deepEqual(await seatsLeft(shop), [1])
  })

  test('a planned session is joined by its number, and holds its time when empty', async ({
    assert,
  }) => {
    const shop = await openShop({ service: { ...GROUP, isPlannedOnly: true }, weeklyHours: [] })
    const session = await planSession(shop, IN_THREE_DAYS, { capacity: 2 })
    assert.deepEqual(await seatsLeft(shop), [2])
    const booking = await joined(shop, { sessionId: session.id })
    assert.equal(booking.hostId, session.hostId)
    const other = await join(shop, { sessionId: session.id + 1000 })
    assert.isFalse('booking' in other)

    await new CancelBooking().handle({
      businessId: shop.business.id,
      bookingId: booking.id,
      by: byClient(),
      reason: null,
    })
    assert.deepEqual(await seatsLeft(shop), [2])
    await session.refresh()
    assert.equal(session.status, 'scheduled')
  })

  test('the last to leave a session that a booking made gives its time back', async ({
    assert,
  }) => {
    const shop = await openShop({ service: GROUP })
    const bookings = [await joined(shop), await joined(shop)]
    for (const { id } of bookings) {
      await new CancelBooking().handle({
        businessId: shop.business.id,
        bookingId: id,
        by: byClient(),
        reason: null,
      })
    }
    const session = await GroupSession.findOrFail(bookings[0].sessionId)
    assert.equal(session.status, 'cancelled')
    assert.isEmpty(await db.from('claims').where('host_id', shop.host.id).whereNull('released_at'))
    assert.notEqual((await joined(shop)).sessionId, session.id)
  })

  test('a request holds its place until it runs out, by the clock alone', async ({ assert }) => {
    const shop = await openShopByRequest({ service: { ...GROUP, capacity: 2 } })
    const request = await joined(shop, { seats: 2 })
    assert.equal(request.status, 'pending')
    assert.isFalse('booking' in (await join(shop)))
    const aDay = 24 * 3_600_000
    const later = await join(shop, { seats: 2 }, aDay + 1000)
    assert.isTrue('booking' in later)
  })

  test('approving keeps the places, and the time of the session with them', async ({ assert }) => {
    const shop = await openShopByRequest({ service: GROUP })
    const request = await joined(shop)
    const approved = await new ApproveBooking().handle({
      businessId: shop.business.id,
      bookingId: request.id,
      by: byUser(shop.user.id),
    })
    assert.equal(approved.outcome, 'approved')
    const [claim] = await db.from('claims').where('holder_id', Number(request.sessionId))
    assert.isNull(claim.expires_at)
    const [seat] = await db.from('session_seats').where('booking_id', request.id)
    assert.isNull(seat.expires_at)
  })

  test('the database refuses a seat that is taken, and one that a session does not have', async ({
    assert,
  }) => {
    const shop = await openShop({ service: GROUP })
    const booking = await joined(shop)
    const seat = (seatNo: number) =>
      db.transaction(async (trx) => {
        await trx.table('session_seats').insert({
          business_id: shop.business.id,
          session_id: booking.sessionId,
          service_id: shop.service.id,
          capacity: GROUP.capacity,
          seat_no: seatNo,
          booking_id: booking.id,
        })
      })
    await assert.rejects(() => seat(1), /session_seats_taken/)
    await assert.rejects(() => seat(4), /session_seats_within/)
  })
})

test.group('Many at once for one session', (group) => {
  withEmptyTables(group)

  test('of 60 who post at once exactly 20 get its 20 places', async ({ client, assert }) => {
    const shop = await openShop({ service: { ...GROUP, capacity: 20, isPlannedOnly: true } })
    const session = await planSession(shop, IN_THREE_DAYS, { capacity: 20 })
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        client.post(`/api/booking/public/${shop.business.slug}/book/`).json({
          session_id: session.id,
          client_name: `Client ${index}`,
          client_phone: '07700 900461',
        })
      )
    )
    const statuses = Map.groupBy(answers, (answer) => answer.status())
    assert.lengthOf(statuses.get(201) ?? [], 20)
    assert.lengthOf(statuses.get(409) ?? [], 40)
    assert.deepEqual(
      await seatNumbers(session.id),
      Array.from({ length: 20 }, (_, index) => index + 1)
    )
    const [refused] = statuses.get(409) ?? []
    assert.equal(refused.body().code, 'slot_taken')
  })

  test('availability shows what is left of each, under its number', async ({ client, assert }) => {
    const shop = await openShop({ service: { ...GROUP, isPlannedOnly: true } })
    const session = await planSession(shop, IN_THREE_DAYS, { capacity: 4 })
    await joined(shop, { sessionId: session.id, seats: 3 })
    const date = IN_THREE_DAYS.setZone('Europe/London').toFormat('yyyy-MM-dd')
    const response = await client
      .get(`/api/booking/public/${shop.business.slug}/availability/`)
      .qs({ service_id: shop.service.id, start_date: date, end_date: date })
    const [slot] = response.body()[date]
    assert.containsSubset(slot, { session_id: session.id, available_spots: 1 })
  })
})
