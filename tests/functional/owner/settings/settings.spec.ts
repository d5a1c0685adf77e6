import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { openShop } from '#database/factories/business'
import Business from '#models/settings/business'
import BookingSettings from '#models/settings/booking_settings'
import Host from '#models/availability/host'
import Notification from '#models/notifications/notification'
import { withGlobalTransaction } from '#tests/support/database'
import { place } from '#tests/support/requests'
import { detailsOf, RULES as USUAL_RULES } from '#tests/support/owner'

const RULES = { ...USUAL_RULES, requires_approval: 'on' }

const lastAudit = (businessId: number) =>
  db.from('audit_entries').where('business_id', businessId).orderBy('id', 'desc').first()

test.group('Booking settings', (group) => {
  withGlobalTransaction(group)

  test('saves every rule and writes down what changed', async ({ client, assert }) => {
    const { user, business } = await openShop({ settings: { autoApproveReturningClients: true } })
    const response = await client
      .post('/admin/settings')
      .form(RULES)
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    response.assertStatus(303)

    const settings = await BookingSettings.findByOrFail('businessId', business.id)
    assert.deepInclude(settings.$attributes, {
      isActive: true,
      requiresApproval: true,
      autoApproveReturningClients: false,
      bufferTimeMinutes: 10,
      bookingExpiryHours: 48,
      maxAdvanceBookingDays: 90,
      minAdvanceBookingHours: 4,
    })
    const audit = await lastAudit(business.id)
    assert.equal(audit.action, 'booking_settings.updated')
    assert.deepEqual(audit.changes.bookingExpiryHours, { from: 24, to: 48 })
    assert.notProperty(audit.changes, 'isActive')
  })

  test('lets requests compete where that is switched on, and not where it is off', async ({
    client,
    assert,
  }) => {
    const { user, business } = await openShop()
    const save = (typed: Record<string, string>) =>
      client
        .post('/admin/settings')
        .form({ ...RULES, ...typed })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    const isOn = async () => {
      const settings = await BookingSettings.findByOrFail('businessId', business.id)
      return settings.acceptsCompetingRequests
    }
    ;(await save({ accepts_competing_requests: 'on' })).assertStatus(303)
    assert.isTrue(await isOn())
    const page = await client.get('/admin/settings').loginAs(user)
    assert.match(page.text(), /name="accepts_competing_requests"[^>]*checked/)
    ;(await save({})).assertStatus(303)
    assert.isFalse(await isOn())
  })

  test('keep the phrases for declining, one a line, or those of the catalogue', async ({
    client,
    assert,
  }) => {
    const { user, business } = await openShop()
    const page = async () => (await client.get('/admin/settings').loginAs(user)).text()
    const save = async (phrases: Record<string, string>) => {
      const posting = client.post('/admin/settings').form({ ...RULES, ...phrases })
      const response = await posting.loginAs(user).withCsrfToken().withVersion().redirects(0)
      response.assertStatus(303)
      return (await BookingSettings.findByOrFail('businessId', business.id)).declinePhrases
    }
    const usual = /name="decline_phrases"[^>]*>\s*([^<]*)<\/textarea>/.exec(await page())?.[1] ?? ''
    assert.lengthOf(usual.trim().split('\n'), 3)
    assert.isNull(await save({ decline_phrases: usual.replaceAll('\n', '\r\n') }))
    const own = ['We are full.', 'Ask us by phone.']
    const typed = ` We are  full.\r\n\r\nAsk us by phone.\r\nWe are full.`
    assert.deepEqual(await save({ decline_phrases: typed }), own)
    assert.include(await page(), own.join('\n'))
    assert.deepEqual(await save({}), own)
    assert.deepEqual(await save({ decline_phrases: '' }), [])
  })

  test('keep the sites that may show the booking page, and bring them back', async ({
    client,
    assert,
  }) => {
    const { user, business } = await openShop()
    const save = async (sites: Record<string, string>) => {
      const posting = client.post('/admin/settings').form({ ...RULES, ...sites })
      const response = await posting.loginAs(user).withCsrfToken().withVersion().redirects(0)
      response.assertStatus(303)
      return (await BookingSettings.findByOrFail('businessId', business.id)).frameSites
    }
    const typed = 'https://www.pool.example/book\r\n\r\npool.example'
    const sites = ['https://www.pool.example', 'https://pool.example']
    assert.deepEqual(await save({ frame_sites: typed }), sites)
    assert.deepEqual(await save({}), sites)
    assert.deepEqual(await save({ frame_sites: '' }), [])
    const page = (await client.get('/admin/settings').loginAs(user)).text()
    const [, before] = /href="([^"]*before=\d+[^"]*)"/.exec(page) ?? []
    const earlier = await client.get(before.replaceAll('&amp;', '&')).loginAs(user)
    earlier.assertTextIncludes(sites.join('\n'))
  })

  test('keep the sites that may book from their own pages apart from those', async ({
    client,
    assert,
  }) => {
    const { user, business } = await openShop()
    const form = { ...RULES, api_sites: 'https://www.pool.example/book', frame_sites: '' }
    const posting = client.post('/admin/settings').form(form)
    const response = await posting.loginAs(user).withCsrfToken().withVersion().redirects(0)
    response.assertStatus(303)
    const settings = await BookingSettings.findByOrFail('businessId', business.id)
    assert.deepEqual(settings.apiSites, ['https://www.pool.example'])
    assert.deepEqual(settings.frameSites, [])
    const wrong = { ...RULES, api_sites: 'https://*.example' }
    const again = client.post('/admin/settings').form(wrong)
    const refused = await again.loginAs(user).withCsrfToken().withVersion()
    refused.assertStatus(422)
    refused.assertTextIncludes('“https://*.example” is not one')
  })

  test('refuse what is no site, and too many of them', async ({ client, assert }) => {
    const { user, business } = await openShop()
    const many = Array.from({ length: 21 }, (_, number) => `https://${number}.example`).join('\n')
    for (const [typed, sentence] of [
      ['https://*.example', '“https://*.example” is not one'],
      ["pool.example\n'self'", 'is not one'],
      ['nonsense', '“nonsense” is not one'],
      [many, 'at most 20 sites'],
    ]) {
      const form = { ...RULES, frame_sites: typed }
      const posting = client.post('/admin/settings').form(form)
      const response = await posting.loginAs(user).withCsrfToken().withVersion()
      response.assertStatus(422)
      response.assertTextIncludes(sentence)
    }
    const { frameSites } = await BookingSettings.findByOrFail('businessId', business.id)
    assert.deepEqual(frameSites, [])
  })

  test('refuse a phrase that is too long, and too many of them', async ({ client, assert }) => {
    const { user, business } = await openShop()
    const cases = [
      [`One\n${'x'.repeat(201)}`, 'at most 200 characters'],
      [[...'abcdefghijk'].join('\n'), 'at most 10 phrases'],
    ]
    for (const [typed, sentence] of cases) {
      const form = { ...RULES, decline_phrases: typed }
      const response = await client
        .post('/admin/settings')
        .form(form)
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
      response.assertStatus(422)
      response.assertTextIncludes(sentence)
      response.assertTextIncludes(typed)
    }
    assert.isNull((await BookingSettings.findByOrFail('businessId', business.id)).declinePhrases)
  })

  for (const [field, value, sentence] of [
    ['buffer_time_minutes', '-1', 'It must be 0 or more'],
    ['booking_expiry_hours', '0', 'It must be 1 or more'],
    ['booking_expiry_hours', '721', 'It must be 720 or less'],
    ['max_advance_booking_days', '731', 'It must be 730 or less'],
    ['min_advance_booking_hours', '1.5', 'Write a whole number'],
    ['min_advance_booking_hours', '', 'Fill this in'],
    ['buffer_time_minutes', '99999999999999999999', 'It must be 1440 or less'],
  ]) {
    test(`refuses ${field} "${value}" and keeps the rest`, async ({ client, assert }) => {
      const { user, business } = await openShop()
      const response = await client
        .post('/admin/settings')
        .form({ ...RULES, [field]: value })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
      response.assertStatus(422)
      response.assertTextIncludes(sentence)
      const settings = await BookingSettings.findByOrFail('businessId', business.id)
      assert.isFalse(settings.requiresApproval)
    })
  }
})

