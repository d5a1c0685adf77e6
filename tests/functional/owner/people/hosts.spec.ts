import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import Host from '#models/availability/host'
import { withGlobalTransaction } from '#tests/support/database'
import { pageAt } from '#tests/support/guest'
import { pictureRow, placeOfHost } from '#tests/support/pictures'
import { IN_THREE_DAYS, joinAs, place, type Shop } from '#tests/support/requests'

const limitsOf = async ({ host }: Shop) => {
  const { dailyLimit, weeklyLimit } = await Host.findOrFail(host.id)
  return [dailyLimit, weeklyLimit]
}

const address = ({ host }: Shop) => `/admin/people/${host.id}`

const LONDON = { name: 'Anna Reed', is_active: 'on', time_zone: 'Europe/London' }

test.group('Clock and most bookings of a host', (group) => {
  withGlobalTransaction(group)

  test('are saved, hold over all services, and are lifted again', async ({ client, assert }) => {
    const shop = await openShop()
    const other = await addService(shop.business, shop.hosts)
    const say = (form: Record<string, string>) =>
      client
        .post(address(shop))
        .form({ ...LONDON, ...form })
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    ;(await say({ daily_limit: '1', weekly_limit: '7' })).assertStatus(303)
    assert.deepEqual(await limitsOf(shop), [1, 7])
    const page = await client.get(address(shop)).loginAs(shop.user)
    assert.match(page.text(), /value="7"[^>]*name="weekly_limit"|name="weekly_limit"[^>]*value="7"/)

    const sameDay = IN_THREE_DAYS.setZone('Europe/London').startOf('day')
    await place(shop, { startsAt: sameDay.plus({ hours: 9 }) })
    const second = { ...shop, service: other }
    await assert.rejects(
      () => place(second, { startsAt: sameDay.plus({ hours: 14 }) }),
      /unavailable/
    )
    ;(await say({ daily_limit: '', weekly_limit: '' })).assertStatus(303)
    assert.deepEqual(await limitsOf(shop), [null, null])
    await place(second, { startsAt: sameDay.plus({ hours: 14 }) })
  })

  test('show what they would change, and save nothing', async ({ client, assert }) => {
    const shop = await openShop()
    await place(shop)
    const page = await client
      .post(address(shop))
      .form({ ...LONDON, daily_limit: '1', weekly_limit: '', preview: '1' })
      .loginAs(shop.user)
      .withCsrfToken()
    page.assertStatus(200)
    assert.match(page.text(), /Removes \d+ open times, adds none/)
    page.assertTextIncludes('No booking is outside the hours.')
    assert.deepEqual(await limitsOf(shop), [null, null])
  })

  test('moves the hours to another clock, and keeps what is booked', async ({ client, assert }) => {
    const shop = await openShop()
    const { startsAt } = await place(shop)
    const say = (form: Record<string, string>) =>
      client
        .post(address(shop))
        .form(form)
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    const moved = await say({ ...LONDON, time_zone: 'Asia/Calcutta' })
    moved.assertStatus(303)
    assert.equal((await shop.host.refresh()).timeZone, 'Asia/Kolkata')
    assert.equal(
      (await Booking.findByOrFail('hostId', shop.host.id)).startsAt.toMillis(),
      startsAt.toMillis()
    )

    const refused = await say({ ...LONDON, time_zone: 'Mars/Olympus', daily_limit: '4' })
    refused.assertStatus(422)
    refused.assertTextIncludes('href="#time_zone"')
    refused.assertTextIncludes('value="4"')
    assert.equal((await shop.host.refresh()).timeZone, 'Asia/Kolkata')
  })

  for (const typed of ['0', '-1', '10001', '2.5', 'many', '9'.repeat(100_000)]) {
    test(`refuse "${typed.slice(0, 9)}" at the field and keep it`, async ({ client, assert }) => {
      const shop = await openShop()
      const page = await client
        .post(address(shop))
        .form({ ...LONDON, daily_limit: '3', weekly_limit: typed })
        .loginAs(shop.user)
        .withCsrfToken()
      page.assertStatus(422)
      page.assertTextIncludes('href="#weekly_limit"')
      page.assertTextIncludes(`value="${typed}"`)
      page.assertTextIncludes('value="3"')
      assert.deepEqual(await limitsOf(shop), [null, null])
    })
  }

  test('say what switching a host off does, and name what is left with them', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const [, tom] = shop.hosts
    const booking = await place(shop, { hostId: tom.id, name: 'Grace Liu' })
    const say = (form: Record<string, string>) =>
      client
        .post(`/admin/people/${tom.id}`)
        .form({ name: 'Tom Okafor', time_zone: 'Europe/London', tell: 'no', ...form })
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    const asked = await say({ preview: '1' })
    asked.assertStatus(200)
    asked.assertTextIncludes(
      'One booking to come is with somebody, or in a room, that is not offered'
    )
    asked.assertTextIncludes(`href="/admin/bookings/${booking.id}"`)
    assert.isTrue((await tom.refresh()).isActive)

    const shown = { outside_shown: String(booking.id) }
    ;(await say({})).assertStatus(409)
    assert.isTrue((await tom.refresh()).isActive)
    const named = await say({ ...shown, tell: '', name: 'Thomas Okafor' })
    named.assertStatus(409)
    named.assertTextIncludes('tell its client?')
    assert.match(named.text(), new RegExp(`name="outside_shown" value="${booking.id}"`))
    ;(await say(shown)).assertStatus(303)
    assert.isFalse((await tom.refresh()).isActive)
    const page = await client.get(`/admin/availability?host=${tom.id}`).loginAs(shop.user)
    page.assertTextIncludes('Tom Okafor takes no bookings.')
    page.assertTextIncludes('They still have one coming booking')
    await assert.rejects(
      () => place(shop, { hostId: tom.id, startsAt: IN_THREE_DAYS.plus({ hours: 3 }) }),
      /unavailable/
    )

    const back = await say({ is_active: 'on', preview: '1' })
    back.assertTextIncludes('No booking is outside the hours.')
    ;(await say({ is_active: 'on', name: 'Thomas Okafor' })).assertStatus(303)
    await place(shop, { hostId: tom.id, startsAt: IN_THREE_DAYS.plus({ hours: 3 }) })
    assert.equal((await tom.refresh()).name, 'Thomas Okafor')
  })

  test('leave no time of what all hosts give together while one is off, and say why', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2, service: { hostMode: 'collective' } })
    const { business, service, user } = shop
    const timesOf = async () => {
      const page = await client.get(`/book/${business.slug}/${service.slug}`)
      return page.text().match(/name="start"/g)?.length ?? 0
    }
    assert.isAbove(await timesOf(), 0)
    const off = { name: 'Tom Okafor', time_zone: 'Europe/London' }
    const say = (form: Record<string, string>) =>
      client
        .post(`/admin/people/${shop.hosts[1].id}`)
        .form(form)
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    const asked = await say({ ...off, preview: '1' })
    assert.match(asked.text(), /Removes 1[,.]?\d{3} open times, adds none/)
    ;(await say(off)).assertStatus(303)
    assert.equal(await timesOf(), 0)

    const why = await client
      .get('/admin/availability/why')
      .qs({ service: service.id, date: IN_THREE_DAYS.toISODate(), time: '10:00' })
      .loginAs(user)
    why.assertTextIncludes(`href="/admin/services/${service.id}#hosts"`)
    ;(await say({ ...off, is_active: 'on' })).assertStatus(303)
    assert.isAbove(await timesOf(), 0)
  })

  test('of another business are not there', async ({ client }) => {
    const { user } = await openShop()
    const stranger = await openShop()
    const page = await client
      .post(address(stranger))
      .form({ ...LONDON, daily_limit: '1' })
      .loginAs(user)
      .withCsrfToken()
    page.assertStatus(404)
  })
})

