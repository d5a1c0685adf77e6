import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { addService, openShop } from '#database/factories/business'
import Service from '#models/services/service'
import { PARTS } from '#pages/owner/services/service_parts'
import { withGlobalTransaction } from '#tests/support/database'

const DETAILS = {
  name: 'Private lesson',
  duration_minutes: '60',
  price: '50.00',
  location_type: 'in_person',
  requires_approval: 'inherit',
  is_active: 'on',
  offers: 'itself',
}

/** What stands open, by the name of its part. */
function openIn(html: string): string[] {
  return [...html.matchAll(/<details class="fold" id="part-(\w+)"\s+open/g)].map(([, name]) => name)
}

test.group('The form of a service', (group) => {
  withGlobalTransaction(group)

  test('is short, and folds the rest under what applies now', async ({ client, assert }) => {
    const { user, service, hosts } = await openShop({
      hosts: 2,
      settings: { minAdvanceBookingHours: 2, bufferTimeMinutes: 15, requiresApproval: true },
      service: { slotIntervalMinutes: 30, category: 'Lessons', dailyLimit: 4, reminderMinutes: [] },
    })
    const page = await client.get(`/admin/services/${service.id}`).loginAs(user)
    const [short] = page.text().split('class="folds"')
    for (const name of ['name', 'length', 'price', `host_${hosts[0].id}`]) {
      assert.include(short, `name="${name}"`)
    }
    assert.deepEqual(openIn(page.text()), [])
    for (const line of [
      `On your page · Lessons · /${service.slug}`,
      'In person · Canal Street pool',
      'Only the one above',
      'A start every 30 min · 2 h notice (as in the settings) · 15 min pause after (as in the settings)',
      '60 days ahead (as in the settings) · at most 4 a day',
      'One client at a time',
      'You approve each one first (as in the settings)',
      'No reminders',
    ]) {
      page.assertTextIncludes(line)
    }
    ;(await client.get('/admin/services/new').loginAs(user)).assertTextIncludes('One client at a')
  })

  test('has each field in the part that opens for it', async ({ client, assert }) => {
    const { user, business, service, hosts } = await openShop({ hosts: 2 })
    await addService(business, hosts)
    const page = await client.get(`/admin/services/${service.id}`).loginAs(user)
    const [, ...folds] = page.text().split('<details class="fold" id="part-')
    assert.sameMembers(
      folds.map((fold) => /^\w+/.exec(fold)?.[0]),
      Object.keys(PARTS)
    )
    for (const fold of folds) {
      const part = /^\w+/.exec(fold)?.[0] as keyof typeof PARTS
      const [inside] = fold.split('class="form__end"')
      const names = new Set([...inside.matchAll(/\sname="([^"]+)"/g)].map(([, name]) => name))
      const fields: (string | RegExp)[] = PARTS[part]
      for (const name of names) {
        assert.isTrue(
          fields.some((field) => (typeof field === 'string' ? field === name : field.test(name))),
          `${name} in ${part}`
        )
      }
    }
  })

  test('keeps open what was refused or is not saved yet', async ({ client, assert }) => {
    const { user, service } = await openShop()
    const refused = await client
      .post(`/admin/services/${service.id}`)
      .form({ ...DETAILS, weekly_limit: '0', description: 'Warm water', capacity: '1' })
      .loginAs(user)
      .withCsrfToken()
    refused.assertStatus(422)
    assert.includeMembers(openIn(refused.text()), ['page', 'dates'])
    assert.notInclude(openIn(refused.text()), 'group')
  })

  for (const [length, typed, minutes] of [
    ['45', '60', 45],
    ['120', '', 120],
    ['own', '75', 75],
  ] as const) {
    test(`takes a length of ${minutes} minutes`, async ({ client, assert }) => {
      const { user, service } = await openShop()
      const path = `/admin/services/${service.id}`
      const saved = await client
        .post(path)
        .form({ ...DETAILS, length, duration_minutes: typed })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
      saved.assertStatus(303)
      assert.equal((await service.refresh()).durationMinutes, minutes)
      const page = await client.get(path).loginAs(user)
      const chosen = /value="(\w+)" type="radio" name="length" checked/.exec(page.text())?.[1]
      assert.equal(chosen, length)
    })
  }

  test('asks for a length of its own where none is chosen', async ({ client }) => {
    const { user } = await openShop()
    const refused = await client
      .post('/admin/services')
      .form({ ...DETAILS, length: 'own', duration_minutes: '' })
      .loginAs(user)
      .withCsrfToken()
    refused.assertStatus(422)
    refused.assertTextIncludes('id="duration_minutes-error"')
  })

  for (const [colour, own, kept] of [
    ['#b42318', '#123456', '#b42318'],
    ['own', '#FFE14D', '#ffe14d'],
    ['', '#123456', null],
  ] as const) {
    test(`keeps the colour ${kept}`, async ({ client, assert }) => {
      const { user, service } = await openShop()
      const path = `/admin/services/${service.id}`
      const saved = await client
        .post(path)
        .form({ ...DETAILS, colour, own_colour: own, category: 'Lessons' })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
      saved.assertStatus(303)
      await service.refresh()
      assert.deepEqual([service.colour, service.category], [kept, 'Lessons'])
      const page = await client.get(path).loginAs(user)
      const chosen = /value="([^"]*)" type="radio" name="colour" checked/.exec(page.text())?.[1]
      assert.equal(chosen, colour)
      if (kept === '#ffe14d') page.assertTextIncludes('Too pale on white')
    })
  }

  for (const [field, value] of [
    ['colour', 'red'],
    ['own_colour', 'url(#x)'],
    ['category', 'x'.repeat(101)],
    ['slug', 'ab'],
    ['slug', 'Two words'],
    ['slug', 'manage'],
    ['length', '20'],
  ]) {
    test(`refuses ${field} "${value.slice(0, 20)}"`, async ({ client }) => {
      const { user } = await openShop()
      const response = await client
        .post('/admin/services')
        .form({ ...DETAILS, ...(field === 'own_colour' && { colour: 'own' }), [field]: value })
        .loginAs(user)
        .withCsrfToken()
      response.assertStatus(422)
      response.assertTextIncludes(`id="${field}-error"`)
    })
  }

  test('gives it another address, and the old one leads there', async ({ client, assert }) => {
    const { user, business, service } = await openShop()
    const { slug } = service
    const path = `/admin/services/${service.id}`
    const save = (typed: string) =>
      client
        .post(path)
        .form({ ...DETAILS, slug: typed })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    const at = (address: string) => client.get(`/book/${business.slug}/${address}`).redirects(0)

    ;(await save('swimming')).assertStatus(303)
    const moved = await at(`${slug}?date=2031-03-04`)
    moved.assertStatus(308)
    moved.assertHeader('cache-control', 'no-store')
    moved.assertHeader('location', `/book/${business.slug}/swimming?date=2031-03-04`)
    ;(await at(`${slug}/details`)).assertHeader(
      'location',
      `/book/${business.slug}/swimming/details`
    )
    ;(await save('diving')).assertStatus(303)
    ;(await at(slug)).assertHeader('location', `/book/${business.slug}/diving`)
    ;(await save(slug)).assertStatus(303)
    ;(await at(slug)).assertStatus(200)
    ;(await at('diving')).assertHeader('location', `/book/${business.slug}/${slug}`)
    assert.equal((await save('')).status(), 303)
    assert.equal((await service.refresh()).slug, slug)
  })

  test('refuses an address that leads to another service', async ({ client, assert }) => {
    const { user, business, hosts, service } = await openShop()
    const other = await addService(business, hosts, { slug: 'aqua-gym' })
    await db
      .table('retired_service_slugs')
      .insert({ business_id: business.id, service_id: other.id, slug: 'gym' })
    for (const slug of ['aqua-gym', 'gym']) {
      const refused = await client
        .post(`/admin/services/${service.id}`)
        .form({ ...DETAILS, slug })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
      refused.assertStatus(422)
      refused.assertTextIncludes('Another service has, or had, this address')
      assert.include(openIn(refused.text()), 'page')
    }
    const named = await client
      .post('/admin/services')
      .form({ ...DETAILS, name: 'Gym' })
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
    named.assertStatus(303)
    const made = await Service.query().where({ businessId: business.id, name: 'Gym' }).firstOrFail()
    assert.equal(made.slug, 'gym-2')
  })
})
