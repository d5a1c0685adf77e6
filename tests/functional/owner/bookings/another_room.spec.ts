import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import ReassignBooking from '#actions/bookings/reassign_booking'
import { addService, openShop } from '#database/factories/business'
import type User from '#models/accounts/user'
import type Booking from '#models/bookings/booking'
import BookingEvent from '#models/bookings/booking_event'
import Call from '#models/calls/call'
import { byUser } from '#models/by'
import Notification from '#models/notifications/notification'
import { heldBy, openClinic } from '#tests/support/clinic'
import { withGlobalTransaction } from '#tests/support/database'
import { mailTo } from '#tests/support/mail_to'
import { move } from '#tests/support/moves'
import { deliverAll } from '#tests/support/outbox'
import { IN_THREE_DAYS as START, joinAs, place } from '#tests/support/requests'

type Fields = Record<string, string>

/** A booking with the first of the people, in the first of two rooms. */
async function openTwoRooms(options: Parameters<typeof openShop>[0] = {}) {
  const shop = await openClinic(2, 2, options)
  const [anna, tom] = shop.people
  const [first, second] = shop.rooms
  const booking = await place(shop, { hostId: anna.id })
  return { ...shop, shop, anna, tom, first, second, booking }
}

const send = (client: ApiClient, user: User, { id }: Booking, form: Fields) =>
  client
    .post(`/admin/bookings/${id}/room`)
    .form(form)
    .withCsrfToken()
    .withVersion()
    .loginAs(user)
    .redirects(0)

const told = (type: Notification['type']) => Notification.query().where({ type, channel: 'mail' })

