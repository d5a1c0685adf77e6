import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import BookingEvent from '#models/bookings/booking_event'
import Booking from '#models/bookings/booking'
import { bookingRecordShape } from '#shapes/bookings/booking_record'
import { withGlobalTransaction } from '#tests/support/database'
import { withKey } from '#tests/support/keys'
import { IN_THREE_DAYS, joinAs, openShopByRequest, place } from '#tests/support/requests'

const at = (hours = 0) => IN_THREE_DAYS.plus({ hours }).toISO()

const MIA = { client_name: 'Mia Brandt', client_email: 'mia@example.com' }

test.group('POST /api/v1/bookings', (group) => {
  withGlobalTransaction(group)

  test('books for a client as at the desk, once for each key', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const api = await withKey(client, shop, { name: 'Till' })
    const body = {
      ...{ service_id: shop.service.id, starts_at: at(), ...MIA },
      private_note: 'By phone.',
    }
    const send = (changes = {}) =>
      api
        .post('/bookings')
        .header('idempotency-key', '"till-1"')
        .json({ ...body, ...changes })
    const made = await send()
    made.assertStatus(201)
    await bookingRecordShape.validate(made.body())
    const { id } = made.body()
    made.assertHeader('location', `/api/v1/bookings/${id}`)
    made.assertBodyContains({ status: 'approved', client: { name: 'Mia Brandt' } })
    assert.equal((await Booking.findOrFail(id)).privateNote, 'By phone.')

    const again = await send()
    again.assertStatus(201)
    again.assertHeader('idempotency-replayed', 'true')
    assert.equal(again.body().id, id)
    const other = await send({ starts_at: at(2) })
    other.assertStatus(422)
    other.assertBodyContains({ code: 'idempotency_key_reused' })
    assert.lengthOf(await Booking.all(), 1)

    const event = await BookingEvent.query().where('booking_id', id).firstOrFail()
    assert.equal(event.userId, shop.user.id)
    assert.equal(event.apiKeyId, api.key.id)
    const [entry] = await db.from('audit_entries').where('action', 'booking.created')
    assert.equal(entry.api_key_id, api.key.id)
    const page = (await client.get(`/admin/bookings/${id}`).loginAs(shop.user)).text()
    assert.include(page, 'Anna Reed, by the key “Till”')
    const history = (await client.get('/admin/history').loginAs(shop.user)).text()
    assert.include(history, 'Anna Reed, by the key “Till”')
  })

  test('says what is wrong, and changes nothing', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const foreign = await openShop()
    const body = { service_id: shop.service.id, starts_at: at(), ...MIA }
    for (const [changes, pointer, code] of [
      [{ starts_at: '2026-12-02T09:00:00' }, '/starts_at', 'invalid'],
      [{ client_name: undefined }, '/client_name', 'invalid'],
      [{ client_email: 'mia' }, '/client_email', 'invalid'],
      [{ client_email: undefined }, '/client_email', 'reached_nowhere'],
      [{ colour: 'red' }, '/colour', 'unknown_field'],
      [{ service_id: foreign.service.id }, '/service_id', 'unknown_service'],
      [{ host_id: foreign.host.id }, '/host_id', 'unknown_host'],
      [{ location_id: 3 }, '/location_id', 'unknown_location'],
      [{ tells_client: 'no' }, '/tells_client', 'invalid'],
      [{ against: ['everything'] }, '/against/0', 'invalid'],
    ] as const) {
      const response = await api.post('/bookings').json({ ...body, ...changes })
      assert.equal(response.status(), 422, pointer)
      assert.equal(response.body().errors[0].pointer, pointer)
      assert.equal(response.body().errors[0].code, code)
    }
    const unknown = await api.post('/bookings').json({ ...body, client_id: 999_999 })
    unknown.assertStatus(404)
    assert.isEmpty(await Booking.all())
  })

  test('takes nothing but blanks for nothing', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const api = await withKey(client, shop)
    const own = `/bookings/${booking.id}/notes`
    ;(await api.patch(own).json({ client_note: 'Bring a towel' })).assertStatus(200)
    for (const blank of ['', '  ', '\u0000', ' \u200B\n']) {
      const noted = await api.patch(own).json({ private_note: blank })
      assert.equal(noted.status(), 200, noted.text())
      noted.assertBodyContains({ private_note: null, client_note: 'Bring a towel' })
    }
    const none = await api.patch(own).json({ client_note: '\u0000' })
    none.assertBodyContains({ client_note: null })
  })

  test('gets messages from now on with the number that comes with it, not before', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const made = await api.post('/bookings').json({
      ...{ service_id: shop.service.id, starts_at: at(), client_name: 'Mia Lang' },
      tells_client: false,
    })
    made.assertStatus(201)
    const own = `/bookings/${made.body().id}`
    const nowhere = await api.patch(own).json({ tells_client: true })
    nowhere.assertStatus(422)
    const reached = await api.patch(own).json({ tells_client: true, client_phone: '07700 900461' })
    assert.equal(reached.status(), 200, reached.text())
    const back = await api.patch(own).json({ tells_client: false, client_phone: null })
    assert.equal(back.status(), 200, back.text())
    assert.isNull((await Booking.findOrFail(made.body().id)).clientPhone)
  })

  test('offers other times where this one is taken, and books against rules on purpose', async ({
    client,
    assert,
  }) => {
    const weeklyHours = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({
      ...{ weekday: weekday as 0, start: '09:00', end: '17:00' },
    }))
    const shop = await openShop({ weeklyHours })
    const api = await withKey(client, shop)
    const day = IN_THREE_DAYS.setZone('Europe/London').startOf('day')
    const body = (hour: number) => ({
      ...{ service_id: shop.service.id, starts_at: day.set({ hour }).toISO(), ...MIA },
    })
    ;(await api.post('/bookings').json(body(10))).assertStatus(201)
    const taken = await api.post('/bookings').json({ ...body(10), client_email: 'sam@example.com' })
    taken.assertStatus(409)
    taken.assertBodyContains({ code: 'slot_taken' })
    assert.isNotEmpty(taken.body().alternatives)
    const twice = await api.post('/bookings').json(body(10))
    twice.assertStatus(409)
    twice.assertBodyContains({ code: 'booked_already' })
    const late = await api.post('/bookings').json(body(20))
    late.assertStatus(409)
    late.assertBodyContains({ code: 'outside_hours' })
    const anyway = await api.post('/bookings').json({ ...body(20), against: ['rules'] })
    anyway.assertStatus(201)
    assert.include(anyway.body().overrides, 'outside_hours')
  })

  test('lets staff fill their own calendar, and a viewer none', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const staff = await joinAs('staff', shop.business)
    await shop.hosts[1].merge({ userId: staff.id }).save()
    const api = await withKey(client, { business: shop.business, user: staff })
    const body = { service_id: shop.service.id, starts_at: at(), ...MIA }
    const anyone = await api.post('/bookings').json(body)
    anyone.assertStatus(422)
    assert.equal(anyone.body().errors[0].code, 'own_only')
    ;(await api.post('/bookings').json({ ...body, host_id: shop.host.id })).assertStatus(422)
    const own = await api.post('/bookings').json({ ...body, host_id: shop.hosts[1].id })
    own.assertStatus(201)
    const viewer = await joinAs('viewer', shop.business)
    const looking = await withKey(client, { business: shop.business, user: viewer })
    ;(await looking.post('/bookings').json(body)).assertStatus(403)
  })
})

