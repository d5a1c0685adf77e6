import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { Group } from '@japa/runner/core'
import CancelBooking from '#actions/bookings/cancel_booking'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { proofMails } from '#config/limits'
import { ownerProof } from '#config/mail'
import { openShop } from '#database/factories/business'
import { byClient } from '#models/by'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import type { Weekday } from '#scheduling/types'
import User from '#models/accounts/user'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import { withEmptyTables } from '#tests/support/database'
import { detailsAddress, instant, place, tenOClock, timesAddress } from '#tests/support/guest'
import { withRateLimits } from '#tests/support/limits'
import { letPass, owedMail } from '#tests/support/outbox'
import { waitFor } from '#tests/support/waitlist'

const SIGN_UP = {
  business_name: 'Your account is locked at evil.example',
  full_name: 'Zoë Martin',
  email: 'zoe@example.com',
  password: 'a-long-password',
  time_zone: 'Europe/Paris',
  currency: 'EUR',
  service_name: 'Tasting',
  duration_minutes: '45',
  price: '12,50',
  location_type: 'in_person',
}

/** As where mails leave this machine. */
function withMailsThatLeave(group: Group) {
  group.each.setup(() => {
    ownerProof.isAsked = true
    return () => void (ownerProof.isAsked = false)
  })
}

/** A shop whose owner has just signed up. */
async function openUnproven(options: Parameters<typeof openShop>[0] = {}) {
  const shop = await openShop(options)
  await shop.user.merge({ emailVerifiedAt: null }).save()
  return { ...shop, link: `/account/address/${shop.user.proofToken}` }
}

const deliver = (notification: Notification) =>
  new DeliverNotification().handle({ notificationId: notification.id })

const mails = () => Notification.query().where('channel', 'mail').orderBy('id')

