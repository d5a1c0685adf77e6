import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import ApproveBooking from '#actions/requests/approve_booking'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { byUser } from '#models/by'
import Notification from '#models/notifications/notification'
import { withEmptyTables } from '#tests/support/database'
import { withRateLimits } from '#tests/support/limits'

/** Ten in the morning, London time, some days ahead. */
function tenOClock(days = 3) {
  return DateTime.now().setZone('Europe/London').plus({ days }).startOf('day').set({ hour: 10 })
}

function request(serviceId: number, startsAt: DateTime, client = 'Priya Shah') {
  return {
    service_id: serviceId,
    starts_at: startsAt.toUTC().toISO(),
    client_name: client,
    client_email: 'priya@example.com',
  }
}

test.group('POST /api/booking/public/{slug}/book/', (group) => {
  withEmptyTables(group)

  test('books an instant service and answers 201 with what the client needs', async ({
    client,
    assert,
  }) => {
    const { business, service, host } = await openShop()
    const response = await client
      .post(`/api/booking/public/${business.slug}/book/`)
      .json({ ...request(service.id, tenOClock()), notes: 'First time swimmer' })

    response.assertStatus(201)
    response.assertBodyContains({ status: 'approved', host_id: host.id, service_id: service.id })
    assert.match(response.body().reference, /^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)
    assert.match(response.body().manage_url, /\/manage\/[\w-]{23,}$/)

    const booking = await Booking.findByOrFail('reference', response.body().reference)
    assert.equal(booking.notes, 'First time swimmer')
    assert.equal(booking.startsAt.toMillis(), tenOClock().toMillis())
    const owed = await Notification.query().where('booking_id', booking.id).orderBy('id')
    assert.sameMembers(
      owed.map(({ channel, userId }) => `${channel} to ${userId ? 'staff' : 'client'}`),
      ['mail to client', 'mail to staff', 'in_app to staff']
    )
  })

  test('keeps no more of the reader’s locale than its language and region', async ({
    client,
    assert,
  }) => {
    const { business, service } = await openShop()
    const response = await client
      .post(`/api/booking/public/${business.slug}/book/`)
      .header('accept-language', 'en-GB-u-ca-buddhist-nu-deva,en-IE;q=0.5')
      .json(request(service.id, tenOClock()))
    response.assertStatus(201)
    const booking = await Booking.findByOrFail('reference', response.body().reference)
    assert.equal(booking.clientLocale, 'en-IE')
  })

  for (const [place, phone] of [
    ['video', '+49 30 23125461'],
    ['in_person', '030 23125461'],
  ] as const) {
    test(`reads a number for ${place} as one of where that is`, async ({ client, assert }) => {
      const { business, service } = await openShop({ service: { locationType: place } })
      const from = { client_phone: '030 23125461', time_zone: 'Europe/Berlin' }
      const response = await client
        .post(`/api/booking/public/${business.slug}/book/`)
        .json({ ...request(service.id, tenOClock()), ...from })
      response.assertStatus(201)
      const booking = await Booking.findByOrFail('reference', response.body().reference)
      assert.equal(booking.clientPhone, phone)
    })
  }

  test('answers 201 and pending where the business approves first', async ({ client }) => {
    const { business, service } = await openShop({ settings: { requiresApproval: true } })
    const response = await client
      .post(`/api/booking/public/${business.slug}/book`)
      .json(request(service.id, tenOClock()))
    response.assertStatus(201)
    response.assertBodyContains({ status: 'pending' })
  })

  test('takes the session_id that availability gave', async ({ client, assert }) => {
    const { business, service } = await openShop()
    const date = tenOClock().toFormat('yyyy-MM-dd')
    const days = await client
      .get(`/api/booking/public/${business.slug}/availability/`)
      .qs({ service_id: service.id, start_date: date, end_date: date })
    const [slot] = days.body()[date]
    const response = await client
      .post(`/api/booking/public/${business.slug}/book/`)
      .json({ session_id: slot.session_id, client_name: 'Sam', client_phone: '07700 900461' })
    response.assertStatus(201)
    const booked = DateTime.fromISO(response.body().starts_at)
    assert.equal(booked.toMillis(), DateTime.fromISO(slot.starts_at).toMillis())
  })

  test('books a further length, by its minutes or by the session_id', async ({
    client,
    assert,
  }) => {
    const { business, service } = await openShop({ service: { durations: [30, 90] } })
    const address = `/api/booking/public/${business.slug}`
    const date = tenOClock().toFormat('yyyy-MM-dd')
    const days = await client
      .get(`${address}/availability`)
      .qs({ service_id: service.id, start_date: date, end_date: date, duration_minutes: 90 })
    const slots = days.body()[date]
    const slot = slots.find(({ start_time }: { start_time: string }) => start_time === '10:30')
    assert.equal(slot.end_time, '12:00')
    const wanted = { client_name: 'Sam', client_phone: '07700 900461' }
    const booked = await client
      .post(`${address}/book`)
      .json({ session_id: slot.session_id, ...wanted })
    booked.assertStatus(201)
    assert.equal(Date.parse(booked.body().ends_at), Date.parse(slot.ends_at))

    const shorter = { ...request(service.id, tenOClock()), duration_minutes: 30 }
    const half = await client.post(`${address}/book`).json(shorter)
    half.assertStatus(201)
    const booking = await Booking.findByOrFail('reference', half.body().reference)
    assert.equal(booking.endsAt.diff(booking.startsAt, 'minutes').minutes, 30)
    const whole = await client.post(`${address}/book`).json(request(service.id, tenOClock(4)))
    whole.assertStatus(201)
    const long = { ...request(service.id, tenOClock()), duration_minutes: 90 }
    const taken = await client.post(`${address}/book`).json(long)
    taken.assertStatus(409)
    const [other] = taken.body().alternatives
    assert.equal(
      DateTime.fromISO(other.ends_at).diff(DateTime.fromISO(other.starts_at)).as('minutes'),
      90
    )
  })

  test('books one of several places, the first where none is named', async ({ client, assert }) => {
    const meeting = 'https://zoom.example/j/1'
    const { business, service } = await openShop({
      service: { furtherPlaces: [{ key: 2, locationType: 'zoom', locationDetails: meeting }] },
    })
    const address = `/api/booking/public/${business.slug}/book`
    const first = await client.post(address).json(request(service.id, tenOClock(4)))
    first.assertStatus(201)
    first.assertBodyContains({
      location_type: 'in_person',
      location_details: 'Canal Street pool',
    })
    const input = { ...request(service.id, tenOClock()), location_id: 2 }
    const chosen = await client.post(address).json(input)
    chosen.assertStatus(201)
    chosen.assertBodyContains({ location_type: 'zoom', location_details: meeting })
    const booking = await Booking.findByOrFail('reference', chosen.body().reference)
    assert.equal(booking.placeKey, 2)
    const refused = await client.post(address).json({ ...input, location_id: 1 })
    refused.assertStatus(422)
    refused.assertBodyContains({ errors: [{ pointer: '/location_id', code: 'unknown_location' }] })
  })

  test('says the way into a call once it is confirmed', async ({ client, assert }) => {
    const { business, service } = await openShop({
      settings: { requiresApproval: true },
      service: { locationType: 'google_meet', locationDetails: 'https://meet.example/a' },
    })
    const address = `/api/booking/public/${business.slug}/book`
    const asked = await client.post(address).json(request(service.id, tenOClock()))
    asked.assertStatus(201)
    assert.equal(asked.body().location_type, 'google_meet')
    assert.isNull(asked.body().location_details)
  })

  test('refuses a host who does not give the service, and says so', async ({ client, assert }) => {
    const { business, service } = await openShop()
    const stranger = await openShop()
    const address = `/api/booking/public/${business.slug}`
    const input = { host_id: stranger.host.id }
    const answers = [
      await client.post(`${address}/book`).json({ ...request(service.id, tenOClock()), ...input }),
      await client.get(`${address}/availability`).qs({ service_id: service.id, ...input }),
    ]
    for (const answer of answers) {
      answer.assertStatus(422)
      answer.assertBodyContains({ errors: [{ pointer: '/host_id', code: 'unknown_host' }] })
    }
    assert.lengthOf(await Booking.all(), 0)
  })

  for (const minutes of [45, 4, 1441, 'long']) {
    test(`refuses a length of ${minutes} minutes, and says why`, async ({ client, assert }) => {
      const { business, service } = await openShop({ service: { durations: [30] } })
      const address = `/api/booking/public/${business.slug}`
      const input = { duration_minutes: minutes }
      const answers = [
        await client
          .post(`${address}/book`)
          .json({ ...request(service.id, tenOClock()), ...input }),
        await client.get(`${address}/availability`).qs({ service_id: service.id, ...input }),
      ]
      for (const answer of answers) {
        answer.assertStatus(422)
        answer.assertBodyContains({ errors: [{ pointer: '/duration_minutes' }] })
        if (minutes === 45) assert.include(answer.body().detail, '60 or 30 minutes')
      }
      assert.lengthOf(await Booking.all(), 0)
    })
  }

  test('of 50 at once for one slot exactly one is booked, 49 hear slot_taken', async ({
    client,
    assert,
  }) => {
    const { business, service } = await openShop()
    const responses = await Promise.all(
      Array.from({ length: 50 }, (_, number) =>
        client
          .post(`/api/booking/public/${business.slug}/book/`)
          .json(request(service.id, tenOClock(), `Client ${number}`))
      )
    )
    const statuses = responses.map((response) => response.status())
    assert.lengthOf(
      statuses.filter((status) => status === 201),
      1
    )
    const refused = responses.filter((response) => response.status() === 409)
    assert.lengthOf(refused, 49)
    for (const response of refused) {
      assert.equal(response.body().code, 'slot_taken')
      assert.lengthOf(response.body().alternatives, 3)
    }
    assert.equal((await Booking.all()).length, 1)
  })

  test('of 20 at once with one Idempotency-Key one is booked and all hear the same', async ({
    client,
    assert,
  }) => {
    const { business, service } = await openShop()
    const responses = await Promise.all(
      Array.from({ length: 20 }, () =>
        client
          .post(`/api/booking/public/${business.slug}/book/`)
          .header('idempotency-key', 'a-key-of-mine')
          .json(request(service.id, tenOClock()))
      )
    )
    assert.deepEqual([...new Set(responses.map((response) => response.status()))], [201])
    assert.lengthOf([...new Set(responses.map((response) => response.text()))], 1)
    assert.equal((await Booking.all()).length, 1)

    const other = await client
      .post(`/api/booking/public/${business.slug}/book/`)
      .header('idempotency-key', 'a-key-of-mine')
      .json(request(service.id, tenOClock(4)))
    other.assertStatus(422)
    other.assertBodyContains({ code: 'idempotency_key_reused' })
  })

  for (const requiresApproval of [false, true]) {
    const what = requiresApproval ? 'request was moved and answered' : 'booking was moved'
    test(`says under its key what it said first, after the ${what} too`, async ({
      client,
      assert,
    }) => {
      const { business, service, user } = await openShop({ settings: { requiresApproval } })
      const send = () =>
        client
          .post(`/api/booking/public/${business.slug}/book/`)
          .header('idempotency-key', 'once')
          .json(request(service.id, tenOClock()))
      const first = await send()
      first.assertStatus(201)
      const manage = first.body().manage_url.split('/').at(-1)
      const moved = await client
        .post(`/api/booking/public/manage/${manage}/reschedule`)
        .json({ starts_at: tenOClock().set({ hour: 14 }).toUTC().toISO() })
      moved.assertStatus(200)
      const { id: bookingId } = await Booking.query().where('businessId', business.id).firstOrFail()
      const decision = { businessId: business.id, bookingId, by: byUser(user.id) }
      if (requiresApproval) await new ApproveBooking().handle(decision)

      const again = await send()
      again.assertStatus(201)
      again.assertHeader('idempotency-replayed', 'true')
      assert.equal(again.text(), first.text())
    })
  }

  test('refuses an empty Idempotency-Key, which protects nobody', async ({ client, assert }) => {
    const { business, service } = await openShop()
    const response = await client
      .post(`/api/booking/public/${business.slug}/book/`)
      .header('idempotency-key', '')
      .json(request(service.id, tenOClock()))
    response.assertStatus(422)
    response.assertBodyContains({ code: 'idempotency_key_invalid' })
    assert.lengthOf(await Booking.all(), 0)
  })

  test('offers three nearest times that can really be booked', async ({ client, assert }) => {
    const { business, service } = await openShop()
    const book = (startsAt: string) =>
      client.post(`/api/booking/public/${business.slug}/book/`).json({
        service_id: service.id,
        starts_at: startsAt,
        client_name: 'Priya Shah',
        client_email: 'priya@example.com',
      })
    const wantedAt = tenOClock().toUTC().toISO() ?? ''
    await book(wantedAt)
    const refused = await book(wantedAt)
    refused.assertStatus(409)
    for (const alternative of refused.body().alternatives) {
      const response = await book(alternative.starts_at)
      assert.equal(response.status(), 201)
    }
  })

  const hour = tenOClock()
  test('refuses {0}')
    .with<[string, Record<string, unknown>, string][]>([
      ['a request without any way to answer', { client_email: undefined }, '/client_email'],
      ['an address that is none', { client_email: 'priya.example.com' }, '/client_email'],
      ['a name of nothing', { client_name: '   ' }, '/client_name'],
      ['a name that is a list', { client_name: ['Priya'] }, '/client_name'],
      ['a moment without offset', { starts_at: '2026-12-02T09:00:00' }, '/starts_at'],
      ['a moment that is garbage', { starts_at: 'tomorrow' }, '/starts_at'],
      ['notes of 100 KB', { notes: 'x'.repeat(90_000) }, '/notes'],
      ['a zone that does not exist', { time_zone: 'Europe/Atlantis' }, '/time_zone'],
      ['a service that is an object', { service_id: { id: 1 } }, '/service_id'],
    ])
    .run(async ({ client, assert }, [, wrong, pointer]) => {
      const { business, service } = await openShop()
      const response = await client
        .post(`/api/booking/public/${business.slug}/book/`)
        .json({ ...request(service.id, hour), ...wrong })
      response.assertStatus(422)
      response.assertHeader('content-type', 'application/problem+json; charset=utf-8')
      assert.include(
        response.body().errors.map((error: { pointer: string }) => error.pointer),
        pointer
      )
    })

  test('says what is wrong in plain sentences: {what}')
    .with([
      { what: 'a list in place of an object', body: [] },
      { what: 'nothing at all', body: {} },
      { what: 'a moment of 90 KB', body: { starts_at: 'x'.repeat(90_000) } },
      {
        what: 'numbers and texts out of bounds',
        body: { service_id: 1e15, host_id: -1.5, client_name: 7, time_zone: 'Here', notes: {} },
      },
    ])
    .run(async ({ client, assert }, { body }) => {
      const { business } = await openShop()
      const response = await client.post(`/api/booking/public/${business.slug}/book`).json(body)
      response.assertStatus(422)
      const problem: { detail: string; errors: { pointer: string; detail: string }[] } =
        response.body()
      assert.isNotEmpty(problem.errors)
      assert.equal(problem.detail, problem.errors.map(({ detail }) => `${detail}.`).join(' '))
      assert.notMatch(problem.detail, /The \S* ?field|must be a|9000000000|dates can be booked/)
    })

  test('refuses what the engine refuses, with the reason as its code', async ({ client }) => {
    const { business, service } = await openShop({
      settings: { minAdvanceBookingHours: 48, maxAdvanceBookingDays: 10 },
    })
    const book = (startsAt: DateTime) =>
      client.post(`/api/booking/public/${business.slug}/book/`).json(request(service.id, startsAt))
    ;(await book(tenOClock(1))).assertBodyContains({ status: 409, code: 'too_soon' })
    ;(await book(tenOClock(30))).assertBodyContains({ status: 409, code: 'too_far' })
    ;(await book(tenOClock(5).plus({ minutes: 7 }))).assertBodyContains({
      code: 'not_a_start_time',
      detail: 'Nothing starts at this time. Choose one of the starts on offer.',
    })
  })

  test('says slot_taken when the only host at work is taken, whoever else is at home', async ({
    client,
  }) => {
    const { business, service, hosts } = await openShop({ hosts: 2 })
    await hosts[1].related('availabilityRules').query().delete()
    const book = () =>
      client
        .post(`/api/booking/public/${business.slug}/book/`)
        .json(request(service.id, tenOClock()))
    ;(await book()).assertStatus(201)
    ;(await book()).assertBodyContains({ status: 409, code: 'slot_taken' })
  })

  test('answers 404 for a business or service that is not there', async ({ client }) => {
    const { business, service } = await openShop()
    const elsewhere = await client
      .post('/api/booking/public/nobody-here/book/')
      .json(request(service.id, hour))
    elsewhere.assertStatus(404)
    elsewhere.assertBodyContains({ code: 'unknown_business' })

    const other = await openShop()
    const foreign = await client
      .post(`/api/booking/public/${business.slug}/book/`)
      .json(request(other.service.id, hour))
    foreign.assertStatus(404)
  })

  test('says so when the page is switched off', async ({ client }) => {
    const { business, service } = await openShop({ settings: { isActive: false } })
    const response = await client
      .post(`/api/booking/public/${business.slug}/book/`)
      .json(request(service.id, hour))
    response.assertStatus(409)
    response.assertBodyContains({ code: 'page_inactive' })
  })

  test('takes nothing that a form of another site sends', async ({ client }) => {
    const { business, service } = await openShop()
    const response = await client
      .post(`/api/booking/public/${business.slug}/book/`)
      .header('sec-fetch-site', 'cross-site')
      .json(request(service.id, hour))
    response.assertStatus(403)
  })
})

test.group('Bookings by JSON from one address', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('are refused after ten in five minutes', async ({ client, assert }) => {
    const { business, service } = await openShop()
    const book = () =>
      client
        .post(`/api/booking/public/${business.slug}/book/`)
        .json(request(service.id, tenOClock()))
    for (let attempt = 1; attempt <= 10; attempt++) await book()
    const response = await book()
    response.assertStatus(429)
    response.assertBodyContains({ code: 'too_many_requests' })
    assert.isAbove(Number(response.header('retry-after')), 0)
  })
})
