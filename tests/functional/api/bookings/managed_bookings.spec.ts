import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import ApproveBooking from '#actions/requests/approve_booking'
import { openShop } from '#database/factories/business'
import type Booking from '#models/bookings/booking'
import BookingEvent from '#models/bookings/booking_event'
import { byUser } from '#models/by'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { instant, place, type Shop, tenOClock } from '#tests/support/guest'
import { withRateLimits } from '#tests/support/limits'
import { move } from '#tests/support/moves'

const at = (hour: number) => tenOClock().set({ hour })
const path = ({ manageToken }: Booking, act = '') =>
  `/api/booking/public/manage/${manageToken}${act}`
const to = (hour: number) => ({ starts_at: instant(at(hour)) })

async function approved(shop: Shop): Promise<Booking> {
  const booking = await place(shop, tenOClock())
  const { businessId, id: bookingId } = booking
  const approval = { businessId, bookingId, by: byUser(shop.user.id) }
  const { outcome } = await new ApproveBooking().handle(approval)
  if (outcome !== 'approved') throw new Error(outcome)
  return booking.refresh()
}

test.group('GET /api/booking/public/manage/{token}/', (group) => {
  withGlobalTransaction(group)

  test('tells how the booking stands and what can still be done', async ({ client, assert }) => {
    const shop = await openShop({ settings: { cancelCutoffMinutes: 10_080, maxMoves: 2 } })
    const booking = await place(shop, tenOClock())
    const response = await client.get(`${path(booking)}/`)
    response.assertStatus(200)
    response.assertHeader('etag', '"0"')
    response.assertHeader('cache-control', 'no-store')
    response.assertBodyContains({
      reference: booking.reference,
      status: 'approved',
      can_be_moved: true,
      moves_left: 2,
      can_be_cancelled: false,
      requested_move: null,
    })
    const until = DateTime.fromISO(response.body().cancel_until)
    assert.equal(until.toMillis(), tenOClock().toUTC().minus({ days: 7 }).toMillis())
  })

  test('knows no other token, and none of a replaced link', async ({ client }) => {
    const booking = await place(await openShop(), tenOClock())
    const old = path(booking)
    await booking.merge({ linkVersion: booking.linkVersion + 1 }).save()
    for (const address of [old, `${old}/cancel`, `${old}/reschedule`]) {
      const isRead = address === old
      const response = await (isRead ? client.get(address) : client.post(address).json(to(14)))
      response.assertStatus(404)
      response.assertHeader('content-type', 'application/problem+json; charset=utf-8')
      response.assertBodyContains({ code: 'unknown_booking' })
    }
    ;(await client.get(path(booking))).assertStatus(200)
  })
})

