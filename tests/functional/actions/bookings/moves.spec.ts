import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import CancelBooking from '#actions/bookings/cancel_booking'
import PlaceBooking from '#actions/bookings/place_booking'
import { openShop } from '#database/factories/business'
import type Booking from '#models/bookings/booking'
import BookingEvent from '#models/bookings/booking_event'
import { type By, byClient, byUser } from '#models/by'
import Notification from '#models/notifications/notification'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { heldTimes, move } from '#tests/support/moves'
import { PRIYA } from '#tests/support/named_clients'
import {
  IN_THREE_DAYS as START,
  openShopByRequest,
  place,
  type Shop,
} from '#tests/support/requests'

const lastEvent = (booking: Booking) =>
  BookingEvent.query().where('booking_id', booking.id).orderBy('id', 'desc').firstOrFail()

const hour = (hours: number) => START.plus({ hours })

function cancel(booking: Booking, by: By, offsetMs = 0) {
  const { businessId, id: bookingId } = booking
  return new CancelBooking(offsetMs).handle({ businessId, bookingId, by, reason: null })
}

/** So many milliseconds after the booking's last moment for a change, and before or after it. */
const sinceCutOff = (booking: Booking, cutoffMinutes: number) =>
  booking.startsAt.toMillis() - cutoffMinutes * 60_000 - Date.now()