test.group('A host more', (group) => {
  withGlobalTransaction(group)

  const add = (client: ApiClient, { user }: Shop, form: Record<string, string>) =>
    client.post('/admin/people').form(form).loginAs(user).withCsrfToken().redirects(0)

  test('has the usual hours and gives what was ticked, of this business only', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const other = await addService(shop.business, shop.hosts)
    const stranger = await openShop()
    const page = await client.get('/admin/people/new').loginAs(shop.user)
    page.assertStatus(200)

    const added = await add(client, shop, {
      name: 'Mia Brandt',
      time_zone: 'Europe/Berlin',
      [`service_${other.id}`]: 'on',
      [`service_${stranger.service.id}`]: 'on',
    })
    added.assertStatus(303)
    const mia = await Host.query().where('name', 'Mia Brandt').firstOrFail()
    added.assertHeader('location', `/admin/people/${mia.id}`)
    const given = await mia.related('availabilityRules').query()
    assert.isAbove(given.length, 0)
    assert.deepEqual([mia.timeZone, mia.pageSlug, mia.position], ['Europe/Berlin', 'mia-brandt', 1])
    await other.load('hosts')
    assert.include(
      other.hosts.map(({ id }) => id),
      mia.id
    )
    for (const service of [shop.service, stranger.service]) {
      await service.load('hosts')
      assert.notInclude(
        service.hosts.map(({ id }) => id),
        mia.id
      )
    }
  })

  test('needs a name and a clock; what was typed stays', async ({ client, assert }) => {
    const shop = await openShop()
    const refused = await add(client, shop, { name: ' ', time_zone: 'Mars/Olympus' })
    refused.assertStatus(422)
    refused.assertTextIncludes('href="#name"')
    refused.assertTextIncludes('href="#time_zone"')
    const long = await add(client, shop, { name: 'x'.repeat(100_000), time_zone: 'Europe/London' })
    long.assertStatus(422)
    assert.lengthOf(await Host.query().where('business_id', shop.business.id), 1)
  })

  test('may be a room, and begin with the hours of somebody else', async ({ client, assert }) => {
    const shop = await openShop({ weeklyHours: [{ weekday: 2, start: '10:00', end: '14:00' }] })
    const room = { name: 'Studio 2', kind: 'room', time_zone: 'Europe/London' }
    ;(await add(client, shop, { ...room, hours_of: String(shop.host.id) })).assertStatus(303)
    const studio = await Host.query().where('name', 'Studio 2').firstOrFail()
    const hours = await studio.related('availabilityRules').query()
    assert.deepEqual(
      hours.map(({ range }) => range),
      [{ weekday: 2, start: '10:00', end: '14:00' }]
    )
    assert.equal(studio.kind, 'room')
    const team = await client.get('/admin/people').loginAs(shop.user)
    team.assertTextIncludes('One person and one room can be booked.')
    team.assertTextIncludes('Rooms and other things that are booked')
  })

  test('never takes hours from another business', async ({ client, assert }) => {
    const shop = await openShop()
    const stranger = await openShop({ weeklyHours: [{ weekday: 2, start: '03:00', end: '04:00' }] })
    const typed = { name: 'Mia', time_zone: 'UTC', hours_of: String(stranger.host.id) }
    ;(await add(client, shop, typed)).assertStatus(303)
    const mia = await Host.query().where('name', 'Mia').firstOrFail()
    const hours = await mia.related('availabilityRules').query()
    assert.notInclude(
      hours.map(({ opensTime }) => opensTime),
      '03:00'
    )
  })
})

