import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import CancelBooking from '#actions/bookings/cancel_booking'
import { byUser } from '#models/by'
import BookingSettings from '#models/settings/booking_settings'
import Service from '#models/services/service'
import { withGlobalTransaction } from '#tests/support/database'
import { detailsOf, RULES } from '#tests/support/owner'
import { place } from '#tests/support/requests'

const lastEntry = async (businessId: number) => {
  const entry = await db
    .from('audit_entries')
    .where('business_id', businessId)
    .orderBy('id', 'desc')
    .first()
  return entry as { id: number; action: string }
}

test.group('The history', (group) => {
  withGlobalTransaction(group)

  test('says who changed what, from what and to what, and leads there', async ({
    client,
    assert,
  }) => {
    const { user, business } = await openShop()
    await client.post('/admin/settings').form(RULES).loginAs(user).withCsrfToken().withVersion()
    const page = await client.get('/admin/history').loginAs(user)
    page.assertStatus(200)
    page.assertTextIncludes('Rules changed')
    page.assertTextIncludes(user.fullName)
    assert.match(
      page.text(),
      /Hours until a request expires<\/dt>\s*<dd>\s*<del>.*24<\/del>.*48<\/ins>/
    )
    assert.include(page.text(), `/admin/settings?before=${(await lastEntry(business.id)).id}`)
  })

  test('says of names and numbers what they were and became, here and in the file', async ({
    client,
    assert,
  }) => {
    const { user, business } = await openShop()
    const { name: first } = business
    const save = async (fields: Record<string, string>) => {
      const form = { ...detailsOf(await business.refresh()), ...fields }
      const sent = client.post('/admin/settings/business').form(form).loginAs(user)
      const saved = await sent.withCsrfToken().withVersion().redirects(0)
      saved.assertStatus(303)
    }
    await save({ name: 'Pool One', contact_phone: '020 7946 0001' })
    await save({ name: 'Pool Two', contact_phone: '020 7946 0001' })
    const page = (await client.get('/admin/history').loginAs(user)).text()
    const said = page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    assert.match(said, /Name [^]{0,20}Pool One [^]{0,20}Pool Two/)
    assert.match(said, new RegExp(`Name [^]{0,20}${first} [^]{0,20}Pool One`))
    assert.notInclude(page, 'not written down here')
    const file = (await client.get('/admin/history.csv').loginAs(user)).text()
    assert.include(file, 'Pool One')
    const kept = JSON.stringify(await db.from('audit_entries').select('changes'))
    assert.notInclude(kept, 'Pool')
  })

  test('says of time that is blocked all day that it is, here and in the file', async ({
    client,
    assert,
  }) => {
    const { user, host } = await openShop()
    const block = { [`host_${host.id}`]: 'on', date: '2031-03-04', all_day: 'on', repeats: 'no' }
    await client.post('/admin/blocks').form(block).loginAs(user).withCsrfToken().redirects(0)
    const page = (await client.get('/admin/history').loginAs(user)).text()
    assert.match(page, /Hours<\/dt>\s*<dd>\s*all day/)
    const file = (await client.get('/admin/history.csv').loginAs(user)).text()
    assert.include(file, 'Hours: all day')
    for (const text of [page, file]) assert.notInclude(text, '24:00')
  })

  test('says on which days time is blocked each week, and why only once', async ({
    client,
    assert,
  }) => {
    const { user, host } = await openShop()
    const send = (typed: Record<string, string>) => {
      const block = { [`host_${host.id}`]: 'on', from: '09:30', to: '12:00', ...typed }
      return client.post('/admin/blocks').form(block).loginAs(user).withCsrfToken().redirects(0)
    }
    // A Tuesday.
    const tuesday = { date: '2031-03-04', repeats: 'weekly' }
    await send({ ...tuesday, reason: 'Dentist' })
    await send({ ...tuesday, last_date: '2031-03-06' })
    await send({ ...tuesday, repeats: 'no', reason: 'Fair' })
    const page = (await client.get('/admin/history').loginAs(user)).text()
    const said = [...page.matchAll(/Repeats<\/dt>\s*<dd>\s*([^<]*[^<\s])/g)].map(
      ([, words]) => words
    )
    assert.deepEqual(said, ['Every week, Tuesday to Thursday', 'Every Tuesday'])
    assert.include(page, 'Dentist')
    assert.notInclude(page, 'not written down here')
  })

  test('lists what clients did and what happened by itself', async ({ client }) => {
    const shop = await openShop()
    const booking = await place(shop, { name: 'Grace Liu', email: 'grace@client.example' })
    const clients = await client.get('/admin/history?who=client').loginAs(shop.user)
    clients.assertTextIncludes('Booked or requested')
    clients.assertTextIncludes(`<a href="/admin/bookings/${booking.id}">Grace Liu</a>`)
    clients.assertTextIncludes(booking.startsAt.setZone('Europe/London').toFormat('d LLLL, HH:mm'))
    const file = await client.get('/admin/history.csv?about=booking').loginAs(shop.user)
    file.assertTextIncludes(String(booking.startsAt.setZone('Europe/London').toISO()))
    const own = await client.get('/admin/history?who=system').loginAs(shop.user)
    own.assertTextIncludes('No change fits these filters')
  })

  test('is narrowed by kind, thing, person and dates, all in the address', async ({
    client,
    assert,
  }) => {
    const { user, business, service } = await openShop()
    await client.post('/admin/settings').form(RULES).loginAs(user).withCsrfToken().withVersion()
    const list = async (query: string) =>
      (await client.get(`/admin/history?${query}`).loginAs(user)).text()

    assert.include(await list('about=booking_settings'), 'Rules changed')
    assert.notInclude(await list('about=service'), 'Rules changed')
    assert.notInclude(await list(`about=service&id=${service.id}`), 'Rules changed')
    assert.include(await list(`who=${user.id}`), 'Rules changed')
    assert.notInclude(await list(`who=${user.id + 1}`), 'Rules changed')
    assert.notInclude(await list('until=2020-01-01'), 'Rules changed')
    const narrowed = await list('about=booking_settings&from=2020-01-01')
    assert.include(narrowed, 'value="2020-01-01"')
    assert.include(narrowed, '/admin/history.csv?about=booking_settings&amp;from=2020-01-01')
    assert.isNumber(business.id)
  })

  test('refuses a range that ends before it begins, and keeps what was typed', async ({
    client,
  }) => {
    const { user } = await openShop()
    const page = await client.get('/admin/history?from=2026-02-02&until=2026-02-01').loginAs(user)
    page.assertStatus(422)
    page.assertTextIncludes('value="2026-02-01"')
    page.assertTextIncludes('One thing to put right')
  })

  test('shows nothing of another business', async ({ client, assert }) => {
    const other = await openShop()
    await client
      .post('/admin/settings')
      .form(RULES)
      .loginAs(other.user)
      .withCsrfToken()
      .withVersion()
    const { user } = await openShop()
    const page = await client
      .get(`/admin/history?who=${other.user.id}&about=booking_settings`)
      .loginAs(user)
    page.assertTextIncludes('No change fits these filters')
    assert.notInclude(page.text(), 'Rules changed')
  })

  test('keeps no word of a client', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop, { name: 'Grace Liu', email: 'grace@client.example' })
    await new CancelBooking().handle({
      businessId: shop.business.id,
      bookingId: booking.id,
      by: byUser(shop.user.id),
      reason: 'Something private',
    })
    const page = await client.get('/admin/history').loginAs(shop.user)
    page.assertTextIncludes('Cancelled')
    assert.notInclude(page.text(), 'Something private')
    assert.notInclude(page.text(), 'grace@client.example')
  })

  test('is downloaded as it is narrowed, with times in the business’s zone', async ({
    client,
    assert,
  }) => {
    const { user, business } = await openShop()
    await client.post('/admin/settings').form(RULES).loginAs(user).withCsrfToken().withVersion()
    await client
      .post('/admin/settings/business')
      .form({ ...(await detailsOf(business)), name: '=1+1' })
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
    const file = await client.get('/admin/history.csv?about=booking_settings').loginAs(user)
    file.assertHeader('content-type', 'text/csv; charset=utf-8')
    const lines = file.text().trim().split('\r\n')
    assert.equal(
      lines[0].replace('\uFEFF', ''),
      'When,Who,What happened,About,Name,Starts,Number,Changes'
    )
    assert.lengthOf(lines, 2)
    assert.match(lines[1], /^\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d,/)
    assert.include(lines[1], 'Hours until a request expires: 24 → 48')
  })
})

