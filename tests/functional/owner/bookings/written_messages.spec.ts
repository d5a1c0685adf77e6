import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { bookingBounds } from '#config/limits'
import { openShop } from '#database/factories/business'
import Client from '#models/clients/client'
import type User from '#models/accounts/user'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import WrittenMessage from '#models/notifications/written_message'
import { clientOf } from '#tests/support/clients'
import { withEmptyTables } from '#tests/support/database'
import { withRateLimits } from '#tests/support/limits'
import { IN_THREE_DAYS, joinAs, place } from '#tests/support/requests'
import { bookPlaces, planSession } from '#tests/support/sessions'

const WORDS = { title: 'Bring a towel', body: 'Ours are at the laundry.\nSee you!' }
const DATE = IN_THREE_DAYS.setZone('Europe/London').toISODate()

const fieldIn = (html: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''

async function formOf(client: ApiClient, user: User, address: string) {
  const html = (await client.get(`/admin/messages/new?${address}`).loginAs(user)).text()
  const form = html.slice(html.indexOf('<main'))
  return {
    html,
    version: fieldIn(form, 'version'),
    idempotency_key: fieldIn(form, 'idempotency_key'),
  }
}

const send = (client: ApiClient, user: User, address: string, fields: object) =>
  client.post(`/admin/messages/new?${address}`).form(fields).loginAs(user).withCsrfToken()

const owed = () => Notification.query().where('type', 'message_written').orderBy('id')

test.group('Writing to clients', (group) => {
  withEmptyTables(group)

  test('one client gets one mail, in the words that were typed, and the record shows them', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const record = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    record.assertTextIncludes(`/admin/messages/new?booking=${booking.id}`)
    const { html, ...hidden } = await formOf(client, shop.user, `booking=${booking.id}`)
    assert.include(html, 'Write to Ines Duarte')
    assert.include(html, 'ines@duarte.example')

    const sent = await send(client, shop.user, `booking=${booking.id}`, { ...WORDS, ...hidden })
    sent.assertTextIncludes('The message is on its way.')
    sent.assertTextIncludes('“Bring a towel”')
    sent.assertTextIncludes('Ours are at the laundry.')
    const again = await send(client, shop.user, `booking=${booking.id}`, { ...WORDS, ...hidden })
    again.assertTextIncludes('The message is on its way.')
    const [message, ...others] = await owed()
    assert.lengthOf(others, 0)
    assert.equal(await new DeliverNotification().handle({ notificationId: message.id }), 'sent')
    const mail = await MailboxMessage.query().orderBy('id', 'desc').firstOrFail()
    assert.equal(mail.recipients, 'Ines Duarte <ines@duarte.example>')
    assert.include(mail.subject, 'Bring a towel: ')
    assert.include(mail.text, 'Ours are at the laundry.')
    assert.include(mail.text, booking.reference)

    const audit = await db.from('audit_entries').where('action', 'written_message.sent')
    assert.lengthOf(audit, 1)
    assert.notMatch(JSON.stringify(audit), /towel|laundry/)
    const history = await client.get('/admin/history').loginAs(shop.user)
    history.assertTextIncludes('Written to clients')
  })

  test('a day: each address once, whoever left none is named, who is off is left out', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    await place(shop)
    await place(shop, { email: 'INES@duarte.example', startsAt: IN_THREE_DAYS.plus({ hours: 1 }) })
    await place(shop, {
      name: 'Tom Ray',
      email: null,
      phone: '07700 900318',
      startsAt: IN_THREE_DAYS.plus({ hours: 2 }),
    })
    const off = await place(shop, {
      name: 'Lea Off',
      email: 'lea@example.com',
      startsAt: IN_THREE_DAYS.plus({ hours: 3 }),
    })
    await off.merge({ status: 'cancelled' }).save()
    await place(shop, {
      name: 'Max Later',
      email: 'max@example.com',
      startsAt: IN_THREE_DAYS.plus({ days: 1 }),
    })
    const { html, ...hidden } = await formOf(client, shop.user, `date=${DATE}`)
    assert.include(html, 'One mail goes out')
    assert.include(html, '07700 900318')
    assert.notMatch(html, /Lea Off|Max Later/)
    await send(client, shop.user, `date=${DATE}`, { ...WORDS, ...hidden })
    assert.lengthOf(await owed(), 1)
  })

  test('a session: everybody of it; whoever booked meanwhile is shown first', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { capacity: 8 } })
    const session = await planSession(shop, IN_THREE_DAYS)
    await bookPlaces(shop, IN_THREE_DAYS)
    const page = await client.get(`/admin/sessions/${session.id}`).loginAs(shop.user)
    page.assertTextIncludes('Write to everybody in this session')
    const { html, ...hidden } = await formOf(client, shop.user, `session=${session.id}`)
    assert.include(html, 'Ines Canaryname')

    await place(shop, { name: 'Tom Ray', email: 'tom@example.com' })
    const refused = await send(client, shop.user, `session=${session.id}`, { ...WORDS, ...hidden })
    refused.assertStatus(409)
    refused.assertTextIncludes('the list of people has changed')
    refused.assertTextIncludes('Tom Ray')
    refused.assertTextIncludes(WORDS.title)
    assert.lengthOf(await owed(), 0)
    const main = refused.text().slice(refused.text().indexOf('<main'))
    const fresh = { ...hidden, version: fieldIn(main, 'version') }
    const sent = await send(client, shop.user, `session=${session.id}`, { ...WORDS, ...fresh })
    sent.assertTextIncludes('The message is on its way to 2 people.')
    assert.lengthOf(await owed(), 2)
  })

  test('one client by their record, about no booking; the record keeps it', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { id } = await clientOf(shop, { email: null, phone: '07700 900318' })
    const path = `/admin/clients/${id}`
    const unreachable = await client.get(`/admin/messages/new?client=${id}`).loginAs(shop.user)
    unreachable.assertTextIncludes('07700 900318')
    await Client.query().where({ id }).update({ email: 'ines@duarte.example' })
    const record = await client.get(path).loginAs(shop.user)
    record.assertTextIncludes(`/admin/messages/new?client=${id}`)
    const { html, ...hidden } = await formOf(client, shop.user, `client=${id}`)
    assert.include(html, 'Write to Ines Duarte')

    const sent = await send(client, shop.user, `client=${id}`, { ...WORDS, ...hidden })
    sent.assertTextIncludes('The message is on its way.')
    sent.assertTextIncludes('Mail: “Bring a towel”')
    await send(client, shop.user, `client=${id}`, { ...WORDS, ...hidden })
    const [message, ...others] = await Notification.query().where('type', 'client_written')
    assert.lengthOf(others, 0)
    assert.include(message.serialize(), { subjectType: 'client', subjectId: id, bookingId: null })
    assert.equal(await new DeliverNotification().handle({ notificationId: message.id }), 'sent')
    const mail = await MailboxMessage.query().orderBy('id', 'desc').firstOrFail()
    assert.equal(mail.recipients, 'Ines Duarte <ines@duarte.example>')
    assert.include(mail.text, 'Ours are at the laundry.')
    const mails = await client.get(`${path}?view=mails`).loginAs(shop.user)
    mails.assertTextIncludes('Ours are at the laundry.')
    const delivery = await client.get('/admin/delivery?tab=sent').loginAs(shop.user)
    delivery.assertTextIncludes(path)

    const stranger = await openShop()
    const elsewhere = client.get(`/admin/messages/new?client=${id}`).loginAs(stranger.user)
    assert.equal((await elsewhere).status(), 404)
  })

  test('is refused with what was typed where a part is missing', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const hidden = await formOf(client, shop.user, `booking=${booking.id}`)
    const fields = { ...hidden, title: 'Bring a towel', body: ' ' }
    const refused = await send(client, shop.user, `booking=${booking.id}`, fields)
    refused.assertStatus(422)
    refused.assertTextIncludes('value="Bring a towel"')
    assert.lengthOf(await WrittenMessage.all(), 0)
  })

  test('is for whoever decides about the bookings', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const staff = await joinAs('staff', shop.business)
    await shop.hosts[1].merge({ userId: staff.id }).save()
    const stranger = await openShop()
    const own = await place(shop, { hostId: shop.hosts[1].id, name: 'Own Client' })
    const other = await place(shop, {
      hostId: shop.hosts[0].id,
      name: 'Other Client',
      email: 'other@example.com',
    })
    const open = (user: User, address: string) =>
      client.get(`/admin/messages/new?${address}`).loginAs(user)
    assert.equal((await open(staff, `booking=${other.id}`)).status(), 403)
    assert.equal((await open(stranger.user, `booking=${own.id}`)).status(), 404)
    const day = await open(staff, `date=${DATE}`)
    day.assertTextIncludes('Own Client')
    assert.notInclude(day.text(), 'Other Client')
    assert.equal((await open(shop.user, '')).status(), 200)

    const record = `client=${other.clientId}`
    assert.equal((await open(staff, record)).status(), 403)
    const sent = await send(client, staff, record, { ...WORDS, version: '', idempotency_key: 'k' })
    sent.assertStatus(403)
    const page = await client.get(`/admin/clients/${other.clientId}`).loginAs(staff)
    assert.notInclude(page.text(), '/admin/messages/new')
    assert.equal((await open(shop.user, record)).status(), 200)
    assert.equal((await open(staff, `client=${own.clientId}`)).status(), 200)
    const ownPage = await client.get(`/admin/clients/${own.clientId}`).loginAs(staff)
    ownPage.assertTextIncludes(`/admin/messages/new?client=${own.clientId}`)
  })

  test('says where the answer goes, and that a booking is added only where one is', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { id, clientId } = await place(shop)
    const open = async (address: string) => (await formOf(client, shop.user, address)).html
    const added = 'Their booking, with its time and reference, is added below.'
    const ofBooking = await open(`booking=${id}`)
    assert.include(ofBooking, `Answers go to ${shop.user.email}.`)
    assert.include(ofBooking, added)
    await shop.business.merge({ email: null }).save()
    const ofClient = await open(`client=${clientId}`)
    assert.include(ofClient, 'Answers reach nobody')
    assert.notInclude(ofClient, added)
  })
})

test.group('What a new business writes', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('goes to one address only so often', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const write = async () => {
      const hidden = await formOf(client, shop.user, `booking=${booking.id}`)
      return send(client, shop.user, `booking=${booking.id}`, { ...WORDS, ...hidden })
    }
    let refused = await write()
    for (let sent = 0; sent <= bookingBounds.client.most && refused.status() === 200; sent++) {
      refused = await write()
    }
    refused.assertStatus(429)
    refused.assertTextIncludes(WORDS.title)
    assert.isAtMost((await owed()).length, bookingBounds.client.most)
  })
})
