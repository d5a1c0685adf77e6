import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import PlanSeries from '#actions/sessions/plan_series'
import { addService, openShop } from '#database/factories/business'
import Service from '#models/services/service'
import GroupSession from '#models/sessions/group_session'
import SessionSeries from '#models/sessions/session_series'
import { byUser } from '#models/by'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { writtenTo } from '#tests/support/enquiries'
import { IN_THREE_DAYS, place, type Shop } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'

/** Dates every week, from three days ahead on. */
async function planWeekly({ business, user, service, host }: Shop) {
  const first = DateTime.now().setZone(business.timeZone).plus({ days: 3 })
  const planned = await new PlanSeries().handle({
    ...{ businessId: business.id, serviceId: service.id, hostId: host.id },
    ...{ firstDate: first.toFormat('yyyy-MM-dd'), startsTime: '10:00', lastDate: null },
    ...{ durationMinutes: 60, capacity: 8, bookingDeadlineHours: 0, everyWeeks: 1 },
    onClosed: null,
    by: byUser(user.id),
  })
  if (planned.outcome !== 'planned') throw new Error(planned.outcome)
}

test.group('The end of a service', (group) => {
  withGlobalTransaction(group)

  test('archived, it is on no list and takes no booking; its bookings stand', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { name: 'Aqua gym' } })
    const { user, business, service } = shop
    await addService(business, shop.hosts, { name: 'Course' })
    const booking = await place(shop)
    const path = `/admin/services/${service.id}`
    const page = await client.get(path).loginAs(user)
    page.assertTextIncludes('1 coming booking stays as it is.')
    const archived = await client
      .post(`${path}/archive`)
      .loginAs(user)
      .withCsrfToken()
      .withVersion(path)
    archived.assertTextIncludes('Aqua gym is archived')
    archived.assertTextIncludes('1 archived service')

    await service.refresh()
    assert.isFalse(service.isActive)
    assert.isNotNull(service.archivedAt)
    assert.equal((await booking.refresh()).status, 'approved')
    const link = await client.get(`/book/${business.slug}/${service.slug}`)
    link.assertStatus(410)
    link.assertTextIncludes('Aqua gym is not offered any more')
    link.assertTextIncludes('See what can be booked')
    const details = await client.get(`/book/${business.slug}/${service.slug}/details`)
    details.assertStatus(410)
    const manage = await client.get(`/manage/${booking.manageToken}`)
    manage.assertStatus(200)
  })

  test('archived, it plans no more dates, and empty ones are taken out', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { capacity: 8 } })
    const { user, service } = shop
    await planWeekly(shop)
    const path = `/admin/services/${service.id}`
    const page = await client.get(path).loginAs(user)
    page.assertTextIncludes('Its series of dates ends')
    await client.post(`${path}/archive`).loginAs(user).withCsrfToken().withVersion(path)
    const left = await GroupSession.query().where({ serviceId: service.id, status: 'scheduled' })
    assert.lengthOf(left, 0)
    assert.isFalse((await SessionSeries.findByOrFail('serviceId', service.id)).isActive)
  })

  test('archived, no form switches it on', async ({ client, assert }) => {
    const { user, service } = await openShop()
    const path = `/admin/services/${service.id}`
    const post = (address: string, form = {}) =>
      client.post(address).form(form).loginAs(user).withCsrfToken().withVersion(path).redirects(0)
    ;(await post(`${path}/archive`)).assertStatus(303)
    const edited = await post(path, {
      ...{ name: 'Another name', duration_minutes: '60', price: '0', is_active: 'on' },
      ...{ location_type: 'in_person', requires_approval: 'inherit' },
    })
    edited.assertStatus(303)
    await service.refresh()
    assert.deepEqual([service.name, service.isActive], ['Another name', false])
  })

  test('brought back, it is switched off at the end of the list', async ({ client, assert }) => {
    const { user, business, hosts, service } = await openShop()
    await addService(business, hosts, { position: 7 })
    const path = `/admin/services/${service.id}`
    const post = (address: string) =>
      client.post(address).loginAs(user).withCsrfToken().withVersion(path)
    await post(`${path}/archive`)
    const back = await post(`${path}/archive/removal`)
    back.assertTextIncludes('is back, and switched off')
    await service.refresh()
    assert.deepEqual([service.isActive, service.archivedAt, service.position], [false, null, 8])
  })

  test('deleted, it is gone with its links; what was written stays', async ({ client, assert }) => {
    const { user, business, service } = await openShop()
    const enquiry = await writtenTo(business.id, { serviceId: service.id })
    const path = `/admin/services/${service.id}`
    const deleted = await client
      .post(`${path}/removal`)
      .loginAs(user)
      .withCsrfToken()
      .withVersion(path)
    deleted.assertTextIncludes('is deleted.')
    assert.isNull(await Service.find(service.id))
    assert.isNull((await enquiry.refresh()).serviceId)
    ;(await client.get(`/book/${business.slug}/${service.slug}`)).assertStatus(404)
    ;(await client.get(path).loginAs(user)).assertStatus(404)
  })

  test('once booked, or planned, it is archived and never deleted', async ({ client, assert }) => {
    const booked = await openShop()
    await place(booked)
    const planned = await openShop({ service: { capacity: 8 } })
    await planSession(planned, IN_THREE_DAYS)
    for (const { user, service } of [booked, planned]) {
      const path = `/admin/services/${service.id}`
      const page = await client.get(path).loginAs(user)
      assert.notInclude(page.text(), 'Delete it')
      const refused = await client
        .post(`${path}/removal`)
        .loginAs(user)
        .withCsrfToken()
        .form({ version: /name="version" value="([^"]+)"/.exec(page.text())?.[1] ?? '' })
      refused.assertStatus(409)
      refused.assertTextIncludes('Not deleted: somebody has booked it by now')
      assert.isNotNull(await Service.find(service.id))
    }
  })

  test('a copy has all but the address, and is switched off', async ({ client, assert }) => {
    const { user, business, hosts, service } = await openShop({
      hosts: 2,
      service: { name: 'Private lesson', category: 'Lessons', dailyLimit: 4, durations: [30, 90] },
    })
    await service
      .merge({
        questions: [
          {
            ...{ key: 'level', type: 'text', label: 'Your level?', help: null, isRequired: true },
            ...{ maxLength: null, options: [] },
          },
        ],
      })
      .save()
    await service.related('hosts').sync({
      [hosts[0].id]: { business_id: business.id, priority: 3, weight: 2 },
    })
    const page = await client
      .post(`/admin/services/${service.id}/copy`)
      .loginAs(user)
      .withCsrfToken()
    page.assertTextIncludes('This is the copy of Private lesson')
    const copy = await Service.query()
      .where({ businessId: business.id, name: 'Private lesson (copy)' })
      .preload('hosts')
      .firstOrFail()
    const { slug, isActive, category, dailyLimit, durations, questions } = copy
    assert.deepEqual(
      { slug, isActive, category, dailyLimit, durations },
      {
        ...{ slug: 'private-lesson-copy', isActive: false, category: 'Lessons' },
        ...{ dailyLimit: 4, durations: [30, 90] },
      }
    )
    assert.equal(questions[0].label, 'Your level?')
    assert.deepEqual(
      copy.hosts.map(({ id, $extras }) => [id, $extras.pivot_priority, $extras.pivot_weight]),
      [[hosts[0].id, 3, 2]]
    )
  })
})

test.group('The end of a service whose host is much asked for', (group) => {
  withEmptyTables(group)

  test('comes with that of its dates, or not at all', async ({ client, assert }) => {
    const shop = await openShop({ service: { capacity: 8 } })
    const { user, service, host } = shop
    await planWeekly(shop)
    const path = `/admin/services/${service.id}`
    const archive = () =>
      client.post(`${path}/archive`).loginAs(user).withCsrfToken().withVersion(path).redirects(0)
    const states = async () => {
      const { isActive } = await SessionSeries.findByOrFail('serviceId', service.id)
      return [(await Service.findOrFail(service.id)).archivedAt !== null, !isActive]
    }

    const other = await db.transaction()
    await other.rawQuery('select pg_advisory_xact_lock(3, ?::int)', [host.id])
    const refused = await archive().finally(() => other.rollback())
    refused.assertStatus(503)
    refused.assertTextIncludes('so nothing was changed')
    assert.deepEqual(await states(), [false, false])
    ;(await archive()).assertStatus(303)
    assert.deepEqual(await states(), [true, true])
  }).timeout(20_000)
})