test.group('A booking that gets another room', (group) => {
  withGlobalTransaction(group)

  test('has it at its own time: claims, history, calendar and mail', async ({ client, assert }) => {
    const { user, anna, first, second, booking } = await openTwoRooms()
    await deliverAll()
    const address = `/admin/bookings/${booking.id}`
    const page = (await client.get(address).loginAs(user)).text()
    assert.include(page, 'Another room')
    assert.include(page, 'Now in Room 1.')
    assert.match(page, /value="\d+"[^>]*name="room"[^>]* checked[^]*Room 2\s*<small>Free then/)

    const form = { room: String(second.id), tell: 'mail', room_reason: 'The lamp is broken' }
    const done = await send(client, user, booking, form)
    done.assertStatus(303)
    done.assertFlashMessage('done', 'It is in Room 2 now. Ines Duarte gets a mail.')
    assert.deepEqual(await heldBy(booking), [anna.id, second.id])
    await booking.refresh()
    assert.deepEqual([booking.hostId, booking.calendarSequence], [anna.id, 1])
    assert.equal(+booking.startsAt, +START)
    const event = await BookingEvent.query().orderBy('id', 'desc').firstOrFail()
    assert.deepEqual([event.kind, event.reason], ['room_changed', 'The lamp is broken'])
    assert.deepEqual(event.rooms, { from: [first.id], to: [second.id] })
    const shown = await client.get(address).loginAs(user)
    shown.assertTextIncludes('Room 2 instead of Room 1')
    const audit = (await client.get('/admin/history').loginAs(user)).text()
    assert.match(audit, /Another room[^]*Room 1[^]*Room 2/)

    const { subject, text, calendar } = await mailTo(null, 'booking_changed')
    assert.include(subject, 'What changed: room. Private lesson')
    for (const words of ['The time stays as it was', 'Room: Room 2', 'The lamp is broken']) {
      assert.include(text, words)
    }
    assert.notInclude(text, 'who you will see')
    for (const line of ['METHOD:REQUEST', 'SEQUENCE:1', 'Room: Room 2', booking.calendarUid]) {
      assert.include(calendar, line)
    }
    const file = await client.get(`/manage/${booking.manageToken}/calendar.ics`)
    assert.include(file.text().replaceAll('\r\n ', ''), 'Room: Room 2')
  })

  test('brings the calendar of whoever gives it the room, and says who was told', async ({
    client,
    assert,
  }) => {
    const shop = await openClinic(1, 3)
    const giver = await joinAs('staff', shop.business)
    await shop.people[0].merge({ userId: giver.id }).save()
    const booking = await place(shop)
    await deliverAll()
    const form = (nth: number) => ({ room: String(shop.rooms[nth].id) })
    const untold = await send(client, shop.user, booking, { ...form(1), tell: 'nobody' })
    untold.assertStatus(303)
    untold.assertFlashMessage('done', 'It is in Room 2 now. No mail goes out.')
    assert.lengthOf(await told('booking_changed').whereNull('user_id'), 0)
    const quiet = await mailTo(giver, 'booking_changed')
    assert.include(quiet.text, 'This mail changes your calendar.')
    assert.notInclude(quiet.text, 'gets a mail')
    assert.include(quiet.calendar, 'Room: Room 2')
    await told('booking_changed').delete()
    ;(await send(client, shop.user, booking, form(2))).assertStatus(303)
    const loud = await mailTo(giver, 'booking_changed')
    assert.include(loud.text, 'Ines Duarte gets a mail')
    assert.include(loud.calendar, 'Room: Room 3')
  })

  test('is called about where only a number is known', async ({ client, assert }) => {
    const shop = await openClinic(1, 2)
    const booking = await place(shop, { email: null, phone: '+442079460018' })
    ;(await send(client, shop.user, booking, { room: String(shop.rooms[1].id) })).assertStatus(303)
    const call = await Call.query().where('booking_id', booking.id).firstOrFail()
    assert.equal(call.type, 'booking_changed')
  })

  test('is shown which are free, and why the others are not', async ({ client, assert }) => {
    const shop = await openClinic(2, 4)
    const [, second, third, fourth] = shop.rooms
    const booking = await place(shop, { hostId: shop.people[0].id })
    const hire = await addService(shop.business, [second], { name: 'Room hire' })
    await place({ ...shop, service: hire }, { name: 'Omar Haddad' })
    await third.related('availabilityRules').query().delete()
    const page = (await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)).text()
    const form = page.slice(page.indexOf('id="another-room"'))
    assert.isBelow(form.indexOf('Room 4'), form.indexOf('Room 2'))
    assert.match(form, /Room 4\s*<small>Free then/)
    assert.match(form, /Room 2\s*<small>Taken then: Omar Haddad, /)
    assert.match(form, /Room 3\s*<small>Closed on /)
    assert.lengthOf(form.match(/type="radio"[^>]* disabled/g) ?? [], 2)

    const stays = async (room: number, sentence: string, status: number) => {
      const refused = await send(client, shop.user, booking, {
        ...{ room: String(room), room_reason: 'Lamp', tell: 'nobody' },
      })
      refused.assertStatus(status)
      refused.assertTextIncludes(sentence)
      assert.match(refused.text(), /<textarea[^>]*room_reason[^>]*>\s*Lamp/)
      assert.match(refused.text(), /value="nobody"[^>]* checked/)
    }
    await stays(second.id, 'That room is taken then', 409)
    await stays(third.id, 'That room is closed or blocked then', 409)
    await stays(shop.people[1].id, 'Choose a room that this service uses.', 422)
    await stays((await openShop()).host.id, 'Choose a room that this service uses.', 422)
    const none = await send(client, shop.user, booking, {})
    none.assertStatus(422)
    none.assertTextIncludes('Choose a room')
    await fourth.merge({ isActive: false }).save()
    await stays(fourth.id, 'Choose a room that this service uses.', 422)
    const left = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    left.assertTextIncludes('No other room is free then.')
    assert.deepEqual(await heldBy(booking), [shop.people[0].id, shop.rooms[0].id])
  })

  test('needs nothing of whoever gives it, who was booked against their hours', async ({
    client,
    assert,
  }) => {
    const { user, anna, second, booking } = await openTwoRooms()
    await anna.related('availabilityRules').query().delete()
    await anna.merge({ isActive: false }).save()
    ;(await send(client, user, booking, { room: String(second.id) })).assertStatus(303)
    assert.deepEqual(await heldBy(booking), [anna.id, second.id])
  })

  test('may have had none, from before its service had rooms', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [anna, room] = shop.hosts
    await shop.service.related('hosts').detach([room.id])
    const booking = await place(shop)
    await room.merge({ kind: 'room', name: 'Room 1' }).save()
    await shop.service.related('hosts').attach({ [room.id]: { business_id: shop.business.id } })
    const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    page.assertTextIncludes('No room is kept for it yet.')
    ;(await send(client, shop.user, booking, { room: String(room.id) })).assertStatus(303)
    assert.deepEqual(await heldBy(booking), [anna.id, room.id])
    const { text } = await mailTo(null, 'booking_changed')
    assert.include(text, 'Room: Room 1')
  })

  test('is in it alone where nobody gives it', async ({ client, assert }) => {
    const shop = await openClinic(0, 2)
    const [first, second] = shop.rooms
    const booking = await place(shop, { hostId: first.id })
    await deliverAll()
    const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    page.assertTextIncludes('Another room')
    assert.notInclude(page.text(), 'Give it to a colleague')
    ;(await send(client, shop.user, booking, { room: String(second.id) })).assertStatus(303)
    assert.deepEqual(await heldBy(booking), [second.id])
    assert.equal((await booking.refresh()).hostId, second.id)
    const { text, subject } = await mailTo(null, 'booking_changed')
    assert.include(subject, 'What changed: room.')
    assert.include(text, 'Room: Room 2')
    assert.notInclude(text, 'You will see')
  })

  test('is not asked for on a page that was read before another change', async ({
    client,
    assert,
  }) => {
    const { user, second, booking } = await openTwoRooms()
    const { version } = booking
    await booking.merge({ calendarSequence: 5 }).save()
    const stale = await send(client, user, booking, { room: String(second.id), version })
    stale.assertStatus(409)
    stale.assertTextIncludes('the booking was changed meanwhile')
    assert.notInclude(await heldBy(booking), second.id)
  })

  test('is for whoever is in charge, of that business, and waits for the answer to a move', async ({
    client,
    assert,
  }) => {
    const { shop, user, business, anna, second, booking } = await openTwoRooms()
    const form = { room: String(second.id) }
    const staff = await joinAs('staff', business)
    await anna.merge({ userId: staff.id }).save()
    ;(await send(client, (await openShop()).user, booking, form)).assertStatus(404)
    ;(await send(client, staff, booking, form)).assertStatus(403)
    const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(staff)
    assert.notInclude(page.text(), 'Another room')
    const out = await client.post(`/admin/bookings/${booking.id}/room`).form(form).redirects(0)
    assert.notEqual(out.status(), 303)

    await shop.service.merge({ requiresApproval: true }).save()
    assert.equal((await move(booking, START.plus({ hours: 4 }))).outcome, 'requested')
    const waits = await send(client, user, booking, form)
    waits.assertStatus(409)
    waits.assertTextIncludes('the client asks for another time')
    assert.notInclude(await heldBy(booking), second.id)
  })

  test('has no choice where all are needed, in a session, or once it has begun', async ({
    client,
    assert,
  }) => {
    const shop = await openClinic(1, 2, { service: { hostMode: 'collective' } })
    const booking = await place(shop)
    const read = async () =>
      (await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)).text()
    assert.notInclude(await read(), 'Another room')
    await shop.service.merge({ hostMode: 'any' }).save()
    const before = START.minus({ days: 6 })
    await booking.merge({ startsAt: before, endsAt: before.plus({ hours: 1 }) }).save()
    assert.notInclude(await read(), 'Another room')
    const over = await send(client, shop.user, booking, { room: String(shop.rooms[1].id) })
    over.assertStatus(409)
    over.assertTextIncludes('can no longer get another room')
  })

  test('is there already where the form is sent twice', async ({ assert }) => {
    const { shop, first, second, booking } = await openTwoRooms()
    const give = async (roomId: number, hostId: number | null = null) => {
      const { outcome } = await new ReassignBooking().handle({
        ...{ businessId: shop.business.id, bookingId: booking.id, hostId, roomId },
        ...{ reason: null, version: null, by: byUser(shop.user.id) },
      })
      return outcome
    }
    for (const each of ['first', 'again']) assert.equal(await give(second.id), 'reassigned', each)
    assert.equal((await booking.refresh()).calendarSequence, 1)
    assert.equal(await give(first.id, shop.people[1].id), 'reassigned')
    assert.deepEqual(await heldBy(booking), [shop.people[1].id, first.id])
  })
})
