import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { openShop } from '#database/factories/business'
import Invitation from '#models/accounts/invitation'
import { weekInWords } from '#models/availability/availability_rule'
import DateOverride from '#models/availability/date_override'
import Host from '#models/availability/host'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { queriesOf } from '#tests/support/queries'
import { IN_THREE_DAYS, joinAs, place, type Shop } from '#tests/support/requests'

const WEEKDAYS = Object.fromEntries([2, 3, 4, 5, 6].map((day) => [`day_${day}`, 'on']))
const OPEN = { 'open.from': '9', 'open.to': '18:00' }

function send(client: ApiClient, { user }: Pick<Shop, 'user'>, stop: string, form = {}) {
  const request = client.post(`/admin/setup/${stop}`).form(form).loginAs(user)
  return request.withCsrfToken().redirects(0)
}

async function weeksOf({ business }: Shop) {
  const hosts = await Host.query()
    .where('businessId', business.id)
    .preload('availabilityRules')
    .orderBy('id')
  return hosts.map(({ availabilityRules }) =>
    weekInWords(availabilityRules.map(({ range }) => range))
  )
}

async function doneBy({ business }: Shop) {
  const rows = await db.from('setup_stops').where('business_id', business.id).select('stop')
  return rows.map(({ stop }) => stop)
}

