import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import CancelBooking from '#actions/bookings/cancel_booking'
import DecideRequests from '#actions/requests/decide_requests'
import ExpireRequests from '#actions/requests/expire_requests'
import MoveBooking from '#actions/bookings/move_booking'
import PlaceSeries from '#actions/bookings/place_series'
import RejectBooking from '#actions/requests/reject_booking'
import { addService } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import BookingEvent from '#models/bookings/booking_event'
import { byClient, byUser } from '#models/by'
import Notification from '#models/notifications/notification'
import { findFaults } from '#queries/integrity/find_faults'
import { approve, openShopThatChooses, overlapping } from '#tests/support/competing'
import { withEmptyTables } from '#tests/support/database'
import { CLIENT } from '#tests/support/outbox'
import { IN_THREE_DAYS as START, place, type Shop } from '#tests/support/requests'

const claimsOf = async ({ id }: Booking) =>
  db.from('claims').where('holder_id', id).whereNull('released_at')

const statusesOf = async (bookings: Booking[]) => {
  const read = await Promise.all(bookings.map(({ id }) => Booking.findOrFail(id)))
  return read.map(({ status }) => status)
}

const faults = async () => (await findFaults()).filter((result) => result.faults.length > 0)

const anotherService = (shop: Shop, attributes = {}) =>
  addService(shop.business, shop.hosts, { requiresApproval: false, ...attributes })

const instantAt = async (shop: Shop, startsAt = START) =>
  place({ ...shop, service: await anotherService(shop) }, { startsAt })

const rejected = (booking: Booking) =>
  Notification.query().where({ bookingId: booking.id, type: 'booking_rejected' })

