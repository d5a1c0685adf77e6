import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { openShop } from '#database/factories/business'
import Service from '#models/services/service'
import { withGlobalTransaction } from '#tests/support/database'
import { place } from '#tests/support/requests'

const DETAILS = {
  name: 'Assessment',
  duration_minutes: '30',
  price: '0',
  location_type: 'video',
  requires_approval: 'yes',
  is_active: 'on',
}

test.group('Services', (group) => {
  withGlobalTransaction(group)

  test('makes one; what is left empty follows the settings', async ({ client, assert }) => {
    const { user, business, host } = await openShop()
    const response = await client
      .post('/admin/services')
      .form(DETAILS)
      .loginAs(user)
      .withCsrfToken()
      .redirects(0)
    response.assertStatus(303)

    const service = await Service.query()
      .where({ businessId: business.id, slug: 'assessment' })
      .preload('hosts')
      .firstOrFail()
    assert.deepInclude(service.$attributes, {
      requiresApproval: true,
      isActive: true,
      isHidden: false,
      bufferBeforeMinutes: 0,
      bufferAfterMinutes: null,
      horizonDays: null,
      capacity: 1,
    })
    assert.deepEqual(
      service.hosts.map(({ id }) => id),
      [host.id]
    )
    const list = await client.get('/admin/services').loginAs(user)
    list.assertTextIncludes('Assessment')
  })

  test('asks whether all hosts are needed, where there are several', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const path = `/admin/services/${shop.service.id}`
    const form = {
      ...DETAILS,
      ...Object.fromEntries(shop.hosts.map(({ id }) => [`host_${id}`, 'on'])),
    }
    const say = (hostMode?: string) =>
      client
        .post(path)
        .form({ ...form, ...(hostMode && { host_mode: hostMode }) })
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    ;(await say('collective')).assertStatus(303)
    assert.equal((await shop.service.refresh()).hostMode, 'collective')
    ;(await say()).assertStatus(303)
    assert.equal((await shop.service.refresh()).hostMode, 'collective')
    const page = await client.get(path).loginAs(shop.user)
    assert.match(page.text(), /value="collective"\s+selected/)
    ;(await say('nobody')).assertStatus(422)
    const alone = await openShop()
    const single = await client.get(`/admin/services/${alone.service.id}`).loginAs(alone.user)
    assert.notInclude(single.text(), 'name="host_mode"')
  })

  test('says for itself whether requests compete, or follows the settings', async ({
    client,
    assert,
  }) => {
    const { user, service } = await openShop()
    const path = `/admin/services/${service.id}`
    const save = (text?: string) =>
      client
        .post(path)
        .form({ ...DETAILS, ...(text && { accepts_competing_requests: text }) })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    for (const [what, kept] of [
      ['yes', true],
      [undefined, true],
      ['no', false],
      ['inherit', null],
    ] as const) {
      ;(await save(what)).assertStatus(303)
      assert.equal((await service.refresh()).acceptsCompetingRequests, kept)
    }
    ;(await save('perhaps')).assertStatus(422)
    const page = await client.get(path).loginAs(user)
    page.assertTextIncludes('As in the settings: The first one keeps it')
  })

  test('numbers the address of a second one of the same name', async ({ client, assert }) => {
    const { user, business } = await openShop()
    for (let time = 0; time < 2; time++) {
      await client.post('/admin/services').form(DETAILS).loginAs(user).withCsrfToken().redirects(0)
    }
    const services = await Service.query()
      .where({ businessId: business.id })
      .whereLike('slug', 'assessment%')
      .orderBy('id')
    assert.deepEqual(
      services.map(({ slug }) => slug),
      ['assessment', 'assessment-2']
    )
  })

  test('changes one and its hosts; its address stays', async ({ client, assert }) => {
    const { user, service, hosts } = await openShop({ hosts: 2 })
    const form = await client.get(`/admin/services/${service.id}`).loginAs(user)
    form.assertTextIncludes('value="50.00"')
    const response = await client
      .post(`/admin/services/${service.id}`)
      .form({
        ...DETAILS,
        name: 'New name',
        requires_approval: 'inherit',
        is_hidden: 'on',
        daily_limit: '4',
        [`host_${hosts[1].id}`]: 'on',
      })
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    response.assertStatus(303)
    const changed = await Service.query().where('id', service.id).preload('hosts').firstOrFail()
    assert.equal(changed.slug, service.slug)
    assert.isNull(changed.requiresApproval)
    assert.isTrue(changed.isHidden)
    assert.equal(changed.dailyLimit, 4)
    assert.deepEqual(
      changed.hosts.map(({ id }) => id),
      [hosts[1].id]
    )
  })

  test('says whose turn it is among several hosts, and gives bookings by that', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const { user, service, hosts } = shop
    const [anna, tom] = hosts
    const save = (turns: Record<string, string>) =>
      client
        .post(`/admin/services/${service.id}`)
        .form({
          ...{ ...DETAILS, requires_approval: 'no', host_mode: 'any' },
          ...{ [`host_${anna.id}`]: 'on', [`host_${tom.id}`]: 'on' },
          ...turns,
        })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    const wrong = await save({ [`priority_${tom.id}`]: '101', [`weight_${anna.id}`]: '0' })
    wrong.assertStatus(422)
    wrong.assertTextIncludes(`href="#priority_${tom.id}"`)
    wrong.assertTextIncludes(`href="#weight_${anna.id}"`)
    wrong.assertTextIncludes('value="101"')

    ;(await save({ [`priority_${tom.id}`]: '2', [`weight_${tom.id}`]: '3' })).assertStatus(303)
    const page = await client.get(`/admin/services/${service.id}`).loginAs(user)
    assert.match(page.text(), new RegExp(`value="2"[^>]*id="priority_${tom.id}"`))
    assert.match(page.text(), new RegExp(`value="3"[^>]*id="weight_${tom.id}"`))
    const given = await place(shop)
    assert.deepEqual([given.hostId, given.hostReason.code], [tom.id, 'priority'])

    ;(await save({})).assertStatus(303)
    const kept = await client.get(`/admin/services/${service.id}`).loginAs(user)
    assert.match(kept.text(), new RegExp(`value="3"[^>]*id="weight_${tom.id}"`))
  })

  test('keeps fixed start times and dates, and shows them again', async ({ client, assert }) => {
    const { user, service } = await openShop()
    const save = (form: Record<string, string>) =>
      client
        .post(`/admin/services/${service.id}`)
        .form({ ...DETAILS, ...form })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    const typed = {
      start_times: '9:30, 14:00 - 16:00',
      bookable_from: '2027-01-04',
      bookable_until: '2027-03-26',
    }
    ;(await save(typed)).assertStatus(303)
    const { startTimes, bookableFrom, bookableUntil } = await Service.findOrFail(service.id)
    assert.deepEqual(startTimes, [{ start: '09:30' }, { start: '14:00', end: '16:00' }])
    assert.deepEqual([bookableFrom, bookableUntil], ['2027-01-04', '2027-03-26'])
    const form = await client.get(`/admin/services/${service.id}`).loginAs(user)
    form.assertTextIncludes('value="09:30, 14:00–16:00"')
    form.assertTextIncludes('value="2027-03-26"')

    const refused = await save({ ...typed, bookable_until: '2027-01-03' })
    refused.assertStatus(422)
    refused.assertTextIncludes('id="bookable_until-error"')
    const unread = await save({ ...typed, start_times: '11:00, noon' })
    unread.assertTextIncludes('“noon” is not a time')
    ;(await save({})).assertStatus(303)
    assert.isNull((await Service.findOrFail(service.id)).startTimes)
  })

  test('shows its own link, whether it is on the page or not', async ({ client }) => {
    const { user, business, service } = await openShop()
    await service.merge({ isHidden: true }).save()
    const page = await client.get(`/admin/services/${service.id}`).loginAs(user)
    page.assertTextIncludes(`/book/${business.slug}/${service.slug}" x-ref="text"`)
    page.assertTextIncludes('this link is the only way to it')
  })

  for (const [currency, typed, stored, shown] of [
    ['GBP', '£42', '42.00', '£42.00'],
    ['KWD', '1.250', '1.250', 'KWD&nbsp;1.250'],
    ['JPY', '1500', '1500', 'JP¥1,500'],
  ] as const) {
    test(`keeps ${typed} with the digits of ${currency}`, async ({ client, assert }) => {
      const { user, business, service } = await openShop()
      await business.merge({ currency }).save()
      const saved = await client
        .post(`/admin/services/${service.id}`)
        .form({ ...DETAILS, price: typed })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
      saved.assertStatus(303)
      assert.equal((await Service.findOrFail(service.id)).price, stored)
      const list = await client.get('/admin/services').loginAs(user)
      list.assertTextIncludes(shown.replace('&nbsp;', '\u00a0'))
      const api = await client.get(`/api/booking/public/${business.slug}/services`)
      assert.equal(api.body()[0].price, stored)
    })
  }

  test('refuses a price finer than its currency, and a currency coarser than its prices', async ({
    client,
    assert,
  }) => {
    const { user, business, service } = await openShop()
    const save = (path: string, form: Record<string, string>) =>
      client.post(path).form(form).loginAs(user).withCsrfToken().withVersion()
    await service.merge({ price: '49.50' }).save()
    const { name, slug, timeZone, locale, brandColour } = business
    const coarser = await save('/admin/settings/business', {
      ...{ name, slug, time_zone: timeZone, locale, currency: 'JPY' },
      ...{ week_starts_on: '1', brand_colour: brandColour },
    })
    coarser.assertStatus(422)
    coarser.assertTextIncludes('more decimals than JPY allows')
    assert.equal((await business.refresh()).currency, 'GBP')

    await business.merge({ currency: 'JPY' }).save()
    const finer = await save(`/admin/services/${service.id}`, { ...DETAILS, price: '1500.50' })
    finer.assertStatus(422)
    finer.assertTextIncludes('Write the price in JPY, for example 50 or 1235')
  })

  test('keeps further lengths, each once and without the usual one', async ({ client, assert }) => {
    const { user, service } = await openShop()
    await client
      .post(`/admin/services/${service.id}`)
      .form({ ...DETAILS, durations: '90, 60; 30 90', compacts_day: 'on' })
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    const { durationMinutes, durations, compactsDay } = await Service.findOrFail(service.id)
    assert.deepEqual([durationMinutes, durations, compactsDay], [30, [60, 90], true])
    const form = await client.get(`/admin/services/${service.id}`).loginAs(user)
    assert.match(form.text(), /value="60"[^>]*name="further_length_1"/)
    assert.match(form.text(), /value="90"[^>]*name="further_length_2"/)
    assert.match(form.text(), /name="compacts_day"[^>]*checked/)
    const list = await client.get('/admin/services').loginAs(user)
    list.assertTextIncludes('30 min / 60 min / 90 min')
  })

  test('lets clients book several dates at once, when the owner says so', async ({
    client,
    assert,
  }) => {
    const { user, business, service } = await openShop()
    assert.equal((await Service.findOrFail(service.id)).mostDates, 1)
    const address = `/admin/services/${service.id}`
    const save = (form: Record<string, string>) =>
      client.post(address).form(form).loginAs(user).withCsrfToken().withVersion()
    await save({ ...DETAILS, most_dates: '4' })
    assert.equal((await Service.findOrFail(service.id)).mostDates, 4)
    const { changes } = await db
      .from('audit_entries')
      .where('business_id', business.id)
      .orderBy('id', 'desc')
      .firstOrFail()
    assert.deepEqual(changes.mostDates, { from: 1, to: 4 })
    const page = (await client.get(address).loginAs(user)).text()
    assert.match(page, /name="most_dates"[\s\S]+?value="4" selected/)
    assert.include(page, 'up to 4 dates at once')

    await save(DETAILS)
    assert.equal((await Service.findOrFail(service.id)).mostDates, 4)
  })

  test('needs a host, of its own business', async ({ client }) => {
    const stranger = await openShop()
    const { user } = await openShop({ hosts: 2 })
    const response = await client
      .post('/admin/services')
      .form({ ...DETAILS, [`host_${stranger.host.id}`]: 'on' })
      .loginAs(user)
      .withCsrfToken()
    response.assertStatus(422)
    response.assertTextIncludes('Choose at least one person')
    response.assertTextIncludes('value="Assessment"')
  })

  for (const [field, value] of [
    ['name', ''],
    ['duration_minutes', '1441'],
    ['price', 'free'],
    ['price', '999999999999'],
    ['location_type', 'nowhere'],
    ['slot_interval_minutes', '4'],
    ['buffer_before_minutes', '-1'],
    ['horizon_days', '731'],
    ['durations', '30, 4'],
    ['durations', '30, an hour'],
    ['durations', Array.from({ length: 21 }, (_, index) => 10 + index).join()],
    ['start_times', '11:00, noon'],
    ['start_times', '9'.repeat(90_000)],
    ['bookable_from', '2027-02-29'],
    ['requires_approval', 'maybe'],
    ['weekly_limit', '0'],
    ['most_dates', '0'],
    ['most_dates', '13'],
  ]) {
    test(`refuses ${field} "${value.slice(0, 20)}"`, async ({ client }) => {
      const { user } = await openShop()
      const response = await client
        .post('/admin/services')
        .form({ ...DETAILS, [field]: value })
        .loginAs(user)
        .withCsrfToken()
      response.assertStatus(422)
      response.assertTextIncludes(`id="${field}-error"`)
    })
  }
})
