import { openShop } from '#database/factories/business'
import { typedService } from '#validators/services/service_form'
import { detailsOf } from '#tests/support/owner'
import { weekForm } from '#tests/support/week_form'
import { startServer, stopServer } from './bench_server.js'
import { printTable } from './measure.js'
import { signIn } from './owner_session.js'

const ORIGIN = 'http://127.0.0.1:3396'
const ROUNDS = 20
const LONG = 'x'.repeat(100_000)

interface Row {
  name: string
  path: string
  body?: BodyInit
  headers?: Record<string, string>
}

/** What people mistype, and what somebody sends who means no good: refused in words, and at once. */
export async function run(): Promise<void> {
  const server = await startServer(Number(new URL(ORIGIN).port))
  const shop = await openShop()
  try {
    const cookies = await signIn(ORIGIN, shop.user.email, 'a-long-password')
    const rows = [...asked(shop), ...booked(shop), ...edited(shop, cookies)]
    const times = new Map<Row, number[]>(rows.map((row) => [row, []]))
    const last = new Map<Row, Response & { shown?: string }>()
    for (let round = 0; round < ROUNDS; round++) {
      for (const row of rows) {
        const began = performance.now()
        const answer = await ask(row)
        const shown = await answer.text()
        times.get(row)?.push(performance.now() - began)
        last.set(row, Object.assign(answer, { shown }))
      }
    }
    printTable(
      `One after the other, ${ROUNDS} times (milliseconds); the first row is for comparison`,
      rows.map((row) => toCells(row, times.get(row) ?? [], last.get(row)))
    )
  } finally {
    await stopServer(server)
    await shop.business.delete()
    await shop.user.delete()
  }
}

type Shop = Awaited<ReturnType<typeof openShop>>

function asked({ business, service }: Shop): Row[] {
  const days = `/api/booking/public/${business.slug}/availability?service_id=${service.id}`
  const month = `/book/${business.slug}/${service.slug}`
  return [
    { name: 'availability as it should be asked', path: days },
    { name: 'a zone that is none', path: `${days}&time_zone=Mars/Olympus` },
    { name: 'a zone of 10 KB', path: `${days}&time_zone=${LONG.slice(0, 10_000)}` },
    { name: 'an address of 100 KB', path: `${days}&time_zone=${LONG}` },
    { name: '30 February', path: `${days}&start_date=2026-02-30` },
    { name: 'a thousand years', path: `${days}&start_date=2026-01-01&end_date=2999-01-01` },
    { name: '63 days', path: `${days}&start_date=2027-01-01&end_date=2027-03-04` },
    { name: 'a length of 4 minutes', path: `${days}&duration_minutes=4` },
    { name: 'a length of 1,441 minutes', path: `${days}&duration_minutes=1441` },
    { name: 'a date twice', path: `${days}&start_date=2027-01-01&start_date=2027-01-02` },
    { name: 'a thousand parameters', path: `${days}${'&a[b][c]=1'.repeat(1_000)}&host_id=x` },
    { name: 'month page: 30 February', path: `${month}?date=2026-02-30` },
    { name: 'month page: a zone of 10 KB', path: `${month}?zone=${LONG.slice(0, 10_000)}` },
  ]
}

function booked({ business, service }: Shop): Row[] {
  const path = `/api/booking/public/${business.slug}/book`
  const booking = {
    service_id: service.id,
    starts_at: '2027-01-04T10:00:00Z',
    client_name: 'Ines Duarte',
    client_email: 'ines@duarte.example',
  }
  const send = (name: string, body: string): Row => {
    return { name, path, body, headers: { 'content-type': 'application/json' } }
  }
  const post = (name: string, changes: object) =>
    send(name, JSON.stringify({ ...booking, ...changes }))
  return [
    post('booking: a name of 100 KB', { client_name: LONG }),
    post('booking: an address of 100 KB', { client_email: `${LONG}@example.com` }),
    post('booking: a phone of 100 KB', { client_phone: '1'.repeat(100_000) }),
    post('booking: a moment of 100 KB', { starts_at: LONG }),
    send('booking: 10,000 nested lists', `{"notes":${'['.repeat(10_000)}${']'.repeat(10_000)}}`),
    post('booking: 5 MB', { notes: LONG.repeat(50) }),
  ]
}

function edited(
  { business, service, hosts }: Shop,
  session: { cookie: string; token: string }
): Row[] {
  const post = (name: string, path: string, fields: Record<string, string>): Row => ({
    name,
    path,
    body: new URLSearchParams({ ...fields, _csrf: session.token }),
    headers: { cookie: session.cookie },
  })
  const monday = (from: string, to: string) =>
    weekForm({
      1: [
        ['09:00', '13:00'],
        [from, to],
      ],
    })
  return [
    post('hours that overlap', '/admin/availability', monday('12:30', '15:00')),
    post('hours of 100 KB', '/admin/availability', monday(LONG, '15:00')),
    post('a closure on 30 February', '/admin/availability/dates', {
      date: '2027-02-30',
      kind: 'closed',
    }),
    post('a service of 4 minutes', `/admin/services/${service.id}`, {
      ...typedService(service, hosts),
      duration_minutes: '4',
    }),
    post('a business on Mars', '/admin/settings/business', {
      ...detailsOf(business),
      time_zone: 'Mars/Olympus',
    }),
  ]
}

function ask({ path, body, headers }: Row): Promise<Response> {
  const method = body === undefined ? 'GET' : 'POST'
  return fetch(ORIGIN + path, { method, body, headers, redirect: 'manual' })
}

function toCells(
  { name }: Row,
  times: number[],
  answer?: Response & { shown?: string }
): Record<string, string> {
  times.sort((a, b) => a - b)
  return {
    request: name.padEnd(34),
    status: String(answer?.status),
    median: times[Math.floor(times.length / 2)].toFixed(1),
    longest: times[times.length - 1].toFixed(1),
    shown: sentenceOf(answer?.shown ?? '')
      .slice(0, 70)
      .padEnd(70),
  }
}

const FIRST_ERROR = /class="field__error[^]*?<\/span>([^<]+)/
const HEADING = /<h1>([^<]+)/

/** Of a problem its detail, of a page what stands beside the first field that is wrong. */
function sentenceOf(shown: string): string {
  if (shown.startsWith('{')) {
    const { detail, errors } = JSON.parse(shown) as Problem
    return errors?.[0].detail ?? detail ?? ''
  }
  const [, words = ''] = FIRST_ERROR.exec(shown) ?? HEADING.exec(shown) ?? []
  return words.trim()
}

interface Problem {
  detail?: string
  errors?: { detail: string }[]
}
