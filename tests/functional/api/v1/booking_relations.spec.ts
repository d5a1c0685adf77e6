import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import Notification from '#models/notifications/notification'
import { mailTo } from '#tests/support/mail_to'
import MoveRequest from '#models/bookings/move_request'
import { bookingNotesShape } from '#shapes/bookings/booking_beside'
import { bookingRecordShape } from '#shapes/bookings/booking_record'
import { moveRequestShape } from '#shapes/bookings/move_request'
import { withGlobalTransaction } from '#tests/support/database'
import { heldBy, openClinic } from '#tests/support/clinic'
import { withKey } from '#tests/support/keys'
import { deliverAll } from '#tests/support/outbox'
import { letMoveLapse, move } from '#tests/support/moves'
import { IN_THREE_DAYS, joinAs, openShopByRequest, place, type Shop } from '#tests/support/requests'

const at = (hours = 0) => IN_THREE_DAYS.plus({ hours }).toISO()
const inUtc = (hours = 0) => IN_THREE_DAYS.plus({ hours }).toISO({ suppressMilliseconds: true })

/** Two hours later than the booking, which was approved. */
async function askToMove(shop: Shop) {
  const { id } = await place(shop)
  await Booking.query().where({ id }).update({ status: 'approved' })
  const asked = await move(await Booking.findOrFail(id), IN_THREE_DAYS.plus({ hours: 2 }))
  if (asked.outcome !== 'requested') throw new Error(`Not asked for but ${asked.outcome}`)
  return MoveRequest.findByOrFail('bookingId', id)
}

test.group('A booking at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('is given to a colleague who is free, by whoever is in charge', async ({ client }) => {
    const shop = await openShop({ hosts: 3 })
    const [anna, ben, cleo] = shop.hosts
    const booking = await place(shop, { hostId: anna.id })
    await place(shop, { hostId: cleo.id, email: 'other@example.com' })
    const api = await withKey(client, shop)
    const give = (hostId: number) =>
      api.post(`/bookings/${booking.id}/reassign`).json({ host_id: hostId, reason: 'Ill' })
    const taken = await give(cleo.id)
    taken.assertStatus(409)
    taken.assertBodyContains({ code: 'slot_taken' })
    const stranger = await openShop()
    const unknown = await give(stranger.host.id)
    unknown.assertStatus(422)
    unknown.assertBodyContains({ errors: [{ pointer: '/host_id', code: 'unknown_host' }] })
    const given = await give(ben.id)
    given.assertStatus(200)
    given.assertBodyContains({ host_id: ben.id, starts_at: inUtc() })

    const staff = await joinAs('staff', shop.business)
    await ben.merge({ userId: staff.id }).save()
    const own = await withKey(client, { business: shop.business, user: staff })
    const passed = await own.post(`/bookings/${booking.id}/reassign`).json({ host_id: anna.id })
    passed.assertStatus(403)
  })

  test('gets another room, or goes to a colleague in one', async ({ client, assert }) => {
    const shop = await openClinic(3, 3)
    const [anna, tom, mia] = shop.people
    const [first, second, third] = shop.rooms
    const booking = await place(shop, { hostId: anna.id })
    await place(shop, { hostId: mia.id, email: 'other@example.com' })
    const api = await withKey(client, shop)
    const path = `/bookings/${booking.id}/reassign`
    const give = (order: object) => api.post(path).json(order)
    const taken = await give({ room_id: second.id })
    taken.assertStatus(409)
    taken.assertBodyContains({ code: 'slot_taken' })
    for (const { id } of [tom, (await openShop()).host]) {
      const unknown = await give({ room_id: id })
      unknown.assertStatus(422)
      unknown.assertBodyContains({ errors: [{ pointer: '/room_id', code: 'unknown_room' }] })
    }
    const nothing = await give({ reason: 'Lamp' })
    nothing.assertStatus(422)
    nothing.assertBodyContains({ errors: [{ pointer: '/host_id' }] })
    const stale = await api.post(path).header('if-match', '"old"').json({ room_id: third.id })
    stale.assertStatus(412)

    const given = await give({ room_id: third.id, reason: 'Lamp', tells_client: false })
    given.assertStatus(200)
    assert.deepEqual(given.body().host_ids, [anna.id, third.id])
    const told = Notification.query().where({ type: 'booking_changed' }).whereNull('user_id')
    assert.lengthOf(await told, 0)
    await deliverAll()
    const both = await give({ host_id: tom.id, room_id: first.id })
    both.assertStatus(200)
    assert.deepEqual(both.body().host_ids, [tom.id, first.id])
    assert.deepEqual(await heldBy(booking), [tom.id, first.id])
    const { text } = await mailTo(null, 'booking_changed')
    assert.include(text, 'You will see Tom Okafor instead of Anna Reed. The time stays as it was.')
    assert.include(text, 'Room: Room 1')
    const history = await api.get(`/bookings/${booking.id}?include=history`)
    const kinds = history.body().history.map(({ kind }: { kind: string }) => kind)
    assert.deepEqual(kinds.slice(1), ['room_changed', 'reassigned', 'room_changed'])
  })

  test('has notes of its business, kept under a tag of their own', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const api = await withKey(client, shop)
    const notes = `/bookings/${booking.id}/notes`
    const tag = (await api.get(notes)).header('etag') ?? ''
    const write = (body: object, match = tag) =>
      api.patch(notes).header('if-match', match).json(body)
    const kept = await write({ private_note: 'Allergic to nuts' })
    kept.assertStatus(200)
    await bookingNotesShape.validate(kept.body())
    ;(await write({ client_note: 'Bring a towel' })).assertStatus(412)
    const both = await write({ client_note: 'Bring a towel' }, kept.header('etag'))
    both.assertBody({ private_note: 'Allergic to nuts', client_note: 'Bring a towel' })
    ;(await write({ private_note: null }, '*')).assertBodyContains({ private_note: null })
    const stranger = await withKey(client, await openShop())
    ;(await stranger.get(notes)).assertStatus(404)
    ;(await stranger.patch(notes).json({ private_note: 'x' })).assertStatus(404)
    assert.isNull((await booking.refresh()).privateNote)
  })

  test('gets another address, if it has one', async ({ client }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const correct = (id: number, email: string) =>
      api.post(`/bookings/${id}/address`).json({ client_email: email })
    const booking = await place(shop)
    const done = await correct(booking.id, 'ines@right.example')
    done.assertStatus(200)
    done.assertBodyContains({ client: { email: 'ines@right.example' } })
    ;(await correct(booking.id, 'ines@right.example')).assertStatus(200)
    ;(await correct(booking.id, 'nobody')).assertStatus(422)
    const phoned = await place(shop, {
      email: null,
      phone: '+442079460018',
      startsAt: IN_THREE_DAYS.plus({ hours: 2 }),
    })
    const refused = await correct(phoned.id, 'ines@right.example')
    refused.assertStatus(409)
    refused.assertBodyContains({ code: 'has_no_email' })
  })
})

