import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import CalendarConnection from '#models/calendars/calendar_connection'
import CalendarEntry from '#models/calendars/calendar_entry'
import { storeConnection, withCalendarsForTests } from '#tests/support/calendars'
import { withEmptyTables } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'
import { withKey } from '#tests/support/keys'
import { joinAs } from '#tests/support/requests'

const AT = '/calendar-connections'

test.group('Calendar connections at /api/v1', (group) => {
  withEmptyTables(group)
  withCalendarsForTests(group)

  test('are listed without their secrets, and tell how the reading goes', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const { hosts } = shop
    const api = await withKey(client, shop, { scopes: ['availability:read'] })
    const connection = await storeConnection(hosts[0])
    const { data } = (await api.get(AT)).body()
    assert.lengthOf(data, 1)
    assert.containsSubset(data[0], {
      ...{ id: connection.id, host_id: hosts[0].id, provider: 'caldav' },
      account: 'mia@example.com',
      sync: { status: 'connected', problem: null, last_synced_at: null },
      calendars: [{ name: 'Work', blocks: true, is_written: true }, { name: 'Family' }],
    })
    assert.notInclude(JSON.stringify(data), 'secret')
    await connection.merge({ state: 'lost', lostBecause: 'access_lost' }).save()
    const { sync } = (await api.get(`${AT}/${connection.id}`)).body()
    assert.deepInclude(sync, { status: 'lost', problem: 'access_lost' })
  })

  test('are chosen from, for the version that was read', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const { id } = await storeConnection(shop.host)
    const read = await api.get(`${AT}/${id}`)
    const tag = read.header('etag') ?? ''
    const [work, family] = read.body().calendars
    await CalendarConnection.query().update({ last_synced_at: DateTime.utc().toSQL() })
    const changed = await api
      .patch(`${AT}/${id}`)
      .header('if-match', tag)
      .json({ blocks: [work.id, family.id], writes: null })
    changed.assertStatus(200)
    assert.containsSubset(changed.body().calendars, [
      { id: work.id, blocks: true, is_written: false },
      { id: family.id, blocks: true, is_written: false },
    ])
    const stale = await api.patch(`${AT}/${id}`).header('if-match', tag).json({ blocks: [] })
    stale.assertStatus(412)
    const unknown = await api.patch(`${AT}/${id}`).json({ writes: 9_000_000 })
    unknown.assertStatus(422)
    unknown.assertBodyContains({ errors: [{ pointer: '/writes', code: 'unknown_calendar' }] })
  })

  test('are asked for at once unless they are lost, and given up', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const connection = await storeConnection(shop.host)
    const at = `${AT}/${connection.id}`
    const sync = () => api.post(`${at}/sync`).json({})
    ;(await sync()).assertStatus(200)
    await connection.refresh()
    await connection.merge({ state: 'lost', lostBecause: 'access_lost' }).save()
    const lost = await sync()
    lost.assertStatus(409)
    lost.assertBodyContains({ code: 'calendar_lost' })
    ;(await api.delete(at)).assertStatus(204)
    assert.isEmpty(await CalendarConnection.all())
    ;(await api.get(at)).assertStatus(404)
  })

  test('are one’s own for staff', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [own, other] = shop.hosts
    const user = await joinAs('staff', shop.business)
    await own.merge({ userId: user.id }).save()
    const connections = [await storeConnection(own), await storeConnection(other)]
    const api = await withKey(client, { ...shop, user })
    const { data } = (await api.get(AT)).body()
    assert.deepEqual(
      data.map((each: { id: number }) => each.id),
      [connections[0].id]
    )
    ;(await api.get(`${AT}/${connections[1].id}`)).assertStatus(403)
    ;(await api.delete(`${AT}/${connections[1].id}`)).assertStatus(403)
  })
})

test.group('A booking’s event in a calendar elsewhere', (group) => {
  withEmptyTables(group)
  withCalendarsForTests(group)

  test('is named with it, and its coming holds no change up', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const { id } = await place(shop, tenOClock(4))
    const read = () => api.get(`/bookings/${id}`)
    const before = await read()
    const tag = before.header('etag') ?? ''
    assert.containsSubset(before.body(), { calendar_event_id: null, calendar_event_url: null })

    const url = 'https://calendar.example/e1'
    const entry = await CalendarEntry.firstOrCreate(
      { bookingId: id, hostId: shop.host.id },
      { businessId: shop.business.id }
    )
    await entry.merge({ state: 'written', remoteId: 'e1', link: url }).save()
    const after = await read()
    assert.containsSubset(after.body(), { calendar_event_id: 'e1', calendar_event_url: url })
    assert.notEqual(after.header('etag'), tag)
    for (const list of ['/bookings', '/scheduling/meetings']) {
      assert.equal((await api.get(list)).body().data[0].calendar_event_id, 'e1')
    }
    const change = (name: string) =>
      api.patch(`/bookings/${id}`).header('if-match', tag).json({ client_name: name })
    ;(await change('Priya S.')).assertStatus(200)
    ;(await change('Priya T.')).assertStatus(412)

    await entry.merge({ state: 'removed' }).save()
    assert.isNull((await read()).body().calendar_event_id)
  })
})