test.group('The address of a personal page', (group) => {
  withGlobalTransaction(group)

  const say = (client: ApiClient, shop: Shop, slug: string) =>
    client
      .post(`${address(shop)}/page`)
      .form({ page_is_active: 'on', page_description: 'For **all**.', page_slug: slug })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)

  test('can be changed, to one that is free and no word of ours', async ({ client, assert }) => {
    const shop = await openShop()
    const other = await openShop({ hosts: 2 })
    ;(await say(client, shop, 'anna')).assertStatus(303)
    assert.equal((await shop.host.refresh()).pageSlug, 'anna')
    ;(await say(client, shop, 'anna-reed-swims')).assertStatus(303)
    ;(await say(client, shop, 'anna')).assertStatus(303)
    for (const [typed, sentence] of [
      [other.host.pageSlug, 'This address belongs to somebody else'],
      ['manage', 'This word is used by Bellhop itself'],
      ['An na!', 'Use small letters and digits'],
    ]) {
      const refused = await say(client, shop, typed)
      refused.assertStatus(422)
      refused.assertTextIncludes('href="#page_slug"')
      refused.assertTextIncludes(sentence)
      refused.assertTextIncludes('For **all**.</textarea>')
    }
    assert.equal((await shop.host.refresh()).pageSlug, 'anna')
    const form = await client.get(`${address(shop)}/page`).loginAs(shop.user)
    form.assertTextIncludes('/schedule/anna-reed-swims')
  })

  test('leads on from every earlier one, which a colleague may take, and nobody else', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const [anna, tom] = shop.hosts
    const first = anna.pageSlug
    ;(await say(client, shop, 'anna-swims')).assertStatus(303)
    const moved = await client.get(`/schedule/${first}/${shop.service.slug}?zone=UTC`).redirects(0)
    moved.assertStatus(308)
    moved.assertHeader('location', `/schedule/anna-swims/${shop.service.slug}?zone=UTC`)
    moved.assertHeader('cache-control', 'no-store')

    const other = await openShop()
    ;(await say(client, other, first)).assertStatus(422)
    ;(await say(client, { ...shop, host: tom }, first)).assertStatus(303)
    assert.include(await pageAt(client, `/schedule/${first}`), '<h1>Tom Okafor</h1>')
  })

  test('is not given to a new person while it leads to another', async ({ client, assert }) => {
    const shop = await openShop()
    const first = shop.host.pageSlug
    ;(await say(client, shop, 'anna-swims')).assertStatus(303)
    const added = await shop.business
      .related('hosts')
      .create({ name: 'Anna Reed', position: 5, timeZone: 'Europe/London', isActive: true })
    assert.notEqual(added.pageSlug, first)
  })
})

