import { test } from '@japa/runner'
import { appUrl } from '#config/app'
import calendars from '#config/calendars'
import { addService, openShop } from '#database/factories/business'
import AvailabilityRule from '#models/availability/availability_rule'
import DateOverride from '#models/availability/date_override'
import TeamPage from '#models/availability/team_page'
import Service from '#models/services/service'
import { scheduledDateShape, scheduleShape } from '#shapes/availability/schedule'
import { scheduledMeetingShape } from '#shapes/bookings/scheduled_meeting'
import { pageRecordShape } from '#shapes/pages/page_record'
import { withGlobalTransaction } from '#tests/support/database'
import { tenOClock } from '#tests/support/guest'
import { withKey } from '#tests/support/keys'
import { joinAs, place } from '#tests/support/requests'
import { unknownFields } from '#validators/api/unknown_fields'

const PAGES = '/scheduling/pages'
const TYPES = '/scheduling/meeting-types'
const WEEK = '/scheduling/availability'
const DATES = '/scheduling/overrides'

const day = (days = 3) => tenOClock(days).toISODate() ?? ''

test.group('Scheduling pages at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('are those of people, then those of teams', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const foreign = await openShop()
    const api = await withKey(client, shop)
    const hostIds = shop.hosts.map(({ id }) => id)
    const made = await api.post(PAGES).json({ name: 'The team', host_ids: hostIds })
    made.assertStatus(201)
    made.assertHeader('location', `/api/v1${PAGES}/${made.body().id}`)
    made.assertBodyContains({ kind: 'team', slug: 'the-team', is_active: true, host_ids: hostIds })
    const page = await api.get(`${PAGES}?limit=1`)
    const rest = await api.get(PAGES).qs({ cursor: page.body().next_cursor })
    assert.deepEqual(
      [...page.body().data, ...rest.body().data].map(({ id }: { id: string }) => id),
      [...hostIds.map((id) => `h${id}`), made.body().id]
    )
    assert.isNull(rest.body().next_cursor)
    const last = await api.get(`${PAGES}?cursor=${made.body().id}`)
    assert.deepEqual(last.body().data, [])
    ;(await api.get(`${PAGES}?cursor=x`)).assertStatus(422)
    for (const id of [made.body().id, `h${shop.host.id}`]) {
      const one = await api.get(`${PAGES}/${id}`)
      await pageRecordShape.validate(one.body())
      assert.deepEqual(unknownFields(pageRecordShape, one.body()), [])
    }
    ;(await api.get(`${PAGES}/h${foreign.host.id}`)).assertStatus(404)
  })

  test('are worded, for the version that was read', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const foreign = await openShop()
    const api = await withKey(client, shop)
    const [{ id: one }, { id: other }] = shop.hosts
    const made = await api.post(PAGES).json({ name: 'The team', host_ids: [one] })
    for (const own of [`${PAGES}/h${one}`, `${PAGES}/${made.body().id}`]) {
      const tag = (await api.get(own)).header('etag') ?? ''
      const words = { description: 'Adults only', branding: { color: '#00698f' } }
      const changed = await api.put(own).header('if-match', tag).json(words)
      changed.assertStatus(200)
      changed.assertBodyContains({ ...words, is_active: true })
      const stale = await api.put(own).header('if-match', tag).json({ description: 'Late' })
      stale.assertStatus(412)
      const closed = await api.put(own).json({ is_active: false })
      closed.assertBodyContains({ ...words, is_active: false })
      const taken = await api.put(own).json({ slug: shop.hosts[1].pageSlug })
      assert.equal(taken.body().errors[0].pointer, '/slug')
      ;(await api.put(own).json({ timezone: 'Asia/Tokyo' })).assertStatus(422)
    }
    const team = `${PAGES}/${made.body().id}`
    ;(await api.put(team).json({ host_ids: [other] })).assertBodyContains({ host_ids: [other] })
    ;(await api.put(team).json({ host_ids: [foreign.host.id] })).assertStatus(422)
    ;(await api.put(`${PAGES}/h${one}`).json({ name: 'x' })).assertStatus(422)
  })

  test('are deleted once nothing is to come, or once they are closed', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    await place(shop, { hostId: shop.host.id })
    const api = await withKey(client, shop)
    const make = async (hostId: number) => {
      const made = await api.post(PAGES).json({ name: 'The team', host_ids: [hostId] })
      return `${PAGES}/${made.body().id}`
    }
    const free = await make(shop.hosts[1].id)
    ;(await api.delete(free)).assertStatus(204)
    const booked = await make(shop.host.id)
    const refused = await api.delete(booked)
    refused.assertStatus(409)
    refused.assertBodyContains({ code: 'page_booked', bookings: 1 })
    const tag = (await api.get(booked)).header('etag') ?? ''
    await api.put(booked).json({ is_active: false })
    ;(await api.delete(booked).header('if-match', tag)).assertStatus(412)
    ;(await api.delete(booked)).assertStatus(204)
    assert.lengthOf(await TeamPage.all(), 0)
    const own = await api.delete(`${PAGES}/h${shop.host.id}`)
    own.assertBodyContains({ status: 409, code: 'page_of_person' })
  })

  test('are for whoever sets up the business; staff word their own', async ({ client }) => {
    const shop = await openShop({ hosts: 2 })
    const owner = await withKey(client, shop)
    const order = { name: 'The team', host_ids: [shop.host.id] }
    const team = `${PAGES}/${(await owner.post(PAGES).json(order)).body().id}`
    const user = await joinAs('staff', shop.business)
    await shop.hosts[1].merge({ userId: user.id }).save()
    const staff = await withKey(client, { business: shop.business, user })
    ;(await staff.put(`${PAGES}/h${shop.hosts[1].id}`).json({ description: 'x' })).assertStatus(200)
    ;(await staff.put(`${PAGES}/h${shop.host.id}`).json({ description: 'x' })).assertStatus(403)
    ;(await staff.put(team).json({ description: 'x' })).assertStatus(403)
    ;(await staff.post(PAGES).json(order)).assertStatus(403)
    ;(await staff.delete(team)).assertStatus(403)
    const stranger = await withKey(client, await openShop())
    ;(await stranger.put(team).json({ description: 'x' })).assertStatus(404)
    ;(await stranger.delete(team)).assertStatus(404)
    ;(await stranger.put(`${PAGES}/h${shop.host.id}`).json({})).assertStatus(404)
  })
})

