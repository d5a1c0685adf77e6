import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import env from '#start/env'
import { withEmptyTables } from '#tests/support/database'
import { instant, place, tenOClock } from '#tests/support/guest'
import { makeLink, makeOneTime } from '#tests/support/links'

type World = Awaited<ReturnType<typeof openWorld>>

interface SeedAddress {
  seed: string
  method?: 'GET' | 'POST'
  address: (world: World) => string
  body?: (world: World) => Record<string, unknown>
  status?: number
  /** What the seed writes, with values of our own; more fields may stand beside. */
  shape: (world: World) => unknown
}

const text = 'text'
const number = 1
const date = () => tenOClock().toFormat('yyyy-MM-dd')
const start = () => instant(tenOClock())

const meetingType = {
  ...{ id: number, name: text, slug: text, duration_minutes: number, description: text },
  ...{ location_type: text, location_details: text, color: text, is_active: true },
  ...{ questions: [], settings: {}, display_order: number },
}
const meeting = {
  ...{ attendee_name: text, attendee_email: text, start_time: text, end_time: text },
  ...{ timezone: text, location: text, notes: null, answers: [], status: text },
  ...{ created_at: text, updated_at: text, reference: text, manage_url: text },
}
const slots = () => ({
  [date()]: [{ start_time: text, end_time: text, available_spots: number, session_id: text }],
})
const booked = { reference: text, status: text, manage_url: text, starts_at: text, ends_at: text }
const priya = { client_name: 'Priya Shah', client_email: 'priya@example.com' }

const ADDRESSES: SeedAddress[] = [
  {
    seed: '000',
    address: ({ token }) => `/bookings/public/${token}`,
    shape: () => ({ business: { name: text }, service: { name: text, durations: [number] } }),
  },
  {
    seed: '000',
    address: ({ oneTime }) => `/bookings/public/${oneTime}`,
    shape: () => ({ is_one_time: true }),
  },
  {
    seed: '000',
    address: ({ token }) =>
      `/bookings/public/${token}/availability?from=${date()}&to=${date()}&duration=60&tz=Europe/London`,
    shape: slots,
  },
  {
    seed: '000',
    method: 'POST',
    address: ({ token }) => `/bookings/public/${token}/book`,
    body: () => ({ starts_at: start(), ...priya }),
    status: 201,
    shape: () => booked,
  },
  {
    seed: '000',
    address: () => '/bookings/health',
    shape: () => ({ status: text }),
  },
  {
    seed: '001',
    address: ({ business }) => `/api/booking/public/${business.slug}`,
    shape: () => ({
      business: { name: text, description: text, address: text, phone: text, email: text },
      settings: { requires_approval: false, buffer_time_minutes: number, is_active: true },
    }),
  },
  {
    seed: '001',
    address: ({ business }) => `/api/booking/public/${business.slug}/services`,
    shape: () => [
      {
        ...{ id: number, name: text, description: text, duration_minutes: number },
        ...{ capacity: number, price: text },
      },
    ],
  },
  {
    seed: '001',
    address: ({ business, service }) =>
      `/api/booking/public/${business.slug}/availability?service_id=${service.id}&start_date=${date()}&end_date=${date()}`,
    shape: slots,
  },
  {
    seed: '001',
    method: 'POST',
    address: ({ business }) => `/api/booking/public/${business.slug}/book`,
    body: ({ service }) => ({ service_id: service.id, starts_at: start(), ...priya }),
    status: 201,
    shape: () => booked,
  },
  {
    seed: '002',
    address: ({ host }) => `/schedule/${host.pageSlug}`,
    shape: () => ({
      ...{ slug: text, name: text, is_active: true, timezone: text, branding: { color: text } },
      meeting_types: [meetingType],
    }),
  },
  {
    seed: '002',
    address: ({ host, service }) => `/schedule/${host.pageSlug}/${service.slug}`,
    shape: () => meetingType,
  },
  {
    seed: '002',
    address: ({ host, service }) =>
      `/schedule/${host.pageSlug}/${service.slug}/slots?date=${date()}`,
    shape: slots,
  },
  {
    seed: '002',
    method: 'POST',
    address: ({ host, service }) => `/schedule/${host.pageSlug}/${service.slug}/book`,
    body: () => ({
      ...{ attendee_name: 'Priya Shah', attendee_email: 'priya@example.com' },
      ...{ start_time: start(), timezone: 'Europe/Berlin' },
    }),
    status: 201,
    shape: () => meeting,
  },
  {
    seed: '002',
    address: ({ booking }) => `/schedule/manage/${booking.manageToken}`,
    shape: () => meeting,
  },
  {
    seed: '002',
    method: 'POST',
    address: ({ booking }) => `/schedule/cancel/${booking.manageToken}`,
    shape: () => ({ ...meeting, status: 'cancelled' }),
  },
  {
    seed: '004',
    address: () => '/availability',
    shape: slots,
  },
  {
    seed: '004',
    method: 'POST',
    address: () => '/booking',
    body: () => ({ starts_at: start(), ...priya }),
    status: 201,
    shape: () => booked,
  },
]

async function openWorld({ requiresApproval = false } = {}) {
  const shop = await openShop({ settings: { requiresApproval } })
  await shop.business.merge({ description: 'Lessons' }).save()
  await shop.service.merge({ description: 'For one', colour: '#1f6feb' }).save()
  env.set('DEFAULT_BUSINESS', shop.business.slug)
  const { token } = await makeLink(shop)
  const { token: oneTime } = await makeOneTime(shop)
  const booking = await place(shop, tenOClock(5))
  return { ...shop, token, oneTime, booking }
}

