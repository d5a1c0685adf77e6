import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import ApproveBooking from '#actions/requests/approve_booking'
import CancelBooking from '#actions/bookings/cancel_booking'
import ExpireRequests from '#actions/requests/expire_requests'
import PlaceBooking from '#actions/bookings/place_booking'
import RejectBooking from '#actions/requests/reject_booking'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import BookingEvent from '#models/bookings/booking_event'
import { byClient, byUser } from '#models/by'
import Notification from '#models/notifications/notification'
import { place as placeFor } from '#tests/support/requests'
import { withEmptyTables } from '#tests/support/database'
import db from '@adonisjs/lucid/services/db'

type Shop = Awaited<ReturnType<typeof openShop>>

const START = DateTime.utc().plus({ days: 3 }).startOf('hour')

async function place(shop: Shop, startsAt = START) {
  return new PlaceBooking().handle({
    businessId: shop.business.id,
    serviceId: shop.service.id,
    startsAt: startsAt.toMillis(),
    hostId: null,
    client: {
      name: 'Ines Duarte',
      email: 'ines@duarte.example',
      phone: null,
      notes: null,
      timeZone: 'Europe/Lisbon',
      locale: 'en-GB',
    },
    idempotencyKey: null,
    by: byClient('a-request'),
  })
}

async function requested(shop: Shop, startsAt = START) {
  const placed = await place(shop, startsAt)
  if (placed.outcome !== 'requested') throw new Error(`Not requested but ${placed.outcome}`)
  return placed.booking
}

/** As if the time to answer had run out a moment ago. */
async function letLapse(booking: Booking) {
  const past = DateTime.utc().minus({ seconds: 1 })
  await db.from('bookings').where('id', booking.id).update({ expires_at: past.toJSDate() })
  await db.from('claims').where('holder_id', booking.id).update({ expires_at: past.toJSDate() })
}

const history = async (booking: Booking) =>
  (await BookingEvent.query().where('booking_id', booking.id).orderBy('id')).map(
    ({ fromStatus, toStatus, actor }) => `${fromStatus ?? 'nothing'} → ${toStatus} by ${actor}`
  )

const typesOwed = async (booking: Booking) =>
  (await Notification.query().where('booking_id', booking.id).orderBy('id')).map(
    ({ type, channel, userId }) => `${type} ${channel} ${userId ? 'staff' : 'client'}`
  )

test.group('A request and its decision', (group) => {
  withEmptyTables(group)
  const needsApproval = { settings: { requiresApproval: true } }

  test('a request holds its time until the business has answered', async ({ assert }) => {
    const shop = await openShop(needsApproval)
    const booking = await requested(shop)
    assert.equal(booking.status, 'pending')
    assert.approximately(
      booking.expiresAt?.diffNow('hours').hours ?? 0,
      shop.business.settings.bookingExpiryHours,
      0.1
    )
    assert.equal((await place(shop)).outcome, 'unavailable')
  })

  test('a request for soon lapses halfway to its start', async ({ assert }) => {
    const shop = await openShop(needsApproval)
    const soon = DateTime.utc().plus({ hours: 6 }).startOf('hour')
    const booking = await requested(shop, soon)
    const halfway = (booking.createdAt.toMillis() + soon.toMillis()) / 2
    assert.approximately(booking.expiresAt?.toMillis() ?? 0, halfway, 60_000)
  })

  test('approving confirms it, names who did, and tells the client', async ({ assert }) => {
    const shop = await openShop(needsApproval)
    const booking = await requested(shop)
    const { outcome } = await new ApproveBooking().handle({
      businessId: shop.business.id,
      bookingId: booking.id,
      by: byUser(shop.user.id),
    })
    assert.equal(outcome, 'approved')
    await booking.refresh()
    assert.equal(booking.status, 'approved')
    assert.equal(booking.approvedBy, shop.user.id)
    assert.isNull(booking.expiresAt)
    assert.deepEqual(await history(booking), [
      'nothing → pending by client',
      'pending → approved by user',
    ])
    assert.include(await typesOwed(booking), 'booking_confirmed mail client')
    assert.equal((await place(shop)).outcome, 'unavailable')
  })

  test('rejecting keeps the reason, frees the time and tells the client', async ({ assert }) => {
    const shop = await openShop(needsApproval)
    const booking = await requested(shop)
    const { outcome } = await new RejectBooking().handle({
      businessId: shop.business.id,
      bookingId: booking.id,
      by: byUser(shop.user.id),
      reason: 'The pool is closed',
    })
    assert.equal(outcome, 'rejected')
    await booking.refresh()
    assert.equal(booking.rejectionReason, 'The pool is closed')
    assert.include(await typesOwed(booking), 'booking_rejected mail client')
    assert.equal((await place(shop)).outcome, 'requested')
  })

  test('of 20 decisions at once the first stands and the others hear of it', async ({ assert }) => {
    const shop = await openShop(needsApproval)
    const booking = await requested(shop)
    const decision = {
      businessId: shop.business.id,
      bookingId: booking.id,
      by: byUser(shop.user.id),
    }
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, number) =>
        number % 2
          ? new ApproveBooking().handle(decision)
          : new RejectBooking().handle({ ...decision, reason: 'No' })
      )
    )
    assert.lengthOf(
      outcomes.filter(({ outcome }) => outcome === 'already_decided'),
      19
    )
    assert.lengthOf(await history(booking), 2)
  })

  test('a request that lapsed cannot be approved, and its time is free before any job ran', async ({
    assert,
  }) => {
    const shop = await openShop(needsApproval)
    const booking = await requested(shop)
    await letLapse(booking)
    const next = await place(shop)
    assert.equal(next.outcome, 'requested')

    const { outcome } = await new ApproveBooking().handle({
      businessId: shop.business.id,
      bookingId: booking.id,
      by: byUser(shop.user.id),
    })
    assert.equal(outcome, 'already_decided')
  })

  test('expiry writes it down once and tells both sides', async ({ assert }) => {
    const shop = await openShop(needsApproval)
    const booking = await requested(shop)
    const waiting = await requested(shop, START.plus({ hours: 5 }))
    await letLapse(booking)
    const counts = await Promise.all([1, 2, 3].map(() => new ExpireRequests().handle()))
    assert.equal(
      counts.reduce((sum, count) => sum + count),
      1
    )
    await booking.refresh()
    await waiting.refresh()
    assert.equal(booking.status, 'expired')
    assert.equal(waiting.status, 'pending')
    assert.includeMembers(await typesOwed(booking), [
      'booking_expired mail client',
      'booking_expired mail staff',
    ])
  })

  test('another business cannot decide it', async ({ assert }) => {
    const shop = await openShop(needsApproval)
    const other = await openShop(needsApproval)
    const booking = await requested(shop)
    const { outcome } = await new ApproveBooking().handle({
      businessId: other.business.id,
      bookingId: booking.id,
      by: byUser(other.user.id),
    })
    assert.equal(outcome, 'not_found')
  })
})