test.group('The first run', (group) => {
  withGlobalTransaction(group)

  test('adds several services at once, where the first takes place and with everyone', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const form = {
      ...{ name_0: 'Cut', duration_minutes_0: '45', price_0: '42' },
      ...{ name_2: 'Colour', duration_minutes_2: '120', price_2: '95.50' },
      duration_minutes_1: '60',
    }
    const response = await send(client, shop, 'services', form)
    response.assertStatus(303)
    response.assertHeader('location', '/admin/setup')
    // A second press adds nothing.
    await send(client, shop, 'services', form)

    const services = await shop.business
      .related('services')
      .query()
      .preload('hosts')
      .orderBy('position')
    assert.deepEqual(
      services.map(({ name, price, durationMinutes }) => [name, price, durationMinutes]),
      [
        ['Private lesson', '50.00', 60],
        ['Cut', '42.00', 45],
        ['Colour', '95.50', 120],
      ]
    )
    assert.equal(services[2].locationDetails, 'Canal Street pool')
    assert.lengthOf(services[2].hosts, 2)
    assert.deepEqual(await doneBy(shop), ['services'])
    const page = await client.get('/admin/setup').loginAs(shop.user)
    page.assertTextIncludes('1 of 5')
  })

  test('says at each row what is wrong, keeps what was typed and adds nothing', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const response = await send(client, shop, 'services', {
      ...{ name_0: 'Cut', duration_minutes_0: '45', price_0: '42' },
      ...{ name_1: '', duration_minutes_1: '2', price_1: 'dear' },
    })
    response.assertStatus(422)
    response.assertTextIncludes('href="#price_1"')
    assert.match(response.text(), /href="#price_1">Service \d, Price in/)
    response.assertTextIncludes('Coming from elsewhere?')
    response.assertTextIncludes('href="#name_1"')
    response.assertTextIncludes('value="Cut"')
    response.assertTextIncludes('value="dear"')
    assert.lengthOf(await shop.business.related('services').query(), 1)
    assert.deepEqual(await doneBy(shop), [])
  })

  test('adds people with every service and the same hours, and invites who has an address', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ weeklyHours: [{ weekday: 2, start: '10:00', end: '16:00' }] })
    const form = { name_0: 'Tom Okafor', email_0: 'tom@example.com', name_1: 'Mia Brandt' }
    const page = await client.get('/admin/setup?stop=people').loginAs(shop.user)
    assert.include(page.text(), 'href="/admin/people/new?kind=room"')
    const response = await send(client, shop, 'people', form)
    response.assertStatus(303)
    await send(client, shop, 'people', form)

    const hosts = await Host.query()
      .where('businessId', shop.business.id)
      .preload('services')
      .orderBy('id')
    assert.deepEqual(
      hosts.map(({ name, services }) => [name, services.length]),
      [
        ['Anna Reed', 1],
        ['Tom Okafor', 1],
        ['Mia Brandt', 1],
      ]
    )
    assert.deepEqual(await weeksOf(shop), Array(3).fill(['2 10:00–16:00']))
    const invitations = await Invitation.query().where('businessId', shop.business.id)
    assert.deepEqual(
      invitations.map(({ email, role, hostId }) => [email, role, hostId]),
      [['tom@example.com', 'staff', hosts[1].id]]
    )
  })

  test('invites nobody who belongs to the team, and no address twice', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    for (const form of [
      { name_0: 'Anna again', email_0: shop.user.email },
      ...[{ name_0: 'Tom', email_0: 'tom@example.com', name_1: 'Tim', email_1: 'tom@example.com' }],
    ]) {
      const response = await send(client, shop, 'people', form)
      response.assertStatus(422)
    }
    assert.lengthOf(await Host.query().where('businessId', shop.business.id), 1)
    assert.lengthOf(await Invitation.query().where('businessId', shop.business.id), 0)
  })

  test('gives everyone the same week, with lunch left out', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const lunch = { 'lunch.from': '12:30', 'lunch.to': '1:30pm' }
    const response = await client
      .post('/admin/setup/hours')
      .form({ ...WEEKDAYS, ...OPEN, ...lunch })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    response.assertStatus(303)
    const week = [2, 3, 4, 5, 6].flatMap((day) => [`${day} 09:00–12:30`, `${day} 13:30–18:00`])
    assert.deepEqual(await weeksOf(shop), [week, week])
    const page = await client.get('/admin/setup?stop=hours').loginAs(shop.user)
    page.assertTextIncludes('value="13:30"')
  })

  test('refuses a week that cannot be meant: {fault}')
    .with([
      { form: { ...OPEN }, fault: 'Choose at least one day' },
      { form: { ...WEEKDAYS, ...OPEN, 'open.to': 'late' }, fault: 'href="#open.to"' },
      {
        form: { ...WEEKDAYS, ...OPEN, 'lunch.from': '08:00', 'lunch.to': '08:30' },
        fault: 'Lunch has to be within the opening hours',
      },
      {
        form: { ...WEEKDAYS, ...OPEN, 'lunch.from': '17:30', 'lunch.to': '18:00' },
        fault: 'Lunch has to be within the opening hours',
      },
    ])
    .run(async ({ client, assert }, { form, fault }) => {
      const shop = await openShop()
      const before = await weeksOf(shop)
      const response = await send(client, shop, 'hours', form)
      response.assertStatus(422)
      response.assertTextIncludes(fault)
      assert.deepEqual(await weeksOf(shop), before)
    })

  test('closes dates for everyone, and none where none is named', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const form = { date_0: '2031-12-24', until_0: '2031-12-26', reason_0: 'Holidays' }
    const response = await send(client, shop, 'closures', form)
    response.assertStatus(303)
    const closed = await DateOverride.query().where('businessId', shop.business.id)
    assert.lengthOf(closed, 6)
    assert.isTrue(closed.every(({ windows, reason }) => !windows.length && reason === 'Holidays'))

    for (const wrong of [
      { date_0: '2031-12-24', until_0: '2031-12-01' },
      { date_0: '2020-01-01' },
      { date_0: '2031-01-01', until_0: '2033-01-01' },
      { reason_0: 'Some day' },
    ]) {
      const refused = await send(client, shop, 'closures', wrong)
      refused.assertStatus(422)
    }
    const other = await openShop()
    await send(client, other, 'closures')
    assert.deepEqual(await doneBy(other), ['closures'])
  })

  test('shows the address at the end, and that nothing is left', async ({ client, assert }) => {
    const shop = await openShop()
    for (const stop of ['services', 'people', 'closures', 'share']) {
      const response = await send(client, shop, stop)
      response.assertStatus(303)
    }
    const page = await client.get('/admin/setup').loginAs(shop.user)
    page.assertTextIncludes('4 of 5')
    await client
      .post('/admin/setup/hours')
      .form({ ...WEEKDAYS, ...OPEN })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
    assert.sameMembers(await doneBy(shop), ['services', 'people', 'hours', 'closures', 'share'])
    const ready = await client.get('/admin/setup').loginAs(shop.user)
    ready.assertTextIncludes('Everything is set up')
    assert.include(page.text(), 'href="/admin/setup"')
    const today = await client.get('/admin').loginAs(shop.user)
    assert.notInclude(today.text(), 'href="/admin/setup"')
  })

  test('is offered until a client has booked, whatever the team tries', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    await place(shop, { email: shop.user.email })
    const before = await client.get('/admin').loginAs(shop.user)
    before.assertTextIncludes('href="/admin/setup"')

    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 2 }) })
    const after = await client.get('/admin').loginAs(shop.user)
    assert.notInclude(after.text(), '/admin/setup')
    const page = await client.get('/admin/setup').loginAs(shop.user).redirects(0)
    page.assertHeader('location', '/admin')
    const form = { name_0: 'Late', duration_minutes_0: '45', price_0: '42' }
    const late = await send(client, shop, 'services', form)
    late.assertHeader('location', '/admin')
    assert.lengthOf(await shop.business.related('services').query(), 1)
  })

  test('is not shown to staff', async ({ client, assert }) => {
    const shop = await openShop()
    const user = await joinAs('staff', shop.business)
    const page = await client.get('/admin').loginAs(user)
    assert.notInclude(page.text(), '/admin/setup')
  })
})

test.group('What the first run asks of the database', (group) => {
  withEmptyTables(group)

  test('does not grow with what there is', async ({ client, assert }) => {
    const count = async (shop: Shop) =>
      (await queriesOf(() => client.get('/admin/setup').loginAs(shop.user))).length
    const few = await openShop()
    const many = await openShop({ hosts: 3 })
    for (const shop of [few, many]) await count(shop)
    assert.equal(await count(many), await count(few))
    assert.isAtMost(await count(many), 16)
  })
})
