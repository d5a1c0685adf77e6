import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import CancelBooking from '#actions/bookings/cancel_booking'
import DeliverNotification from '#actions/notifications/deliver_notification'
import type User from '#models/accounts/user'
import { byClient } from '#models/by'
import Notification, { MAX_ATTEMPTS } from '#models/notifications/notification'
import { MailFailure } from '#services/mail_failure'
import { withEmptyTables } from '#tests/support/database'
import { letPass, owedMail, post } from '#tests/support/outbox'
import { IN_THREE_DAYS, joinAs, openShopByRequest, place, type Shop } from '#tests/support/requests'
import { openShop } from '#database/factories/business'
import { waitFor } from '#tests/support/waitlist'

const deliver = (message: Notification, transport = post()) =>
  new DeliverNotification(transport).handle({ notificationId: message.id })

const refusing = () =>
  post(async () => {
    throw new MailFailure('SMTP 550', true)
  })

const failing = () =>
  post(async () => {
    throw new MailFailure('SMTP 421', false)
  })

/** A shop with one booking whose confirmation the client's mail server refused for good. */
async function shopWithDeadLetter(options: Parameters<typeof openShop>[0] = {}) {
  const shop = await openShop({ settings: { reminderMinutes: [60] }, ...options })
  const booking = await place(shop, { name: 'Grace Liu', email: 'grace@client.example' })
  const mail = await owedMail('booking_confirmed', 'client')
  await deliver(mail, refusing())
  await mail.refresh()
  return { shop, booking, mail }
}

const alerts = (shop: Shop) =>
  Notification.query().where({ businessId: shop.business.id, type: 'message_failed' })

