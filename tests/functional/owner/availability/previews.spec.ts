import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import AvailabilityRule from '#models/availability/availability_rule'
import BookingSettings from '#models/settings/booking_settings'
import DateOverride from '#models/availability/date_override'
import Service from '#models/services/service'
import { loadQuestion } from '#queries/availability/load_availability'
import { DAY } from '#scheduling/time/dates'
import { findSlots } from '#scheduling/slots/slots'
import { withGlobalTransaction } from '#tests/support/database'
import { detailsOf } from '#tests/support/owner'
import { IN_THREE_DAYS, joinAs, place, type Shop } from '#tests/support/requests'
import { NINE_TO_FIVE } from '#tests/support/weeks'

const SETTINGS = {
  is_active: 'on',
  buffer_time_minutes: '0',
  booking_expiry_hours: '24',
  max_advance_booking_days: '60',
  min_advance_booking_hours: '0',
  reschedule_cutoff_minutes: '0',
  cancel_cutoff_minutes: '0',
}

const SERVICE = {
  name: 'Private lesson',
  duration_minutes: '60',
  price: '50',
  location_type: 'video',
  requires_approval: 'inherit',
  is_active: 'on',
}

const preview = '1'

/** A week without a ticked day; a closed day posts its range all the same. */
const CLOSED_WEEK = Object.fromEntries(
  [0, 1, 2, 3, 4, 5, 6].flatMap((weekday) => [
    [`days[d${weekday}][ranges][0][from]`, '09:00'],
    [`days[d${weekday}][ranges][0][to]`, '17:00'],
  ])
)

/** A room that goes along with whoever gives the lesson; the person gives another service by herself. */
async function openWithRoom() {
  const shop = await openShop({ hosts: 2, weeklyHours: NINE_TO_FIVE })
  const [anna, room] = shop.hosts
  await room.merge({ kind: 'room', name: 'Room 1' }).save()
  await addService(shop.business, [room, anna], { name: 'Massage' })
  await addService(shop.business, [anna], { name: 'Advice' })
  return { ...shop, room }
}

test.group('What a change of a room that goes along would do', (group) => {
  withGlobalTransaction(group)

  const see = (client: ApiClient, { user }: Shop, path: string, form: Record<string, string>) =>
    client
      .post(path)
      .form({ ...form, preview })
      .loginAs(user)
      .withCsrfToken()
      .withVersion()

  test('counts the times that services lose while it is blocked', async ({ client, assert }) => {
    const shop = await openWithRoom()
    const date = IN_THREE_DAYS.setZone('Europe/London').plus({ days: 1 })
    const page = await see(client, shop, '/admin/blocks', {
      ...{ date: date.toISODate() ?? '', all_day: 'on', repeats: 'no' },
      [`host_${shop.room.id}`]: 'on',
    })
    page.assertStatus(200)
    assert.match(page.text(), /Private lesson: \d+ removed, none added/)
    assert.match(page.text(), /Massage: \d+ removed, none added/)
    assert.notInclude(page.text(), 'Advice')
    assert.notInclude(page.text(), 'no open times any more')
  })

  test('counts what its hours take away, and names what is left without times', async ({
    client,
    assert,
  }) => {
    const shop = await openWithRoom()
    const page = await see(client, shop, `/admin/availability?host=${shop.room.id}`, CLOSED_WEEK)
    assert.match(page.text(), /Private lesson: \d+ removed, none added/)
    page.assertTextIncludes('Private lesson and Massage have no open times any more.')
  })

  test('counts all while it is switched off and on again, and says what is left without times', async ({
    client,
    assert,
  }) => {
    const shop = await openWithRoom()
    const { room } = shop
    const form = { name: 'Room 1', kind: 'room', time_zone: 'Europe/London' }
    const path = `/admin/people/${room.id}`
    const off = await see(client, shop, path, form)
    assert.match(off.text(), /Massage: \d+ removed, none added/)
    off.assertTextIncludes('Private lesson and Massage have no open times any more.')
    const saved = await client
      .post(path)
      .form({ ...form, tell: 'no' })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
    saved.assertTextIncludes('Private lesson and Massage have no open times any more.')
    assert.isFalse((await room.refresh()).isActive)

    const on = await see(client, shop, path, { ...form, is_active: 'on' })
    assert.match(on.text(), /Massage: none removed, \d+ added/)
    assert.match(on.text(), /Removes no open time, adds \d+/)
    assert.notInclude(on.text(), 'no open times any more')
  })

  test('is nothing while another is free', async ({ client }) => {
    const shop = await openWithRoom()
    const second = await shop.business.related('hosts').create({
      ...{ kind: 'room', name: 'Room 2', isActive: true, position: 2 },
      timeZone: shop.room.timeZone,
    })
    await second
      .related('availabilityRules')
      .createMany((await shop.room.related('availabilityRules').query()).map(asTheirs))
    for (const service of await shop.business.related('services').query()) {
      if (service.name === 'Advice') continue
      await service.related('hosts').attach({ [second.id]: { business_id: shop.business.id } })
    }
    const page = await see(client, shop, `/admin/availability?host=${shop.room.id}`, CLOSED_WEEK)
    page.assertTextIncludes('No open times are added or removed')
  })
})

