import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import ApproveBooking from '#actions/requests/approve_booking'
import ApproveMove from '#actions/requests/approve_move'
import CancelBooking from '#actions/bookings/cancel_booking'
import ExpireMoveRequests from '#actions/requests/expire_move_requests'
import RejectMove from '#actions/requests/reject_move'
import WithdrawMove from '#actions/requests/withdraw_move'
import type Booking from '#models/bookings/booking'
import MoveRequest from '#models/bookings/move_request'
import { byClient, byUser } from '#models/by'
import Notification from '#models/notifications/notification'
import { withGlobalTransaction } from '#tests/support/database'
import { heldTimes, letMoveLapse, move } from '#tests/support/moves'
import {
  IN_THREE_DAYS as START,
  openShopByRequest,
  place,
  type Shop,
} from '#tests/support/requests'

const hour = (hours: number) => START.plus({ hours })
const OLD = START.toISO()
const ASKED = `${hour(4).toISO()} asked for`

async function placeApproved(shop: Shop, startsAt = START): Promise<Booking> {
  const booking = await place(shop, { startsAt })
  const who = { businessId: shop.business.id, by: byUser(shop.user.id) }
  await new ApproveBooking().handle({ ...who, bookingId: booking.id })
  return booking.refresh()
}

/** A confirmed booking whose client asks to go four hours later. */
async function ask(shop: Shop, reason: string | null = null) {
  const booking = await placeApproved(shop)
  const asked = await move(booking, hour(4), { reason })
  if (asked.outcome !== 'requested') throw new Error(asked.outcome)
  return { booking, request: await requestOf(booking) }
}

const requestOf = (booking: Booking) =>
  MoveRequest.query().where('booking_id', booking.id).orderBy('id', 'desc').firstOrFail()

function decision(shop: Shop, { id: moveRequestId, bookingId }: MoveRequest) {
  const by = byUser(shop.user.id)
  return { businessId: shop.business.id, bookingId, moveRequestId, by }
}

async function told(type: string) {
  const rows = await Notification.query().where({ type, channel: 'mail' })
  return rows.map(({ userId }) => (userId ? 'staff' : 'client')).sort()
}

const kinds = async (booking: Booking) => {
  const events = await booking.related('events').query().orderBy('id')
  return events.map(({ kind }) => kind)
}

test.group('Asking for a move', (group) => {
  withGlobalTransaction(group)

  test('holds the new time and keeps the old one', async ({ assert }) => {
    const shop = await openShopByRequest()
    const { booking, request } = await ask(shop, 'School ends later')
    await booking.refresh()
    assert.deepEqual([booking.status, booking.startsAt.toMillis()], ['approved', START.toMillis()])
    assert.equal(booking.calendarSequence, 0)
    assert.deepEqual(await heldTimes(booking), [OLD, ASKED])
    assert.deepEqual([request.status, request.reason], ['pending', 'School ends later'])
    assert.deepEqual(await told('move_requested'), ['client', 'staff'])
    assert.deepEqual(await kinds(booking), ['requested', 'approved', 'move_requested'])
    await assert.rejects(() => place(shop, { startsAt: hour(4), name: 'Someone else' }))
  })

  test('to a time that overlaps its own is held beside it', async ({ assert }) => {
    const shop = await openShopByRequest({ service: { slotIntervalMinutes: 30 } })
    const booking = await placeApproved(shop)
    const later = START.plus({ minutes: 30 })
    assert.equal((await move(booking, later)).outcome, 'requested')
    await new ApproveMove().handle(decision(shop, await requestOf(booking)))
    assert.deepEqual(await heldTimes(booking), [later.toISO()])
  })

  test('twice is one request; asking for another time replaces it', async ({ assert }) => {
    const shop = await openShopByRequest()
    const { booking, request } = await ask(shop)
    assert.equal((await move(booking, hour(4))).outcome, 'requested')
    assert.equal((await requestOf(booking)).id, request.id)
    assert.equal((await move(booking, hour(6))).outcome, 'requested')
    assert.equal((await request.refresh()).status, 'withdrawn')
    assert.deepEqual(await heldTimes(booking), [OLD, `${hour(6).toISO()} asked for`])
  })

  test('of two who ask for one time the first holds it', async ({ assert }) => {
    const shop = await openShopByRequest()
    const { request } = await ask(shop)
    const other = await placeApproved(shop, hour(6))
    assert.equal((await move(other, hour(4))).outcome, 'unavailable')
    await new RejectMove().handle({ ...decision(shop, request), reason: 'Full day' })
    assert.equal((await move(other, hour(4))).outcome, 'requested')
  })

  test('a refusal leaves the earlier wish as it was', async ({ assert }) => {
    const shop = await openShopByRequest()
    await placeApproved(shop, hour(6))
    const { booking, request } = await ask(shop)
    assert.equal((await move(booking, hour(6))).outcome, 'unavailable')
    assert.equal((await request.refresh()).status, 'pending')
    assert.deepEqual(await heldTimes(booking), [OLD, ASKED])
  })

  test('is not for the business: it moves at once, and the wish is settled', async ({ assert }) => {
    const shop = await openShopByRequest()
    const { booking, request } = await ask(shop)
    const owner = { by: byUser(shop.user.id) }
    assert.equal((await move(booking, hour(4), owner)).outcome, 'moved')
    assert.deepEqual(await heldTimes(booking), [hour(4).toISO()])
    assert.equal((await request.refresh()).status, 'withdrawn')
  })

  test('can be taken back, and goes with the booking when that is called off', async ({
    assert,
  }) => {
    const shop = await openShopByRequest()
    const { booking, request } = await ask(shop)
    const { businessId, id: bookingId } = booking
    for (const attempt of [1, 2]) {
      await new WithdrawMove().handle({ businessId, bookingId, by: byClient(`${attempt}`) })
    }
    assert.equal((await request.refresh()).status, 'withdrawn')
    assert.deepEqual(await heldTimes(booking), [OLD])

    await move(booking, hour(4))
    const who = { by: byClient(), reason: null } as const
    await new CancelBooking().handle({ businessId, bookingId, ...who })
    assert.equal((await requestOf(booking)).status, 'withdrawn')
    assert.deepEqual(await heldTimes(booking), [])
  })
})

