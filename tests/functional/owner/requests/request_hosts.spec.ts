import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import ApproveMove from '#actions/requests/approve_move'
import ReassignBooking from '#actions/bookings/reassign_booking'
import Booking from '#models/bookings/booking'
import MoveRequest from '#models/bookings/move_request'
import { byUser } from '#models/by'
import Notification from '#models/notifications/notification'
import type { openShop } from '#database/factories/business'
import { findFaults } from '#queries/integrity/find_faults'
import { withGlobalTransaction } from '#tests/support/database'
import { mailTo } from '#tests/support/mail_to'
import { move } from '#tests/support/moves'
import { deliverAll } from '#tests/support/outbox'
import { IN_THREE_DAYS as START, joinAs, openShopByRequest, place } from '#tests/support/requests'

/** Two hosts with a sign-in of their own, and a request for the first. */
async function openTwo(options: Parameters<typeof openShop>[0] = {}) {
  const shop = await openShopByRequest({ hosts: 2, ...options })
  const [anna, tom] = shop.hosts
  const former = await joinAs('staff', shop.business)
  const next = await joinAs('staff', shop.business)
  await anna.merge({ userId: former.id }).save()
  await tom.merge({ userId: next.id }).save()
  const booking = await place(shop, { hostId: anna.id })
  await deliverAll()
  return { ...shop, shop, anna, tom, former, next, booking }
}

const faults = async () => (await findFaults()).filter((check) => check.faults.length > 0)

const claims = async ({ id }: Booking) =>
  db.from('claims').where('holder_id', id).whereNull('released_at')

test.group('A request that goes to another host', (group) => {
  withGlobalTransaction(group)

  test('by its client’s move tells the one who loses it, and asks the other', async ({
    assert,
  }) => {
    const { user, tom, former, next, booking } = await openTwo()
    const moved = await move(booking, START.plus({ hours: 4 }), { hostId: tom.id })
    assert.equal(moved.outcome, 'moved')

    const lost = await mailTo(former, 'request_lost')
    assert.include(lost.text, 'Moved by Ines Duarte, to Tom Okafor. Your time is free again.')
    assert.equal(lost.calendar, '')
    const told = await Notification.query()
      .where({ bookingId: booking.id, channel: 'mail' })
      .whereIn('type', ['booking_rescheduled', 'booking_requested'])
      .whereRaw(`dedupe_key like '%:1:mail:%'`)
      .whereNotNull('user_id')
    assert.sameMembers(
      told.map(({ type, userId }) => `${type} ${userId}`),
      [
        `booking_rescheduled ${former.id}`,
        `booking_requested ${next.id}`,
        `booking_requested ${user.id}`,
      ]
    )
  })

  test('with a move that waited tells the one who loses it once it is approved', async ({
    assert,
  }) => {
    const { shop, user, tom, former, booking } = await openTwo({
      service: { requiresApproval: false },
    })
    await shop.service.merge({ requiresApproval: true }).save()
    const asked = await move(booking, START.plus({ hours: 4 }), { hostId: tom.id })
    assert.equal(asked.outcome, 'requested')
    const { businessId, bookingId, id } = await MoveRequest.query().firstOrFail()
    const approval = { businessId, bookingId, moveRequestId: id, by: byUser(user.id) }
    assert.equal((await new ApproveMove().handle(approval)).outcome, 'approved')
    const lost = await mailTo(former, 'booking_rescheduled')
    assert.include(lost.text, 'to Tom Okafor. Your time is free again.')
    assert.include(lost.calendar, 'METHOD:CANCEL')
  })

  test('by the owner’s word keeps its time and its end, and everybody is told', async ({
    client,
    assert,
  }) => {
    const { user, anna, tom, former, next, booking } = await openTwo()
    const [before] = await claims(booking)
    const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(user)
    page.assertTextIncludes('Give it to a colleague')
    const done = await client
      .post(`/admin/bookings/${booking.id}/reassignment`)
      .form({ stand_in: String(tom.id), reassign_reason: 'Anna is ill' })
      .withCsrfToken()
      .withVersion()
      .loginAs(user)
    done.assertTextIncludes('The request went to Tom Okafor.')

    const [after, ...more] = await claims(booking)
    assert.lengthOf(more, 0)
    assert.deepEqual([Number(before.host_id), Number(after.host_id)], [anna.id, tom.id])
    assert.deepEqual([after.starts_at, after.expires_at], [before.starts_at, before.expires_at])
    await booking.refresh()
    assert.deepEqual([booking.status, booking.hostId], ['pending', tom.id])
    assert.deepEqual(await faults(), [])

    const toClient = await mailTo(null, 'booking_reassigned')
    assert.include(toClient.subject, 'Now with Tom Okafor')
    assert.include(toClient.text, 'Your request is now for Tom Okafor instead of Anna Reed.')
    for (const recipient of [former, next]) {
      const { text, calendar } = await mailTo(recipient, 'booking_reassigned')
      assert.include(text, 'This request is now for Tom Okafor instead of Anna Reed.')
      assert.equal(calendar, '')
    }
    assert.equal(toClient.calendar, '')
  })

  test('holds no time there either where several may ask for it', async ({ assert }) => {
    const { tom, shop, booking } = await openTwo({ settings: { acceptsCompetingRequests: true } })
    const taken = await place(shop, { hostId: tom.id, name: 'Somebody else' })
    assert.equal(await reassign(booking, tom.id), 'reassigned')
    assert.lengthOf(await claims(booking), 0)
    assert.equal((await Booking.findOrFail(taken.id)).status, 'pending')
    assert.deepEqual(await faults(), [])
  })

  test('stays where that host is taken, or once nobody can answer it any more', async ({
    assert,
  }) => {
    const { tom, shop, booking } = await openTwo()
    const other = await place(shop, { hostId: tom.id, name: 'Somebody else' })
    assert.equal(await reassign(booking, tom.id), 'unavailable')
    await db
      .from('bookings')
      .where('id', other.id)
      .update({ expires_at: new Date(Date.now() - 1000) })
    await db
      .from('claims')
      .where('holder_id', other.id)
      .update({ expires_at: new Date(Date.now() - 1000) })
    assert.equal(await reassign(other, booking.hostId), 'not_possible')
    assert.equal(await reassign(booking, tom.id), 'reassigned')
  })
})

async function reassign({ businessId, id: bookingId }: Booking, hostId: number) {
  const member = await db
    .from('memberships')
    .where({ business_id: businessId, role: 'owner' })
    .firstOrFail()
  const { outcome } = await new ReassignBooking().handle({
    ...{ businessId, bookingId, hostId, by: byUser(Number(member.user_id)) },
    ...{ reason: null, version: null },
  })
  return outcome
}
