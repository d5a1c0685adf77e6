import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Host from '#models/availability/host'
import { withEmptyTables } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'
import { makeKey } from '#tests/support/keys'

test.group('/api/v1/hosts', (group) => {
  withEmptyTables(group)

  async function openWithKey() {
    const shop = await openShop()
    const { written } = await makeKey(shop.business, shop.user)
    return { ...shop, headers: { authorization: `Bearer ${written}` } }
  }

  test('adds a person with the hours of another, and a room', async ({ client, assert }) => {
    const { business, host, headers } = await openWithKey()
    const person = await client
      .post('/api/v1/hosts')
      .json({ name: 'Ana Reyes', time_zone: 'Europe/Lisbon', hours_of: host.id })
      .headers(headers)
    person.assertStatus(201)
    person.assertHeader('location', `/api/v1/hosts/${person.body().id}`)
    const { kind, time_zone: zone, is_active: isActive, service_ids: given } = person.body()
    assert.deepEqual([kind, zone, isActive, given], ['person', 'Europe/Lisbon', true, []])
    const hours = async (id: number) =>
      (await client.get(`/api/v1/hosts/${id}/hours`).headers(headers)).body().ranges
    assert.deepEqual(await hours(person.body().id), await hours(host.id))

    const room = await client
      .post('/api/v1/hosts')
      .json({ name: 'Room 2', kind: 'room' })
      .headers(headers)
    room.assertStatus(201)
    assert.deepEqual([room.body().kind, room.body().time_zone], ['room', business.timeZone])
  })

  test('takes no hours of another business', async ({ client }) => {
    const { headers } = await openWithKey()
    const { host } = await openShop()
    const response = await client
      .post('/api/v1/hosts')
      .json({ name: 'Ana Reyes', hours_of: host.id })
      .headers(headers)
    response.assertStatus(422)
    response.assertBodyContains({ errors: [{ pointer: '/hours_of', code: 'unknown_host' }] })
  })

  test('changes what is sent, and switches off once what is booked is known', async ({
    client,
    assert,
  }) => {
    const { business, service, host, headers } = await openWithKey()
    await place({ business, service }, tenOClock())
    const path = `/api/v1/hosts/${host.id}`
    const change = (body: object) => client.patch(path).json(body).headers(headers)
    const limited = await change({ daily_limit: 6 })
    limited.assertStatus(200)
    assert.equal(limited.body().daily_limit, 6)
    assert.equal(limited.body().name, host.name)

    const stale = await change({ daily_limit: 7 }).header('if-match', '"other"')
    stale.assertStatus(412)
    const off = await change({ is_active: false, keeps_booked: true })
    off.assertStatus(200)
    assert.isFalse((await Host.findOrFail(host.id)).isActive)
  })

  test('is not found by a key of another business', async ({ client }) => {
    const { host } = await openWithKey()
    const other = await openWithKey()
    const strange = client.patch(`/api/v1/hosts/${host.id}`).json({ name: 'Mine' })
    ;(await strange.headers(other.headers)).assertStatus(404)
  })
})
