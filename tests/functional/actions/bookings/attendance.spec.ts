import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import CompleteBookings from '#actions/bookings/complete_bookings'
import MarkAttendance from '#actions/bookings/mark_attendance'
import { openShop } from '#database/factories/business'
import type Booking from '#models/bookings/booking'
import BookingEvent from '#models/bookings/booking_event'
import { byUser } from '#models/by'
import type { Attendance } from '#scheduling/slots/bookings'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS, joinAs, openShopByRequest, place, type Shop } from '#tests/support/requests'

/** As if it had begun that long ago; an hour is its length. */
async function letBegin(booking: Booking, hoursAgo: number) {
  const startsAt = DateTime.utc().minus({ hours: hoursAgo })
  await db
    .from('bookings')
    .where('id', booking.id)
    .update({ starts_at: startsAt.toJSDate(), ends_at: startsAt.plus({ hours: 1 }).toJSDate() })
}

async function bookedAgo(shop: Shop, hoursAgo: number, startsAt = IN_THREE_DAYS) {
  const booking = await place(shop, { startsAt })
  await letBegin(booking, hoursAgo)
  return booking
}

const mark = (shop: Shop, booking: Booking, attendance: Attendance) =>
  new MarkAttendance().handle({
    businessId: shop.business.id,
    bookingId: booking.id,
    by: byUser(shop.user.id),
    attendance,
  })

const history = async (booking: Booking) =>
  (await BookingEvent.query().where('booking_id', booking.id).orderBy('id')).map(
    ({ fromStatus, toStatus, actor }) => `${fromStatus ?? 'nothing'} → ${toStatus} by ${actor}`
  )

test.group('Completing by the clock', (group) => {
  withEmptyTables(group)

  test('completes what has ended, once, however many workers run', async ({ assert }) => {
    const shop = await openShop({ hosts: 3 })
    const ended = [await bookedAgo(shop, 2), await bookedAgo(shop, 3), await bookedAgo(shop, 1.01)]
    const running = await bookedAgo(shop, 0.5, IN_THREE_DAYS.plus({ hours: 1 }))

    const counts = await Promise.all([1, 2, 3].map(() => new CompleteBookings().handle()))
    assert.equal(
      counts.reduce((sum, count) => sum + count),
      3
    )
    for (const booking of ended) {
      assert.deepEqual(await history(booking), [
        'nothing → approved by client',
        'approved → completed by system',
      ])
    }
    assert.equal((await running.refresh()).status, 'approved')
    assert.equal(await new CompleteBookings().handle(), 0)
  })

  test('does not do again what a person took back, nor touch what was never approved', async ({
    assert,
  }) => {
    const shop = await openShopByRequest()
    const request = await bookedAgo(shop, 2)
    await db.from('booking_settings').update({ requires_approval: false })
    const booking = await bookedAgo(shop, 2, IN_THREE_DAYS.plus({ hours: 1 }))
    assert.equal(await new CompleteBookings().handle(), 1)
    assert.equal((await mark(shop, booking, 'approved')).outcome, 'marked')

    assert.equal(await new CompleteBookings().handle(), 0)
    assert.equal((await booking.refresh()).status, 'approved')
    assert.equal((await request.refresh()).status, 'pending')
  })
})

test.group('Attendance', (group) => {
  withGlobalTransaction(group)
  const answer = { attendance: 'no_show' }

  test('is noted, changed and taken back, each with its history', async ({ assert }) => {
    const shop = await openShop()
    const booking = await bookedAgo(shop, 0.5)
    for (const attendance of ['no_show', 'completed', 'no_show', 'approved'] as const) {
      assert.equal((await mark(shop, booking, attendance)).outcome, 'marked')
      assert.equal((await booking.refresh()).status, attendance)
    }
    assert.lengthOf(await history(booking), 5)
    assert.equal((await mark(shop, booking, 'approved')).outcome, 'not_possible')
  })

  test('is not noted before the start, nor of a request', async ({ assert }) => {
    const shop = await openShop()
    const coming = await place(shop)
    assert.equal((await mark(shop, coming, 'no_show')).outcome, 'too_early')
    const asked = await openShopByRequest()
    const request = await bookedAgo(asked, 2)
    assert.equal((await mark(asked, request, 'approved')).outcome, 'not_possible')
    assert.equal((await mark(asked, coming, 'no_show')).outcome, 'not_found')
    assert.lengthOf(await history(coming), 1)
  })

  test('is a button on the booking and on its day, which leads back there', async ({ client }) => {
    const shop = await openShop()
    const booking = await bookedAgo(shop, 1)
    const day = booking.startsAt.setZone(shop.business.timeZone)
    const today = `/admin?date=${DateTime.now().setZone(day.zone).minus({ hours: 1 }).toISODate()}`
    for (const address of [`/admin/bookings/${booking.id}`, today]) {
      const page = await client.get(address).loginAs(shop.user)
      page.assertTextIncludes(`action="/admin/bookings/${booking.id}/attendance"`)
      page.assertTextIncludes('Did not come')
    }
    const post = (form: object) =>
      client
        .post(`/admin/bookings/${booking.id}/attendance`)
        .form(form)
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    const noted = await post({ ...answer, return_to: today })
    noted.assertStatus(303)
    noted.assertHeader('location', today)
    const away = await post({ attendance: 'approved', return_to: '/.//evil.example' })
    away.assertHeader('location', `/admin/bookings/${booking.id}`)
    const record = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    record.assertTextIncludes('Undone')
  })

  test('that cannot be noted any more is refused with the present state', async ({ client }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const post = (form: object) =>
      client
        .post(`/admin/bookings/${booking.id}/attendance`)
        .form(form)
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
    const early = await post(answer)
    early.assertStatus(409)
    early.assertTextIncludes('has not started yet')

    await letBegin(booking, 2)
    await mark(shop, booking, 'no_show')
    const twice = await post(answer)
    twice.assertStatus(409)
    twice.assertTextIncludes('No-show')

    const nonsense = await post({ attendance: 'pending' })
    nonsense.assertStatus(422)
    nonsense.assertTextIncludes('Choose whether they came')
  })

  test('is for who may decide: not for viewers, other staff or other businesses', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await bookedAgo(shop, 2)
    const other = await openShop()
    const post = (user: Shop['user']) =>
      client
        .post(`/admin/bookings/${booking.id}/attendance`)
        .form(answer)
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
    const statuses = [
      await post(await joinAs('viewer', shop.business)),
      await post(await joinAs('staff', shop.business)),
      await post(other.user),
    ].map((response) => response.status())
    assert.deepEqual(statuses, [403, 403, 404])
  })
})
