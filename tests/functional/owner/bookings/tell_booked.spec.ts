import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import PlaceSeries from '#actions/bookings/place_series'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { byClient } from '#models/by'
import Notification from '#models/notifications/notification'
import { Box } from '#tests/support/box'
import { calendarValue } from '#tests/support/calendar_file'
import { withEmptyTables } from '#tests/support/database'
import { move } from '#tests/support/moves'
import { deliverAll } from '#tests/support/outbox'
import {
  IN_THREE_DAYS as START,
  openShopByRequest,
  place,
  type Shop,
} from '#tests/support/requests'

const OLD = 'Canal Street pool'
const NEW = 'Warm pool, 3 Mill Lane'
const SERVICE = { locationType: 'in_person', locationDetails: OLD, instructions: 'Towel' } as const
const CLIENT = 'ines@duarte.example'

/** As the service's form sends it. */
function save(client: ApiClient, shop: Shop, changes: Record<string, string> = {}) {
  const { service, user, hosts } = shop
  const form = {
    name: service.name,
    duration_minutes: String(service.durationMinutes),
    price: '0',
    location_type: 'in_person',
    location_details: OLD,
    instructions: 'Towel',
    requires_approval: 'inherit',
    accepts_competing_requests: 'inherit',
    is_active: 'on',
    ...Object.fromEntries(hosts.map(({ id }) => [`host_${id}`, 'on'])),
    ...changes,
  }
  const posted = client.post(`/admin/services/${service.id}`).form(form)
  return posted.loginAs(user).withCsrfToken().withVersion().redirects(0)
}

async function fileOf(client: ApiClient, { manageToken }: Booking): Promise<string> {
  const file = await client.get(`/manage/${manageToken}/calendar.ics`)
  return file.text()
}

async function bookedAndTold(box: Box, options: Parameters<typeof openShop>[0] = {}) {
  const shop = await openShop({ ...options, service: { ...SERVICE, ...options.service } })
  const booking = await place(shop)
  await deliverAll(box)
  box.mails.length = 0
  return { shop, booking }
}

