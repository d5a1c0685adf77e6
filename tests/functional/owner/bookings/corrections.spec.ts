import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import VerifyIntegrity from '#actions/housekeeping/verify_integrity'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { openShop } from '#database/factories/business'
import type User from '#models/accounts/user'
import Booking from '#models/bookings/booking'
import BookingEvent from '#models/bookings/booking_event'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'

import { questionsOfBooking } from '#validators/bookings/correction'
import { Box } from '#tests/support/box'
import { deliverAll } from '#tests/support/outbox'
import { withEmptyTables } from '#tests/support/database'
import { makeLink, placeThrough } from '#tests/support/links'
import { IN_THREE_DAYS, joinAs, place } from '#tests/support/requests'
import { bookPlaces, planSession } from '#tests/support/sessions'

const DETAILS = { client_name: 'Ines Duarte', client_phone: '', notes: '', price: '50.00' }

test.group('Correcting a booking', (group) => {
  withEmptyTables(group)

  const correct = (client: ApiClient, user: User, id: number, fields: object) =>
    client
      .post(`/admin/bookings/${id}/correction`)
      .form({ ...DETAILS, ...fields })
      .loginAs(user)
      .withCsrfToken()
      .withVersion()

  const openClass = async (capacity: number, seats: number) => {
    const shop = await openShop({ service: { capacity: 8 } })
    await planSession(shop, IN_THREE_DAYS, { capacity })
    const booked = await bookPlaces(shop, IN_THREE_DAYS, seats)
    if (booked.outcome !== 'booked') throw new Error(booked.outcome)
    return { shop, booking: booked.booking }
  }

  test('asks what its link asked, and not what the service asks', async ({ client, assert }) => {
    const shop = await openShop()
    const question = { key: 'part', label: 'Which part?', type: 'text', isRequired: false } as const
    const common = { options: [], help: null, maxLength: null }
    const own = { ...question, ...common, key: 'gp', label: 'Who is your GP?' }
    await shop.service.merge({ questions: [{ ...question, ...common }] }).save()
    const link = await makeLink(shop, { questions: [own] })
    const placed = await placeThrough(shop, link.token)
    if (placed.outcome !== 'booked') return assert.fail(placed.outcome)
    const path = `/admin/bookings/${placed.booking.id}/correction`
    const page = await client.get(path).loginAs(shop.user)
    page.assertTextIncludes('Who is your GP?')
    assert.notInclude(page.text(), 'Which part?')
  })

  test('the place: its client gets it with a newer entry, and so does who gives it', async ({
    client,
    assert,
  }) => {
    const meeting = 'https://zoom.example/j/1'
    const shop = await openShop({
      service: { furtherPlaces: [{ key: 2, locationType: 'zoom', locationDetails: meeting }] },
    })
    const booking = await place(shop)
    await deliverAll(new Box())
    const page = await client.get(`/admin/bookings/${booking.id}/correction`).loginAs(shop.user)
    page.assertTextIncludes('In person, Canal Street pool')
    const wrong = await correct(client, shop.user, booking.id, { place: '1', notes: 'Knee' })
    wrong.assertStatus(422)
    wrong.assertTextIncludes('href="#place"')
    wrong.assertTextIncludes('Knee')
    await correct(client, shop.user, booking.id, { place: '2', tells_client: 'on' })
    await booking.refresh()
    assert.deepEqual([booking.placeKey, booking.calendarSequence], [2, 1])
    assert.equal(booking.wording.locationDetails, meeting)
    const box = new Box()
    await deliverAll(box)
    const subjects = box.mails.map(({ subject }) => subject).sort()
    assert.lengthOf(subjects, 2)
    assert.include(subjects.join(), 'Corrected: where it takes place')
    const record = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    record.assertTextIncludes('href="https://zoom.example/j/1"')
  })

  test('the place stays where it is offered no more, unless another is chosen', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({
      service: { furtherPlaces: [{ key: 2, locationType: 'zoom', locationDetails: null }] },
    })
    const booking = await place(shop)
    await booking.merge({ placeKey: 2 }).save()
    await shop.service.merge({ furtherPlaces: [] }).save()
    await correct(client, shop.user, booking.id, { place: '2', price: '40' })
    await booking.refresh()
    assert.deepEqual([booking.placeKey, booking.price], [2, '40.00'])
    assert.equal(booking.wording.locationType, 'zoom')
    await correct(client, shop.user, booking.id, { place: '0', price: '40' })
    await booking.refresh()
    assert.equal(booking.wording.locationType, 'in_person')
  })

  test('name, number, words and price: the history says which, and nobody is told', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const owed = (await Notification.all()).length
    const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    page.assertTextIncludes('Correct this booking')
    const done = await correct(client, shop.user, booking.id, {
      client_name: 'Inês Duarte',
      client_phone: '07700 900318',
      notes: 'With her brother',
      price: '£45',
    })
    done.assertTextIncludes('Corrected. Nobody was told.')
    done.assertTextIncludes('name, phone number, what the client wrote, price')
    done.assertTextIncludes('Price £45.00, before £50.00')
    await booking.refresh()
    assert.deepEqual(
      [booking.clientName, booking.clientPhone, booking.notes, booking.price],
      ['Inês Duarte', '07700 900318', 'With her brother', '45.00']
    )
    assert.lengthOf(await Notification.all(), owed)

    const event = await BookingEvent.query().orderBy('id', 'desc').firstOrFail()
    const audit = await db.from('audit_entries').where('action', 'booking.corrected')
    assert.deepEqual([event.userId, event.toStatus], [shop.user.id, 'approved'])
    assert.lengthOf(audit, 1)
    assert.notMatch(JSON.stringify([event, audit]), /Inês|900318|brother/)
    const history = await client.get('/admin/history').loginAs(shop.user)
    history.assertTextIncludes('name, phone number, what the client wrote, price')
  })

  test('answers: one is put right, one that was never given is added, one is taken away', async ({
    client,
    assert,
  }) => {
    const question = { type: 'text' as const, help: null, isRequired: false, maxLength: null }
    const shop = await openShop({
      service: {
        questions: [{ ...question, key: 'level', label: 'Level', options: [] }],
      },
    })
    const booking = await place(shop)
    const answers = [
      { question: 'Age', answer: '6' },
      { question: 'Allergies', answer: 'None' },
    ]
    await booking.merge({ answers }).save()
    await booking.load('service')
    const [age, allergies, level] = questionsOfBooking(booking).map(({ field }) => field)
    await correct(client, shop.user, booking.id, { [age]: '7', [allergies]: '', [level]: 'Seal' })
    assert.deepEqual((await booking.refresh()).answers, [
      { question: 'Age', answer: '7' },
      { question: 'Level', answer: 'Seal' },
    ])
  })

  test('the client is told what was corrected where that was asked for, once', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const fields = { price: '45.00', tells_client: 'on' }
    const done = await correct(client, shop.user, booking.id, fields)
    done.assertTextIncludes('Corrected. The client gets a mail.')
    await correct(client, shop.user, booking.id, fields)
    const owed = await Notification.query().where('type', 'booking_corrected')
    assert.lengthOf(owed, 1)
    const [{ id, userId }] = owed
    assert.isNull(userId)
    assert.equal(await new DeliverNotification().handle({ notificationId: id }), 'sent')
    const mail = await MailboxMessage.query().orderBy('id', 'desc').firstOrFail()
    assert.include(mail.text, 'corrected the price')
    assert.include(mail.text, '£45.00')
  })

  test('places are given up and taken by their numbers, never more than there are', async ({
    client,
    assert,
  }) => {
    const { shop, booking } = await openClass(4, 3)
    const change = (seats: string) =>
      correct(client, shop.user, booking.id, {
        client_name: booking.clientName,
        client_phone: booking.clientPhone ?? '',
        notes: booking.notes ?? '',
        seats,
      })
    const refused = await change('5')
    refused.assertStatus(422)
    refused.assertTextIncludes('There are not that many places left')
    refused.assertTextIncludes('value="5"')
    assert.equal((await booking.refresh()).seats, 3)
    assert.equal(await new VerifyIntegrity().handle(), 0)

    const fewer = await change('1')
    fewer.assertTextIncludes('One place, before 3')
    assert.equal((await booking.refresh()).seats, 1)
    assert.equal(await new VerifyIntegrity().handle(), 0)
    assert.equal((await bookPlaces(shop, IN_THREE_DAYS, 3)).outcome, 'booked')
    const full = await change('2')
    full.assertStatus(422)
    const [other] = await Booking.query().whereNot('id', booking.id)
    await other.merge({ status: 'approved' }).save()
    assert.equal(await new VerifyIntegrity().handle(), 0)
  })

  test('is refused with what was typed: {says}')
    .with([
      { typed: { client_name: '' }, says: 'Enter the client’s name' },
      { typed: { price: 'much' }, says: 'Write the price' },
      { typed: { client_phone: 'x' }, says: 'phone number' },
    ])
    .run(async ({ client, assert }, { typed, says }) => {
      const shop = await openShop()
      const booking = await place(shop)
      const refused = await correct(client, shop.user, booking.id, { notes: 'Kept', ...typed })
      refused.assertStatus(422)
      refused.assertTextIncludes(says)
      refused.assertTextIncludes('Kept</textarea>')
      for (const value of Object.values(typed)) assert.include(refused.text(), `value="${value}"`)
      assert.equal((await booking.refresh()).clientName, 'Ines Duarte')
    })

  test('whoever left a number only keeps one', async ({ client }) => {
    const shop = await openShop()
    const booking = await place(shop, { email: null, phone: '07700 900318' })
    const refused = await correct(client, shop.user, booking.id, {})
    refused.assertStatus(422)
    refused.assertTextIncludes('There is no email address, so a phone number is needed.')
  })

  test('is for whoever decides about the booking', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const page = `/admin/bookings/${booking.id}/correction`
    const stranger = await openShop()
    for (const [user, status] of [
      [await joinAs('viewer', shop.business), 403],
      [stranger.user, 404],
    ] as const) {
      assert.equal((await client.get(page).loginAs(user)).status(), status)
      const sent = client.post(page).form({ ...DETAILS, client_name: 'No' })
      assert.equal((await sent.loginAs(user).withCsrfToken()).status(), status)
    }
    assert.equal((await booking.refresh()).clientName, 'Ines Duarte')
  })
})
