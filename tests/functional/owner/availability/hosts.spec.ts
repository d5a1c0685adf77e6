import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import Host from '#models/availability/host'
import { withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS, place, type Shop } from '#tests/support/requests'

const limitsOf = async ({ host }: Shop) => {
  const { dailyLimit, weeklyLimit } = await Host.findOrFail(host.id)
  return [dailyLimit, weeklyLimit]
}

const address = ({ host }: Shop) => `/admin/availability/host?host=${host.id}`

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
    const page = await client.get(`/admin/availability?host=${shop.host.id}`).loginAs(shop.user)
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
    page.assertTextIncludes('No booking falls outside.')
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
        .post(`/admin/availability/host?host=${tom.id}`)
        .form({ name: 'Tom Okafor', time_zone: 'Europe/London', tell: 'no', ...form })
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    const asked = await say({ preview: '1' })
    asked.assertStatus(200)
    asked.assertTextIncludes('One booking falls outside.')
    asked.assertTextIncludes(`href="/admin/bookings/${booking.id}"`)
    assert.isTrue((await tom.refresh()).isActive)

    const shown = { outside_shown: String(booking.id) }
    ;(await say({})).assertStatus(409)
    assert.isTrue((await tom.refresh()).isActive)
    const named = await say({ ...shown, tell: '', name: 'Thomas Okafor' })
    named.assertStatus(409)
    named.assertTextIncludes('should its client be told?')
    assert.match(named.text(), new RegExp(`name="outside_shown" value="${booking.id}"`))
    ;(await say(shown)).assertStatus(303)
    assert.isFalse((await tom.refresh()).isActive)
    const page = await client.get(`/admin/availability?host=${tom.id}`).loginAs(shop.user)
    page.assertTextIncludes('Tom Okafor takes no bookings.')
    page.assertTextIncludes('One booking to come is still theirs')
    await assert.rejects(
      () => place(shop, { hostId: tom.id, startsAt: IN_THREE_DAYS.plus({ hours: 3 }) }),
      /unavailable/
    )

    const back = await say({ is_active: 'on', preview: '1' })
    back.assertTextIncludes('No booking falls outside.')
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
        .post(`/admin/availability/host?host=${shop.hosts[1].id}`)
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
    client.post('/admin/availability/hosts').form(form).loginAs(user).withCsrfToken().redirects(0)

  test('has the usual hours and gives what was ticked, of this business only', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const other = await addService(shop.business, shop.hosts)
    const stranger = await openShop()
    const page = await client.get('/admin/availability/hosts/new').loginAs(shop.user)
    page.assertStatus(200)

    const added = await add(client, shop, {
      name: 'Mia Brandt',
      time_zone: 'Europe/Berlin',
      [`service_${other.id}`]: 'on',
      [`service_${stranger.service.id}`]: 'on',
    })
    added.assertStatus(303)
    const mia = await Host.query().where('name', 'Mia Brandt').firstOrFail()
    added.assertHeader('location', `/admin/availability?host=${mia.id}`)
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
})