test.group('Meeting types at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('are the services of a page', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [first, second] = shop.hosts
    const theirs = await addService(shop.business, [second])
    const foreign = await openShop()
    const api = await withKey(client, shop)
    const ids = async (page: number) =>
      (await api.get(`${TYPES}?scheduling_page_id=h${page}`))
        .body()
        .data.map(({ id }: { id: number }) => id)
    assert.deepEqual(await ids(first.id), [shop.service.id])
    assert.sameMembers(await ids(second.id), [shop.service.id, theirs.id])
    const order = { name: 'Call', duration_minutes: 15, location_type: 'zoom' }
    const made = await api.post(TYPES).json({ ...order, scheduling_page_id: `h${first.id}` })
    made.assertStatus(201)
    made.assertBodyContains({ ...order, host_ids: [first.id] })
    const unknown = await api
      .post(TYPES)
      .json({ ...order, scheduling_page_id: `h${foreign.host.id}` })
    assert.equal(unknown.body().errors[0].pointer, '/scheduling_page_id')
    ;(await api.post(TYPES).json({ ...order, settings: {} })).assertStatus(422)
  })

  test('are changed, and archived with their bookings kept', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const api = await withKey(client, shop)
    const own = `${TYPES}/${shop.service.id}`
    const tag = (await api.get(own)).header('etag') ?? ''
    const changed = await api.put(own).json({ duration_minutes: 45, color: '#00698f' })
    changed.assertBodyContains({ duration_minutes: 45, color: '#00698f' })
    ;(await api.delete(own).header('if-match', tag)).assertStatus(412)
    const user = await joinAs('staff', shop.business)
    const staff = await withKey(client, { business: shop.business, user })
    ;(await staff.delete(own)).assertStatus(403)
    ;(await staff.post(TYPES).json({ name: 'x', duration_minutes: 60 })).assertStatus(403)
    ;(await (await withKey(client, await openShop())).delete(own)).assertStatus(404)
    ;(await api.delete(own)).assertStatus(204)
    assert.isNotNull((await Service.findOrFail(shop.service.id)).archivedAt)
    assert.equal((await booking.refresh()).status, 'approved')
    assert.isEmpty((await api.get(TYPES)).body().data)
  })
})