test.group('POST /api/booking/public/manage/{token}/reschedule', (group) => {
  withGlobalTransaction(group)

  test('moves once, however often it is sent', async ({ client, assert }) => {
    const booking = await place(await openShop(), tenOClock())
    const send = () =>
      client
        .post(path(booking, '/reschedule'))
        .header('if-match', '"0"')
        .json({ ...to(14), reason: 'School ends later' })
    for (const response of [await send(), await send()]) {
      response.assertStatus(200)
      response.assertHeader('etag', '"1"')
      response.assertBodyContains({ status: 'approved', moves_left: 2 })
      assert.equal(DateTime.fromISO(response.body().starts_at).toMillis(), at(14).toMillis())
    }
    const events = await BookingEvent.query().where('booking_id', booking.id).orderBy('id')
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['booked', 'moved']
    )
    assert.equal(events[1].reason, 'School ends later')
  })

  test('offers three other times for one that is taken, and keeps the old', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop, tenOClock())
    await place(shop, at(14), { name: 'Someone else' })
    const response = await client.post(path(booking, '/reschedule')).json(to(14))
    response.assertStatus(409)
    response.assertHeader('content-type', 'application/problem+json; charset=utf-8')
    response.assertBodyContains({ code: 'slot_taken' })
    const { alternatives } = response.body()
    assert.lengthOf(alternatives, 3)
    assert.equal((await booking.refresh()).startsAt.toMillis(), at(10).toMillis())
    const next = await client
      .post(path(booking, '/reschedule'))
      .json({ starts_at: alternatives[0].starts_at })
    next.assertStatus(200)
  })

  test('asks where the business says yes first', async ({ client, assert }) => {
    const booking = await approved(await openShop({ settings: { requiresApproval: true } }))
    const response = await client.post(path(booking, '/reschedule')).json(to(14))
    response.assertStatus(200)
    const { status, starts_at: startsAt, requested_move: wanted } = response.body()
    assert.equal(status, 'approved')
    assert.equal(DateTime.fromISO(startsAt).toMillis(), at(10).toMillis())
    assert.equal(DateTime.fromISO(wanted.starts_at).toMillis(), at(14).toMillis())
  })

  test('answers the same key as it did first, whatever came in between', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop, tenOClock())
    await place(shop, at(12), { name: 'Someone else' })
    const send = (key: string, hour: number, reason?: string) =>
      client
        .post(path(booking, '/reschedule'))
        .header('idempotency-key', key)
        .json({ ...to(hour), reason })

    const first = await send('"first"', 14)
    first.assertStatus(200)
    assert.isUndefined(first.header('idempotency-replayed'))
    ;(await send('second', 16)).assertStatus(200)
    const again = await send('first', 14)
    again.assertStatus(200)
    again.assertHeader('idempotency-replayed', 'true')
    assert.equal((await booking.refresh()).startsAt.toMillis(), at(16).toMillis())

    const refused = await send('third', 12)
    refused.assertStatus(409)
    refused.assertBodyContains({ code: 'slot_taken' })
    await db.from('bookings').where('client_name', 'Someone else').update({ status: 'cancelled' })
    await db.rawQuery('update claims set released_at = now() where holder_id <> ?', [booking.id])
    const refusedAgain = await send('third', 12)
    refusedAgain.assertStatus(409)
    refusedAgain.assertBodyContains({ code: 'slot_taken' })

    for (const other of [await send('first', 18), await send('first', 14, 'Another reason')]) {
      other.assertStatus(422)
      other.assertBodyContains({ code: 'idempotency_key_reused' })
    }
    ;(await send('x'.repeat(256), 18)).assertStatus(422)
    assert.equal((await booking.refresh()).startsAt.toMillis(), at(16).toMillis())
  })

  test('answers 412 where somebody moved it since, with how it is', async ({ client }) => {
    const booking = await place(await openShop(), tenOClock())
    await move(booking, at(12))
    for (const tag of ['"0"', 'W/"1"', 'mine', '"0", "2"']) {
      const response = await client
        .post(path(booking, '/reschedule'))
        .header('if-match', tag)
        .json(to(14))
      response.assertStatus(412)
      response.assertHeader('etag', '"1"')
      response.assertBodyContains({ code: 'stale', title: 'Stale' })
    }
    const cancelled = await client.post(path(booking, '/cancel')).header('if-match', '"0"')
    cancelled.assertStatus(412)
    const current = client.post(path(booking, '/reschedule')).header('if-match', '"0", "1"')
    ;(await current.json(to(14))).assertStatus(200)
  })

  test('says in words what it cannot read, and when it is too late', async ({ client, assert }) => {
    const shop = await openShop({ settings: { maxMoves: 0 } })
    const booking = await place(shop, tenOClock())
    for (const [body, pointer] of [
      [{}, '/starts_at'],
      [{ starts_at: 'tomorrow' }, '/starts_at'],
      [{ starts_at: '9999-12-31T23:59:00Z' }, '/starts_at'],
      [{ ...to(14), reason: 'x'.repeat(1001) }, '/reason'],
    ] as const) {
      const response = await client.post(path(booking, '/reschedule')).json(body)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].pointer, pointer)
    }
    const spent = await client.post(path(booking, '/reschedule')).json(to(14))
    spent.assertStatus(409)
    spent.assertBodyContains({ code: 'too_many_moves', booking: { moves_left: 0 } })
    await shop.service.merge({ rescheduleCutoffMinutes: 10_080, maxMoves: 1 }).save()
    const late = await client.post(path(booking, '/reschedule')).json(to(14))
    late.assertStatus(409)
    late.assertBodyContains({ code: 'too_late', booking: { can_be_moved: false } })
    assert.include(late.body().detail, 'It cannot be moved.')
  })
})

