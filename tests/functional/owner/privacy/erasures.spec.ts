import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import CancelBooking from '#actions/bookings/cancel_booking'
import FinishErasures from '#actions/privacy/finish_erasures'
import { openShop } from '#database/factories/business'
import { byUser } from '#models/by'
import Booking from '#models/bookings/booking'
import Client from '#models/clients/client'
import Notification from '#models/notifications/notification'
import Erasure, { ERASED_NAME } from '#models/privacy/erasure'
import { clientOf, regularOf } from '#tests/support/clients'
import { withGlobalTransaction } from '#tests/support/database'
import { writtenTo } from '#tests/support/enquiries'
import { erasureOf } from '#tests/support/erasures'
import { deliverMails } from '#tests/support/traces'
import { IN_THREE_DAYS, joinAs, place, type Shop } from '#tests/support/requests'

const CONFIRMED = { confirmation: 'Erase', coming: 'cancel', tells_client: 'on' }

test.group('The page where a client is erased', (group) => {
  withGlobalTransaction(group)

  test('shows first what would go, what is to come, and what stays and why', async ({ client }) => {
    const shop = await openShop()
    const { id } = await regularOf(shop)
    const page = await client.get(`/admin/clients/${id}/erasure`).loginAs(shop.user)
    page.assertTextIncludes('Erase Priya Nair')
    page.assertTextIncludes('answers and notes of 4 past bookings')
    page.assertTextIncludes('One booking is still to come')
    page.assertTextIncludes('That there was a booking.')
    page.assertTextIncludes('Backups.')
    page.assertTextIncludes('Tell them by mail: priya@nair.example')
  })

  test('erases nothing until the word is typed, and loses nothing of the form', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { id } = await regularOf(shop)
    const send = (form: object) =>
      client
        .post(`/admin/clients/${id}/erasure`)
        .form(form)
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    const none = await send({ coming: 'keep' })
    none.assertStatus(422)
    none.assertTextIncludes('Type the word to confirm')
    const other = await send({ coming: 'keep', confirmation: 'delete' })
    other.assertStatus(422)
    other.assertTextIncludes('Type exactly the word in quotes')
    other.assertTextIncludes('delete')
    assert.match(other.text(), /id=["']coming-keep["'][^>]*checked/)
    assert.isNotNull(await Client.find(id))
  })

  test('erases for good, cancels what is to come, and tells them in one mail', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { id } = await regularOf(shop)
    const done = await client
      .post(`/admin/clients/${id}/erasure`)
      .form(CONFIRMED)
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    done.assertStatus(303)
    assert.isNull(await Client.find(id))
    const bookings = await Booking.query().where({ businessId: shop.business.id })
    assert.lengthOf(bookings, 5)
    for (const booking of bookings) {
      assert.equal(booking.clientName, ERASED_NAME)
      assert.isNull(booking.clientEmail)
      assert.isNull(booking.clientId)
    }
    assert.lengthOf(
      bookings.filter(({ status }) => status === 'approved'),
      0
    )
    const mails = await Notification.query()
      .where({ businessId: shop.business.id, channel: 'mail', status: 'queued' })
      .whereNull('userId')
    assert.deepEqual(
      mails.map(({ type }) => type),
      ['erasure_done']
    )
    await deliverMails()
    const mailbox = db.from('mailbox_messages').where('recipients', 'like', '%priya@nair.example%')
    const { text } = await mailbox.orderBy('id', 'desc').firstOrFail()
    assert.match(text, /Cancelled: Private lesson, /)
    await new FinishErasures().handle()
    const erasure = await Erasure.query().firstOrFail()
    assert.isNull(erasure.email)
    assert.isNull(erasure.clientName)
    const [entry] = await db.from('audit_entries').where('action', 'client.erased')
    assert.deepEqual(entry.changes, { clients: 1, bookings: 5, waitlist: 0, enquiries: 0 })
    const list = await client.get('/admin/bookings').loginAs(shop.user)
    list.assertStatus(200)
    const after = await client.get(`/admin/erasures/${erasure.id}`).loginAs(shop.user)
    after.assertTextIncludes('A record with 5 bookings')
  })

  test('keeps the time of what is to come, where that is chosen', async ({ client, assert }) => {
    const shop = await openShop()
    const { id } = await clientOf(shop)
    await client
      .post(`/admin/clients/${id}/erasure`)
      .form({ ...CONFIRMED, coming: 'keep', tells_client: undefined })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
    const booking = await Booking.query().where({ businessId: shop.business.id }).firstOrFail()
    assert.equal(booking.status, 'approved')
    assert.equal(booking.clientName, ERASED_NAME)
    assert.lengthOf(await Notification.query().where('type', 'erasure_done'), 0)
    const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    page.assertStatus(200)
    page.assertTextIncludes(ERASED_NAME)
  })

  test('is shown anew where something of theirs has changed', async ({ client, assert }) => {
    const shop = await openShop()
    const { id } = await clientOf(shop)
    const address = `/admin/clients/${id}/erasure`
    const page = await client.get(address).loginAs(shop.user)
    const [version] = page.text().match(/(?<=name="version" value=")[\w-]+/) ?? []
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 3 }) })
    const stale = await client
      .post(address)
      .form({ ...CONFIRMED, version })
      .loginAs(shop.user)
      .withCsrfToken()
    stale.assertStatus(409)
    stale.assertTextIncludes('nothing was erased')
    stale.assertTextIncludes('2 bookings are still to come')
    assert.isNotNull(await Client.find(id))
  })

  test('whoever shares the address stays, with what is theirs', async ({ client, assert }) => {
    const shop = await openShop()
    const child = await clientOf(shop, { name: 'Lena Park', email: 'park@family.example' })
    const [other] = await Client.createMany([
      {
        ...{ businessId: shop.business.id, name: 'Joon Park', email: 'park@family.example' },
        ...{ emailKey: 'park@family.example', sharesEmail: true, searchKey: 'joon park' },
        ...{ locale: 'en-GB', timeZone: 'Europe/London', tags: [] },
      },
    ])
    const of = (clientName: string) =>
      writtenTo(shop.business.id, { clientName, clientEmail: 'park@family.example' })
    const [theirs, another] = [await of('Lena Park'), await of('Joon Park')]
    await client
      .post(`/admin/clients/${child.id}/erasure`)
      .form(CONFIRMED)
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
    assert.isNotNull(await Client.find(other.id))
    const left = await db.from('enquiries').whereIn('id', [theirs.id, another.id])
    assert.deepEqual(
      left.map(({ id }) => id),
      [another.id]
    )
  })

  test('everything that is held comes in one file', async ({ client, assert }) => {
    const shop = await openShop()
    const { id } = await regularOf(shop)
    await db.from('clients').where({ id }).update({ notes: 'Afraid of deep water' })
    const file = await client.get(`/admin/clients/${id}/everything.json`).loginAs(shop.user)
    file.assertHeader('content-type', 'application/json; charset=utf-8')
    const held = JSON.parse(file.text())
    assert.equal(held.business, 'Swim School Pro')
    assert.lengthOf(held.bookings, 5)
    assert.equal(held.records[0].keep_in_mind, 'Afraid of deep water')
    assert.isNotEmpty(held.mails)
  })

  test('staff neither read it all nor erase', async ({ client }) => {
    const shop = await openShop()
    const { id } = await clientOf(shop)
    const staff = await joinAs('staff', shop.business)
    for (const path of ['erasure', 'everything.json']) {
      const refused = await client.get(`/admin/clients/${id}/${path}`).loginAs(staff)
      refused.assertStatus(403)
    }
  })
})