test.group('Availability of seed 002 at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('is one’s own week, replaced as a whole', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    await shop.host.merge({ userId: shop.user.id }).save()
    const api = await withKey(client, shop)
    const read = await api.get(WEEK)
    read.assertBodyContains({ host_id: shop.host.id })
    await scheduleShape.validate(read.body())
    const tag = read.header('etag') ?? ''
    const rule = { day_of_week: 1, start_time: '09:00', end_time: '12:00', is_available: true }
    const closed = { ...rule, day_of_week: 2, is_available: false }
    const put = await api
      .put(WEEK)
      .header('if-match', tag)
      .json({ rules: [closed, rule] })
    put.assertStatus(200)
    assert.deepEqual(put.body().rules, [rule])
    assert.lengthOf(await AvailabilityRule.query().where('host_id', shop.host.id), 1)
    ;(await api.put(WEEK).header('if-match', tag).json({ rules: [] })).assertStatus(412)
    for (const [rules, pointer] of [
      [[closed, { ...rule, end_time: '09:00' }], '/rules/1/end_time'],
      [[{ ...rule, day_of_week: 7 }], '/rules/0/day_of_week'],
      [[{ ...rule, weekday: 1 }], '/rules/0/weekday'],
    ] as const) {
      const refused = await api.put(WEEK).json({ rules })
      refused.assertStatus(422)
      assert.equal(refused.body().errors[0].pointer, pointer)
    }
    const foreign = await openShop()
    ;(await api.get(`${WEEK}?host_id=${foreign.host.id}`)).assertStatus(422)
    const other = await api.put(WEEK).json({ host_id: shop.hosts[1].id, rules: [rule] })
    other.assertBodyContains({ host_id: shop.hosts[1].id })
  })

  test('has dates of its own, closed or open from then to then', async ({ client, assert }) => {
    const shop = await openShop()
    await shop.host.merge({ userId: shop.user.id }).save()
    const api = await withKey(client, shop)
    const closed = await api.post(DATES).json({ date: day(), reason: 'Fair' })
    closed.assertStatus(201)
    await scheduledDateShape.validate(closed.body())
    closed.assertBodyContains({ is_available: false, start_time: null, reason: 'Fair' })
    const hours = { is_available: true, start_time: '10:00', end_time: '12:00' }
    const open = await api.post(DATES).json({ date: day(4), ...hours })
    open.assertBodyContains(hours)
    assert.lengthOf((await api.get(DATES)).body().data, 2)
    assert.lengthOf((await api.get(`${DATES}?from=${day(4)}`)).body().data, 1)
    for (const [changes, pointer] of [
      [{ is_available: true }, '/start_time'],
      [{ ...hours, is_available: false }, '/start_time'],
      [{ ...hours, end_time: '10:00' }, '/end_time'],
      [{ day: 1 }, '/day'],
    ] as const) {
      const refused = await api.post(DATES).json(Object.assign({ date: day(5) }, changes))
      assert.equal(refused.status(), 422, pointer)
      assert.equal(refused.body().errors[0].pointer, pointer)
    }
    const own = `${DATES}/${closed.body().id}`
    const user = await joinAs('staff', shop.business)
    const staff = await withKey(client, { business: shop.business, user })
    ;(await staff.delete(own)).assertStatus(403)
    ;(await staff.post(DATES).json({ date: day() })).assertStatus(403)
    ;(await staff.put(WEEK).json({ rules: [] })).assertStatus(403)
    ;(await staff.get(WEEK)).assertStatus(422)
    ;(await (await withKey(client, await openShop())).delete(own)).assertStatus(404)
    ;(await api.delete(own)).assertStatus(204)
    assert.lengthOf(await DateOverride.all(), 1)
  })

  test('names who is booked outside first', async ({ client }) => {
    const shop = await openShop()
    await shop.host.merge({ userId: shop.user.id }).save()
    const booking = await place(shop, { startsAt: tenOClock() })
    const api = await withKey(client, shop)
    const asks = await api.post(DATES).json({ date: day() })
    asks.assertStatus(409)
    asks.assertBodyContains({ code: 'booked_outside', booking_ids: [booking.id] })
    ;(await api.put(WEEK).json({ rules: [] })).assertStatus(409)
    ;(await api.put(WEEK).json({ rules: [], keeps_booked: true })).assertStatus(200)
  })
})