test.group('Messages and how they fared', (group) => {
  withEmptyTables(group)

  test('a message to one who waits is listed with whom and what it is about', async ({
    client,
  }) => {
    const shop = await openShop()
    await place(shop)
    await waitFor(shop, IN_THREE_DAYS)
    const page = await client.get('/admin/delivery?tab=waiting').loginAs(shop.user)
    page.assertTextIncludes('· Sam Okoro')
    page.assertTextIncludes(`${shop.service.name}, `)
  })

  test('a message in the hands of a worker is being sent, whichever try it is', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const page = async () => {
      const shown = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
      return shown.text()
    }
    const mails = () => Notification.query().where({ bookingId: booking.id, channel: 'mail' })
    await mails().update({
      attempts: 1,
      leased_until: DateTime.utc().plus({ minutes: 1 }).toJSDate(),
    })
    assert.include(await page(), 'Being sent')
    assert.notInclude(await page(), 'Trying again')
    assert.notInclude(await page(), 'Try now')

    await mails().update({ leased_until: null, last_error: 'SMTP 421' })
    assert.include(await page(), 'Trying again')
  })

  test('a dead letter is listed with what happened, and those in charge are told', async ({
    client,
    assert,
  }) => {
    const { shop, mail } = await shopWithDeadLetter()
    await joinAs('viewer', shop.business)
    assert.equal(mail.status, 'failed')

    const told = await alerts(shop)
    assert.deepEqual(
      told.map(({ userId, channel }) => [userId, channel]),
      [[shop.user.id, 'in_app']]
    )
    const news = await client.get('/admin/notifications').loginAs(shop.user)
    news.assertTextIncludes('A message about Grace Liu could not be sent')

    const page = await client.get('/admin/delivery').loginAs(shop.user)
    for (const words of [
      'Grace Liu',
      'Failed',
      'accepts nothing for this address (SMTP 550)',
      'Tried once',
      'Send again',
    ]) {
      page.assertTextIncludes(words)
    }
    assert.notInclude(page.text(), 'grace@client.example')
  })

  test('each state has its list', async ({ client, assert }) => {
    const { shop } = await shopWithDeadLetter()
    const toStaff = await owedMail('booking_confirmed', 'staff')
    await deliver(toStaff, failing())
    const list = async (tab: string) =>
      (await client.get(`/admin/delivery?tab=${tab}`).loginAs(shop.user)).text()

    assert.match(await list('waiting'), /Trying again[\s\S]+Tried once; again [\s\S]+SMTP 421/)
    assert.match(await list('planned'), /Reminder[\s\S]+Goes out/)
    assert.include(await list('sent'), 'No message has been sent yet')
    await letPass(toStaff, 100)
    await deliver(toStaff)
    const sent = await list('sent')
    assert.include(sent, 'Sent')
    assert.notInclude(sent, 'kept')
    assert.include(await list('waiting'), 'No message is waiting')

    const refused = await client.get('/admin/delivery?tab=lost').loginAs(shop.user)
    refused.assertStatus(422)
  })

  test('sent again it has all its tries before it, and is written down', async ({
    client,
    assert,
  }) => {
    const { shop, mail } = await shopWithDeadLetter()
    const again = (user: User) =>
      client.post(`/admin/delivery/${mail.id}/attempt`).loginAs(user).withCsrfToken().redirects(0)
    const response = await again(shop.user)
    response.assertStatus(303)
    response.assertHeader('location', '/admin/delivery')

    const deliveries: string[] = []
    const busy = failing()
    for (let tries = 1; tries <= MAX_ATTEMPTS; tries++) {
      deliveries.push(await deliver(mail, busy))
      await letPass(mail, 2 * 86_400)
    }
    assert.deepEqual(deliveries, [...Array(MAX_ATTEMPTS - 1).fill('postponed'), 'failed'])
    await mail.refresh()
    assert.equal(mail.attempts, MAX_ATTEMPTS + 1)
    assert.equal(mail.tries, MAX_ATTEMPTS)
    assert.lengthOf(await alerts(shop), 2)

    await again(shop.user)
    assert.equal(await deliver(mail), 'sent')
    const audit = await db.from('audit_entries').where('action', 'notification.sent_again')
    assert.deepInclude(audit[0], { user_id: shop.user.id, subject_id: mail.id })
    assert.deepEqual(audit[0].changes, { status: ['failed', 'queued'] })
    assert.lengthOf(audit, 2)
  })

  test('what was sent goes out again from its booking, once, under another name', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const mail = await owedMail('booking_confirmed', 'client')
    const box = post()
    await deliver(mail, box)

    const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    assert.notInclude(page.text(), '>kept')
    const again = () =>
      client
        .post(`/admin/delivery/${mail.id}/attempt`)
        .form({ from: 'booking' })
        .loginAs(shop.user)
        .withCsrfToken()
        .redirects(0)
    const first = await again()
    first.assertStatus(303)
    first.assertHeader('location', `/admin/bookings/${booking.id}`)
    const second = await again()
    second.assertStatus(409)
    second.assertTextIncludes('This message is already on its way')

    assert.equal(await deliver(mail, box), 'sent')
    assert.equal(await deliver(mail, box), 'not_due')
    assert.equal(new Set(box.messageIds).size, 2)
  })

  test('says no when so it is out of date', async ({ client, assert }) => {
    const { shop, booking, mail } = await shopWithDeadLetter()
    await new CancelBooking().handle({
      businessId: shop.business.id,
      bookingId: booking.id,
      by: byClient(),
      reason: null,
    })
    const response = await client
      .post(`/admin/delivery/${mail.id}/attempt`)
      .loginAs(shop.user)
      .withCsrfToken()
    response.assertStatus(409)
    response.assertTextIncludes('so it is out of date')
    assert.equal((await mail.refresh()).status, 'failed')
  })

  test('staff send again what is about their own time, and no more', async ({ client, assert }) => {
    const shop = await openShopByRequest({ hosts: 2 })
    const staff = await joinAs('staff', shop.business)
    await shop.hosts[1].merge({ userId: staff.id }).save()
    const statuses: number[] = []
    for (const [index, host] of shop.hosts.entries()) {
      const startsAt = IN_THREE_DAYS.plus({ hours: 2 * index })
      const booking = await place(shop, { hostId: host.id, startsAt })
      const mail = await Notification.query()
        .where({ bookingId: booking.id, channel: 'mail' })
        .whereNull('user_id')
        .firstOrFail()
      await deliver(mail)
      const response = await client
        .post(`/admin/delivery/${mail.id}/attempt`)
        .loginAs(staff)
        .withCsrfToken()
        .redirects(0)
      statuses.push(response.status())
    }
    assert.deepEqual(statuses, [403, 303])
    const page = await client.get('/admin/delivery?tab=sent').loginAs(staff)
    assert.notInclude(page.text(), '/attempt')
  })
})