const withSlash = (address: string) => address.replace(/(?=\?|$)/, '/')

test.group('What the seeds name for clients', (group) => {
  withEmptyTables(group)
  group.each.setup(() => () => env.set('DEFAULT_BUSINESS', ''))

  for (const { seed, method = 'GET', address, body, status = 200, shape } of ADDRESSES) {
    const named = address(placeholders())
    for (const [how, written] of [
      ['', (path: string) => path],
      [', with a slash at its end', withSlash],
    ] as const) {
      test(`${seed}: ${method} ${named}${how}`, async ({ client, assert }) => {
        const world = await openWorld()
        const asked = client.request(written(address(world)), method).accept('json')
        if (body) asked.json(body(world))
        const response = await asked
        response.assertStatus(status)
        assert.deepEqual(missingIn(response.body(), shape(world)), [])
      })
    }
  }

  test('000: availability of a link is of the days, length and zone asked for', async ({
    client,
    assert,
  }) => {
    const { token, service } = await openWorld()
    await service.merge({ durations: [30] }).save()
    const response = await client
      .get(`/bookings/public/${token}/availability`)
      .qs({ from: date(), to: date(), duration: 30, tz: 'Asia/Kathmandu' })
    response.assertStatus(200)
    assert.deepEqual(Object.keys(response.body()), [date()])
    const [slot] = response.body()[date()]
    assert.equal(slot.time_zone, 'Asia/Kathmandu')
    assert.equal(Date.parse(slot.ends_at) - Date.parse(slot.starts_at), 30 * 60_000)
  })

  test('000: what is wrong with {0} is named so')
    .with<[string, Record<string, unknown>][]>([
      ['from', { from: 'monday' }],
      ['to', { to: '2026-02-30' }],
      ['to', { from: date(), to: tenOClock(90).toFormat('yyyy-MM-dd') }],
      ['duration', { duration: 17 }],
      ['tz', { tz: 'Mars/Olympus' }],
      ['start_date', { start_date: 'monday' }],
    ])
    .run(async ({ client, assert }, [field, query]) => {
      const { token } = await openWorld()
      const response = await client.get(`/bookings/public/${token}/availability`).qs(query)
      response.assertStatus(422)
      assert.deepEqual(
        response.body().errors.map(({ pointer }: { pointer: string }) => pointer),
        [`/${field}`]
      )
    })

  test('002: a meeting is with the host of its page, and refused in the words it was sent', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const [, other] = shop.hosts
    const address = `/schedule/${other.pageSlug}/${shop.service.slug}/book`
    const body = { start_time: start(), attendee_name: 'Priya Shah' }
    const refused = await client.post(address).json(body)
    refused.assertStatus(422)
    refused.assertBodyContains({ errors: [{ pointer: '/attendee_email' }] })
    const answer = await client.post(address).json({ ...body, attendee_phone: '07700 900461' })
    answer.assertStatus(201)
    answer.assertBodyContains({ host: other.name, status: 'scheduled' })
    const again = await client.post(address).json({ ...body, attendee_phone: '07700 900462' })
    again.assertStatus(409)
    assert.equal(again.body().code, 'slot_taken')
  })

  test('004: another service can be named, and must be where several are offered', async ({
    client,
  }) => {
    const { business, hosts } = await openWorld()
    const other = await addService(business, hosts, { name: 'Group lesson' })
    ;(await client.get('/availability')).assertStatus(404)
    ;(await client.get('/availability').qs({ service_id: other.id })).assertStatus(200)
    ;(await client.post('/booking').json({ starts_at: start(), ...priya })).assertStatus(422)
    const named = { service_id: other.id, starts_at: start(), ...priya }
    ;(await client.post('/booking').json(named)).assertStatus(201)
  })

  test('004: what waits for approval is accepted only', async ({ client }) => {
    await openWorld({ requiresApproval: true })
    const response = await client.post('/booking').json({ starts_at: start(), ...priya })
    response.assertStatus(202)
    response.assertBodyContains({ status: 'pending' })
  })
})

/** The fields of the seed that are not there, or of another type. */
function missingIn(answer: unknown, shape: unknown, path = ''): string[] {
  if (shape === null || answer === null || typeof shape !== 'object') {
    const isThere = answer !== undefined && (shape === null || typeof answer === typeof shape)
    return isThere ? [] : [`${path}: ${JSON.stringify(answer)}`]
  }
  if (Array.isArray(shape)) {
    if (!Array.isArray(answer)) return [`${path} is no list`]
    return shape.length > 0 ? missingIn(answer[0], shape[0], `${path}/0`) : []
  }
  const fields = typeof answer === 'object' ? (answer as Record<string, unknown>) : {}
  return Object.entries(shape).flatMap(([name, inner]) =>
    missingIn(fields[name], inner, `${path}/${name}`)
  )
}

/** For titles. */
function placeholders(): World {
  const named = new Proxy({}, { get: (_, name) => `{${String(name)}}` })
  return new Proxy(
    {},
    { get: (_, name) => (/^(token|oneTime)$/.test(String(name)) ? '{token}' : named) }
  ) as World
}