test.group('Moving a booking', (group) => {
  withGlobalTransaction(group)

  test('takes the new time, frees the old one, and keeps everything else', async ({ assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const { calendarUid, reference } = await booking.refresh()
    const moved = await move(booking, hour(4), { reason: 'School ends later' })
    assert.equal(moved.outcome, 'moved')

    await booking.refresh()
    assert.deepEqual(
      [booking.startsAt.toMillis(), booking.endsAt.toMillis()],
      [hour(4).toMillis(), hour(5).toMillis()]
    )
    assert.deepEqual(
      [booking.status, booking.calendarSequence, booking.calendarUid, booking.reference],
      ['approved', 1, calendarUid, reference]
    )
    assert.deepEqual(await heldTimes(booking), [hour(4).toISO()])
    const event = await lastEvent(booking)
    assert.deepEqual([event.fromStatus, event.toStatus], ['approved', 'approved'])
    assert.equal(event.reason, 'School ends later')
    assert.equal(event.details.kind, 'moved')
    assert.equal(event.details.from?.startsAt, START.toISO())
    assert.equal(event.details.to?.startsAt, hour(4).toISO())
    const owed = await Notification.query().where('type', 'booking_rescheduled').orderBy('id')
    assert.sameMembers(
      owed.map(({ channel, userId }) => `${channel} ${userId ? 'staff' : 'client'}`),
      ['mail client', 'mail staff', 'in_app staff']
    )
    await place(shop, { startsAt: START, name: 'Someone else' })
  })

  test('goes to a time that overlaps its own', async ({ assert }) => {
    const shop = await openShop({ service: { slotIntervalMinutes: 30 } })
    const booking = await place(shop)
    assert.equal((await move(booking, START.plus({ minutes: 30 }))).outcome, 'moved')
    assert.deepEqual(await heldTimes(booking), [START.plus({ minutes: 30 }).toISO()])
  })

  test('keeps its old time when the new one is taken, and offers three others', async ({
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop)
    await place(shop, { startsAt: hour(4) })
    const refused = await move(booking, hour(4))
    if (refused.outcome !== 'unavailable') throw new Error(refused.outcome)
    assert.equal(refused.code, 'slot_taken')
    assert.deepEqual(
      refused.alternatives.map(({ start }) => start),
      [hour(2), hour(3), hour(5)].map((at) => at.toMillis())
    )
    assert.deepEqual(await heldTimes(booking), [START.toISO()])
    assert.equal((await booking.refresh()).calendarSequence, 0)
  })

  test('does nothing twice: the same move again is the same answer', async ({ assert }) => {
    const booking = await place(await openShop())
    for (const version of [0, 0]) {
      assert.equal((await move(booking, hour(4), { version })).outcome, 'moved')
    }
    assert.equal((await booking.refresh()).calendarSequence, 1)
    assert.equal((await move(booking, hour(6), { version: 0 })).outcome, 'stale')
  })

  test('does not count against the limits of its own day', async ({ assert }) => {
    const shop = await openShop({ service: { dailyLimit: 1 } })
    const noon = START.setZone('Europe/London').startOf('day').set({ hour: 12 })
    const booking = await place(shop, { startsAt: noon })
    assert.equal((await move(booking, noon.plus({ hours: 2 }))).outcome, 'moved')
    await place(shop, { startsAt: noon.plus({ days: 1 }) })
    const refused = await move(booking, noon.plus({ days: 1, hours: 4 }))
    assert.deepInclude(refused, { outcome: 'unavailable', code: 'limit_day' })
  })

  test('keeps its host where they are free, and takes another where not', async ({ assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [anna, tom] = shop.hosts
    const booking = await place(shop, { hostId: anna.id })
    await place(shop, { hostId: tom.id, startsAt: hour(4) })
    await move(booking, hour(5))
    assert.equal((await booking.refresh()).hostId, anna.id)
    await place(shop, { hostId: anna.id, startsAt: hour(7) })
    await move(booking, hour(7))
    assert.equal((await booking.refresh()).hostId, tom.id)
  })

  test('moves everyone where all hosts take part', async ({ assert }) => {
    const shop = await openShop({ hosts: 2, service: { hostMode: 'collective' } })
    const booking = await place(shop)
    assert.equal((await move(booking, hour(4))).outcome, 'moved')
    assert.deepEqual(await heldTimes(booking), [hour(4).toISO(), hour(4).toISO()])
  })

  test('a waiting request moves too, and goes on waiting no longer than before', async ({
    assert,
  }) => {
    const booking = await place(await openShopByRequest())
    const before = booking.expiresAt?.toMillis()
    assert.equal((await move(booking, hour(4))).outcome, 'moved')
    await booking.refresh()
    assert.deepEqual([booking.status, booking.expiresAt?.toMillis()], ['pending', before])
  })

  test('a request that moves nearer waits until halfway to its new start', async ({ assert }) => {
    const booking = await place(await openShopByRequest())
    const soon = DateTime.utc().plus({ hours: 8 }).startOf('hour')
    assert.equal((await move(booking, soon)).outcome, 'moved')
    await booking.refresh()
    const waits = booking.expiresAt?.diffNow().as('minutes') ?? 0
    assert.approximately(waits, soon.diffNow().as('minutes') / 2, 1)
    const [claim] = await db.from('claims').where('holder_id', booking.id).whereNull('released_at')
    assert.equal(claim.expires_at.getTime(), booking.expiresAt?.toMillis())
  })

  test('is not possible once it is called off or has begun', async ({ assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    await cancel(booking, byClient())
    assert.equal((await move(booking, hour(4))).outcome, 'not_possible')
    const begun = await place(shop)
    const late = await move(begun, hour(4), {}, START.diffNow().toMillis() + 1000)
    assert.equal(late.outcome, 'not_possible')
  })

  test('another business’s booking is not there', async ({ assert }) => {
    const booking = await place(await openShop())
    const { business } = await openShop()
    const outcome = await move(booking, hour(4), { businessId: business.id })
    assert.deepEqual(outcome, { outcome: 'not_found' })
  })
})

test.group('Until when a client may change a booking', (group) => {
  withGlobalTransaction(group)

  test('a move is in time until the cut-off, and the business may move it later', async ({
    assert,
  }) => {
    const shop = await openShop({ settings: { rescheduleCutoffMinutes: 1440 } })
    const booking = await place(shop)
    const late = sinceCutOff(booking, 1440) + 2000
    assert.equal((await move(booking, hour(4), {}, late)).outcome, 'too_late')
    const owner = { by: byUser(shop.user.id) }
    assert.equal((await move(booking, hour(4), owner, late)).outcome, 'moved')
    assert.deepEqual((await lastEvent(booking)).details.overrides, ['reschedule_cutoff'])

    await booking.refresh()
    const inTime = sinceCutOff(booking, 1440) - 2000
    assert.equal((await move(booking, hour(6), {}, inTime)).outcome, 'moved')
  })

  test('so is a cancellation, by the service’s own cut-off', async ({ assert }) => {
    const shop = await openShop({
      settings: { cancelCutoffMinutes: 60 },
      service: { cancelCutoffMinutes: 2880 },
    })
    const booking = await place(shop)
    const late = sinceCutOff(booking, 2880) + 2000
    assert.equal((await cancel(booking, byClient(), late)).outcome, 'too_late')
    assert.equal((await booking.refresh()).status, 'approved')
    assert.equal((await cancel(booking, byUser(shop.user.id), late)).outcome, 'cancelled')
    assert.deepEqual((await lastEvent(booking)).details.overrides, ['cancel_cutoff'])

    const other = await place(shop)
    const inTime = sinceCutOff(other, 2880) - 2000
    assert.equal((await cancel(other, byClient(), inTime)).outcome, 'cancelled')
  })

  test('a waiting request can always be withdrawn', async ({ assert }) => {
    const shop = await openShopByRequest({ settings: { cancelCutoffMinutes: 525_600 } })
    const booking = await place(shop)
    assert.equal((await cancel(booking, byClient())).outcome, 'cancelled')
  })

  test('the number of moves is limited, except for the business', async ({ assert }) => {
    const shop = await openShop({ settings: { maxMoves: 1 } })
    const booking = await place(shop)
    assert.equal((await move(booking, hour(2))).outcome, 'moved')
    assert.equal((await move(booking, hour(4))).outcome, 'too_many_moves')
    const owner = { by: byUser(shop.user.id) }
    assert.equal((await move(booking, hour(4), owner)).outcome, 'moved')
    assert.deepEqual((await lastEvent(booking)).details.overrides, ['max_moves'])
  })
})

test.group('Moves at once', (group) => {
  withEmptyTables(group)

  test('of a move and bookings that race for one time, one gets it, and none is doubled', async ({
    assert,
  }) => {
    const shop = await openShop({ service: { slotIntervalMinutes: 30 } })
    const [one, other] = [await place(shop), await place(shop, { startsAt: hour(2) })]
    const others = Array.from({ length: 6 }, (_, number) =>
      placeAt(shop, hour(4).plus({ minutes: 30 * (number % 3) }))
    )
    const outcomes = await Promise.all([
      ...others,
      move(one, hour(4)).then(({ outcome }) => outcome),
      move(other, hour(4).plus({ minutes: 30 })).then(({ outcome }) => outcome),
      move(one, hour(5)).then(({ outcome }) => outcome),
    ])
    assert.includeMembers(['booked', 'moved', 'unavailable'], [...new Set(outcomes)])
    assert.isAbove(outcomes.filter((outcome) => outcome !== 'unavailable').length, 0)
    const [{ doubles }] = await db
      .from('claims as a')
      .whereNull('a.released_at')
      .join('claims as b', (on) => on.on('a.host_id', 'b.host_id').andOn('a.id', '<', 'b.id'))
      .whereNull('b.released_at')
      .whereRaw('a.blocked && b.blocked')
      .count('* as doubles')
    assert.equal(Number(doubles), 0)
    for (const booking of [one, other]) {
      await booking.refresh()
      assert.deepEqual(await heldTimes(booking), [booking.startsAt.toUTC().toISO()])
    }
  })
})

async function placeAt({ business, service }: Shop, startsAt: typeof START): Promise<string> {
  const placed = await new PlaceBooking().handle({
    businessId: business.id,
    serviceId: service.id,
    startsAt: startsAt.toMillis(),
    hostId: null,
    client: PRIYA,
    idempotencyKey: null,
    by: byClient(),
  })
  return placed.outcome
}
