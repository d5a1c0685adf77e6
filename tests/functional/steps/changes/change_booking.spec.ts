import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import CancelBooking from '#actions/bookings/cancel_booking'
import ReassignBooking from '#actions/bookings/reassign_booking'
import ApproveMove from '#actions/requests/approve_move'
import { lockTimeOf } from '#claims'
import type Booking from '#models/bookings/booking'
import MoveRequest from '#models/bookings/move_request'
import { byClient, byUser } from '#models/by'
import Notification from '#models/notifications/notification'
import { openQueue } from '#services/queue'
import { approve, openShopThatChooses } from '#tests/support/competing'
import { withEmptyTables } from '#tests/support/database'
import { move } from '#tests/support/moves'
import { IN_THREE_DAYS, openShopByRequest, place, type Shop } from '#tests/support/requests'
import { until } from '#tests/support/until'
import { inTransaction, sql } from '#transactions'

const LATER = IN_THREE_DAYS.plus({ hours: 3 })

interface Waiting {
  shop: Shop
  booking: Booking
  change: () => Promise<{ outcome: string }>
}

async function approved(shop: Shop): Promise<Booking> {
  const booking = await place(shop, { hostId: shop.hosts[0].id })
  await approve(shop, booking)
  return booking.refresh()
}

const CHANGES: Record<string, () => Promise<Waiting>> = {
  'a move': async () => {
    const shop = await openShopByRequest()
    const booking = await approved(shop)
    const by = byUser(shop.user.id)
    return { shop, booking, change: () => move(booking, LATER, { by }) }
  },
  'another host': async () => {
    const shop = await openShopByRequest({ hosts: 2 })
    const booking = await approved(shop)
    const { businessId, id: bookingId } = booking
    const wanted = { businessId, bookingId, hostId: shop.hosts[1].id, reason: null }
    const change = () => new ReassignBooking().handle({ ...wanted, by: byUser(shop.user.id) })
    return { shop, booking, change }
  },
  'a yes to a move': async () => {
    const shop = await openShopByRequest()
    const booking = await approved(shop)
    await move(booking, LATER)
    const { businessId, bookingId, id: moveRequestId } = await MoveRequest.firstOrFail()
    const decision = { businessId, bookingId, moveRequestId, by: byUser(shop.user.id) }
    return { shop, booking, change: () => new ApproveMove().handle(decision) }
  },
  'a yes to one of several': async () => {
    const shop = await openShopThatChooses()
    const booking = await place(shop)
    return { shop, booking, change: () => approve(shop, booking) }
  },
}

/** Somebody who waits for a lock that is no row's. */
async function isWaiting(): Promise<boolean> {
  const rows = await sql(
    db.connection(),
    `select from pg_locks where locktype = 'advisory' and not granted`
  )
  return rows.length > 0
}

test.group('Changing a booking', (group) => {
  withEmptyTables(group)

  test('{$self} waits for the hosts before it has the booking')
    .with(Object.keys(CHANGES))
    .run(async ({ assert }, kind) => {
      const { shop, booking, change } = await CHANGES[kind]()
      const changing = await inTransaction(async (trx) => {
        const hostIds = shop.hosts.map(({ id }) => id)
        await lockTimeOf(trx, hostIds)
        const begun = change()
        await until('the change waits for its hosts', isWaiting, 2_000)
        await trx.from('bookings').where('id', booking.id).forUpdate().noWait().select('id')
        return { begun }
      })
      const { outcome } = await changing.begun
      assert.include(['moved', 'reassigned', 'approved'], outcome)
    })

  test('wakes whoever delivers what it owes, under the id of the request', async ({ assert }) => {
    const shop = await openShopByRequest()
    const { businessId, id: bookingId } = await approved(shop)
    await openQueue().obliterate({ force: true })
    const by = byClient('the-request')
    await new CancelBooking().handle({ businessId, bookingId, by, reason: null })

    const mails = await Notification.query()
      .where({ bookingId, channel: 'mail', type: 'booking_cancelled' })
      .orderBy('id')
    const [job, ...more] = await openQueue().getJobs(['waiting'])
    const notificationIds = mails.map(({ id }) => id)
    assert.deepEqual(job.data, { notificationIds, requestId: 'the-request' })
    assert.isEmpty(more)
  })
})
