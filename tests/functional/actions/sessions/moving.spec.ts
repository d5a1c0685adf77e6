import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { DateTime } from 'luxon'
import ApproveBooking from '#actions/requests/approve_booking'
import ApproveMove from '#actions/requests/approve_move'
import PlaceBooking from '#actions/bookings/place_booking'
import RejectMove from '#actions/requests/reject_move'
import CancelSession from '#actions/sessions/cancel_session'
import { openShop } from '#database/factories/business'
import type Booking from '#models/bookings/booking'
import MoveRequest from '#models/bookings/move_request'
import { byClient, byUser } from '#models/by'
import Notification from '#models/notifications/notification'
import { withGlobalTransaction } from '#tests/support/database'
import { move } from '#tests/support/moves'
import { PRIYA } from '#tests/support/named_clients'
import {
  IN_THREE_DAYS as START,
  openShopByRequest,
  place,
  type Shop,
} from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'

const GROUP = { capacity: 3, slotIntervalMinutes: 30 }
const LATER = START.plus({ hours: 4 })

/** How many places are taken at each start. */
async function seatsTaken(shop: Shop): Promise<Record<string, number>> {
  const rows = await db
    .from('session_seats')
    .join('group_sessions', 'group_sessions.id', 'session_seats.session_id')
    .where('group_sessions.business_id', shop.business.id)
    .whereNull('released_at')
    .groupBy('starts_at')
    .select('starts_at')
    .count('* as seats')
  return Object.fromEntries(rows.map((row) => [nameOf(row.starts_at), Number(row.seats)]))
}

function nameOf(at: Date): string {
  return at.getTime() === START.toMillis()
    ? 'start'
    : at.getTime() === LATER.toMillis()
      ? 'later'
      : 'between'
}

async function heldStarts({ host }: Shop): Promise<string[]> {
  const claims = await db.from('claims').where('host_id', host.id).whereNull('released_at')
  return claims.map((row) => nameOf(row.starts_at)).sort()
}

async function join(shop: Shop, startsAt: DateTime, seats = 1): Promise<Booking> {
  const placed = await new PlaceBooking().handle({
    businessId: shop.business.id,
    serviceId: shop.service.id,
    startsAt: startsAt.toMillis(),
    hostId: null,
    seats,
    client: PRIYA,
    idempotencyKey: null,
    by: byClient(),
  })
  if (!('booking' in placed)) throw new Error(`Not placed but ${placed.outcome}`)
  return placed.booking
}

test.group('Moving places in a session', (group) => {
  withGlobalTransaction(group)

  test('frees them, and takes as many in the other session', async ({ assert }) => {
    const shop = await openShop({ service: GROUP })
    const pair = await join(shop, START, 2)
    const other = await join(shop, START)
    const there = await join(shop, LATER)
    assert.equal((await move(pair, LATER)).outcome, 'moved')
    assert.deepEqual(await seatsTaken(shop), { start: 1, later: 3 })
    assert.equal((await pair.refresh()).sessionId, there.sessionId)
    assert.deepEqual(await heldStarts(shop), ['later', 'start'])

    const full = await move(other, LATER)
    assert.equal(full.outcome, 'unavailable')
    assert.deepEqual(await seatsTaken(shop), { start: 1, later: 3 })
  })

  test('the last one to leave a session that a booking began closes it', async ({ assert }) => {
    const shop = await openShop({ service: GROUP })
    const booking = await join(shop, START)
    assert.equal((await move(booking, START.plus({ minutes: 30 }))).outcome, 'moved')
    assert.deepEqual(await heldStarts(shop), ['between'])
    const shared = await join(shop, LATER)
    await join(shop, LATER)
    assert.equal((await move(shared, LATER.plus({ minutes: 30 }))).outcome, 'unavailable')
  })

  test('one that was planned stays, with its places free', async ({ assert }) => {
    const shop = await openShop({ service: { ...GROUP, isPlannedOnly: true } })
    await planSession(shop, START)
    await planSession(shop, LATER)
    const booking = await place(shop)
    assert.equal((await move(booking, LATER)).outcome, 'moved')
    assert.deepEqual(await seatsTaken(shop), { later: 1 })
    assert.deepEqual(await heldStarts(shop), ['later', 'start'])
    assert.equal((await move(booking, LATER.plus({ hours: 1 }))).outcome, 'unavailable')
  })

  test('only asked for, they are held in both until somebody answers', async ({ assert }) => {
    const shop = await openShopByRequest({ service: GROUP })
    const { businessId, id: bookingId } = await join(shop, START, 2)
    const who = { businessId, by: byUser(shop.user.id) }
    const approved = await new ApproveBooking().handle({ ...who, bookingId })
    if (approved.outcome !== 'approved') throw new Error(approved.outcome)
    const { booking } = approved

    for (const Answer of [RejectMove, ApproveMove]) {
      assert.equal((await move(booking, LATER)).outcome, 'requested')
      assert.deepEqual(await seatsTaken(shop), { start: 2, later: 2 })
      const { id } = await MoveRequest.query().where({ bookingId, status: 'pending' }).firstOrFail()
      await new Answer().handle({ ...who, bookingId, moveRequestId: id, reason: 'Full' })
      assert.deepEqual(await seatsTaken(shop), Answer === RejectMove ? { start: 2 } : { later: 2 })
    }
    assert.deepEqual(await heldStarts(shop), ['later'])
  })

  test('a wish for a session that is cancelled is declined, and its client told', async ({
    assert,
  }) => {
    const shop = await openShopByRequest({ service: { ...GROUP, isPlannedOnly: true } })
    await planSession(shop, START)
    const there = await planSession(shop, LATER)
    const { businessId, id: bookingId } = await join(shop, START, 2)
    const who = { businessId, by: byUser(shop.user.id) }
    const approved = await new ApproveBooking().handle({ ...who, bookingId })
    if (approved.outcome !== 'approved') throw new Error(approved.outcome)
    const { booking } = approved
    assert.equal((await move(booking, LATER)).outcome, 'requested')
    assert.deepEqual(await seatsTaken(shop), { start: 2, later: 2 })

    const cancelling = { ...who, sessionId: there.id, reason: 'The pool is closed.' }
    const { outcome } = await new CancelSession().handle(cancelling)
    assert.equal(outcome, 'cancelled')
    const wanted = await MoveRequest.findByOrFail('bookingId', bookingId)
    assert.deepEqual([wanted.status, wanted.rejectionReason], ['rejected', 'The pool is closed.'])
    await booking.refresh()
    assert.deepEqual([booking.status, booking.clientMoves], ['approved', 0])
    assert.deepEqual(await seatsTaken(shop), { start: 2 })
    assert.deepEqual(await heldStarts(shop), ['start'])
    const told = await Notification.query().where({ bookingId, type: 'move_rejected' })
    assert.deepEqual(
      told.map(({ userId, channel, status }) => [userId, channel, status]),
      [[null, 'mail', 'queued']]
    )
  })
})
