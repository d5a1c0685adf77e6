import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { calendarFeedShape, newCalendarFeedShape } from '#shapes/availability/calendar_feed'
import { withEmptyTables } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'
import { withKey } from '#tests/support/keys'
import { joinAs } from '#tests/support/requests'
import { assertShape } from '#tests/support/shapes'

const pathOf = (url: string) => new URL(url).pathname

test.group('/api/v1/calendar-feeds', (group) => {
  withEmptyTables(group)

  test('are made, changed, given another address and ended', async ({ client, assert }) => {
    const shop = await openShop()
    await place(shop, tenOClock())
    const api = await withKey(client, shop)
    const made = await api.post('/calendar-feeds').json({})
    made.assertStatus(201)
    made.assertHeader('cache-control', 'no-store')
    await assertShape(newCalendarFeedShape, made.body())
    const { id, url } = made.body()
    made.assertBodyContains({ host_id: null, shows: 'names' })
    const tag = made.header('etag') ?? ''
    const read = await client.get(pathOf(url))
    read.assertStatus(200)
    assert.include(read.text(), 'Priya Shah')

    const own = `/calendar-feeds/${id}`
    const list = await api.get('/calendar-feeds')
    await assertShape(calendarFeedShape, list.body().data[0])
    assert.isNotNull(list.body().data[0].last_read_at)
    const change = (shows: string) => api.patch(own).header('if-match', tag).json({ shows })
    ;(await change('busy')).assertStatus(200)
    ;(await change('names')).assertStatus(412)
    assert.notInclude((await client.get(pathOf(url))).text(), 'Priya Shah')

    ;(await api.post(`${own}/rotate`).header('if-match', '"old"').json({})).assertStatus(412)
    const rotated = await api.post(`${own}/rotate`).json({})
    rotated.assertStatus(200)
    ;(await client.get(pathOf(url))).assertStatus(404)
    ;(await client.get(pathOf(rotated.body().url))).assertStatus(200)
    ;(await api.delete(own).header('if-match', tag)).assertStatus(412)
    ;(await api.delete(own)).assertStatus(204)
    ;(await client.get(pathOf(rotated.body().url))).assertStatus(404)
    ;(await api.get(own)).assertStatus(404)
  })

  test('are one for everybody’s time, and one for each person’s', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [, second] = shop.hosts
    const api = await withKey(client, shop)
    ;(await api.post('/calendar-feeds').json({})).assertStatus(201)
    ;(await api.post('/calendar-feeds').json({ host_id: second.id })).assertStatus(201)
    const again = await api.post('/calendar-feeds').json({ host_id: second.id, shows: 'busy' })
    again.assertStatus(409)
    again.assertBodyContains({ code: 'feed_known' })
    const list = await api.get('/calendar-feeds')
    assert.deepEqual(
      list.body().data.map(({ shows }: { shows: string }) => shows),
      ['names', 'names']
    )
    const strange = await openShop()
    ;(await api.post('/calendar-feeds').json({ host_id: strange.host.id })).assertStatus(404)
    ;(await api.post('/calendar-feeds').json({ shows: 'all' })).assertStatus(422)
  })

  test('are a member’s own, of their own time for staff', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [first, second] = shop.hosts
    const owner = await withKey(client, shop)
    const { id } = (await owner.post('/calendar-feeds').json({})).body()
    const staff = await joinAs('staff', shop.business)
    await second.merge({ userId: staff.id }).save()
    const api = await withKey(client, { ...shop, user: staff })
    assert.isEmpty((await api.get('/calendar-feeds')).body().data)
    ;(await api.get(`/calendar-feeds/${id}`)).assertStatus(404)
    ;(await api.post(`/calendar-feeds/${id}/rotate`).json({})).assertStatus(404)
    ;(await api.post('/calendar-feeds').json({ host_id: first.id })).assertStatus(403)
    const own = await api.post('/calendar-feeds').json({})
    own.assertStatus(201)
    own.assertBodyContains({ host_id: second.id })
    const viewer = await withKey(client, { ...shop, user: await joinAs('viewer', shop.business) })
    ;(await viewer.post('/calendar-feeds').json({})).assertStatus(403)
  })
})