test.group('Meetings of seed 002 at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('are listed by when and by status', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const foreign = await openShop()
    await place(foreign)
    const api = await withKey(client, shop)
    const listed = async (query: string) => (await api.get(`/scheduling/meetings${query}`)).body()
    const { data } = await listed('')
    assert.lengthOf(data, 1)
    await scheduledMeetingShape.validate(data[0])
    assert.deepEqual(unknownFields(scheduledMeetingShape, data[0]), [])
    assert.include(data[0], { id: booking.id, status: 'scheduled', host_id: shop.host.id })
    assert.notInclude(JSON.stringify(data), booking.manageToken)
    assert.lengthOf((await listed('?when=upcoming&status=scheduled')).data, 1)
    assert.lengthOf((await listed('?when=past')).data, 0)
    assert.lengthOf((await listed('?status=cancelled')).data, 0)
    assert.lengthOf((await listed('?status=rescheduled')).data, 0)
    assert.lengthOf((await listed(`?host_id=${foreign.host.id}`)).data, 0)
    ;(await api.get('/scheduling/meetings?when=soon')).assertStatus(422)
    const startsAt = tenOClock(4).toUTC().toISO()
    const moved = await api.post(`/bookings/${booking.id}/reschedule`).json({ starts_at: startsAt })
    moved.assertStatus(200)
    assert.lengthOf((await listed('?status=scheduled')).data, 0)
    const rescheduled = await listed('?status=rescheduled')
    assert.lengthOf(rescheduled.data, 1)
    assert.equal(rescheduled.data[0].status, 'rescheduled')
  })

  test('are told where a calendar is connected', async ({ client, assert, cleanup }) => {
    const api = await withKey(client, await openShop())
    const unknown = await api.get('/calendar/connect/google')
    unknown.assertStatus(409)
    unknown.assertBodyContains({ code: 'calendar_not_set_up', provider: 'google' })
    cleanup(() => void (calendars.google = null))
    calendars.google = { clientId: 'ours', clientSecret: 'secret' }
    const pages = {
      google: '/admin/calendars/accounts/google/new',
      apple: '/admin/calendars/servers/new',
    }
    for (const [provider, page] of Object.entries(pages)) {
      const told = await api.get(`/calendar/connect/${provider}`)
      told.assertStatus(200)
      assert.deepEqual(told.body(), { provider, url: `${appUrl}${page}` })
    }
    ;(await api.get('/calendar/connect/sundial')).assertStatus(404)
  })
})