test.group('What a personal page says', (group) => {
  withGlobalTransaction(group)

  const save = (client: ApiClient, { host }: Shop, user: Shop['user'], form: object) =>
    client
      .post(`/admin/people/${host.id}/page`)
      .form({ page_slug: host.pageSlug, ...form })
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)

  test('is its own: text, colour, and whether it is open', async ({ client, assert }) => {
    const shop = await openShop()
    const text = { page_description: 'Swims **fast** <b>', page_colour: '#aa3300' }
    const open = { ...text, page_is_active: 'on' }
    ;(await save(client, shop, shop.user, { ...open, has_colour: 'on' })).assertStatus(303)
    const its = `/schedule/${shop.host.pageSlug}`
    const page = await pageAt(client, its)
    assert.include(page, '<p>Swims <strong>fast</strong> &lt;b&gt;</p>')
    assert.include(page, '<meta name="description" content="Swims fast &lt;b&gt;">')
    assert.include(page, '--brand: #aa3300')
    ;(await save(client, shop, shop.user, open)).assertStatus(303)
    assert.include(await pageAt(client, its), '--brand: #00698f')

    ;(await save(client, shop, shop.user, text)).assertStatus(303)
    const closed = await client.get(its).accept('html')
    closed.assertStatus(410)
    closed.assertTextIncludes('This page is closed')
    closed.assertTextIncludes('tel:02079460182')
    closed.assertTextIncludes(`href="/book/${shop.business.slug}"`)
    const slots = await client.get(`${its}/${shop.service.slug}/slots`)
    slots.assertStatus(404)
  })

  test('is refused at the field, with what was typed', async ({ client }) => {
    const shop = await openShop()
    const typed = { page_description: 'x'.repeat(2001), has_colour: 'on', page_colour: 'red' }
    const refused = await save(client, shop, shop.user, typed)
    refused.assertStatus(422)
    for (const field of ['page_description', 'page_colour']) {
      refused.assertTextIncludes(`href="#${field}"`)
    }
    refused.assertTextIncludes('x'.repeat(2001))
  })

  test('is called what it is, a person’s or a room’s', async ({ client, assert }) => {
    const { host, user } = await openShop()
    const open = async () =>
      (await client.get(`/admin/people/${host.id}/page`).loginAs(user)).text()
    assert.include(await open(), `<h1>Personal page of ${host.name}</h1>`)
    await host.merge({ kind: 'room' }).save()
    const page = await open()
    assert.include(page, `<h1>Page of ${host.name}</h1>`)
    assert.notMatch(page, /one person/)
    assert.include(page, 'What clients should know. **Two stars** make words bold')
  })

  test('staff edit theirs and its photo, and nobody else’s', async ({ client }) => {
    const shop = await openShop({ hosts: 2 })
    const [anna, tom] = shop.hosts
    const staff = await joinAs('staff', shop.business)
    await tom.merge({ userId: staff.id }).save()
    const own = { ...shop, host: tom }
    ;(await save(client, own, staff, { page_description: 'Tom here.' })).assertStatus(303)
    ;(await save(client, shop, staff, { page_description: 'Not mine.' })).assertStatus(403)
    for (const [host, status] of [
      [tom, 200],
      [anna, 403],
    ] as const) {
      const at = (rest: string) => client.get(`/admin/people/${host.id}/${rest}`).loginAs(staff)
      ;(await at('page')).assertStatus(status)
      ;(await at('photo')).assertStatus(status)
      const { id } = await pictureRow(placeOfHost(host))
      ;(await client.get(`/admin/pictures/${id}`).loginAs(staff)).assertStatus(status)
    }
    const person = await client.get(`/admin/people/${tom.id}`).loginAs(staff)
    person.assertTextIncludes(`/admin/people/${tom.id}/page`)
  })
})