test.group('Competing requests', (group) => {
  withEmptyTables(group)

  group.each.teardown(async () => {
    const found = await faults()
    if (found.length > 0) throw new Error(`Integrity: ${JSON.stringify(found)}`)
  })

  test('ask for one time without holding it', async ({ assert }) => {
    const shop = await openShopThatChooses()
    const requests = await overlapping(shop, ['Ada One', 'Ben Two', 'Cleo Three'])
    assert.deepEqual(await statusesOf(requests), ['pending', 'pending', 'pending'])
    assert.deepEqual(
      requests.map(({ holdsTime }) => holdsTime),
      [false, false, false]
    )
    for (const request of requests) assert.lengthOf(await claimsOf(request), 0)
  })

  test('compete where the service says so, whatever the settings say', async ({ assert }) => {
    const shop = await openShopThatChooses({ service: { acceptsCompetingRequests: false } })
    const [first] = await overlapping(shop, ['Ada One'])
    assert.isTrue(first.holdsTime)
    await assert.rejects(() => overlapping(shop, ['Ben Two']), /unavailable/)

    const open = await anotherService(shop, {
      requiresApproval: true,
      acceptsCompetingRequests: true,
    })
    const later = START.plus({ hours: 3 })
    const [second, third] = await overlapping({ ...shop, service: open }, ['Cleo', 'Dora'], later)
    assert.deepEqual([second.holdsTime, third.holdsTime], [false, false])
  })

  test('do not compete where places are shared, or several dates are asked for', async ({
    assert,
  }) => {
    const shop = await openShopThatChooses({ service: { capacity: 2 } })
    const [shared] = await overlapping(shop, ['Ada One'])
    assert.isTrue(shared.holdsTime)

    const service = await anotherService(shop, { requiresApproval: null })
    const series = await new PlaceSeries().handle({
      businessId: shop.business.id,
      serviceId: service.id,
      starts: [1, 2].map((days) => START.plus({ days }).toMillis()),
      hostId: null,
      client: CLIENT,
      by: byClient(),
      idempotencyKey: null,
    })
    if (series.outcome !== 'requested') throw new Error(series.outcome)
    assert.deepEqual(
      series.bookings.map(({ holdsTime }) => holdsTime),
      [true, true]
    )
  })

  test('one is approved and holds the time; the others are declined and told', async ({
    assert,
  }) => {
    const shop = await openShopThatChooses({ settings: { bufferTimeMinutes: 15 } })
    const [ada, ben, cleo] = await overlapping(shop, ['Ada One', 'Ben Two', 'Cleo Three'])
    const [touches] = await overlapping(shop, ['Dora Four'], START.plus({ hours: 1 }))
    const [clear] = await overlapping(shop, ['Eve Five'], START.plus({ hours: 2 }))
    assert.equal((await approve(shop, ben)).outcome, 'approved')

    const all = [ada, ben, cleo, touches, clear]
    assert.deepEqual(await statusesOf(all), [
      'rejected',
      'approved',
      'rejected',
      'rejected',
      'pending',
    ])
    const [claim] = await claimsOf(ben)
    assert.equal(claim.starts_at.getTime(), START.toMillis())
    assert.isNull(claim.expires_at)
    assert.isTrue((await ben.refresh()).holdsTime)

    const event = await BookingEvent.query()
      .where({ bookingId: ada.id, toStatus: 'rejected' })
      .firstOrFail()
    assert.deepEqual([event.actor, event.rule], ['system', 'another_was_chosen'])
    assert.lengthOf(await rejected(ada), 1)
    assert.isTrue((await ada.refresh()).wentToAnother)
    assert.lengthOf(await rejected(clear), 0)
    await assert.rejects(() => overlapping(shop, ['Fay Six']), /unavailable/)
  })

  test('only those for the same host go', async ({ assert }) => {
    const shop = await openShopThatChooses({ hosts: 2 })
    const [one, other] = shop.hosts
    const ada = await place(shop, { hostId: one.id })
    const ben = await place(shop, { hostId: other.id })
    await approve(shop, ada)
    assert.deepEqual(await statusesOf([ada, ben]), ['approved', 'pending'])
  })

  test('all hosts together are wanted, and taken, together', async ({ assert }) => {
    const shop = await openShopThatChooses({ hosts: 2, service: { hostMode: 'collective' } })
    const single = await anotherService(shop, { requiresApproval: true })
    const [ada] = await overlapping(shop, ['Ada One'])
    const ofOne = { ...shop, service: single }
    const ben = await place(ofOne, { hostId: shop.hosts[1].id })
    await approve(shop, ada)
    assert.lengthOf(await claimsOf(ada), 2)
    assert.deepEqual(await statusesOf([ada, ben]), ['approved', 'rejected'])
  })

  test('of 20 approvals at once one is granted', async ({ assert }) => {
    const shop = await openShopThatChooses()
    const names = Array.from({ length: 10 }, (_, number) => `Client ${number}`)
    const requests = await overlapping(shop, names)
    const outcomes = await Promise.all(
      [...requests, ...requests].map(async (request) => (await approve(shop, request)).outcome)
    )
    assert.lengthOf(
      outcomes.filter((outcome) => outcome === 'approved'),
      1
    )
    assert.notInclude(outcomes, 'conflict')
    const statuses = await statusesOf(requests)
    assert.deepEqual(statuses.toSorted(), ['approved', ...Array(9).fill('rejected')])
  })

  test('a booking at once wins: then none can be approved, and stays to be decided', async ({
    assert,
  }) => {
    const shop = await openShopThatChooses()
    const [ada] = await overlapping(shop, ['Ada One'])
    await instantAt(shop)
    assert.equal((await approve(shop, ada)).outcome, 'conflict')
    const { status, holdsTime } = await ada.refresh()
    assert.deepEqual([status, holdsTime], ['pending', false])
  })

  test('a daily limit counts them once they are approved, at once or not', async ({ assert }) => {
    const shop = await openShopThatChooses({ service: { dailyLimit: 1 } })
    const start = START.plus({ days: 1 }).startOf('day').set({ hour: 9 })
    const requests: Booking[] = []
    for (const hours of [0, 2, 4, 6]) {
      requests.push(...(await overlapping(shop, [`Client ${hours}`], start.plus({ hours }))))
    }
    const approvals = await Promise.all(requests.map((request) => approve(shop, request)))
    assert.deepEqual(approvals.map(({ outcome }) => outcome).toSorted(), [
      'approved',
      'conflict',
      'conflict',
      'conflict',
    ])
  })

  test('approved together, the first wins and the other is reported', async ({ assert }) => {
    const shop = await openShopThatChooses()
    const bookings = await overlapping(shop, ['Ada One', 'Ben Two'])
    const decided = await new DecideRequests().handle({
      businessId: shop.business.id,
      requests: bookings.map(({ id, version }) => ({ bookingId: id, version })),
      by: byUser(shop.user.id),
      rejectionReason: null,
    })
    assert.deepEqual(
      decided.map(({ outcome }) => outcome),
      ['approved', 'already_decided']
    )
  })

  test('lapse, are declined and withdrawn one by one', async ({ assert }) => {
    const shop = await openShopThatChooses()
    const [ada, ben, cleo, dora] = await overlapping(shop, ['Ada', 'Ben', 'Cleo', 'Dora'])
    await db
      .from('bookings')
      .where('id', ada.id)
      .update({ expires_at: db.raw(`clock_timestamp() - interval '1 second'`) })
    assert.equal((await approve(shop, ada)).outcome, 'already_decided')
    assert.equal(await new ExpireRequests().handle(), 1)
    const on = ({ id: bookingId }: Booking) => ({ businessId: shop.business.id, bookingId })
    const userId = shop.user.id
    await new RejectBooking().handle({ ...on(ben), by: byUser(userId), reason: 'Full' })
    const client = { by: byClient(), reason: null }
    await new CancelBooking().handle({ ...on(cleo), ...client })
    const all = [ada, ben, cleo, dora]
    assert.deepEqual(await statusesOf(all), ['expired', 'rejected', 'cancelled', 'pending'])
    assert.isFalse((await ben.refresh()).wentToAnother)
    assert.equal((await approve(shop, dora)).outcome, 'approved')
  })

  test('a client may move theirs, and it holds no time there either', async ({ assert }) => {
    const shop = await openShopThatChooses()
    const [ada, ben] = await overlapping(shop, ['Ada One', 'Ben Two'])
    const startsAt = START.plus({ hours: 5 })
    const moved = await new MoveBooking().handle({
      businessId: shop.business.id,
      bookingId: ada.id,
      startsAt: startsAt.toMillis(),
      hostId: null,
      by: byClient(),
      reason: null,
      version: null,
    })
    assert.equal(moved.outcome, 'moved')
    assert.lengthOf(await claimsOf(ada), 0)
    assert.equal((await approve(shop, ben)).outcome, 'approved')
    assert.equal((await approve(shop, ada)).outcome, 'approved')
    const [claim] = await claimsOf(ada)
    assert.equal(claim.starts_at.getTime(), startsAt.toMillis())
  })

  test('the database keeps a confirmed booking from holding nothing', async ({ assert }) => {
    const shop = await openShopThatChooses()
    const [ada] = await overlapping(shop, ['Ada One'])
    const confirm = db.from('bookings').where('id', ada.id).update({ status: 'approved' })
    await assert.rejects(async () => confirm, /bookings_unheld_are_requests/)
  })
})