test.group('What a client asked for', (group) => {
  withGlobalTransaction(group)

  async function asked(shop: Shop) {
    const booking = await place(shop)
    return { booking, erasure: await erasureOf(booking) }
  }

  test('is decided where it is shown what would go', async ({ client, assert }) => {
    const shop = await openShop()
    const { erasure, booking } = await asked(shop)
    const told = await Notification.query().where('type', 'erasure_asked').orderBy('channel')
    assert.deepEqual(
      told.map(({ channel, userId }) => [channel, userId]),
      [
        ['in_app', shop.user.id],
        ['mail', shop.user.id],
      ]
    )
    const page = await client.get(`/admin/erasures/${erasure.id}`).loginAs(shop.user)
    page.assertTextIncludes('Ines Duarte asked for this on')
    page.assertTextIncludes('Refuse, and tell them why')
    const today = await client.get('/admin').loginAs(shop.user)
    today.assertTextIncludes('Ines Duarte')
    today.assertTextIncludes('Asks to be erased')
    await client
      .post(`/admin/clients/${booking.clientId}/erasure`)
      .form(CONFIRMED)
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
    assert.equal((await erasure.refresh()).status, 'done')
  })

  test('is refused with a reason, which they are told', async ({ client, assert }) => {
    const shop = await openShop()
    const { erasure, booking } = await asked(shop)
    const refuse = (form: object) =>
      client
        .post(`/admin/erasures/${erasure.id}/refusal`)
        .form(form)
        .loginAs(shop.user)
        .withCsrfToken()
        .redirects(0)
    const without = await refuse({ refusal: '' })
    without.assertStatus(422)
    without.assertTextIncludes('Write why: they are told')
    const refused = await refuse({ refusal: 'Your invoice of May is open.' })
    refused.assertStatus(303)
    await deliverMails()
    const mailbox = db.from('mailbox_messages').where('recipients', 'like', '%ines@duarte.example%')
    const { text } = await mailbox.orderBy('id', 'desc').firstOrFail()
    assert.include(text, 'Your invoice of May is open.')
    assert.isNotNull(await Client.find(booking.clientId ?? 0))
    const again = await refuse({ refusal: 'And again.' })
    again.assertStatus(303)
    assert.equal((await erasure.refresh()).reason, 'Your invoice of May is open.')
    const page = await client.get(`/admin/erasures/${erasure.id}`).loginAs(shop.user)
    page.assertTextIncludes('A request to be erased was refused')
  })

  test('what was begun and never finished is finished by the job', async ({ assert }) => {
    const shop = await openShop()
    const { erasure, booking } = await asked(shop)
    await new CancelBooking().handle({
      ...{ businessId: shop.business.id, bookingId: booking.id, reason: null },
      by: byUser(shop.user.id),
    })
    await erasure.merge({ status: 'running', decidedBy: shop.user.id }).save()
    await db.from('erasures').update({ decided_at: '2020-01-01T00:00:00Z' })
    assert.equal(await new FinishErasures().handle(), 1)
    assert.equal((await erasure.refresh()).status, 'done')
    assert.isNull(await Client.find(booking.clientId ?? 0))
  })
})