test.group('What somebody gives', (group) => {
  withGlobalTransaction(group)

  const say = (client: ApiClient, { user }: Shop, host: Host, form: Record<string, string>) =>
    client
      .post(`/admin/people/${host.id}/services`)
      .form(form)
      .loginAs(user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
  const given = async (host: Host) => {
    await host.load('services')
    return host.services.map(({ name }) => name).toSorted()
  }

  test('is saved with one press, and keeps the turns of what stays', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const other = await addService(shop.business, [shop.hosts[0]], { name: 'Assessment' })
    const stranger = await openShop()
    const [, tom] = shop.hosts
    await shop.service.related('hosts').sync({ [tom.id]: { weight: 3 } }, false)
    const ticked = {
      [`service_${shop.service.id}`]: 'on',
      [`service_${other.id}`]: 'on',
      [`service_${stranger.service.id}`]: 'on',
    }
    ;(await say(client, shop, tom, ticked)).assertStatus(303)
    assert.deepEqual(await given(tom), ['Assessment', 'Private lesson'])
    await shop.service.load('hosts')
    const { $extras } = shop.service.hosts.find(({ id }) => id === tom.id)!
    assert.equal($extras.pivot_weight, 3)
    ;(await say(client, shop, tom, {})).assertStatus(303)
    assert.isEmpty(await given(tom))
  })

  test('leaves no service to nobody', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const alone = await addService(shop.business, [shop.host], { name: 'Assessment' })
    const refused = await say(client, shop, shop.host, { [`service_${shop.service.id}`]: 'on' })
    refused.assertStatus(422)
    refused.assertTextIncludes('Nobody else gives Assessment.')
    assert.deepEqual(await given(shop.host), ['Assessment', 'Private lesson'])
    ;(await say(client, shop, shop.host, { [`service_${alone.id}`]: 'on' })).assertStatus(303)
    assert.deepEqual(await given(shop.host), ['Assessment'])
  })

  test('shows first what clients could book no more, and saves nothing', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const [, tom] = shop.hosts
    const other = await addService(shop.business, [shop.host], { name: 'Assessment' })
    await place(shop, { hostId: tom.id, name: 'Grace Liu' })
    const form = { [`service_${other.id}`]: 'on' }
    const page = await say(client, shop, tom, { ...form, preview: '1' })
    page.assertStatus(200)
    page.assertTextIncludes(
      'One booking to come is with somebody, or in a room, that is not offered'
    )
    page.assertTextIncludes('Grace Liu')
    assert.match(page.text(), new RegExp(`name="service_${other.id}"[^>]* checked`))
    assert.deepEqual(await given(tom), ['Private lesson'])
    const same = await say(client, shop, tom, {
      [`service_${shop.service.id}`]: 'on',
      preview: '1',
    })
    same.assertTextIncludes('No booking is outside the hours.')
  })
})