test.group('Undoing a change of settings', (group) => {
  withGlobalTransaction(group)

  test('fills in what was before, beside what is now, and changes nothing until it is saved', async ({
    client,
    assert,
  }) => {
    const { user, business } = await openShop()
    await client.post('/admin/settings').form(RULES).loginAs(user).withCsrfToken().withVersion()
    const { id } = await lastEntry(business.id)
    const page = await client.get(`/admin/settings?before=${id}`).loginAs(user)
    page.assertTextIncludes('As it was before this change')
    assert.match(
      page.text(),
      /value="24"[^>]*name="booking_expiry_hours"|id="booking_expiry_hours"[^>]*value="24"|value="24"[\s\S]{0,60}booking_expiry_hours/
    )
    page.assertTextIncludes('Stored now: 48')
    const settings = await BookingSettings.findByOrFail('businessId', business.id)
    assert.equal(settings.bookingExpiryHours, 48)
  })

  test('brings back a name, which the audit itself does not keep', async ({ client, assert }) => {
    const { user, business } = await openShop()
    const name = business.name
    await client
      .post('/admin/settings/business')
      .form({ ...(await detailsOf(business)), name: 'Another name' })
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
    const { id } = await lastEntry(business.id)
    const page = await client.get(`/admin/settings/business?before=${id}`).loginAs(user)
    assert.include(page.text(), `value="${name}"`)
    page.assertTextIncludes('Stored now: Another name')
  })

  test('brings back a service with the people who gave it', async ({ client, assert }) => {
    const { user, business, service, host } = await openShop()
    await client
      .post(`/admin/services/${service.id}`)
      .form({
        name: 'Long lesson',
        duration_minutes: '90',
        price: '10',
        location_type: 'phone',
        requires_approval: 'yes',
        is_active: 'on',
        [`host_${host.id}`]: 'on',
      })
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
    const { id, action } = await lastEntry(business.id)
    assert.equal(action, 'service.updated')
    const page = await client.get(`/admin/services/${service.id}?before=${id}`).loginAs(user)
    assert.include(page.text(), `value="${service.name}"`)
    page.assertTextIncludes('Stored now: Long lesson')
    await service.refresh()
    assert.equal((await Service.findOrFail(service.id)).name, 'Long lesson')
  })

  for (const path of [
    (id: number) => `/admin/settings?before=${id}`,
    (id: number) => `/admin/settings/business?before=${id}`,
  ]) {
    test(`answers 404 for an entry of another business or thing: ${path(1)}`, async ({
      client,
    }) => {
      const other = await openShop()
      await client
        .post('/admin/settings')
        .form(RULES)
        .loginAs(other.user)
        .withCsrfToken()
        .withVersion()
      const { id } = await lastEntry(other.business.id)
      const { user } = await openShop()
      const page = await client.get(path(id)).loginAs(user)
      page.assertStatus(404)
    })
  }
})