const asTheirs = ({ businessId, dayOfWeek, opensTime, closesTime }: AvailabilityRule) => ({
  ...{ businessId, dayOfWeek, opensTime, closesTime },
})

test.group('What a change would do', (group) => {
  withGlobalTransaction(group)

  test('counts what one person has less, also where a colleague has the same', async ({
    client,
  }) => {
    const shop = await openShop({ hosts: 2, weeklyHours: NINE_TO_FIVE })
    const page = await client
      .post(`/admin/availability?host=${shop.host.id}`)
      .form({ ...CLOSED_WEEK, preview })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
    page.assertTextIncludes('Removes ')
    page.assertTextIncludes(' open times, adds none')
  })

  test('counts places in sessions among the bookings that fall outside', async ({ client }) => {
    const shop = await openShop({ service: { capacity: 8, name: 'Group lesson' } })
    const first = await place(shop, { name: 'Grace Liu' })
    await place(shop, { name: 'Omar Haddad' })
    const closing = (form: Record<string, string>) =>
      client
        .post(`/admin/availability?host=${shop.host.id}`)
        .form({ ...CLOSED_WEEK, ...form })
        .loginAs(shop.user)
        .withCsrfToken()
    const page = await closing({ preview })
    page.assertTextIncludes('2 bookings are outside the hours.')
    page.assertTextIncludes(`href="/admin/bookings/${first.id}"`)
    page.assertTextIncludes('Omar Haddad, Group lesson')
  })

  test('counts every length that a service has, and names it', async ({ client, assert }) => {
    const shop = await openShop({ service: { durations: [30], slotIntervalMinutes: 60 } })
    const page = await client
      .post(`/admin/services/${shop.service.id}`)
      .form({ ...SERVICE, slot_interval_minutes: '60', preview })
      .loginAs(shop.user)
      .withCsrfToken()
    page.assertStatus(200)
    assert.match(page.text(), /Removes 1[,.]?\d{3} open times, adds none/)
    assert.match(page.text(), /Private lesson, 30 min: 1[,.]?\d{3} removed, none added/)
    assert.notInclude(page.text(), 'Private lesson, 60 min:')
  })

  test('shows what another clock of the business moves, and saves nothing', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    const startsAt = IN_THREE_DAYS.setZone('Europe/London').set({ hour: 16 })
    await place(shop, { startsAt, name: 'Grace Liu' })
    const page = await client
      .post('/admin/settings/business')
      .form({ ...detailsOf(shop.business), time_zone: 'Europe/Berlin', preview })
      .loginAs(shop.user)
      .withCsrfToken()
    page.assertStatus(200)
    assert.match(page.text(), /Removes \d+ open times, adds \d+,/)
    page.assertTextIncludes('One booking is outside the hours.')
    page.assertTextIncludes('Grace Liu')
    assert.equal((await shop.business.refresh()).timeZone, 'Europe/London')
  })

  test('shows what closing a week takes away, and saves nothing', async ({ client, assert }) => {
    const shop = await openShop()
    const { id } = await place(shop, { name: 'Grace Liu' })
    const page = await client
      .post(`/admin/availability?host=${shop.host.id}`)
      .form({ ...CLOSED_WEEK, preview })
      .loginAs(shop.user)
      .withCsrfToken()
    page.assertStatus(200)
    page.assertTextIncludes('What this would change')
    assert.match(page.text(), /Removes 1[,.]?\d{3} open times, adds none/)
    page.assertTextIncludes('One booking is outside the hours.')
    page.assertTextIncludes(`href="/admin/bookings/${id}"`)
    page.assertTextIncludes('Nothing is saved yet.')
    assert.lengthOf(await AvailabilityRule.query().where('host_id', shop.host.id), 7)
  })

  test('shows the bookings that a closure leaves outside', async ({ client, assert }) => {
    const shop = await openShop()
    await place(shop, { name: 'Grace Liu' })
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ days: 1 }), name: 'Ines Duarte' })
    const page = await client
      .post(`/admin/availability/dates?host=${shop.host.id}`)
      .form({
        preview,
        date: IN_THREE_DAYS.setZone('Europe/London').toISODate() ?? '',
        until: IN_THREE_DAYS.setZone('Europe/London').plus({ days: 2 }).toISODate() ?? '',
        kind: 'closed',
        reason: 'Repairs',
      })
      .loginAs(shop.user)
      .withCsrfToken()
    page.assertStatus(200)
    page.assertTextIncludes('2 bookings are outside the hours.')
    page.assertTextIncludes('Grace Liu, Private lesson')
    page.assertTextIncludes('value="Repairs"')
    assert.isNull(await DateOverride.findBy('hostId', shop.host.id))
  })

  test('shows what comes back with a date that follows the week again', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { slotIntervalMinutes: 60 } })
    const first = IN_THREE_DAYS.setZone('Europe/London').startOf('day').plus({ days: 2 })
    const dates = [0, 1].map((days) => first.plus({ days }).toISODate() ?? '')
    const [{ id }] = await DateOverride.createMany(
      dates.map((date) => ({
        businessId: shop.business.id,
        hostId: shop.host.id,
        date,
        windows: [{ start: '09:00', end: '11:00' }],
      }))
    )
    const send = (query: Record<string, string>, form: Record<string, string>) =>
      client
        .post(`/admin/availability/dates/${id}/removal`)
        .qs(query)
        .form(form)
        .loginAs(shop.user)
        .withCsrfToken()
        .redirects(0)
    const page = await send({ until: dates[1] }, { preview })
    page.assertStatus(200)
    const hours = first.plus({ days: 2 }).diff(first, 'hours').hours
    page.assertTextIncludes(`Removes no open time, adds ${hours - 4}`)
    assert.lengthOf(await DateOverride.query().where('host_id', shop.host.id), 2)

    const past = await send({ until: '2020-01-01' }, {})
    past.assertStatus(422)
    assert.lengthOf(await DateOverride.query().where('host_id', shop.host.id), 2)
  })

  test('shows what a new service would offer, keeps the form and makes none', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ settings: { maxAdvanceBookingDays: 20 } })
    const ask = (form: Record<string, string>) =>
      client
        .post('/admin/services')
        .form({ ...SERVICE, name: 'Dive', duration_minutes: '90', ...form })
        .loginAs(shop.user)
        .withCsrfToken()
        .redirects(0)
    const page = await ask({ preview })
    page.assertStatus(200)
    page.assertTextIncludes('value="Dive"')
    const services = () => Service.query().where('business_id', shop.business.id).orderBy('id')
    assert.lengthOf(await services(), 1)

    ;(await ask({})).assertStatus(303)
    const [, made] = await services()
    const now = Date.now()
    const range = { start: now, end: now + 22 * DAY }
    const { business } = shop
    const question = await loadQuestion({ business, service: made, hostId: null, range, now })
    const count = findSlots(question).length
    assert.isAbove(count, 200)
    assert.include(
      [count, count + 1].map((added) => `Removes no open time, adds ${added}, up to`),
      /Removes no open time, adds [^,]+, up to/.exec(page.text())?.[0] ?? ''
    )
  })

  test('shows what a pause does to every service', async ({ client, assert }) => {
    const shop = await openShop()
    await addService(shop.business, shop.hosts, { name: 'Assessment', durationMinutes: 30 })
    await place(shop)
    const page = await client
      .post('/admin/settings')
      .form({ ...SETTINGS, preview, max_advance_booking_days: '59', requires_approval: 'on' })
      .loginAs(shop.user)
      .withCsrfToken()
    page.assertStatus(200)
    page.assertTextIncludes('Private lesson: 24 removed')
    page.assertTextIncludes('Assessment: 48 removed')
    page.assertTextIncludes('No booking is outside the hours.')
    assert.match(page.text(), /name="requires_approval"[^>]*checked/)
    const settings = await BookingSettings.findByOrFail('businessId', shop.business.id)
    assert.equal(settings.maxAdvanceBookingDays, 60)
  })

  test('shows what a service loses with a host, and keeps the host', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const tom = shop.hosts[1]
    await tom.related('availabilityRules').query().where('day_of_week', '<>', 1).delete()
    await place(shop, { hostId: shop.hosts[0].id, name: 'Grace Liu' })
    const page = await client
      .post(`/admin/services/${shop.service.id}`)
      .form({ ...SERVICE, preview, [`host_${tom.id}`]: 'on' })
      .loginAs(shop.user)
      .withCsrfToken()
    page.assertStatus(200)
    page.assertTextIncludes('One booking to come is with somebody')
    const service = await Service.query()
      .where('id', shop.service.id)
      .preload('hosts')
      .firstOrFail()
    assert.lengthOf(service.hosts, 2)
  })

  test('says when nothing changes', async ({ client }) => {
    const shop = await openShop()
    const page = await client
      .post('/admin/settings')
      .form({ ...SETTINGS, preview })
      .loginAs(shop.user)
      .withCsrfToken()
    page.assertTextIncludes('No open times are added or removed')
  })

  test('refuses what cannot be saved in the same words', async ({ client }) => {
    const shop = await openShop()
    const page = await client
      .post('/admin/settings')
      .form({ ...SETTINGS, preview, buffer_time_minutes: '-1' })
      .loginAs(shop.user)
      .withCsrfToken()
    page.assertStatus(422)
    page.assertTextIncludes('It must be 0 or more')
  })

  test('is for those who may save', async ({ client, assert }) => {
    const shop = await openShop()
    const viewer = await joinAs('viewer', shop.business)
    const refused = await client
      .post('/admin/settings')
      .form({ ...SETTINGS, preview })
      .loginAs(viewer)
      .withCsrfToken()
    refused.assertStatus(403)
    const page = await client.get('/admin/settings').loginAs(viewer)
    assert.notInclude(page.text(), 'See what this changes')
  })
})
