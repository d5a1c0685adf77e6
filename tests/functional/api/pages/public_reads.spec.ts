import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { addService, openShop } from '#database/factories/business'
import type { Weekday } from '#scheduling/types'
import { withGlobalTransaction } from '#tests/support/database'

const NINE_TO_ELEVEN = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({
  weekday: weekday as Weekday,
  start: '09:00',
  end: '11:00',
}))

function day(days: number) {
  return DateTime.now().setZone('Europe/London').plus({ days }).toFormat('yyyy-MM-dd')
}

test.group('GET /api/booking/public/{slug}/', (group) => {
  withGlobalTransaction(group)

  test('tells the business and how it takes bookings, as the seed writes it', async ({
    client,
    assert,
  }) => {
    const { business } = await openShop({ settings: { bufferTimeMinutes: 15 } })
    const response = await client.get(`/api/booking/public/${business.slug}/`)
    response.assertStatus(200)
    response.assertBodyContains({
      business: { name: 'Swim School Pro', phone: '020 7946 0182' },
      settings: { requires_approval: false, buffer_time_minutes: 15, is_active: true },
    })
    assert.notProperty(response.body().business, 'id')
  })

  test('lists active services with the price as a string, hidden ones left out', async ({
    client,
    assert,
  }) => {
    const { business, service, hosts } = await openShop()
    await addService(business, hosts, { name: 'Secret lesson', isHidden: true })
    await addService(business, hosts, { name: 'Old lesson', isActive: false })
    const response = await client.get(`/api/booking/public/${business.slug}/services/`)
    response.assertStatus(200)
    assert.lengthOf(response.body(), 1)
    response.assertBodyContains([
      { id: service.id, duration_minutes: 60, capacity: 1, price: '50.00' },
    ])
  })

  test('says where a service happens, and what each length costs', async ({ client }) => {
    const { business } = await openShop({
      service: {
        ...{ durations: [90], lengthPrices: { 90: '70.00' } },
        furtherPlaces: [
          { key: 1, locationType: 'zoom', locationDetails: 'https://zoom.example/j/1' },
          { key: 2, locationType: 'client_calls', locationDetails: '020 7946 0999' },
        ],
      },
    })
    const response = await client.get(`/api/booking/public/${business.slug}/services/`)
    const first = { location_type: 'in_person', location_details: 'Canal Street pool' }
    response.assertBodyContains([
      {
        ...first,
        locations: [
          { id: 0, ...first },
          { id: 1, location_type: 'zoom', location_details: null },
          { id: 2, location_type: 'phone', location_details: null },
        ],
        lengths: [
          { duration_minutes: 60, price: '50.00' },
          { duration_minutes: 90, price: '70.00' },
        ],
      },
    ])
  })

  test('answers 404 as problem+json for an unknown business', async ({ client }) => {
    const response = await client.get('/api/booking/public/nobody-here/')
    response.assertStatus(404)
    response.assertHeader('content-type', 'application/problem+json; charset=utf-8')
    response.assertBodyContains({ status: 404, code: 'unknown_business' })
  })

  for (const slug of ['%00', '..%2f..', 'a'.repeat(5000), '💥']) {
    test(`answers 404 for the slug ${slug.slice(0, 10)}`, async ({ client }) => {
      const response = await client.get(`/api/booking/public/${slug}/services`)
      response.assertStatus(404)
    })
  }
})

test.group('GET /api/booking/public/{slug}/availability/', (group) => {
  withGlobalTransaction(group)

  test('groups slots by date in the zone of the business, empty days left out', async ({
    client,
    assert,
  }) => {
    const { business, service } = await openShop({ weeklyHours: NINE_TO_ELEVEN })
    const response = await client
      .get(`/api/booking/public/${business.slug}/availability/`)
      .qs({ service_id: service.id, start_date: day(-3), end_date: day(3) })
    response.assertStatus(200)
    const dates = Object.keys(response.body())
    assert.includeMembers([day(0), day(1), day(2), day(3)], dates)
    assert.notInclude(dates, day(-1))
    const [first] = response.body()[day(2)]
    assert.containsSubset(first, {
      start_time: '09:00',
      end_time: '10:00',
      available_spots: 1,
      time_zone: 'Europe/London',
    })
    assert.isString(first.session_id)
    assert.isTrue(DateTime.fromISO(first.starts_at, { setZone: true }).hour === 9)
  })

  test('speaks of another zone when asked to', async ({ client, assert }) => {
    const { business, service } = await openShop({ weeklyHours: NINE_TO_ELEVEN })
    const response = await client.get(`/api/booking/public/${business.slug}/availability/`).qs({
      service_id: service.id,
      start_date: day(2),
      end_date: day(2),
      time_zone: 'Asia/Kathmandu',
    })
    const [first] = response.body()[day(2)]
    const inLondon = DateTime.fromISO(first.starts_at, { zone: 'Europe/London' })
    assert.equal(inLondon.toFormat('HH:mm'), '09:00')
    assert.equal(first.time_zone, 'Asia/Kathmandu')
  })

  test('refuses {0}')
    .with<[string, Record<string, unknown>][]>([
      ['no service', { service_id: undefined }],
      ['a service that is a word', { service_id: 'lesson' }],
      ['a date that does not exist', { start_date: '2026-02-30' }],
      ['a date of garbage', { start_date: 'x'.repeat(10_000) }],
      ['63 days', { start_date: day(0), end_date: day(62) }],
      ['an end before its start', { start_date: day(3), end_date: day(1) }],
      ['a zone that does not exist', { time_zone: 'Mars/Olympus' }],
      ['a doubled parameter', { start_date: [day(0), day(1)] }],
    ])
    .run(async ({ client }, [, wrong]) => {
      const { business, service } = await openShop()
      const response = await client
        .get(`/api/booking/public/${business.slug}/availability/`)
        .qs({ service_id: service.id, start_date: day(1), end_date: day(2), ...wrong })
      response.assertStatus(422)
      response.assertBodyContains({ code: 'invalid' })
    })

  test('answers for the longest range that is allowed', async ({ client }) => {
    const { business, service } = await openShop()
    const response = await client
      .get(`/api/booking/public/${business.slug}/availability/`)
      .qs({ service_id: service.id, start_date: day(0), end_date: day(61) })
    response.assertStatus(200)
  })
})