test.group('Quiet hours in the settings', (group) => {
  withGlobalTransaction(group)

  test('are kept as they are typed, shown again, and taken away', async ({ client, assert }) => {
    const { user, business } = await openShop()
    const save = (typed: Record<string, string>) =>
      client
        .post('/admin/settings')
        .form({ ...RULES, ...typed })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
    const saved = await save({ quiet_from: '10pm', quiet_until: '7' })
    assert.match(saved.text(), /value="22:00"[^>]*name="quiet_from"/)
    const settings = await BookingSettings.findByOrFail('businessId', business.id)
    assert.deepEqual(settings.quietHours, { from: '22:00', until: '07:00' })

    const half = await save({ quiet_from: '23:00', quiet_until: '' })
    half.assertStatus(422)
    assert.match(half.text(), /value="23:00"[^>]*name="quiet_from"/)
    const none = await save({ quiet_from: '9', quiet_until: '09:00' })
    none.assertStatus(422)
    none.assertTextIncludes('Give two different times')

    await save({ quiet_from: '', quiet_until: '' })
    assert.isNull((await settings.refresh()).quietHours)
  })
})

test.group('Reminders in the settings', (group) => {
  withGlobalTransaction(group)

  const reminders = (businessId: number) =>
    Notification.query()
      .where({ businessId, type: 'booking_reminder', status: 'queued' })
      .orderBy('next_attempt_at')
  const offsets = async (businessId: number) =>
    (await reminders(businessId)).map(({ offsetMinutes }) => offsetMinutes)

  test('are ticked as they are set, and hold for what is booked already', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ settings: { reminderMinutes: [1440, 45] } })
    const { user, business } = shop
    await place(shop)
    const page = (await client.get('/admin/settings').loginAs(user)).text()
    assert.match(page, /name="remind_1440"[^>]*checked/)
    assert.match(page, /name="remind_45"[^>]*checked[\s\S]+45 min before/)
    assert.notMatch(page, /name="remind_60"[^>]*checked/)

    const response = await client
      .post('/admin/settings')
      .form({ ...RULES, remind_2880: 'on', remind_45: 'on' })
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    response.assertStatus(303)
    assert.deepEqual(await offsets(business.id), [2880, 45])
    const { changes } = await lastAudit(business.id)
    assert.deepEqual(changes.reminderMinutes, { from: [1440, 45], to: [2880, 45] })

    const refused = await client
      .post('/admin/settings')
      .form({ ...RULES, buffer_time_minutes: '', remind_30: 'on' })
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
    refused.assertStatus(422)
    assert.match(refused.text(), /name="remind_30"[^>]*checked/)
    assert.notMatch(refused.text(), /name="remind_2880"[^>]*checked/)

    await client.post('/admin/settings').form(RULES).loginAs(user).withCsrfToken().withVersion()
    assert.isEmpty(await offsets(business.id))
  })

  test('a service has its own, or none, or follows', async ({ client, assert }) => {
    const shop = await openShop({ settings: { reminderMinutes: [60] } })
    const { user, business, service } = shop
    await place(shop)
    const save = (answers: Record<string, string>) =>
      client
        .post(`/admin/services/${service.id}`)
        .form({
          name: service.name,
          duration_minutes: '60',
          price: '50.00',
          location_type: 'in_person',
          requires_approval: 'inherit',
          is_active: 'on',
          tell: 'no',
          ...answers,
        })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)

    ;(await save({ reminders: 'own', remind_240: 'on' })).assertStatus(303)
    assert.deepEqual(await offsets(business.id), [240])
    const page = (await client.get(`/admin/services/${service.id}`).loginAs(user)).text()
    assert.match(page, /value="own" selected/)
    assert.match(page, /name="remind_240"[^>]*checked/)
    assert.include(page, 'As in the settings: 60 min')

    await save({ reminders: 'own', follow_up: 'Thank you!', follow_up_delay_hours: '2' })
    assert.isEmpty(await offsets(business.id))
    await service.refresh()
    assert.deepEqual([service.followUp, service.followUpDelayHours], ['Thank you!', 2])

    await save({ reminders: 'inherit' })
    assert.deepEqual(await offsets(business.id), [60])
    const refused = await save({ follow_up_delay_hours: '9000', follow_up: 'Kept' })
    refused.assertStatus(422)
    refused.assertTextIncludes('Kept')
  })
})

