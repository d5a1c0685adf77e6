import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { addService, openShop } from '#database/factories/business'
import DateOverride from '#models/availability/date_override'
import Booking from '#models/bookings/booking'
import GroupSession from '#models/sessions/group_session'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import { bookingRecordShape } from '#shapes/bookings/booking_record'
import { sessionRecordShape } from '#shapes/sessions/session_record'
import { waitlistEntryShape } from '#shapes/waitlist/waitlist_entry'
import { withGlobalTransaction } from '#tests/support/database'
import { withKey } from '#tests/support/keys'
import { IN_THREE_DAYS, joinAs, type Shop } from '#tests/support/requests'
import { bookPlaces, planSession } from '#tests/support/sessions'
import { assertShape } from '#tests/support/shapes'
import { waitFor } from '#tests/support/waitlist'

const at = (hours = 0) => IN_THREE_DAYS.plus({ hours })
const instant = (hours = 0) => at(hours).toISO({ suppressMilliseconds: true })

const MIA = { client_name: 'Mia Brandt', client_email: 'mia@example.com' }

async function openClasses(client: ApiClient, hosts = 1) {
  const shop = await openShop({ hosts })
  await shop.service.merge({ capacity: 8 }).save()
  return { shop, api: await withKey(client, shop), session: await planSession(shop, at()) }
}

/** On that whole date. */
function close({ business, host }: Shop, moment: string) {
  const date = DateTime.fromISO(moment).setZone(host.timeZone).toISODate() ?? ''
  return DateOverride.create({ businessId: business.id, hostId: host.id, date, windows: [] })
}

const ids = (rows: { id: number }[]) => rows.map(({ id }) => id)

