import { test } from '@japa/runner'
import type { ApiResponse } from '@japa/api-client'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import type Booking from '#models/bookings/booking'
import { bookingRecordShape } from '#shapes/bookings/booking_record'
import { withGlobalTransaction } from '#tests/support/database'
import { withKey } from '#tests/support/keys'
import { IN_THREE_DAYS, joinAs, openShopByRequest, place } from '#tests/support/requests'
import { unknownFields } from '#validators/api/unknown_fields'

const idsOf = (response: ApiResponse): number[] =>
  response.body().data.map(({ id }: { id: number }) => id)

test.group('GET /api/v1/bookings', (group) => {
  withGlobalTransaction(group)

  test('answers pages, none of which leaves a booking out or has one twice', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const made: Booking[] = []
    for (const hours of [0, 0, 2, 1, 3]) {
      made.push(await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours }) }))
    }
    const wanted = made
      .toSorted((a, b) => a.startsAt.toMillis() - b.startsAt.toMillis() || a.id - b.id)
      .map(({ id }) => id)
    const api = await withKey(client, shop)
    const found: number[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: ApiResponse = await api
        .get('/bookings')
        .qs({ limit: 2, ...(cursor && { cursor }) })
      page.assertStatus(200)
      found.push(...idsOf(page))
      cursor = page.body().next_cursor
    }
    assert.deepEqual(found, wanted)
    assert.deepEqual(idsOf(await api.get('/bookings?sort=-starts_at')), wanted.toReversed())
    const reversed = await api.get('/bookings?sort=-starts_at&limit=1')
    const other = await api.get('/bookings').qs({ cursor: reversed.body().next_cursor })
    other.assertStatus(422)
    for (const wrong of [
      'x',
      'W10',
      Buffer.from('["bookings.starts_at asc","x",1]').toString('base64url'),
    ]) {
      ;(await api.get('/bookings').qs({ cursor: wrong })).assertStatus(422)
    }
  })

  test('can be narrowed', async ({ client, assert }) => {
    const shop = await openShopByRequest({ hosts: 2 })
    const waits = await place(shop)
    const other = await place(shop, {
      startsAt: IN_THREE_DAYS.plus({ hours: 3 }),
      email: 'sam@example.com',
      name: 'Sam Okoro',
    })
    await other.merge({ status: 'approved', expiresAt: null }).save()
    const late = await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 5 }) })
    await late.merge({ expiresAt: DateTime.utc().minus({ hours: 1 }) }).save()
    const api = await withKey(client, shop)
    const asked = async (qs: Record<string, string | number>) =>
      idsOf(await api.get('/bookings').qs(qs))
    const at = (hours: number) => IN_THREE_DAYS.plus({ hours }).toISO() ?? ''
    assert.deepEqual(await asked({ status: 'pending' }), [waits.id])
    assert.deepEqual(await asked({ status: 'approved' }), [other.id])
    assert.deepEqual(await asked({ status: 'expired' }), [late.id])
    assert.deepEqual(await asked({ from: at(1), to: at(5) }), [other.id])
    assert.deepEqual(await asked({ service_id: shop.service.id }), [waits.id, other.id, late.id])
    assert.deepEqual(await asked({ service_id: shop.service.id + 1 }), [])
    assert.deepEqual(await asked({ host_id: other.hostId, client: 'okoro' }), [other.id])
    assert.deepEqual(await asked({ client_id: waits.clientId ?? 0 }), [waits.id, late.id])
    const soon = DateTime.utc().plus({ minutes: 1 }).startOf('minute').toISO()
    assert.deepEqual(await asked({ updated_since: soon }), [])
  })

  test('says of each parameter what is wrong with it', async ({ client, assert }) => {
    const api = await withKey(client, await openShop())
    for (const [qs, pointer] of [
      [{ status: 'open' }, '/status'],
      [{ from: '2026-12-01' }, '/from'],
      [{ limit: 101 }, '/limit'],
      [{ limit: 0 }, '/limit'],
      [{ colour: 'red' }, '/colour'],
      [{ service_id: 'x' }, '/service_id'],
    ] as const) {
      const response = await api.get('/bookings').qs(qs)
      response.assertStatus(422)
      assert.equal(response.body().errors[0].pointer, pointer)
    }
  })

  test('has those of its own business only, for every role', async ({ client, assert }) => {
    const [own, other] = [await openShop(), await openShop()]
    const booking = await place(own)
    const foreign = await place(other)
    for (const role of ['admin', 'staff', 'viewer'] as const) {
      const user = await joinAs(role, own.business)
      const api = await withKey(client, { business: own.business, user })
      assert.deepEqual(idsOf(await api.get('/bookings')), [booking.id])
      ;(await api.get(`/bookings/${foreign.id}`)).assertStatus(404)
      ;(await api.get(`/bookings/${booking.id}`)).assertStatus(200)
    }
  })
})

test.group('GET /api/v1/bookings/{id}', (group) => {
  withGlobalTransaction(group)

  test('answers as its shape says, with a tag', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop, { notes: 'Gently, please.' })
    const api = await withKey(client, shop)
    const response = await api.get(`/bookings/${booking.id}`)
    response.assertStatus(200)
    const body = response.body()
    await bookingRecordShape.validate(body)
    assert.deepEqual(unknownFields(bookingRecordShape, body), [])
    assert.equal(body.starts_at, IN_THREE_DAYS.toISO({ suppressMilliseconds: true }))
    assert.equal(body.price, '50.00')
    assert.equal(body.client.email, 'ines@duarte.example')

    const tag = response.header('etag') ?? ''
    assert.match(tag, /^"[\w-]{22}\.[\w-]{22}"$/)
    const same = await api.get(`/bookings/${booking.id}`).header('if-none-match', tag)
    same.assertStatus(304)
    assert.isEmpty(same.text())
    await booking.merge({ notes: 'Slowly, please.' }).save()
    const changed = await api.get(`/bookings/${booking.id}`).header('if-none-match', tag)
    changed.assertStatus(200)
    assert.notEqual(changed.header('etag'), tag)
  })

  test('answers what was included beside it', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    await booking.merge({ privateNote: 'Pays cash.' }).save()
    const api = await withKey(client, shop)
    const plain = await api.get(`/bookings/${booking.id}`)
    assert.notProperty(plain.body(), 'history')
    const response = await api.get(`/bookings/${booking.id}?include=history,notes,messages`)
    response.assertStatus(200)
    const { history, business_notes: notes, messages } = response.body()
    assert.deepEqual(notes, { private_note: 'Pays cash.', client_note: null })
    assert.equal(history[0].kind, 'booked')
    assert.equal(history[0].actor, 'client')
    assert.isTrue(messages.some(({ to }: { to: string }) => to === 'client'))
    assert.equal(response.header('etag'), plain.header('etag'))
    ;(await api.get(`/bookings/${booking.id}?include=secrets`)).assertStatus(422)
  })
})