test.group('What those who are booked are told of', (group) => {
  withEmptyTables(group)

  test('is asked before another place is saved, with how many are booked', async ({
    client,
    assert,
  }) => {
    const { shop, booking } = await bookedAndTold(new Box())
    await place(shop, { startsAt: START.plus({ hours: 3 }), email: null, phone: '07700 900123' })
    const before = await fileOf(client, booking)
    const asked = await save(client, shop, { location_details: NEW })
    asked.assertStatus(409)
    asked.assertTextIncludes('2 coming bookings: tell their clients?')
    asked.assertTextIncludes('One of them has no email')
    asked.assertTextIncludes('Save and tell 1 of 2')
    asked.assertTextIncludes(`value="${NEW}"`)
    assert.match(asked.text(), /name="tell" value="yes"[\s\S]*name="tell" value="no"/)
    await shop.service.refresh()
    assert.equal(shop.service.locationDetails, OLD)
    assert.equal(await fileOf(client, booking), before)
  })

  test('stays as it was where the owner tells nobody', async ({ client, assert }) => {
    const box = new Box()
    const { shop, booking } = await bookedAndTold(box)
    const before = await fileOf(client, booking)
    const saved = await save(client, shop, {
      name: 'Warm lesson',
      location_details: NEW,
      instructions: 'Goggles',
      tell: 'no',
    })
    saved.assertStatus(303)
    await shop.service.refresh()
    assert.equal(shop.service.locationDetails, NEW)
    assert.equal(await fileOf(client, booking), before)
    const page = await client.get(`/manage/${booking.manageToken}`)
    page.assertTextIncludes(OLD)
    assert.notInclude(page.text(), NEW)
    await deliverAll(box)
    assert.isEmpty(box.mails)
    // What nobody was told is told with the next time.
    await move(booking, START.plus({ hours: 2 }))
    await deliverAll(box)
    const [moved] = box.to(CLIENT)
    assert.include(moved.text, NEW)
    assert.match(moved.text, /What changed:? *place/)
    assert.include(await fileOf(client, booking), 'Mill Lane')
  })

  test('goes out once, with a newer entry, where the owner tells them', async ({
    client,
    assert,
  }) => {
    const box = new Box()
    const { shop, booking } = await bookedAndTold(box, {
      settings: { reminderMinutes: [1440] },
    })
    const before = await fileOf(client, booking)
    const saved = await save(client, shop, { location_details: NEW, tell: 'yes' })
    saved.assertStatus(303)
    await deliverAll(box)
    const mails = box.to(CLIENT)
    assert.lengthOf(mails, 1)
    assert.include(mails[0].subject, 'What changed: place.')
    assert.include(mails[0].text, NEW)
    for (const file of [mails[0].calendar, await fileOf(client, booking)]) {
      assert.equal(calendarValue(file, 'UID'), calendarValue(before, 'UID'))
      assert.equal(calendarValue(file, 'SEQUENCE'), '1')
      assert.include(calendarValue(file, 'LOCATION'), NEW)
      assert.notEqual(calendarValue(file, 'DTSTAMP'), undefined)
      assert.isAbove(
        Number(calendarValue(file, 'DTSTAMP')?.replaceAll(/\D/g, '')),
        Number(calendarValue(before, 'DTSTAMP')?.replaceAll(/\D/g, '')) - 1
      )
    }
    assert.equal(calendarValue(mails[0].calendar, 'METHOD'), 'REQUEST')
    const [own] = box.to(shop.user.email)
    assert.equal(calendarValue(own.calendar, 'SEQUENCE'), '1')
    assert.include(own.calendar, 'Mill Lane')
    const record = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    record.assertTextIncludes('Client told about a change')
    const reminders = await Notification.query().where({
      ...{ bookingId: booking.id, type: 'booking_reminder', status: 'queued' },
    })
    assert.isNotEmpty(reminders)
    for (const { bookingVersion } of reminders) assert.equal(bookingVersion, 1)
  })

  test('is not written down as told where nobody gets mails', async ({ client, assert }) => {
    const { shop, booking } = await bookedAndTold(new Box())
    const startsAt = START.plus({ days: 1 })
    const called = await place(shop, { startsAt, email: null, phone: '07700 900318' })
    await save(client, shop, { location_details: NEW, tell: 'yes' })
    const record = async (id: number) =>
      (await client.get(`/admin/bookings/${id}`).loginAs(shop.user)).text()
    assert.include(await record(booking.id), 'Client told about a change')
    assert.notInclude(await record(called.id), 'Client told about a change')
    assert.include(await record(called.id), 'Booking changed')
    const history = (await client.get('/admin/history').loginAs(shop.user)).text()
    for (const said of ['Client told about a change', 'Booking changed']) {
      assert.lengthOf(history.split(said), 2, said)
    }
  })

  test('is nothing where all is again as they were told', async ({ client, assert }) => {
    const box = new Box()
    const { shop } = await bookedAndTold(box)
    await save(client, shop, { location_details: NEW, tell: 'yes' })
    await save(client, shop, { tell: 'yes' })
    await deliverAll(box)
    assert.isEmpty(box.mails)
  })

  test('is not asked where nobody is booked, or nothing that they were told is changed', async ({
    client,
  }) => {
    const { shop, booking } = await bookedAndTold(new Box())
    const same = await save(client, shop, { slot_interval_minutes: '30' })
    same.assertStatus(303)
    await db.from('bookings').where('id', booking.id).update({ status: 'cancelled' })
    const free = await save(client, shop, { location_details: NEW })
    free.assertStatus(303)
  })

  test('is asked for the business and for hosts as well', async ({ client, assert }) => {
    const box = new Box()
    const { shop, booking } = await bookedAndTold(box)
    const { business, user, host } = shop
    const details = {
      name: business.name,
      slug: business.slug,
      address: '9 New Quay',
      email: business.email ?? '',
      time_zone: business.timeZone,
      currency: business.currency,
      locale: business.locale,
      week_starts_on: '1',
      brand_colour: business.brandColour,
    }
    const saveBusiness = (more = {}) =>
      client
        .post('/admin/settings/business')
        .form({ ...details, ...more })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    const asked = await saveBusiness()
    asked.assertStatus(409)
    asked.assertTextIncludes('One coming booking: tell its client?')
    const told = await saveBusiness({ tell: 'yes' })
    told.assertStatus(303)
    await deliverAll(box)
    assert.include(box.to(CLIENT)[0].text, '9 New Quay')

    const saveHost = (more = {}) =>
      client
        .post(`/admin/people/${host.id}`)
        .form({ name: 'Anna B.', is_active: 'on', time_zone: host.timeZone, ...more })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    const questionOfHost = await saveHost()
    questionOfHost.assertStatus(409)
    const quiet = await saveHost({ tell: 'no' })
    quiet.assertStatus(303)
    const page = await client.get(`/manage/${booking.manageToken}`)
    assert.notInclude(page.text(), 'Anna B.')
  })

  test('keeps from those who wait what is for those who come', async ({ client, assert }) => {
    const box = new Box()
    const service = { ...SERVICE, locationType: 'video', locationDetails: 'https://call.example/a' }
    const shop = await openShopByRequest({ service: service as typeof SERVICE & object })
    await place(shop)
    const call = { location_type: 'video', requires_approval: 'inherit' }
    const link = await save(client, shop, { ...call, location_details: 'https://call.example/b' })
    link.assertStatus(303)
    const place2 = { location_type: 'in_person', location_details: NEW, tell: 'yes' }
    await deliverAll(box)
    box.mails.length = 0
    const moved = await save(client, shop, { ...place2, requires_approval: 'inherit' })
    moved.assertStatus(303)
    await deliverAll(box)
    const [mail] = box.to(CLIENT)
    assert.include(mail.subject, 'What changed: place.')
    assert.equal(mail.calendar, '')
  })

  test('is told once of dates that were booked together', async ({ client, assert }) => {
    const box = new Box()
    const shop = await openShop({ service: SERVICE })
    const dates = [0, 1, 2].map((days) => START.plus({ days }).toMillis())
    const placed = await new PlaceSeries().handle({
      businessId: shop.business.id,
      serviceId: shop.service.id,
      starts: dates,
      by: byClient(),
      hostId: null,
      client: {
        ...{ name: 'Ines Duarte', email: CLIENT, phone: null, notes: null },
        ...{ timeZone: 'Europe/London', locale: 'en-GB' },
      },
      idempotencyKey: null,
    })
    assert.equal(placed.outcome, 'booked')
    await deliverAll(box)
    box.mails.length = 0
    await save(client, shop, { location_details: NEW, tell: 'yes' })
    await deliverAll(box)
    assert.lengthOf(box.to(CLIENT), 1)
    const bookings = await Booking.query().where('businessId', shop.business.id)
    assert.deepEqual(
      bookings.map(({ calendarSequence }) => calendarSequence),
      [1, 1, 1]
    )
  })

  test('takes the same few statements for many as for one', async ({ client, assert }) => {
    const counted = async (bookings: number) => {
      const { shop, booking } = await bookedAndTold(new Box())
      const row = await db.from('bookings').where('id', booking.id).firstOrFail()
      for (let nth = 1; nth < bookings; nth++) {
        const [{ id }] = await db
          .table('holders')
          .insert({ business_id: row.business_id })
          .returning('id')
        const own = { id, reference: `MANY-${String(nth).padStart(4, '0')}` }
        await db
          .table('bookings')
          .insert({ ...row, ...own, answers: '[]', calendar_uid: undefined })
      }
      let statements = 0
      const count = () => void statements++
      db.connection().getWriteClient().on('query', count)
      const saved = await save(client, shop, { location_details: NEW, tell: 'yes' })
      db.connection().getWriteClient().removeListener('query', count)
      saved.assertStatus(303)
      const owed = await Notification.query().where({
        businessId: shop.business.id,
        type: 'booking_changed',
      })
      return { statements, owed: owed.filter(({ userId }) => userId === null).length }
    }
    const one = await counted(1)
    const many = await counted(100)
    assert.equal(many.owed, 100)
    assert.isAbove(one.statements, 5)
    assert.isAtMost(many.statements, one.statements)
  })
})