test.group('Cancelling', (group) => {
  withEmptyTables(group)

  test('frees the time, raises the calendar sequence and tells both sides', async ({ assert }) => {
    const shop = await openShop()
    const placed = await place(shop)
    if (placed.outcome !== 'booked') throw new Error(placed.outcome)
    const cancellation = {
      businessId: shop.business.id,
      bookingId: placed.booking.id,
      by: byClient(),
      reason: 'Away',
    }
    assert.equal((await new CancelBooking().handle(cancellation)).outcome, 'cancelled')
    assert.equal((await new CancelBooking().handle(cancellation)).outcome, 'cancelled')

    const booking = await Booking.findOrFail(placed.booking.id)
    assert.equal(booking.calendarSequence, 1)
    assert.lengthOf(await history(booking), 2)
    assert.includeMembers(await typesOwed(booking), [
      'booking_cancelled mail client',
      'booking_cancelled mail staff',
    ])
    assert.equal((await place(shop)).outcome, 'booked')
  })

  test('is not possible once it has begun, or was rejected', async ({ assert }) => {
    const shop = await openShop({ settings: { requiresApproval: true } })
    const booking = await requested(shop)
    const cancellation = {
      businessId: shop.business.id,
      bookingId: booking.id,
      by: byClient(),
      reason: null,
    }
    await new RejectBooking().handle({
      businessId: shop.business.id,
      bookingId: booking.id,
      by: byUser(shop.user.id),
      reason: 'No',
    })
    assert.equal((await new CancelBooking().handle(cancellation)).outcome, 'not_possible')

    const begun = await requested(shop, START.plus({ hours: 3 }))
    await db
      .from('bookings')
      .where('id', begun.id)
      .update({ starts_at: new Date(Date.now() - 60_000) })
    const late = await new CancelBooking().handle({ ...cancellation, bookingId: begun.id })
    assert.equal(late.outcome, 'not_possible')
  })
})

test.group('Choosing a host', (group) => {
  withEmptyTables(group)

  test('anyone means whoever has fewest bookings, and says so', async ({ assert }) => {
    const shop = await openShop({ hosts: 2 })
    const hosts: number[] = []
    for (let hour = 0; hour < 4; hour++) {
      const placed = await place(shop, START.plus({ hours: hour }))
      if (placed.outcome !== 'booked') throw new Error(placed.outcome)
      hosts.push(placed.booking.hostId)
      assert.isString(placed.booking.hostReason.code)
    }
    const counts = shop.hosts.map((host) => hosts.filter((id) => id === host.id).length)
    assert.deepEqual(counts, [2, 2])
  })

  test('two hosts take two bookings of one slot, never three', async ({ assert }) => {
    const shop = await openShop({ hosts: 2 })
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => place(shop)))
    const booked = outcomes.filter(({ outcome }) => outcome === 'booked')
    assert.lengthOf(booked, 2)
  })

  test('all together needs every one of them free', async ({ assert }) => {
    const shop = await openShop({ hosts: 2, service: { hostMode: 'collective' } })
    assert.equal((await place(shop)).outcome, 'booked')
    const claims = await db.from('claims').where('starts_at', START.toJSDate())
    assert.lengthOf(claims, 2)
    assert.equal((await place(shop)).outcome, 'unavailable')
  })

  test('all together stays so whoever is asked for', async ({ assert }) => {
    const shop = await openShop({ hosts: 2, service: { hostMode: 'collective' } })
    const { id } = await placeFor(shop, { hostId: shop.hosts[1].id })
    assert.lengthOf(await db.from('claims').where('holder_id', id), 2)
  })

  test('a daily limit is not passed by a race', async ({ assert }) => {
    const shop = await openShop({ hosts: 3, service: { dailyLimit: 2 } })
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, number) =>
        place(shop, START.startOf('day').plus({ hours: 8 + (number % 4) }))
      )
    )
    assert.lengthOf(
      outcomes.filter(({ outcome }) => outcome === 'booked'),
      2
    )
  })
})