test.group('Changes of a booking at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('approve once, whoever repeats it with the key', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const booking = await place(shop)
    const api = await withKey(client, shop)
    const approve = () => api.post(`/bookings/${booking.id}/approve`)
    const done = await approve().header('idempotency-key', 'yes').json({})
    done.assertStatus(200)
    done.assertBodyContains({ id: booking.id, status: 'approved' })
    const replayed = await approve().header('idempotency-key', 'yes').json({})
    replayed.assertStatus(200)
    replayed.assertHeader('idempotency-replayed', 'true')
    const again = await approve().json({})
    again.assertStatus(409)
    again.assertBodyContains({ code: 'already_decided', booking: { status: 'approved' } })
    assert.lengthOf(await BookingEvent.query().where('to_status', 'approved'), 1)
  })

  test('reject with a reason alone', async ({ client }) => {
    const shop = await openShopByRequest()
    const booking = await place(shop)
    const api = await withKey(client, shop)
    const reject = () => api.post(`/bookings/${booking.id}/reject`)
    ;(await reject().json({})).assertStatus(422)
    const send = (reason: string) => reject().header('idempotency-key', 'no').json({ reason })
    const done = await send('We are full.')
    done.assertStatus(200)
    done.assertBodyContains({ status: 'rejected', rejection_reason: 'We are full.' })
    ;(await send('We are full.')).assertHeader('idempotency-replayed', 'true')
    ;(await send('Another one.')).assertStatus(422)
  })

  test('cancel, move and note who came', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const booking = await place(shop)
    const own = `/bookings/${booking.id}`
    const moved = await api.post(`${own}/reschedule`).json({ starts_at: at(3) })
    moved.assertStatus(200)
    assert.equal(
      moved.body().starts_at,
      IN_THREE_DAYS.plus({ hours: 3 }).toISO({ suppressMilliseconds: true })
    )
    const early = await api.post(`${own}/no-show`).json({})
    early.assertStatus(409)
    early.assertBodyContains({ code: 'too_early' })
    const cancelled = await api.post(`${own}/cancel`).json({ reason: 'Closed' })
    cancelled.assertBodyContains({ status: 'cancelled' })
    ;(await api.post(`${own}/cancel`).json({ reason: 'Closed' })).assertStatus(200)
    const late = await api.post(`${own}/reschedule`).json({ starts_at: at(4) })
    late.assertStatus(409)
    late.assertBodyContains({ code: 'not_possible' })

    const past = await place(shop)
    await db
      .from('bookings')
      .where('id', past.id)
      .update({ starts_at: '2020-01-01T10:00:00Z', ends_at: '2020-01-01T11:00:00Z' })
    for (const [act, status] of [
      ['complete', 'completed'],
      ['complete', 'completed'],
      ['no-show', 'no_show'],
    ]) {
      const noted = await api.post(`/bookings/${past.id}/${act}`).json({})
      noted.assertStatus(200)
      noted.assertBodyContains({ status })
    }
  })

  test('correct what was written down', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop, { notes: 'Gently.' })
    const api = await withKey(client, shop)
    const correct = (body: object) => api.patch(`/bookings/${booking.id}`).json(body)
    const done = await correct({ client_name: 'Ines D.', price: '45', notes: null })
    done.assertStatus(200)
    done.assertBodyContains({ price: '45.00', notes: null, client: { name: 'Ines D.' } })
    for (const [body, pointer] of [
      [{ price: 'much' }, '/price'],
      [{ status: 'cancelled' }, '/status'],
      [{ answers: [{ question: 'Why?', answer: 'So.' }] }, '/answers/0/question'],
      [{ answers: [{ question: 'Why?', answer: 'So.', colour: 1 }] }, '/answers/0/colour'],
      [{ seats: 3 }, '/seats'],
    ] as const) {
      const refused = await correct(body)
      refused.assertStatus(422)
      assert.equal(refused.body().errors[0].pointer, pointer)
    }
  })

  test('are refused for what was read otherwise, whatever the change', async ({
    client,
    assert,
  }) => {
    const shop = await openShopByRequest()
    const booking = await place(shop)
    const api = await withKey(client, shop)
    const own = `/bookings/${booking.id}`
    const tag = (await api.get(own)).header('etag') ?? ''
    await booking.merge({ notes: 'Slowly.' }).save()
    for (const [act, body] of [
      ['approve', {}],
      ['reject', { reason: 'No' }],
      ['cancel', {}],
    ] as const) {
      const stale = await api.post(`${own}/${act}`).header('if-match', tag).json(body)
      assert.equal(stale.status(), 412, act)
      stale.assertBodyContains({ code: 'stale' })
      assert.equal(stale.header('etag'), (await api.get(own)).header('etag'))
    }
    const corrected = await api.patch(own).header('if-match', tag).json({ notes: 'Fast.' })
    corrected.assertStatus(412)
    assert.equal((await booking.refresh()).notes, 'Slowly.')
    const current = (await api.get(own)).header('etag') ?? ''
    const done = await api.post(`${own}/approve`).header('if-match', current).json({})
    done.assertStatus(200)
    const moved = await api
      .post(`${own}/reschedule`)
      .header('if-match', current)
      .json({ starts_at: at(2) })
    moved.assertStatus(412)
  })

  test('are for whoever may decide: not a colleague’s, nor another business’s', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const booking = await place(shop, { hostId: shop.host.id })
    const staff = await joinAs('staff', shop.business)
    await shop.hosts[1].merge({ userId: staff.id }).save()
    const colleague = await withKey(client, { business: shop.business, user: staff })
    const viewer = await withKey(client, {
      business: shop.business,
      user: await joinAs('viewer', shop.business),
    })
    const stranger = await withKey(client, await openShop())
    for (const [act, body] of [
      ['/approve', {}],
      ['/reject', { reason: 'No' }],
      ['/cancel', {}],
      ['/reschedule', { starts_at: at(2) }],
      ['/complete', {}],
      ['/no-show', {}],
    ] as const) {
      const path = `/bookings/${booking.id}${act}`
      assert.equal((await colleague.post(path).json(body)).status(), 403, act)
      assert.equal((await viewer.post(path).json(body)).status(), 403, act)
      assert.equal((await stranger.post(path).json(body)).status(), 404, act)
    }
    ;(await colleague.patch(`/bookings/${booking.id}`).json({ notes: 'x' })).assertStatus(403)
    ;(await stranger.patch(`/bookings/${booking.id}`).json({ notes: 'x' })).assertStatus(404)
    assert.equal((await booking.refresh()).status, 'approved')

    const mine = await place(shop, { hostId: shop.hosts[1].id })
    const toOther = { starts_at: at(2), host_id: shop.host.id }
    ;(await colleague.post(`/bookings/${mine.id}/reschedule`).json(toOther)).assertStatus(403)
    const elsewhere = await openShop()
    const foreign = { starts_at: at(2), host_id: elsewhere.host.id }
    ;(await colleague.post(`/bookings/${mine.id}/reschedule`).json(foreign)).assertStatus(422)
    ;(
      await colleague.post(`/bookings/${mine.id}/reschedule`).json({ starts_at: at(2) })
    ).assertStatus(200)
  })
})