test.group('Notice and horizon', (group) => {
  withGlobalTransaction(group)

  for (const [days, hours, status] of [
    ['1', '47', 303],
    ['1', '48', 422],
    ['29', '719', 303],
    ['29', '720', 422],
  ] as const) {
    test(`${days} days ahead with ${hours} hours of notice answers ${status}`, async ({
      client,
      assert,
    }) => {
      const { user } = await openShop()
      const response = await client
        .post('/admin/settings')
        .form({ ...RULES, max_advance_booking_days: days, min_advance_booking_hours: hours })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
      response.assertStatus(status)
      const isRefused = response.text().includes('id="max_advance_booking_days-error"')
      assert.equal(isRefused, status === 422)
      if (isRefused) response.assertTextIncludes('Nothing could be booked')
    })
  }

  test('Today says so when bookings are switched off', async ({ client, assert }) => {
    const closed = await openShop({ settings: { isActive: false } })
    const told = await client.get('/admin').loginAs(closed.user)
    told.assertTextIncludes('Your page takes no bookings')
    const open = await openShop()
    const untold = await client.get('/admin').loginAs(open.user)
    assert.notInclude(untold.text(), 'takes no bookings')
  })
})

test.group('The business', (group) => {
  withGlobalTransaction(group)

  test('changes its address on the web; the old one goes on leading to it', async ({
    client,
    assert,
  }) => {
    const { user, business } = await openShop()
    const move = (slug: string) =>
      client
        .post('/admin/settings/business')
        .form({ ...detailsOf(business), slug })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    ;(await move('canal-pool')).assertStatus(303)
    assert.equal((await Business.findOrFail(business.id)).slug, 'canal-pool')
    const retired = () => db.from('retired_slugs').where('business_id', business.id).select('slug')
    assert.deepEqual(await retired(), [{ slug: business.slug }])

    ;(await move(business.slug)).assertStatus(303)
    assert.deepEqual(await retired(), [{ slug: 'canal-pool' }])
  })

  test('does not take an address that is, or was, somebody else’s', async ({ client, assert }) => {
    const { user, business } = await openShop()
    const other = await openShop({ business: { slug: 'theirs-now' } })
    await db
      .table('retired_slugs')
      .insert({ slug: 'theirs-before', business_id: other.business.id })
    for (const slug of ['theirs-now', 'theirs-before']) {
      const response = await client
        .post('/admin/settings/business')
        .form({ ...detailsOf(business), slug })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
      response.assertStatus(422)
      response.assertTextIncludes('This address belongs to someone else')
    }
    assert.equal((await Business.findOrFail(business.id)).slug, business.slug)
  })

  for (const [field, value] of [
    ['name', ''],
    ['slug', 'admin'],
    ['slug', 'ab'],
    ['slug', 'Two words'],
    ['slug', '-edge'],
    ['email', 'nobody'],
    ['phone', 'call me'],
    ['time_zone', 'Mars/Olympus'],
    ['currency', 'ZZZ'],
    ['locale', 'english'],
    ['locale', 'abc'],
    ['locale', 'en-XX'],
    ['locale', 'en_GB'],
    ['locale', 'en-u-hc-h12'],
    ['week_starts_on', '7'],
    ['brand_colour', 'red'],
    ['brand_colour', '#fff;}body{display:none'],
  ]) {
    test(`refuses ${field} "${value}"`, async ({ client }) => {
      const { user, business } = await openShop()
      const response = await client
        .post('/admin/settings/business')
        .form({ ...detailsOf(business), [field]: value })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
      response.assertStatus(422)
      response.assertTextIncludes(`id="${field}-error"`)
    })
  }

  test('writes zone and language as they are usually written', async ({ client, assert }) => {
    const { user, business } = await openShop()
    await client
      .post('/admin/settings/business')
      .form({ ...detailsOf(business), time_zone: 'asia/calcutta', locale: 'EN-gb' })
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
    const { timeZone, locale } = await Business.findOrFail(business.id)
    assert.deepEqual([timeZone, locale], ['Asia/Kolkata', 'en-GB'])
  })

  test('moves the hosts who keep its clock, and nobody else', async ({ client, assert }) => {
    const { user, business, hosts } = await openShop({ hosts: 2 })
    await hosts[1].merge({ timeZone: 'Asia/Tokyo' }).save()
    await client
      .post('/admin/settings/business')
      .form({ ...detailsOf(business), time_zone: 'Europe/Lisbon' })
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
    const zones = await Host.query().where('business_id', business.id).orderBy('id')
    assert.deepEqual(
      zones.map(({ timeZone }) => timeZone),
      ['Europe/Lisbon', 'Asia/Tokyo']
    )
  })

  test('keeps ways to reach people out of the audit', async ({ client, assert }) => {
    const { user, business } = await openShop()
    await client
      .post('/admin/settings/business')
      .form({ ...detailsOf(business), phone: '07700 900123', description: 'Warm water' })
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
    const { changes } = await lastAudit(business.id)
    assert.isTrue(changes.phone)
    assert.deepEqual(changes.description.to, 'Warm water')
    assert.notInclude(JSON.stringify(changes), '07700')
  })
})