test.group('Sessions at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('are listed and narrowed, with their places', async ({ client, assert }) => {
    const { shop, api, session } = await openClasses(client, 2)
    const [, host] = shop.hosts
    const later = await planSession({ ...shop, host }, at(3))
    await bookPlaces(shop, at(), 2)
    const first = await api.get('/sessions?limit=1')
    first.assertStatus(200)
    await assertShape(sessionRecordShape, first.body().data[0])
    assert.deepEqual(ids(first.body().data), [session.id])
    first.assertBodyContains({ data: [{ capacity: 8, taken: 2, free: 6, held: 0 }] })
    const rest = await api.get('/sessions').qs({ cursor: first.body().next_cursor })
    assert.deepEqual(ids(rest.body().data), [later.id])
    const found = async (qs: object) => ids((await api.get('/sessions').qs(qs)).body().data)
    assert.deepEqual(await found({ from: instant(1) }), [later.id])
    assert.deepEqual(await found({ to: instant(1) }), [session.id])
    assert.deepEqual(await found({ host_id: host.id }), [later.id])
    assert.deepEqual(await found({ service_id: shop.service.id, status: 'cancelled' }), [])
    const foreign = await openShop()
    assert.deepEqual(await found({ service_id: foreign.service.id }), [])
    ;(await api.get('/sessions?day=1')).assertStatus(422)
  })

  test('are answered with who is booked and who waits', async ({ client, assert }) => {
    const { shop, api, session } = await openClasses(client)
    await bookPlaces(shop, at(), 8)
    await waitFor(shop, at())
    const own = `/sessions/${session.id}`
    const one = await api.get(`${own}?include=roster,waiting`)
    one.assertStatus(200)
    await assertShape(bookingRecordShape, one.body().roster[0])
    await assertShape(waitlistEntryShape, one.body().waiting[0])
    assert.equal(one.body().roster[0].session_id, session.id)
    const alone = await api.get(own)
    await assertShape(sessionRecordShape, alone.body())
    assert.equal(alone.header('etag'), one.header('etag'))
  })

  test('are planned, and ask where nobody works', async ({ client, assert }) => {
    const { shop, api } = await openClasses(client, 2)
    const body = { service_id: shop.service.id, host_id: shop.host.id, starts_at: instant(4) }
    const made = await api.post('/sessions').json({ ...body, capacity: 5 })
    made.assertStatus(201)
    await assertShape(sessionRecordShape, made.body())
    made.assertHeader('location', `/api/v1/sessions/${made.body().id}`)
    made.assertBodyContains({ capacity: 5, is_planned: true, status: 'scheduled' })
    const taken = await api.post('/sessions').json(body)
    taken.assertStatus(409)
    taken.assertBodyContains({ code: 'slot_taken' })

    await close(shop, instant(8))
    const closed = await api.post('/sessions').json({ ...body, starts_at: instant(8) })
    closed.assertStatus(409)
    closed.assertBodyContains({ code: 'hosts_closed', closed: [shop.host.name] })
    const anyway = await api
      .post('/sessions')
      .json({ ...body, starts_at: instant(8), against: ['closed'] })
    anyway.assertStatus(201)

    const alone = await addService(shop.business, shop.hosts, { capacity: 1 })
    const foreign = await openShop()
    for (const [changes, pointer] of [
      [{ service_id: alone.id }, '/service_id'],
      [{ service_id: foreign.service.id }, '/service_id'],
      [{ host_id: foreign.host.id }, '/host_id'],
      [{ host_id: null }, '/host_id'],
      [{ starts_at: '2020-01-01T10:00:00Z' }, '/starts_at'],
      [{ starts_at: '2027-01-01T10:00:00' }, '/starts_at'],
      [{ capacity: 0 }, '/capacity'],
      [{ places: 4 }, '/places'],
    ] as const) {
      const refused = await api.post('/sessions').json(Object.assign({ ...body }, changes))
      assert.equal(refused.status(), 422, JSON.stringify(changes))
      assert.equal(refused.body().errors[0].pointer, pointer)
    }
    assert.lengthOf(await GroupSession.all(), 3)
  })

  test('are changed, moved and cancelled for the version that was read', async ({
    client,
    assert,
  }) => {
    const { shop, api, session } = await openClasses(client)
    await bookPlaces(shop, at(), 2)
    const own = `/sessions/${session.id}`
    const tag = (await api.get(own)).header('etag') ?? ''
    const changed = await api.patch(own).header('if-match', tag).json({ capacity: 4 })
    changed.assertStatus(200)
    changed.assertBodyContains({ capacity: 4, free: 2, is_bookable: true })
    const few = await api.patch(own).json({ capacity: 1 })
    few.assertStatus(422)
    assert.equal(few.body().errors[0].code, 'places_taken')
    for (const attempt of [
      api.patch(own).header('if-match', tag).json({ capacity: 5 }),
      api
        .post(`${own}/move`)
        .header('if-match', tag)
        .json({ starts_at: instant(2) }),
      api.post(`${own}/cancel`).header('if-match', tag).json({}),
    ]) {
      const stale = await attempt
      stale.assertStatus(412)
      assert.equal(stale.header('etag'), changed.header('etag'))
    }

    for (let nth = 0; nth < 2; nth++) {
      const moved = await api.post(`${own}/move`).json({ starts_at: instant(2), reason: 'Gala' })
      moved.assertStatus(200)
      assert.equal(Date.parse(moved.body().starts_at), at(2).toMillis())
    }
    const past = await api.post(`${own}/move`).json({ starts_at: '2020-01-01T10:00:00Z' })
    assert.equal(past.body().errors[0].pointer, '/starts_at')
    await planSession(shop, at(6))
    const taken = await api.post(`${own}/move`).json({ starts_at: instant(6) })
    taken.assertStatus(409)
    for (let nth = 0; nth < 2; nth++) {
      const cancelled = await api.post(`${own}/cancel`).json({ reason: 'Pool closed' })
      cancelled.assertStatus(200)
      cancelled.assertBodyContains({ status: 'cancelled', cancel_reason: 'Pool closed' })
    }
    const [booking] = await Booking.all()
    assert.equal(booking.status, 'cancelled')
    for (const [path, body] of [
      ['move', { starts_at: instant(9) }],
      ['seats', MIA],
    ] as const) {
      const over = await api.post(`${own}/${path}`).json(body)
      over.assertStatus(409)
      over.assertBodyContains({ code: 'session_over', session: { status: 'cancelled' } })
    }
  })

  test('are given to a colleague who is free, with everybody in them', async ({
    client,
    assert,
  }) => {
    const { shop, api, session } = await openClasses(client, 3)
    const [, free, taken] = shop.hosts
    await planSession({ ...shop, host: taken }, at())
    await bookPlaces(shop, at(), 2)
    const own = `/sessions/${session.id}/reassign`
    const refused = await api.post(own).json({ host_id: taken.id })
    refused.assertStatus(409)
    refused.assertBodyContains({ code: 'slot_taken' })
    const unknown = await api.post(own).json({ host_id: (await openShop()).host.id })
    unknown.assertStatus(422)
    assert.equal(unknown.body().errors[0].code, 'unknown_host')
    for (let nth = 0; nth < 2; nth++) {
      const given = await api.post(own).json({ host_id: free.id, reason: 'Ill' })
      given.assertStatus(200)
      given.assertBodyContains({ host_id: free.id })
      assert.equal(Date.parse(given.body().starts_at), at().toMillis())
    }
  })

  test('have seats, which are booked and checked in', async ({ client, assert }) => {
    const { shop, api, session } = await openClasses(client)
    const all = `/sessions/${session.id}/seats`
    const send = () =>
      api
        .post(all)
        .header('idempotency-key', 'mia')
        .json({ ...MIA, seats: 2 })
    const made = await send()
    made.assertStatus(201)
    await assertShape(bookingRecordShape, made.body())
    made.assertBodyContains({ session_id: session.id, seats: 2, status: 'approved' })
    ;(await send()).assertHeader('idempotency-replayed', 'true')
    const many = await api
      .post(all)
      .json({ client_name: 'Lee', client_phone: '07700 900111', seats: 7 })
    many.assertStatus(409)
    ;(await api.post(all).json({ ...MIA, service_id: shop.service.id })).assertStatus(422)
    ;(await api.post(all).json({})).assertStatus(422)

    const own = `${all}/${made.body().id}`
    const early = await api.post(`${own}/check-in`).json({})
    early.assertStatus(409)
    early.assertBodyContains({ code: 'too_early' })
    const past = { starts_at: new Date(0), ends_at: new Date(3_600_000) }
    await Booking.query().where('id', made.body().id).update(past)
    ;(await api.post(`${own}/check-in`).json({})).assertBodyContains({ status: 'completed' })
    ;(await api.post(`${own}/no-show`).json({})).assertBodyContains({ status: 'no_show' })
    const other = await planSession(shop, at(4))
    ;(
      await api.post(`/sessions/${other.id}/seats/${made.body().id}/check-in`).json({})
    ).assertStatus(404)
    assert.lengthOf(await Booking.all(), 1)
  })

  test('are for whoever sets up the business to plan', async ({ client, assert }) => {
    const { shop, api, session } = await openClasses(client)
    const own = `/sessions/${session.id}`
    const seat = (await api.post(`${own}/seats`).json(MIA)).body().id
    const attempts = (key: typeof api) => [
      key.patch(own).json({ capacity: 9 }),
      key.post(`${own}/move`).json({ starts_at: instant(2) }),
      key.post(`${own}/reassign`).json({ host_id: shop.host.id }),
      key.post(`${own}/cancel`).json({}),
    ]
    const staff = await withKey(client, {
      business: shop.business,
      user: await joinAs('staff', shop.business),
    })
    const viewer = await withKey(client, {
      business: shop.business,
      user: await joinAs('viewer', shop.business),
    })
    for (const key of [staff, viewer]) {
      for (const attempt of attempts(key)) assert.equal((await attempt).status(), 403)
      const plan = { service_id: shop.service.id, host_id: shop.host.id, starts_at: instant(7) }
      ;(await key.post('/sessions').json(plan)).assertStatus(403)
      ;(await key.post(`${own}/seats/${seat}/check-in`).json({})).assertStatus(403)
      ;(await key.get(own)).assertStatus(200)
    }
    ;(await viewer.post(`${own}/seats`).json(MIA)).assertStatus(403)
    ;(await staff.post(`${own}/seats`).json(MIA)).assertStatus(422)
    const stranger = await withKey(client, await openShop())
    for (const attempt of attempts(stranger)) assert.equal((await attempt).status(), 404)
    ;(await stranger.get(own)).assertStatus(404)
    ;(await stranger.post(`${own}/seats`).json(MIA)).assertStatus(404)
    assert.equal((await GroupSession.findOrFail(session.id)).capacity, 8)
  })
})

