import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import GroupSession from '#models/sessions/group_session'
import UnplannedDate from '#models/sessions/unplanned_date'
import { sessionSeriesShape } from '#shapes/sessions/series_record'
import { withEmptyTables } from '#tests/support/database'
import { tenOClock } from '#tests/support/guest'
import { withKey } from '#tests/support/keys'
import { joinAs } from '#tests/support/requests'
import { bookPlaces } from '#tests/support/sessions'
import { assertShape } from '#tests/support/shapes'

const dateIn = (days: number) => tenOClock(days).toISODate() ?? ''

test.group('/api/v1/session-series', (group) => {
  withEmptyTables(group)

  const openClass = (options: Parameters<typeof openShop>[0] = {}) =>
    openShop({ ...options, service: { capacity: 8 } })

  type Shop = Awaited<ReturnType<typeof openClass>>

  const weekly = ({ service }: Shop) => ({
    ...{ service_id: service.id, start_time: '10:00', every_weeks: 1 },
    ...{ first_date: dateIn(3), last_date: dateIn(17) },
  })

  test('is planned, listed, and ended around those who are booked', async ({ client, assert }) => {
    const shop = await openClass()
    const api = await withKey(client, shop)
    const planned = await api.post('/session-series').json({ ...weekly(shop), capacity: 5 })
    planned.assertStatus(201)
    await assertShape(sessionSeriesShape, planned.body())
    const { id } = planned.body()
    planned.assertHeader('location', `/api/v1/session-series/${id}`)
    planned.assertBodyContains({ host_id: shop.host.id, capacity: 5, left_out: [] })
    const sessions = await api.get('/sessions')
    assert.lengthOf(sessions.body().data, 3)
    sessions.assertBodyContains({ data: [{ series_id: id, capacity: 5 }] })

    const own = `/session-series/${id}`
    const tag = (await api.get(own)).header('etag') ?? ''
    await bookPlaces(shop, tenOClock(10))
    ;(await api.post(`${own}/end`).header('if-match', '"old"').json({})).assertStatus(412)
    for (let nth = 0; nth < 2; nth++) {
      const match = nth === 0 ? tag : '*'
      const ended = await api.post(`${own}/end`).header('if-match', match).json({})
      ended.assertStatus(200)
      assert.isFalse(ended.body().is_active)
    }
    const left = await GroupSession.query().where({ seriesId: id, status: 'scheduled' })
    assert.lengthOf(left, 1)
    assert.isEmpty((await api.get('/session-series')).body().data)
    assert.lengthOf((await api.get('/session-series?active=any')).body().data, 1)
  })

  test('leaves out dates that are taken, and plans one of them later', async ({
    client,
    assert,
  }) => {
    const shop = await openClass()
    const api = await withKey(client, shop)
    const starts = tenOClock(10).toUTC().toISO({ suppressMilliseconds: true })
    const single = await api
      .post('/sessions')
      .json({ service_id: shop.service.id, starts_at: starts })
    const planned = await api.post('/session-series').json(weekly(shop))
    planned.assertStatus(201)
    const left = [{ date: dateIn(10), reason: 'taken' }]
    assert.deepEqual(planned.body().left_out, left)
    const plan = (date: string) =>
      api.post(`/session-series/${planned.body().id}/dates`).json({ date })
    const taken = await plan(dateIn(10))
    taken.assertStatus(409)
    taken.assertBodyContains({ code: 'slot_taken' })
    const strange = await plan(dateIn(11))
    strange.assertStatus(422)
    strange.assertBodyContains({ errors: [{ pointer: '/date' }] })

    ;(await api.post(`/sessions/${single.body().id}/cancel`).json({})).assertStatus(200)
    const later = await plan(dateIn(10))
    later.assertStatus(200)
    assert.isEmpty(later.body().left_out)
    assert.lengthOf(await UnplannedDate.all(), 0)
    assert.lengthOf((await api.get('/sessions')).body().data, 3)
  })

  test('asks first where nobody works on one of its dates', async ({ client, assert }) => {
    const weekday = (tenOClock(3).weekday % 7) as 0 | 1 | 2 | 3 | 4 | 5 | 6
    const shop = await openClass({
      weeklyHours: [
        { weekday: ((weekday + 1) % 7) as typeof weekday, start: '09:00', end: '17:00' },
      ],
    })
    const api = await withKey(client, shop)
    const asked = await api.post('/session-series').json(weekly(shop))
    asked.assertStatus(409)
    asked.assertBodyContains({ code: 'hosts_closed' })
    assert.deepEqual(asked.body().dates, [dateIn(3), dateIn(10), dateIn(17)])
    const skipped = await api.post('/session-series').json({ ...weekly(shop), on_closed: 'skip' })
    skipped.assertStatus(201)
    assert.lengthOf(skipped.body().left_out, 3)
    const all = await api
      .post('/session-series')
      .json({ ...weekly(shop), start_time: '12:00', on_closed: 'plan' })
    all.assertBodyContains({ plans_on_closed: true, left_out: [] })
    assert.lengthOf((await api.get('/sessions')).body().data, 3)
  })

  test('is refused by field', async ({ client, assert }) => {
    const shop = await openClass()
    const api = await withKey(client, shop)
    const refused = async (changed: object, pointer: string) => {
      const answer = await api.post('/session-series').json({ ...weekly(shop), ...changed })
      assert.equal(answer.status(), 422, answer.text())
      answer.assertBodyContains({ errors: [{ pointer }] })
    }
    const other = await openClass()
    await refused({ service_id: other.service.id }, '/service_id')
    await refused({ host_id: other.host.id }, '/host_id')
    await refused({ last_date: dateIn(2) }, '/last_date')
    await refused({ start_time: '24:00' }, '/start_time')
    await refused({ every_weeks: 9 }, '/every_weeks')
    await refused({ first_date: dateIn(-9), last_date: dateIn(-2) }, '/first_date')
    await shop.service.merge({ capacity: 1 }).save()
    await refused({}, '/service_id')
    assert.lengthOf(await GroupSession.all(), 0)
  })

  test('is for those who set up the business', async ({ client }) => {
    const shop = await openClass()
    const { id } = (
      await (await withKey(client, shop)).post('/session-series').json(weekly(shop))
    ).body()
    const staff = await withKey(client, { ...shop, user: await joinAs('staff', shop.business) })
    ;(await staff.get(`/session-series/${id}`)).assertStatus(200)
    ;(await staff.post('/session-series').json(weekly(shop))).assertStatus(403)
    ;(await staff.post(`/session-series/${id}/end`).json({})).assertStatus(403)
    const stranger = await withKey(client, await openShop())
    ;(await stranger.get(`/session-series/${id}`)).assertStatus(404)
    ;(await stranger.post(`/session-series/${id}/end`).json({})).assertStatus(404)
  })
})
