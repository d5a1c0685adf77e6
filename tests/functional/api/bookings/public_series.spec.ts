import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { withGlobalTransaction } from '#tests/support/database'
import { instant, place, tenOClock } from '#tests/support/guest'
import { withRateLimits } from '#tests/support/limits'

const WEEKS = [0, 1, 2]

const wanted = (
  serviceId: number,
  starts = WEEKS.map((week) => instant(tenOClock(3 + 7 * week)))
) => ({
  service_id: serviceId,
  starts_at: starts,
  client_name: 'Priya Shah',
  client_phone: '07700 900461',
})

test.group('POST /api/booking/public/{slug}/book/series', (group) => {
  withGlobalTransaction(group)

  test('books every date, and the same once only under a key', async ({ client, assert }) => {
    const { business, service } = await openShop()
    const send = () =>
      client
        .post(`/api/booking/public/${business.slug}/book/series`)
        .header('idempotency-key', 'series-1')
        .json(wanted(service.id))
    const booked = await send()
    booked.assertStatus(201)
    const { status, bookings } = booked.body()
    assert.equal(status, 'approved')
    assert.lengthOf(bookings, 3)
    for (const [week, each] of bookings.entries()) {
      assert.equal(Date.parse(each.starts_at), tenOClock(3 + 7 * week).toMillis())
      const page = await client.get(new URL(each.manage_url).pathname)
      page.assertTextIncludes(each.reference)
    }
    // The first date goes behind the others meanwhile: the answer stays as it was.
    const moved = await client
      .post(`/api/booking/public/manage/${bookings[0].manage_url.split('/').at(-1)}/reschedule`)
      .json({ starts_at: instant(tenOClock(25)) })
    moved.assertStatus(200)
    const again = await send()
    again.assertStatus(201)
    again.assertHeader('idempotency-replayed', 'true')
    assert.deepEqual(again.body(), booked.body())
    assert.lengthOf(await Booking.all(), 3)
  })

  test('books none and reports each date, with what is free near the taken one', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    await place(shop, tenOClock(10))
    const refused = await client
      .post(`/api/booking/public/${shop.business.slug}/book/series`)
      .json(wanted(shop.service.id))
    refused.assertStatus(409)
    const { code, detail, dates } = refused.body()
    assert.equal(code, 'series_unavailable')
    assert.equal(detail, '1 of 3 dates cannot be booked, so none was.')
    assert.deepEqual(
      dates.map((date: Record<string, unknown>) => [date.is_available, date.code]),
      [
        [true, null],
        [false, 'slot_taken'],
        [true, null],
      ]
    )
    assert.equal(dates[1].detail, 'This time was just taken.')
    assert.lengthOf(dates[1].alternatives, 3)
    assert.lengthOf(await Booking.all(), 1)

    const { starts_at: other } = dates[1].alternatives[0]
    const starts = [dates[0].starts_at, other, dates[2].starts_at]
    const booked = await client
      .post(`/api/booking/public/${shop.business.slug}/book/series`)
      .json(wanted(shop.service.id, starts))
    booked.assertStatus(201)
  })

  test('says what is wrong with a list of dates', async ({ client }) => {
    const { business, service } = await openShop()
    const [first] = wanted(service.id).starts_at
    const wrong: [unknown, string, string?][] = [
      [[], '/starts_at', 'Send at least one moment'],
      [[first, first], '/starts_at'],
      [
        Array.from({ length: 13 }, (_, day) => instant(tenOClock(day + 1))),
        '/starts_at',
        'At most 12 dates can be booked at once',
      ],
      [[first, 'tomorrow'], '/starts_at/1'],
      ['2026-12-02T09:00:00Z', '/starts_at'],
    ]
    for (const [starts, pointer, detail] of wrong) {
      const answer = await client
        .post(`/api/booking/public/${business.slug}/book/series`)
        .json({ ...wanted(service.id), starts_at: starts })
      answer.assertStatus(422)
      answer.assertBodyContains({ errors: [{ pointer, ...(detail && { detail }) }] })
    }
  })

  test('answers 404 for a service of another business', async ({ client }) => {
    const { business } = await openShop()
    const { service } = await openShop()
    const answer = await client
      .post(`/api/booking/public/${business.slug}/book/series`)
      .json(wanted(service.id))
    answer.assertStatus(404)
  })
})

test.group('Series from one address', (group) => {
  withGlobalTransaction(group)
  withRateLimits(group)

  test('are limited, and say for how long', async ({ client }) => {
    const { business, service } = await openShop()
    const send = () =>
      client
        .post(`/api/booking/public/${business.slug}/book/series`)
        .json(wanted(service.id, [instant(tenOClock())]))
    for (const status of [201, 409, 409]) (await send()).assertStatus(status)
    const answer = await send()
    answer.assertStatus(429)
    answer.assertBodyContains({ code: 'too_many_requests' })
  })
})
