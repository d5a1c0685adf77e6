import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { addService, openShop } from '#database/factories/business'
import env from '#start/env'
import type { Weekday } from '#scheduling/types'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'

const NINE_TO_ELEVEN = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({
  weekday: weekday as Weekday,
  start: '09:00',
  end: '11:00',
}))

const inThreeDays = () => tenOClock().toFormat('yyyy-MM-dd')

test.group('GET /schedule/{slug}/{type}/slots', (group) => {
  withGlobalTransaction(group)

  const openPage = async () => {
    const shop = await openShop({ weeklyHours: NINE_TO_ELEVEN, hosts: 2 })
    return { ...shop, address: `/schedule/${shop.host.pageSlug}/${shop.service.slug}/slots` }
  }

  test('lists the times of one host on one date of the host’s zone', async ({ client, assert }) => {
    const { address } = await openPage()
    const response = await client.get(address).qs({ date: inThreeDays() })
    response.assertStatus(200)
    response.assertHeader('content-type', 'application/json; charset=utf-8')
    const slots: { start_time: string }[] = response.body()[inThreeDays()]
    assert.deepEqual(
      slots.map(({ start_time }) => start_time),
      ['09:00', '10:00']
    )
  })

  test('leaves out what this host has taken, whoever else is free', async ({ client, assert }) => {
    const { address, ...shop } = await openPage()
    const booking = await place(shop, tenOClock())
    const own = shop.hosts.find(({ id }) => id === booking.hostId) ?? shop.host
    const response = await client
      .get(`/schedule/${own.pageSlug}/${shop.service.slug}/slots`)
      .qs({ date: inThreeDays() })
    const slots: { start_time: string }[] = response.body()[inThreeDays()]
    assert.deepEqual(
      slots.map(({ start_time }) => start_time),
      ['09:00']
    )
  })

  test('reads the date in another zone when asked to', async ({ client, assert }) => {
    const { address } = await openPage()
    const response = await client.get(address).qs({ date: inThreeDays(), tz: 'Asia/Kathmandu' })
    const [first] = response.body()[inThreeDays()]
    assert.equal(first.time_zone, 'Asia/Kathmandu')
    assert.equal(
      DateTime.fromISO(first.starts_at, { zone: 'Europe/London' }).toFormat('HH:mm'),
      '09:00'
    )
  })

  test('means today when no date is given', async ({ client }) => {
    const { address } = await openPage()
    const response = await client.get(address)
    response.assertStatus(200)
  })

  test('answers {0} {1} for machines')
    .with<[number, string, (shop: Awaited<ReturnType<typeof openPage>>) => string][]>([
      [404, 'unknown_page', ({ service }) => `/schedule/nobody-here/${service.slug}/slots`],
      [404, 'unknown_service', ({ host }) => `/schedule/${host.pageSlug}/nothing/slots`],
      [422, 'invalid', ({ address }) => `${address}?date=2026-02-30`],
      [422, 'invalid', ({ address }) => `${address}?date=9999-12-31`],
      [422, 'invalid', ({ address }) => `${address}?date=${'9'.repeat(5000)}`],
      [422, 'invalid', ({ address }) => `${address}?date=2027-01-01&date=2027-01-02`],
      [422, 'invalid', ({ address }) => `${address}?tz=Mars/Olympus`],
    ])
    .run(async ({ client }, [status, code, addressOf]) => {
      const response = await client.get(addressOf(await openPage())).accept('html')
      response.assertStatus(status)
      response.assertHeader('content-type', 'application/problem+json; charset=utf-8')
      response.assertBodyContains({ code })
    })

  test('gives hosts of one name a page each', async ({ assert }) => {
    const [one, other] = [await openShop(), await openShop()]
    assert.equal(one.host.name, other.host.name)
    assert.notEqual(one.host.pageSlug, other.host.pageSlug)
  })
})

test.group('GET /availability', (group) => {
  withEmptyTables(group)
  group.each.setup(() => () => {
    env.set('DEFAULT_BUSINESS', '')
    env.set('DEFAULT_SERVICE', '')
  })

  test('is the only business’s only service, in UTC, as far ahead as bookings go', async ({
    client,
    assert,
  }) => {
    await openShop({ settings: { maxAdvanceBookingDays: 10 } })
    const response = await client.get('/availability')
    response.assertStatus(200)
    const dates = Object.keys(response.body())
    const day = (days: number) => DateTime.utc().plus({ days }).toFormat('yyyy-MM-dd')
    assert.includeMembers(dates, [day(1), day(9)])
    assert.notInclude(dates, day(12))
    assert.match(response.body()[day(1)][0].starts_at, /Z$/)
    assert.equal(response.body()[day(1)][0].time_zone, 'UTC')
  })

  test('is of the days that are asked for', async ({ client, assert }) => {
    await openShop()
    const day = (days: number) => DateTime.utc().plus({ days }).toFormat('yyyy-MM-dd')
    const response = await client.get('/availability').qs({ start_date: day(3), end_date: day(4) })
    assert.deepEqual(Object.keys(response.body()), [day(3), day(4)])
    const long = await client.get('/availability').qs({ start_date: day(3), end_date: day(90) })
    long.assertStatus(422)
    long.assertBodyContains({ errors: [{ pointer: '/end_date', code: 'range_too_long' }] })
  })

  test('covers 62 days at the most', async ({ client, assert }) => {
    await openShop({ settings: { maxAdvanceBookingDays: 365 } })
    const response = await client.get('/availability')
    assert.isAtMost(Object.keys(response.body()).length, 62)
  })

  test('is the oldest business where there are several', async ({ client, assert }) => {
    await openShop({ settings: { maxAdvanceBookingDays: 3 } })
    await openShop({ settings: { maxAdvanceBookingDays: 60 } })
    const response = await client.get('/availability')
    response.assertStatus(200)
    assert.isAtMost(Object.keys(response.body()).length, 4)
  })

  test('is what the deployment says where there are several', async ({ client, assert }) => {
    await openShop()
    const shop = await openShop()
    await addService(shop.business, shop.hosts)
    env.set('DEFAULT_BUSINESS', 'nobody')
    const unknown = await client.get('/availability')
    unknown.assertStatus(404)
    unknown.assertBodyContains({ code: 'no_default_business' })

    env.set('DEFAULT_BUSINESS', shop.business.slug)
    const unsaid = await client.get('/availability')
    unsaid.assertStatus(404)
    unsaid.assertBodyContains({ code: 'no_default_service' })

    env.set('DEFAULT_SERVICE', shop.service.slug)
    const response = await client.get('/availability')
    response.assertStatus(200)
    assert.isNotEmpty(response.body())
  })

  test('is a problem in words where there is no business', async ({ client }) => {
    const response = await client.get('/availability').accept('html')
    response.assertStatus(404)
    response.assertHeader('content-type', 'application/problem+json; charset=utf-8')
  })
})
