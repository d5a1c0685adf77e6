import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import Host from '#models/availability/host'
import type Service from '#models/services/service'
import { withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS, place, type Shop } from '#tests/support/requests'

type Fields = Record<string, string>

const LONDON = { time_zone: 'Europe/London' }

const SERVICE = {
  ...{ name: 'Private lesson', duration_minutes: '60', price: '50' },
  ...{ location_type: 'in_person', requires_approval: 'inherit', is_active: 'on', tell: 'no' },
}

const send = (client: ApiClient, { user }: Shop, path: string, form: Fields) =>
  client.post(path).form(form).loginAs(user).withCsrfToken().withVersion().redirects(0)

async function openClinic() {
  const shop = await openShop()
  const { businessId } = shop.host
  const room = await Host.create({
    ...{ businessId, kind: 'room', name: 'Room 1', isActive: true, position: 1 },
    timeZone: 'Europe/London',
  })
  return { ...shop, room }
}

async function givenBy(service: Service): Promise<string[]> {
  await service.load('hosts')
  return service.hosts.map(({ name }) => name).toSorted()
}

test.group('A room', (group) => {
  withGlobalTransaction(group)

  test('comes ticked for no service, where a person comes ticked for all', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const field = new RegExp(`name="service_${shop.service.id}"[^>]* checked`)
    const person = await client.get('/admin/people/new').loginAs(shop.user)
    assert.match(person.text(), field)
    const room = await client.get('/admin/people/new?kind=room').loginAs(shop.user)
    room.assertTextIncludes('Opening hours of the room')
    room.assertTextIncludes('take a room beside a person')
    room.assertTextIncludes('this room is needed for nothing')
    assert.notInclude(person.text(), 'is needed for nothing')
    assert.notMatch(room.text(), field)
    assert.include(room.text(), 'name="kind" value="room"')
    ;(await client.get('/admin/people/new?kind=ghost').loginAs(shop.user)).assertStatus(422)
  })

  test('leaves what it is needed for ticked for a new person, who has no hours of a room', async ({
    client,
    assert,
  }) => {
    const shop = await openClinic()
    const { service, room, host } = shop
    await service.related('hosts').attach({ [room.id]: { business_id: shop.business.id } })
    const page = (await client.get('/admin/people/new').loginAs(shop.user)).text()
    assert.match(page, new RegExp(`name="service_${service.id}"[^>]* checked`))
    assert.include(page, 'The same as Anna Reed')
    assert.notInclude(page, 'The same as Room 1')
    const other = (await client.get('/admin/people/new?kind=room').loginAs(shop.user)).text()
    assert.include(other, 'The same as Anna Reed')
    assert.include(other, 'The same as Room 1')

    await room.merge({ position: host.position - 1 }).save()
    const set = { name_0: 'Tom Okafor' }
    ;(await send(client, shop, '/admin/setup/people', set)).assertStatus(303)
    assert.deepEqual(await givenBy(service), ['Anna Reed', 'Room 1', 'Tom Okafor'])
  })

  test('goes along with one of the people, but in a class', async ({ client, assert }) => {
    const shop = await openClinic()
    const { service, room, host } = shop
    const both = { [`host_${host.id}`]: 'on', [`host_${room.id}`]: 'on' }
    const page = await client.get(`/admin/services/${service.id}`).loginAs(shop.user)
    page.assertTextIncludes('one of the people and one of the rooms')
    const path = `/admin/services/${service.id}`
    ;(await send(client, shop, path, { ...SERVICE, ...both })).assertStatus(303)
    assert.deepEqual(await givenBy(service), ['Anna Reed', 'Room 1'])
    const shared = await send(client, shop, path, { ...SERVICE, ...both, capacity: '8' })
    shared.assertStatus(422)
    shared.assertTextIncludes('so Room 1 cannot be one of several')

    const lesson = await addService(shop.business, [host], { name: 'Class', capacity: 8 })
    const given = { [`service_${lesson.id}`]: 'on' }
    const added = await send(client, shop, '/admin/people', {
      ...{ ...LONDON, kind: 'room', name: 'Room 2' },
      ...given,
    })
    const taken = await send(client, shop, `/admin/people/${room.id}/services`, given)
    for (const refused of [added, taken]) {
      refused.assertStatus(422)
      refused.assertTextIncludes('people give it already: Class.')
      refused.assertTextIncludes(`<a href="/admin/services/${lesson.id}">Open Class</a>`)
    }
    assert.deepEqual(await givenBy(lesson), ['Anna Reed'])
  })

  test('is booked together with a person, or by itself where only rooms are chosen', async ({
    client,
    assert,
  }) => {
    const shop = await openClinic()
    const { service, room, host } = shop
    const path = `/admin/services/${service.id}`
    const both = { [`host_${host.id}`]: 'on', [`host_${room.id}`]: 'on' }
    const together = { ...SERVICE, host_mode: 'collective', ...both }
    ;(await send(client, shop, path, together)).assertStatus(303)
    assert.deepEqual(await givenBy(service), ['Anna Reed', 'Room 1'])
    const alone = { ...SERVICE, host_mode: 'any', [`host_${room.id}`]: 'on' }
    ;(await send(client, shop, path, alone)).assertStatus(303)
    assert.deepEqual(await givenBy(service), ['Room 1'])

    const person = await client.get('/admin/people/new').loginAs(shop.user)
    assert.notMatch(person.text(), new RegExp(`name="service_${service.id}"[^>]* checked`))
    const set = { name_0: 'Tom Okafor' }
    ;(await send(client, shop, '/admin/setup/people', set)).assertStatus(303)
    assert.deepEqual(await givenBy(service), ['Room 1'])
  })

  test('is not made of a person who gives what others give', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const form = { ...LONDON, kind: 'room', name: 'Anna Reed', is_active: 'on', tell: 'no' }
    const refused = await send(client, shop, `/admin/people/${shop.host.id}`, form)
    refused.assertStatus(422)
    refused.assertTextIncludes('People give Private lesson, too')
    assert.equal(refused.text().split('>Open Private lesson</a>').length, 2, 'at that field alone')
    assert.equal((await shop.host.refresh()).kind, 'person')
    await shop.service.related('hosts').sync([])
    ;(await send(client, shop, `/admin/people/${shop.host.id}`, form)).assertStatus(303)
  })

  test('is not among those who give the first services, nor a new one', async ({
    client,
    assert,
  }) => {
    const shop = await openClinic()
    const first = { name_0: 'Massage', duration_minutes_0: '30', price_0: '40' }
    ;(await send(client, shop, '/admin/setup/services', first)).assertStatus(303)
    const massage = await shop.business.related('services').query().where('name', 'Massage')
    assert.deepEqual(await givenBy(massage[0]), ['Anna Reed'])
    const page = await client.get('/admin/services/new').loginAs(shop.user)
    assert.match(page.text(), new RegExp(`name="host_${shop.host.id}"[^>]* checked`))
    assert.notMatch(page.text(), new RegExp(`name="host_${shop.room.id}"[^>]* checked`))
  })

  test('has hours of its own, and says so', async ({ client, assert }) => {
    const shop = await openClinic()
    await addService(shop.business, [shop.room], { name: 'Room hire' })
    const page = await client.get(`/admin/people/${shop.room.id}`).loginAs(shop.user)
    for (const words of ['What it is needed for', 'Opening hours of the room', 'See its page']) {
      page.assertTextIncludes(words)
    }
    assert.notInclude(page.text(), 'Their hours')
    ;(await client.get(`/admin/people/${shop.room.id}/page`).loginAs(shop.user)).assertStatus(200)
    assert.notInclude(page.text(), 'is needed for nothing')
    const team = await client.get('/admin/people').loginAs(shop.user)
    team.assertTextIncludes('Needed for Room hire')
    team.assertTextIncludes(`href="/schedule/${shop.room.pageSlug}"`)
  })

  test('that is given to a service shows first which bookings have none', async ({
    client,
    assert,
  }) => {
    const shop = await openClinic()
    const { service, room, host } = shop
    await place(shop, { hostId: host.id, name: 'Grace Liu' })
    const given = { [`service_${service.id}`]: 'on' }
    const path = `/admin/people/${room.id}/services`
    const ask = () => send(client, shop, path, { ...given, preview: '1' })
    const first = await ask()
    first.assertTextIncludes('One booking to come has no room.')
    first.assertTextIncludes('Grace Liu')
    first.assertTextIncludes('no room is kept for them')
    const both = { [`host_${host.id}`]: 'on', [`host_${room.id}`]: 'on' }
    const together = { ...SERVICE, ...both, host_mode: 'collective', preview: '1' }
    const ofService = await send(client, shop, `/admin/services/${service.id}`, together)
    ofService.assertTextIncludes('One booking to come has no room.')
    ;(await send(client, shop, path, given)).assertStatus(303)
    const hours = await host.related('availabilityRules').query()
    await room.related('availabilityRules').createMany(
      hours.map(({ businessId, dayOfWeek, opensTime, closesTime }) => ({
        ...{ businessId, dayOfWeek, opensTime, closesTime },
      }))
    )
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 2 }), name: 'Omar Haddad' })
    const second = await Host.create({
      ...{ businessId: shop.business.id, kind: 'room', name: 'Room 2', isActive: true },
      ...{ timeZone: 'Europe/London', position: 2 },
    })
    const again = await send(client, shop, `/admin/people/${second.id}/services`, {
      ...given,
      preview: '1',
    })
    assert.notInclude(again.text(), 'no room')
  })

  test('that is taken away shows the bookings that are in it, once each', async ({
    client,
    assert,
  }) => {
    const shop = await openClinic()
    const { service, room, host } = shop
    await place(shop, { hostId: host.id, name: 'Grace Liu' })
    const hours = await host.related('availabilityRules').query()
    await room.related('availabilityRules').createMany(
      hours.map(({ businessId, dayOfWeek, opensTime, closesTime }) => ({
        ...{ businessId, dayOfWeek, opensTime, closesTime },
      }))
    )
    await service.related('hosts').attach({ [room.id]: { business_id: shop.business.id } })
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 2 }), name: 'Omar Haddad' })
    const off = { name: room.name, kind: 'room', time_zone: room.timeZone, preview: '1' }
    for (const [path, form] of [
      [`/admin/people/${room.id}`, off],
      [`/admin/people/${room.id}/services`, { preview: '1' }],
    ] as const) {
      const preview = (await send(client, shop, path, form)).text()
      assert.include(preview, 'One booking to come is with somebody, or in a room, that is not')
      assert.lengthOf(preview.split('Omar Haddad'), 2)
      for (const untrue of ['Grace Liu', 'outside the hours', 'no room is kept']) {
        assert.notInclude(preview, untrue)
      }
    }
  })

  test('that goes along has no page of its own, and nobody can be sent to it', async ({
    client,
    assert,
  }) => {
    const shop = await openClinic()
    await shop.service
      .related('hosts')
      .attach({ [shop.room.id]: { business_id: shop.business.id } })
    const at = async (path: string) => (await client.get(path).loginAs(shop.user)).text()
    const page = await at(`/admin/people/${shop.room.id}`)
    for (const words of ['See its page', shop.room.pageSlug, 'Page of']) {
      assert.notInclude(page, words)
    }
    const own = await client.get(`/admin/people/${shop.room.id}/page`).loginAs(shop.user)
    own.assertStatus(404)
    const team = await at('/admin/people')
    assert.include(team, 'No page of its own')
    assert.notInclude(team, shop.room.pageSlug)
    assert.notInclude(await at('/admin/links/one-time/new'), 'Room 1')
  })
})
