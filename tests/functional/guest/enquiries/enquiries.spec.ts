import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import DeliverNotification from '#actions/notifications/deliver_notification'
import features from '#config/features'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import Client from '#models/clients/client'
import Enquiry from '#models/enquiries/enquiry'
import { formStamp } from '#models/tokens/form_stamp'
import MailboxMessage from '#models/notifications/mailbox_message'
import Notification from '#models/notifications/notification'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import {
  detailsAddress,
  FILLED_IN_MS,
  filledForm,
  instant,
  pageAt,
  place,
  type Shop,
  tenOClock,
  timesAddress,
} from '#tests/support/guest'
import { makeOneTime } from '#tests/support/links'
import { withRateLimits } from '#tests/support/limits'

const path = ({ business }: Pick<Shop, 'business'>) => `/enquiry/${business.slug}`

function written({ business }: Pick<Shop, 'business'>, changes: Record<string, string> = {}) {
  return {
    stamp: formStamp(`enquiry ${business.id}`, Date.now() - FILLED_IN_MS),
    client_name: 'Priya Shah',
    client_email: 'priya@example.com',
    client_phone: '',
    message: 'Is there anything on Sunday?',
    website: '',
    ...changes,
  }
}

test.group('/enquiry/{slug}', (group) => {
  withGlobalTransaction(group)

  test('keeps what was written, and mails it so that an answer reaches its writer', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const wanted = tenOClock()
    const about = { service: shop.service.slug, start: instant(wanted), zone: 'Europe/Lisbon' }
    const form = written(shop, about)
    const response = await client.post(path(shop)).form(form).redirects(0)
    response.assertStatus(303)
    response.assertHeader('location', `${path(shop)}/sent`)
    const again = await client.post(path(shop)).form(form).redirects(0)
    again.assertStatus(303)

    const [enquiry, ...others] = await Enquiry.all()
    assert.isEmpty(others)
    assert.equal(enquiry.message, 'Is there anything on Sunday?')
    assert.deepEqual(
      [enquiry.serviceId, enquiry.clientTimeZone],
      [shop.service.id, 'Europe/Lisbon']
    )
    assert.equal(enquiry.wishedAt?.toMillis(), wanted.toMillis())

    const owed = await Notification.findByOrFail({
      subjectType: 'enquiry',
      subjectId: enquiry.id,
      channel: 'mail',
    })
    assert.equal(await new DeliverNotification().handle({ notificationId: owed.id }), 'sent')
    const mail = await MailboxMessage.firstOrFail()
    assert.equal(mail.recipients, `${shop.user.fullName} <${shop.user.email}>`)
    assert.equal(mail.headers['Reply-To'], 'Priya Shah <priya@example.com>')
    assert.include(mail.text, 'Is there anything on Sunday?')
    assert.include(mail.text, 'Private lesson')
    assert.include(mail.text, wanted.toFormat('HH:mm'))
  })

  test('is not sent by whoever is blocked, and the business sees what they wrote', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { clientId } = await place(shop, tenOClock())
    const known = await Client.findOrFail(clientId)
    await known.merge({ blockedAt: DateTime.now() }).save()
    const form = written(shop, { client_email: 'PRIYA@example.com' })
    for (const message of ['Anything on Sunday?', form.message]) {
      const refused = await client
        .post(path(shop))
        .form({ ...form, message })
        .redirects(0)
      refused.assertStatus(403)
      refused.assertTextIncludes('This cannot be arranged online')
      assert.notInclude(refused.text(), path(shop))
    }
    assert.isEmpty(await Enquiry.all())
    assert.isEmpty(await Notification.query().where('subject_type', 'enquiry'))
    const page = await client.get(`/admin/clients/${known.id}`).loginAs(shop.user)
    page.assertTextIncludes('Sent an enquiry')
    page.assertTextIncludes('Is there anything on Sunday?')
  })

  test('stands on the page of a business that takes no bookings', async ({ client, assert }) => {
    const shop = await openShop({ settings: { isActive: false } })
    const page = await pageAt(client, timesAddress(shop))
    assert.include(page, `action="${path(shop)}"`)
    assert.include(page, 'name="message"')
    const response = await client
      .post(path(shop))
      .form(written(shop, { client_email: '', client_phone: '07700 900418' }))
    response.assertStatus(200)
    response.assertTextIncludes('has your message')
    assert.equal((await Enquiry.firstOrFail()).clientPhone, '07700 900418')
  })

  test('takes the place of all booking pages where these are switched off', async ({
    client,
    assert,
    cleanup,
  }) => {
    const shop = await openShop()
    const { token } = await makeOneTime(shop)
    features.bookingPages = false
    cleanup(() => {
      features.bookingPages = true
    })
    const addresses = [
      `/book/${shop.business.slug}`,
      timesAddress(shop),
      `/public/bookings/${token}`,
    ]
    for (const address of addresses) {
      const page = await client.get(address)
      page.assertStatus(200)
      assert.include(page.text(), 'takes bookings by message now')
      assert.include(page.text(), `action="${path(shop)}"`)
    }
    const typed = { notes: 'Her first lesson' }
    for (const address of [detailsAddress(shop), `/public/bookings/${token}/details`]) {
      const refused = await client.post(address).form(filledForm(shop, tenOClock(), typed))
      refused.assertStatus(409)
      assert.include(refused.text(), 'value="priya@example.com"')
      assert.match(refused.text(), />\s*Her first lesson<\/textarea>/)
    }
    assert.isEmpty(await Booking.all())

    const sent = await client.post(path(shop)).form(written(shop))
    sent.assertTextIncludes('has your message')
    assert.lengthOf(await Enquiry.all(), 1)
    const unknown = await client.get('/book/nobody-there')
    unknown.assertStatus(404)
    for (const method of ['get', 'post'] as const) {
      const machine = await client[method](`/public/bookings/${token}`).accept('json')
      machine.assertStatus(404)
    }
  })

  test('is where a service without times leads', async ({ client, assert }) => {
    const shop = await openShop({ weeklyHours: [] })
    const page = await pageAt(client, timesAddress(shop))
    assert.include(page, `action="${path(shop)}"`)
    assert.include(page, `name="service" value="${shop.service.slug}"`)
    const form = await pageAt(client, `${path(shop)}?service=${shop.service.slug}`)
    assert.include(form, 'Private lesson')
    assert.include(form, `name="service" value="${shop.service.slug}"`)
  })

  test('is offered, filled in, where a booking failed', async ({ client, assert }) => {
    const shop = await openShop()
    await place(shop, tenOClock(), { name: 'Someone else' })
    const typed = { notes: 'Her first lesson', service: shop.service.slug }
    const taken = await client.post(detailsAddress(shop)).form(filledForm(shop, tenOClock(), typed))
    taken.assertStatus(409)
    const [, form] = taken.text().split(`action="${path(shop)}"`)
    assert.include(form, 'value="priya@example.com"')
    assert.match(form, />\s*Her first lesson<\/textarea>/)
    assert.match(form, /name="start" value="\d{4}-\d\d-\d\dT10:00:00/)

    const stale = await client
      .post(detailsAddress(shop))
      .form(filledForm(shop, tenOClock(5), { ...typed, stamp: 'none' }))
    stale.assertStatus(422)
    assert.include(stale.text(), `formaction="${path(shop)}"`)
    const carried = await client.post(path(shop)).form(filledForm(shop, tenOClock(5), typed))
    carried.assertStatus(200)
    assert.include(carried.text(), 'value="priya@example.com"')
    assert.match(carried.text(), />\s*Her first lesson<\/textarea>/)
    assert.isEmpty(await Enquiry.all())
  })

  test('says what is missing, and loses nothing', async ({ client, assert }) => {
    const shop = await openShop()
    const cases: [Record<string, string>, number, string][] = [
      [{ message: '' }, 422, 'Write what you need'],
      [{ client_name: '' }, 422, 'Enter your name'],
      [{ client_email: '' }, 422, 'id="client_email-error"'],
      [{ client_email: 'priya' }, 422, 'it needs an @'],
      [{ message: 'x'.repeat(2001) }, 422, 'Use at most 2000 characters'],
      [
        { stamp: formStamp(`enquiry ${shop.business.id}`, Date.now() - 90_000_000) },
        422,
        'open for too long',
      ],
      [{ website: 'https://spam.example' }, 422, 'open for too long'],
      [{ zone: 'Nowhere/Else' }, 422, 'cannot be read'],
    ]
    for (const [change, status, sentence] of cases) {
      const response = await client.post(path(shop)).form(written(shop, change))
      response.assertStatus(status)
      assert.include(response.text(), sentence)
      if (!change.zone && change.client_name !== '') assert.include(response.text(), 'Priya Shah')
    }
    const foreign = await client
      .post(path(shop))
      .header('sec-fetch-site', 'cross-site')
      .form(written(shop))
    foreign.assertStatus(403)
    assert.isEmpty(await Enquiry.all())
    ;(await client.get('/enquiry/nobody-here')).assertStatus(404)
  })

  test('follows a business to its new address', async ({ client }) => {
    const shop = await openShop()
    const old = shop.business.slug
    await shop.business.merge({ slug: `${old}-new` }).save()
    await db.table('retired_slugs').insert({ business_id: shop.business.id, slug: old })
    const response = await client.get(`/enquiry/${old}/sent`).redirects(0)
    response.assertStatus(308)
    response.assertHeader('location', `/enquiry/${old}-new/sent`)
  })
})

test.group('Enquiries from one address', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('wait after five in a quarter of an hour, with what was typed', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    for (let sent = 1; sent <= 5; sent++) {
      ;(await client.post(path(shop)).form(written(shop)).redirects(0)).assertStatus(303)
    }
    const response = await client.post(path(shop)).form(written(shop, { message: 'The sixth' }))
    response.assertStatus(429)
    assert.isAbove(Number(response.header('retry-after')), 0)
    assert.include(response.text(), 'The sixth')
    assert.lengthOf(await Enquiry.all(), 5)
  })
})