test.group('A client’s wish to move at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('is read, and approved under its tag', async ({ client }) => {
    const shop = await openShopByRequest()
    const asked = await askToMove(shop)
    const api = await withKey(client, shop)
    const own = `/bookings/${asked.bookingId}/move-request`
    const read = await api.get(own)
    read.assertStatus(200)
    await moveRequestShape.validate(read.body())
    read.assertBodyContains({ booking_id: asked.bookingId, starts_at: inUtc(2) })
    const approve = (tag: string) => api.post(`${own}/approve`).header('if-match', tag).json({})
    ;(await approve('"other"')).assertStatus(412)
    const done = await approve(read.header('etag') ?? '')
    done.assertStatus(200)
    done.assertBodyContains({ id: asked.bookingId, starts_at: inUtc(2) })
    ;(await api.get(own)).assertStatus(404)
    ;(await approve('*')).assertStatus(404)
  })

  test('is declined with a reason, and gone once its time is over', async ({ client }) => {
    const shop = await openShopByRequest()
    const api = await withKey(client, shop)
    const asked = await askToMove(shop)
    const own = `/bookings/${asked.bookingId}/move-request`
    const stranger = await withKey(client, await openShop())
    ;(await stranger.get(own)).assertStatus(404)
    ;(await stranger.post(`${own}/reject`).json({ reason: 'No' })).assertStatus(404)
    ;(await api.post(`${own}/reject`).json({})).assertStatus(422)
    const declined = await api.post(`${own}/reject`).json({ reason: 'We are full then.' })
    declined.assertStatus(200)
    declined.assertBodyContains({ status: 'approved', starts_at: inUtc() })

    const other = await openShopByRequest()
    const lapsed = await askToMove(other)
    await letMoveLapse(lapsed)
    const late = await withKey(client, other)
    ;(await late.get(`/bookings/${lapsed.bookingId}/move-request`)).assertStatus(404)
  })
})

test.group('POST /api/v1/bookings/series', (group) => {
  withGlobalTransaction(group)

  test('books all dates, or none', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const book = (dates: (string | null)[], name = 'Mia Brandt') => {
      const sent = api.post('/bookings/series').header('idempotency-key', `for-${name.length}`)
      return sent.json({
        ...{ service_id: shop.service.id, starts_at: dates },
        ...{ client_name: name, client_email: `${name.length}@example.com` },
      })
    }
    const made = await book([at(), at(2)])
    made.assertStatus(201)
    const { data } = made.body()
    assert.lengthOf(data, 2)
    await bookingRecordShape.validate(data[0])
    assert.equal(data[0].series_id, data[1].series_id)
    const again = await book([at(), at(2)])
    again.assertHeader('idempotency-replayed', 'true')
    assert.deepEqual(again.body(), made.body())

    const refused = await book([at(2), at(4)], 'Ines Duarte')
    refused.assertStatus(409)
    refused.assertBodyContains({
      code: 'series_unavailable',
      dates: [
        { is_available: false, code: 'slot_taken' },
        { is_available: true, code: null },
      ],
    })
    ;(await book([at(4)], 'Ines Duarte')).assertStatus(422)
    assert.lengthOf(await Booking.all(), 2)
  })
})