test.group('Until the owner’s address is proven', (group) => {
  withEmptyTables(group)
  withMailsThatLeave(group)

  test('sign-up mails the owner alone, in nobody’s name but ours', async ({ client, assert }) => {
    const response = await client.post('/sign-up').form(SIGN_UP).withCsrfToken().redirects(0)
    response.assertStatus(303)
    const [owed, ...others] = await mails()
    assert.isEmpty(others)
    assert.equal(await deliver(owed), 'sent')
    const mail = await MailboxMessage.firstOrFail()
    assert.equal(mail.recipients, 'Zoë Martin <zoe@example.com>')
    assert.match(mail.sender, /^Bellhop </)
    assert.equal(mail.subject, 'Confirm your address')
    assert.notInclude(`${mail.html}${mail.text}`, 'account is locked')
    const { proofToken } = await User.findByOrFail('email', SIGN_UP.email)
    assert.include(mail.text ?? '', `/account/address/${proofToken}`)
  })

  test('mails to clients and staff wait, say so, and go out once it is', async ({
    client,
    assert,
  }) => {
    const { link, user, ...shop } = await openUnproven()
    await place(shop, tenOClock())
    for (const owed of await mails()) assert.equal(await deliver(owed), 'held_back')
    assert.isEmpty(await MailboxMessage.all())
    const own = await owedMail('booking_confirmed', 'client')
    assert.equal(own.tries, 0)
    const list = await client.get('/admin/delivery?tab=planned').loginAs(user)
    list.assertTextIncludes('Waits until the owner’s address is confirmed')
    list.assertTextIncludes('Confirm your address.')

    const page = await client.get(link)
    page.assertTextIncludes('Yes, it is mine')
    page.assertHeader('cache-control', 'no-store')
    assert.isNull((await user.refresh()).emailVerifiedAt, 'opening it changes nothing')
    assert.equal(await deliver(own), 'not_due')

    const proven = await client.post(link)
    proven.assertTextIncludes('Your address is confirmed')
    assert.isNotNull((await user.refresh()).emailVerifiedAt)
    for (const owed of await mails()) assert.equal(await deliver(owed), 'sent')
    assert.lengthOf(await MailboxMessage.all(), 2)
    const later = await client.get('/admin').loginAs(user)
    assert.notInclude(later.text(), 'Confirm your address.')
    const audit = await db.from('audit_entries').where('action', 'user.address_proven')
    assert.lengthOf(audit, 1)
    ;(await client.post(link).redirects(0)).assertStatus(303)
    assert.lengthOf(await db.from('audit_entries').where('action', 'user.address_proven'), 1)
  })

  test('the client’s page says what they can do, and the owner’s how many wait', async ({
    client,
    assert,
  }) => {
    const { link, user, ...shop } = await openUnproven()
    const booking = await place(shop, tenOClock())
    const path = `/manage/${booking.manageToken}`
    const other = await place(shop, tenOClock().plus({ hours: 2 }), { email: 'sam@example.org' })
    const waits = await client.get(path)
    waits.assertTextIncludes(`No mail goes to ${booking.clientEmail} yet`)
    waits.assertTextIncludes('Keep this page')
    assert.notMatch(waits.text(), /Mail sent to|Reminder by mail|we mail you/)
    const address = await client.get(`${path}/address`)
    assert.notMatch(address.text(), /sent the mail/i)

    const own = await client.get('/admin').loginAs(user)
    own.assertTextIncludes('4 mails are waiting now, for 2 clients.')
    await deliver((await mails())[0])
    const later = await client.get('/admin').loginAs(user)
    later.assertTextIncludes('4 mails are waiting now, for 2 clients.')

    await other.merge({ status: 'cancelled' }).save()
    const cancelled = await client.get(`/manage/${other.manageToken}`)
    cancelled.assertTextIncludes('No mail goes to sam@example.org yet.')
    assert.notInclude(cancelled.text(), 'Mail sent to')

    await client.post(link)
    ;(await client.get(path)).assertTextIncludes(`Mail sent to ${booking.clientEmail}`)
    assert.notInclude((await client.get('/admin').loginAs(user)).text(), 'waiting now')
  })

  test('whoever waits for a time is promised no mail before', async ({ client, assert }) => {
    const start = tenOClock()
    const weekday = (start.weekday % 7) as Weekday
    const { link, ...shop } = await openUnproven({
      weeklyHours: [{ weekday, start: '10:00', end: '18:00' }],
      settings: { reminderMinutes: [120] },
    })
    const booking = await place(shop, start)
    const entry = await waitFor(shop, start)
    const form = `${timesAddress(shop)}/waitlist?start=${instant(start)}`
    const details = `${detailsAddress(shop)}?start=${instant(start.plus({ hours: 4 }))}`
    const own = `/manage/${booking.manageToken}`
    ;(await client.get(own)).assertTextIncludes('Your booking stays meanwhile.')
    assert.notMatch((await client.get(own)).text(), /we mail you/i)
    await client.post(`${own}/earlier`)
    const earlier = await WaitlistEntry.findByOrFail('booking_id', booking.id)
    const review = `${own}/move/review?start=${instant(start.plus({ hours: 4 }))}`
    const pages = [form, `/waitlist/${entry.token}`, `/waitlist/${earlier.token}`, own]
    const promises = /we mail|the offer is sent here|mail sent to|by mail on|from the mail/i

    for (const page of pages) {
      const shown = await client.get(page)
      shown.assertStatus(200)
      assert.match(shown.text(), /no mail goes/i, page)
      assert.notMatch(shown.text(), promises, page)
    }
    for (const page of [details, review]) assert.notMatch((await client.get(page)).text(), promises)

    await client.post(link)
    for (const page of [...pages, details, review]) {
      const shown = await client.get(page)
      assert.match(shown.text(), promises, page)
      assert.notMatch(shown.text(), /no mail goes/i, page)
    }
  })

  test('a request’s page sends nobody to their mailbox', async ({ client, assert }) => {
    const shop = await openUnproven({ settings: { requiresApproval: true } })
    const { manageToken } = await place(shop, tenOClock())
    const page = await client.get(`/manage/${manageToken}`)
    page.assertTextIncludes('leads back to your request')
    page.assertTextIncludes('look at this page again')
    assert.notMatch(page.text(), /Mail sent to|we mail you/)
  })

  test('what is overtaken meanwhile is dropped, with its reason', async ({ client, assert }) => {
    const { link, ...shop } = await openUnproven()
    const booking = await place(shop, tenOClock())
    const confirmed = await owedMail('booking_confirmed', 'client')
    await deliver(confirmed)
    await new CancelBooking().handle({
      businessId: shop.business.id,
      bookingId: booking.id,
      by: byClient(),
      reason: null,
    })
    await client.post(link)
    assert.equal(await deliver(confirmed), 'dropped')
    assert.equal((await confirmed.refresh()).lastError, 'booking_cancelled')
    assert.equal(await deliver(await owedMail('booking_cancelled', 'client')), 'sent')
  })

  test('nothing waits past the start of what it is about, nor longer than a week', async ({
    assert,
  }) => {
    const shop = await openUnproven()
    const booking = await place(shop, tenOClock())
    const [toClient, toStaff] = [
      await owedMail('booking_confirmed', 'client'),
      await owedMail('booking_confirmed', 'staff'),
    ]
    await db
      .from('notifications')
      .where('id', toStaff.id)
      .update({ created_at: db.raw(`now() - interval '8 days'`) })
    assert.equal(await deliver(toStaff), 'dropped')
    assert.equal((await toStaff.refresh()).lastError, 'owner_unproven')
    await booking
      .merge({
        startsAt: booking.startsAt.minus({ days: 5 }),
        endsAt: booking.endsAt.minus({ days: 5 }),
      })
      .save()
    assert.equal(await deliver(toClient), 'dropped')
    assert.equal((await toClient.refresh()).lastError, 'booking_begun')
  })

  test('one that was missed when it was proven goes out within the hour', async ({ assert }) => {
    const shop = await openUnproven()
    await place(shop, tenOClock())
    const owed = await owedMail('booking_confirmed', 'client')
    assert.equal(await deliver(owed), 'held_back')
    await shop.user.merge({ emailVerifiedAt: tenOClock() }).save()
    await letPass(owed, 3_601)
    assert.equal(await deliver(owed), 'sent')
  })

  test('another’s link, or one to a former address, proves nothing', async ({ client, assert }) => {
    const { user, link } = await openUnproven()
    const other = await openUnproven()
    const forged = `/account/address/${other.user.proofToken.slice(0, 22)}${user.id.toString(36)}`
    ;(await client.post(forged)).assertStatus(404)
    await user.merge({ email: 'new@example.com' }).save()
    ;(await client.post(link)).assertStatus(404)
    assert.isNull((await user.refresh()).emailVerifiedAt)
  })
})

test.group('The mail that asks to prove an address', (group) => {
  withEmptyTables(group)
  withMailsThatLeave(group)
  withRateLimits(group)

  test('is sent again as asked, a few times a day', async ({ client, assert }) => {
    const { user } = await openUnproven()
    const ask = () =>
      client
        .post('/admin/address-proof')
        .form({ to: '/admin/bookings' })
        .loginAs(user)
        .withCsrfToken()
        .redirects(0)
    for (let times = 1; times <= proofMails.most + 2; times++) {
      const response = await ask()
      response.assertStatus(303)
      assert.equal(response.header('location'), '/admin/bookings')
    }
    assert.lengthOf(await mails(), proofMails.most)
  })
})

test.group('Where no mail leaves the machine', (group) => {
  withEmptyTables(group)

  test('a new owner has a working product at once', async ({ client, assert }) => {
    const { user, ...shop } = await openUnproven()
    await place(shop, tenOClock())
    assert.equal(await deliver(await owedMail('booking_confirmed', 'client')), 'sent')
    const page = await client.get('/admin').loginAs(user)
    page.assertStatus(200)
    assert.notInclude(page.text(), 'Confirm your address.')
  })
})