test.group('Deciding a move', (group) => {
  withGlobalTransaction(group)

  test('yes: the booking goes there, and the first answer stands', async ({ assert }) => {
    const shop = await openShopByRequest()
    const { booking, request } = await ask(shop)
    const approved = await new ApproveMove().handle(decision(shop, request))
    assert.equal(approved.outcome, 'approved')
    await booking.refresh()
    assert.deepEqual(
      [booking.status, booking.startsAt.toMillis(), booking.calendarSequence],
      ['approved', hour(4).toMillis(), 1]
    )
    assert.deepEqual(await heldTimes(booking), [hour(4).toISO()])
    await request.refresh()
    assert.deepEqual([request.status, request.decidedBy], ['approved', shop.user.id])
    assert.deepEqual(await told('booking_rescheduled'), ['client'])
    const again = { ...decision(shop, request), reason: 'No' }
    assert.equal((await new ApproveMove().handle(again)).outcome, 'already_decided')
    assert.equal((await new RejectMove().handle(again)).outcome, 'already_decided')
  })

  test('no: it stays, the client reads why, and the move is not counted', async ({ assert }) => {
    const shop = await openShopByRequest({ settings: { maxMoves: 1 } })
    const { booking, request } = await ask(shop)
    const no = { ...decision(shop, request), reason: 'Anna is away' }
    assert.equal((await new RejectMove().handle(no)).outcome, 'rejected')
    assert.deepEqual(await heldTimes(booking), [OLD])
    assert.equal((await request.refresh()).rejectionReason, 'Anna is away')
    assert.deepEqual(await told('move_rejected'), ['client'])
    assert.equal((await move(booking, hour(6))).outcome, 'requested')
  })

  test('nothing in time: it lapses by the clock, and both are told once', async ({ assert }) => {
    const shop = await openShopByRequest()
    const { booking, request } = await ask(shop)
    await letMoveLapse(request)
    const late = await new ApproveMove().handle(decision(shop, request))
    assert.equal(late.outcome, 'already_decided')
    await place(shop, { startsAt: hour(4), name: 'Someone else' })

    assert.equal(await new ExpireMoveRequests().handle(), 1)
    assert.equal(await new ExpireMoveRequests().handle(), 0)
    assert.equal((await request.refresh()).status, 'expired')
    assert.deepEqual(await told('move_expired'), ['client', 'staff'])
    assert.deepEqual(await heldTimes(booking), [OLD])
    assert.deepInclude(await kinds(booking), 'move_expired')
  })

  test('yes is refused where the host no longer works, and the wish goes on waiting', async ({
    assert,
  }) => {
    const shop = await openShopByRequest()
    const { booking, request } = await ask(shop)
    await db.from('availability_rules').where('host_id', shop.host.id).delete()
    const refused = await new ApproveMove().handle(decision(shop, request))
    assert.equal(refused.outcome, 'conflict')
    assert.equal((await request.refresh()).status, 'pending')
    assert.deepEqual(await heldTimes(booking), [OLD, ASKED])
  })

  test('another business’s move is not there', async ({ assert }) => {
    const { request } = await ask(await openShopByRequest())
    const stranger = await openShopByRequest()
    const theirs = { ...decision(stranger, request), reason: 'No' }
    assert.deepEqual(await new ApproveMove().handle(theirs), { outcome: 'not_found' })
    assert.deepEqual(await new RejectMove().handle(theirs), { outcome: 'not_found' })
  })
})