test.group('Who signs in as somebody', (group) => {
  withGlobalTransaction(group)

  test('is a member of the team, or nobody', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [, tom] = shop.hosts
    const staff = await joinAs('staff', shop.business)
    const stranger = await openShop()
    const say = (user: string) =>
      client
        .post(`/admin/people/${tom.id}/sign-in`)
        .form({ user })
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    ;(await say(String(staff.id))).assertStatus(303)
    assert.equal((await tom.refresh()).userId, staff.id)
    const refused = await say(String(stranger.user.id))
    refused.assertStatus(422)
    refused.assertTextIncludes('has left the team')
    assert.equal((await tom.refresh()).userId, staff.id)
    ;(await say('')).assertStatus(303)
    assert.isNull((await tom.refresh()).userId)
  })
})

test.group('What was changed of somebody', (group) => {
  withGlobalTransaction(group)

  test('stands in the history by name, and is undone by form', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [, tom] = shop.hosts
    const other = await addService(shop.business, [shop.host], { name: 'Assessment' })
    const staff = await joinAs('staff', shop.business)
    await staff.merge({ fullName: 'Tom O.' }).save()
    const say = (path: string, form: Record<string, string>) =>
      client
        .post(`/admin/people/${tom.id}${path}`)
        .form(form)
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
    await say('', { name: 'Thomas', time_zone: 'Europe/Paris', is_active: 'on', tell: 'no' })
    await say('/services', { [`service_${other.id}`]: 'on' })
    await say('/sign-in', { user: String(staff.id) })

    const history = await client.get(`/admin/history?about=host&id=${tom.id}`).loginAs(shop.user)
    history.assertTextIncludes('Assessment')
    history.assertTextIncludes('Tom O.')
    const undo = [
      ...history.text().matchAll(/href="(\/admin\/people\/\d+\?before=\d+)(?:&amp;\S+)?#?/g),
    ]
    assert.lengthOf(undo, 3)
    const pages = undo.map(([, path]) => client.get(path).loginAs(shop.user))
    const [user, services, details] = (await Promise.all(pages)).map((page) => page.text())
    assert.match(user, /<option value="" selected>/)
    assert.include(user, 'Stored now: Tom O., Staff')
    assert.match(services, new RegExp(`name="service_${shop.service.id}"[^>]*checked`))
    assert.include(details, 'value="Tom Okafor"')
    assert.include(details, 'Stored now: Thomas')
  })

  test('stands in the history of a service that they were given, and the other way round', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const [anna, tom] = shop.hosts
    const other = await addService(shop.business, [anna], { name: 'Assessment' })
    const send = (path: string, form: Record<string, string>) =>
      client.post(path).form(form).loginAs(shop.user).withCsrfToken().withVersion().redirects(0)
    const given = { [`service_${shop.service.id}`]: 'on', [`service_${other.id}`]: 'on' }
    ;(await send(`/admin/people/${tom.id}/services`, given)).assertStatus(303)
    const of = async (path: string) => (await client.get(path).loginAs(shop.user)).text()
    const ofTom = `<a href="/admin/people/${tom.id}">Tom Okafor</a>`
    for (const path of [
      `/admin/services/${other.id}`,
      `/admin/history?about=service&id=${other.id}`,
    ]) {
      const page = await of(path)
      assert.include(page, 'Somebody’s services changed', path)
      assert.include(page, ofTom, path)
    }
    assert.notInclude(await of(`/admin/services/${shop.service.id}`), ofTom, 'stayed as it was')

    const service = { name: 'Assessment', duration_minutes: '60', price: '50', is_active: 'on' }
    const saved = await send(`/admin/services/${other.id}`, {
      ...{ ...service, location_type: 'in_person', requires_approval: 'inherit', tell: 'no' },
      [`host_${anna.id}`]: 'on',
    })
    saved.assertStatus(303)
    const ofService = `<a href="/admin/services/${other.id}">Assessment</a>`
    assert.include(await of(`/admin/people/${tom.id}`), ofService)
    assert.notInclude(await of(`/admin/people/${anna.id}`), ofService)
  })
})