test.group('POST /api/booking/public/manage/{token}/cancel', (group) => {
  withGlobalTransaction(group)

  test('cancels once, however often it is sent', async ({ client, assert }) => {
    const booking = await place(await openShop(), tenOClock())
    for (let time = 0; time < 2; time++) {
      const response = await client.post(path(booking, '/cancel')).json({ reason: 'Ill' })
      response.assertStatus(200)
      response.assertBodyContains({ status: 'cancelled', can_be_cancelled: false })
    }
    assert.lengthOf(await BookingEvent.query().where('booking_id', booking.id), 2)
    const moved = await client.post(path(booking, '/reschedule')).json(to(14))
    moved.assertStatus(409)
    moved.assertBodyContains({ code: 'not_possible', booking: { status: 'cancelled' } })
  })

  test('knows its key again, and refuses it for anything else', async ({ client }) => {
    const booking = await place(await openShop(), tenOClock())
    const send = (act: string, body: object) =>
      client.post(path(booking, act)).header('idempotency-key', 'mine').json(body)
    ;(await send('/cancel', { reason: 'Ill' })).assertStatus(200)
    const again = await send('/cancel', { reason: 'Ill' })
    again.assertStatus(200)
    again.assertHeader('idempotency-replayed', 'true')
    ;(await send('/cancel', { reason: 'Away' })).assertStatus(422)
    ;(await send('/reschedule', to(14))).assertStatus(422)
  })

  test('keeps it after the cut-off', async ({ client, assert }) => {
    const booking = await place(
      await openShop({ settings: { cancelCutoffMinutes: 10_080 } }),
      tenOClock()
    )
    const response = await client.post(path(booking, '/cancel'))
    response.assertStatus(409)
    response.assertBodyContains({ code: 'too_late' })
    assert.include(response.body().detail, 'It cannot be cancelled.')
    assert.equal((await booking.refresh()).status, 'approved')
  })
})

test.group('/schedule/manage and /schedule/cancel', (group) => {
  withGlobalTransaction(group)

  test('tell a machine in the words of scheduled meetings', async ({ client, assert }) => {
    const booking = await place(await openShop(), tenOClock())
    const status = async () => {
      const response = await client.get(`/schedule/manage/${booking.manageToken}`).accept('json')
      response.assertBodyContains({ attendee_name: 'Priya Shah', timezone: 'Europe/London' })
      return response.body().status
    }
    assert.equal(await status(), 'scheduled')
    await move(booking, at(14))
    assert.equal(await status(), 'rescheduled')
    const cancelled = await client
      .post(`/schedule/cancel/${booking.manageToken}`)
      .accept('json')
      .json({ reason: 'Ill' })
    cancelled.assertStatus(200)
    cancelled.assertBodyContains({ status: 'cancelled', start_time: instant(at(14)) })
  })

  test('tell who gives it, and apart from them the room', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [anna, pool] = shop.hosts
    await pool.merge({ kind: 'room', name: 'Pool lane' }).save()
    const told = async (booking: Booking) => {
      const response = await client.get(`/schedule/manage/${booking.manageToken}`).accept('json')
      const { host, hosts, room } = response.body()
      return { host, hosts, room }
    }
    const both = await place(shop, tenOClock())
    assert.deepEqual(await told(both), { host: anna.name, hosts: [anna.name], room: 'Pool lane' })

    const other = await openShop()
    await other.host.merge({ kind: 'room', name: 'Studio' }).save()
    const alone = { host: other.business.name, hosts: [], room: 'Studio' }
    assert.deepEqual(await told(await place(other, tenOClock())), alone)
  })

  test('lead people to the page, and what they sent with them', async ({ client, assert }) => {
    const booking = await place(await openShop(), tenOClock())
    const page = await client.get(`/schedule/manage/${booking.manageToken}`).redirects(0)
    page.assertStatus(307)
    page.assertHeader('location', `/manage/${booking.manageToken}`)
    const asked = await client.get(`/schedule/cancel/${booking.manageToken}`)
    asked.assertTextIncludes('Cancel this booking?')
    const sent = await client.post(`/schedule/cancel/${booking.manageToken}`).form({}).redirects(0)
    sent.assertStatus(307)
    sent.assertHeader('location', `/manage/${booking.manageToken}/cancellation`)
    assert.equal((await booking.refresh()).status, 'approved')
  })
})

test.group('Changes by JSON from one address', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('are refused after ten in five minutes', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop, tenOClock())
    await place(shop, tenOClock().plus({ hours: 1 }), { email: 'other@example.com' })
    for (let attempt = 1; attempt <= 10; attempt++) {
      ;(await client.post(path(booking, '/reschedule')).json(to(11))).assertStatus(409)
    }
    const response = await client.post(path(booking, '/cancel'))
    response.assertStatus(429)
    assert.isAbove(Number(response.header('retry-after')), 0)
  })

  test('are taken from no other site', async ({ client }) => {
    const booking = await place(await openShop(), tenOClock())
    for (const act of ['/cancel', '/reschedule']) {
      const response = await client
        .post(path(booking, act))
        .header('sec-fetch-site', 'cross-site')
        .json(to(14))
      response.assertStatus(403)
    }
  })
})