test.group('The waitlist at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('is joined, read, narrowed and left', async ({ client, assert }) => {
    const { shop, api, session } = await openClasses(client)
    const body = { service_id: shop.service.id, starts_at: instant(), ...MIA }
    const free = await api.post('/waitlist').json(body)
    free.assertStatus(409)
    free.assertBodyContains({ code: 'still_free' })
    await bookPlaces(shop, at(), 8)
    const made = await api.post('/waitlist').json(body)
    made.assertStatus(201)
    await assertShape(waitlistEntryShape, made.body())
    made.assertHeader('location', `/api/v1/waitlist/${made.body().id}`)
    made.assertBodyContains({ status: 'waiting', seats: 1, client: { name: 'Mia Brandt' } })
    const again = await api.post('/waitlist').json(body)
    again.assertStatus(409)
    again.assertBodyContains({ code: 'waiting_already' })
    const other = await waitFor(shop, at())
    const first = await api.get('/waitlist?limit=1')
    assert.deepEqual(ids(first.body().data), [made.body().id])
    const rest = await api.get('/waitlist').qs({ cursor: first.body().next_cursor })
    assert.deepEqual(ids(rest.body().data), [other.id])
    assert.isEmpty((await api.get('/waitlist').qs({ starts_at: instant(1) })).body().data)
    const foreign = await openShop()
    for (const [changes, pointer] of [
      [{ service_id: foreign.service.id }, '/service_id'],
      [{ host_id: foreign.host.id }, '/host_id'],
      [{ client_email: null }, '/client_email'],
      [{ client_name: undefined }, '/client_name'],
      [{ session_id: session.id }, '/session_id'],
    ] as const) {
      const refused = await api.post('/waitlist').json(Object.assign({ ...body }, changes))
      assert.equal(refused.status(), 422, JSON.stringify(changes))
      assert.equal(refused.body().errors[0].pointer, pointer)
    }
    const own = `/waitlist/${made.body().id}`
    ;(await api.delete(own).header('if-match', '"x"')).assertStatus(412)
    ;(await api.delete(own)).assertStatus(204)
    ;(await api.get(own)).assertBodyContains({ status: 'left' })
    assert.deepEqual(ids((await api.get('/waitlist')).body().data), [other.id])
    assert.lengthOf((await api.get('/waitlist?status=any')).body().data, 2)
    assert.lengthOf((await api.get('/waitlist?status=left')).body().data, 1)
  })

  test('is offered a place that is free', async ({ client, assert }) => {
    const { shop, api, session } = await openClasses(client)
    await session.merge({ offersByHand: true }).save()
    await bookPlaces(shop, at(), 8)
    const entry = await waitFor(shop, at())
    const own = `/waitlist/${entry.id}`
    const none = await api.post(`${own}/offer`).json({})
    none.assertStatus(409)
    none.assertBodyContains({ code: 'none_free' })
    const [{ id }] = await Booking.all()
    await api.post(`/bookings/${id}/cancel`).json({})
    const offered = await api.post(`${own}/offer`).json({})
    offered.assertStatus(200)
    await assertShape(waitlistEntryShape, offered.body())
    offered.assertBodyContains({ status: 'offered', offer: { session_id: session.id } })
    const twice = await api.post(`${own}/offer`).json({})
    twice.assertStatus(409)
    twice.assertBodyContains({ code: 'not_waiting' })
    ;(await api.get(`/sessions/${session.id}`)).assertBodyContains({ held: 1 })
    assert.equal((await WaitlistEntry.findOrFail(entry.id)).status, 'offered')
  })

  test('is for those who decide about its time', async ({ client, assert }) => {
    const { shop } = await openClasses(client)
    await bookPlaces(shop, at(), 8)
    const entry = await waitFor(shop, at())
    const own = `/waitlist/${entry.id}`
    for (const role of ['staff', 'viewer'] as const) {
      const user = await joinAs(role, shop.business)
      const key = await withKey(client, { business: shop.business, user })
      ;(await key.get(own)).assertStatus(200)
      ;(await key.post(`${own}/offer`).json({})).assertStatus(403)
      ;(await key.delete(own)).assertStatus(403)
    }
    const stranger = await withKey(client, await openShop())
    ;(await stranger.get(own)).assertStatus(404)
    ;(await stranger.post(`${own}/offer`).json({})).assertStatus(404)
    ;(await stranger.delete(own)).assertStatus(404)
    assert.isEmpty((await stranger.get('/waitlist')).body().data)
    assert.equal((await WaitlistEntry.findOrFail(entry.id)).status, 'waiting')
  })
})
