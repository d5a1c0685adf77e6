import { setTimeout as sleep } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { load, startServer, stopServer, type Figures } from './bench_server.js'
import { printTable } from './measure.js'
import { leastProcessor, type Turn } from './processor.js'
import { removeBookings, storeBookings } from './stored_bookings.js'

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5)
const SECONDS = 2
const TURNS = Number(process.env.BENCH_TURNS ?? 15)
const BETWEEN_BOOKINGS_MS = 100
const KEEPING = 'http://127.0.0.1:3396'
const FORGETFUL = 'http://127.0.0.1:3397'

interface Row {
  name: string
  url: string
  /** The row that its figures are divided by. */
  beside: 'trivial page' | 'trivial JSON'
  /** Done again and again while twenty connections ask. */
  meanwhile?: () => Promise<void>
}

/**
 * Pages and answers beside the least that one costs on the same stack, and with the memory beside
 * without, taking turns within one run. The demo business must be in the database.
 */
export async function run(): Promise<void> {
  const lesson = await db
    .from('services')
    .join('businesses', 'businesses.id', 'services.business_id')
    .where('businesses.slug', 'swim-school-pro')
    .select('services.id', 'services.slug')
    .orderBy('services.id')
    .firstOrFail()
  const servers = [
    await startServer(portOf(KEEPING)),
    await startServer(portOf(FORGETFUL), { AVAILABILITY_CACHE: '0' }),
  ]
  const busy = await storeBookings(5, 10_000)
  try {
    const demo = '/book/swim-school-pro'
    const busyMonth = `/book/${busy.business.slug}/${busy.service.slug}`
    const busyDays = availability(busy.business.slug, busy.service.id)
    const [host] = busy.hosts
    const elsewhere = await db
      .from('hosts')
      .whereNot({ business_id: busy.business.id })
      .firstOrFail()
    const marked = () => markCalendar(host.id)
    const markedElsewhere = () => markCalendar(Number(elsewhere.id))
    const page = (name: string, path: string, origin = KEEPING): Row => {
      return { name, url: origin + path, beside: 'trivial page' }
    }
    const json = (name: string, path: string, origin = KEEPING): Row => {
      return { name, url: origin + path, beside: 'trivial JSON' }
    }
    const rows = [
      page('trivial page', '/bench/page'),
      page('services page', demo),
      page('month page', `${demo}/${lesson.slug}`),
      page('month page, 5 hosts', busyMonth),
      page('month page, 5 hosts, no memory', busyMonth, FORGETFUL),
      json('trivial JSON', '/bench/json'),
      json('31 days', availability('swim-school-pro', lesson.id)),
      json('31 days, 5 hosts', busyDays),
      json('31 days, 5 hosts, no memory', busyDays, FORGETFUL),
    ]
    const alone = ({ name, url, beside }: Row, before: () => Promise<unknown>): Turn => {
      return { name: `${name}, one by one`, url, beside: `${beside}, one by one`, before }
    }
    await compareProcessor([
      ...rows,
      alone(page('trivial page', '/bench/page'), markedElsewhere),
      alone(page('month page, 5 hosts, same', busyMonth), markedElsewhere),
      alone(page('month page, 5 hosts, booked', busyMonth), marked),
      alone(json('trivial JSON', '/bench/json'), markedElsewhere),
      alone(json('31 days, 5 hosts, booked', busyDays), marked),
    ])
    const whileBooked = page('month page, 5 hosts, being booked', busyMonth)
    await compare([...rows, { ...whileBooked, meanwhile: marked }])
  } finally {
    for (const server of servers) await stopServer(server)
    await removeBookings(busy)
  }
}

async function compareProcessor(turns: Turn[]): Promise<void> {
  const least = await leastProcessor(turns, TURNS, 200)
  const of = (name: string) => least.get(name) ?? Number.NaN
  printTable(
    `Milliseconds of the processor for each answer; the least of ${TURNS} turns of 200`,
    turns.map(({ name, beside }) => ({
      request: name.padEnd(40),
      processor: of(name).toFixed(2),
      ratio: (of(name) / of(beside)).toFixed(2),
    }))
  )
}

/**
 * What a booking leaves behind for those who read: its host's claims are others now. A booking of
 * another business changes nothing here, and leaves the server the same pause.
 */
export async function markCalendar(hostId: number): Promise<void> {
  await db.rawQuery(
    `with old as (
       delete from availability_marks where subject = 'host' and subject_id = :hostId
     )
     insert into availability_marks (subject, subject_id, business_id)
       select 'host', id, business_id from hosts where id = :hostId`,
    { hostId }
  )
}

async function compare(rows: Row[]): Promise<void> {
  const measured = new Map<string, Figures[]>(rows.map(({ name }) => [name, []]))
  for (const { url } of rows) await load(url, SECONDS)
  for (let round = 0; round < ROUNDS; round++) {
    for (const row of rows) measured.get(row.name)?.push(await loadRow(row))
  }
  const of = (name: string) => measured.get(name) ?? []
  printTable(
    `Twenty connections; the median of ${ROUNDS} rounds; ratios to the trivial one of the same round`,
    rows.map(({ name, beside }) => toCells(name, of(name), of(beside)))
  )
}

async function loadRow({ url, meanwhile }: Row): Promise<Figures> {
  if (!meanwhile) return load(url, SECONDS)
  const over = new AbortController()
  const repeat = async () => {
    while (!over.signal.aborted) {
      await meanwhile()
      await sleep(BETWEEN_BOOKINGS_MS)
    }
  }
  const repeating = repeat()
  try {
    return await load(url, SECONDS)
  } finally {
    over.abort()
    await repeating
  }
}

function toCells(name: string, rounds: Figures[], trivial: Figures[]): Record<string, string> {
  const typical = (key: 'p50' | 'p95' | 'perSecond' | 'processor') =>
    median(rounds.map((figures) => figures[key]))
  const ratio = (key: 'p50' | 'p95' | 'processor') =>
    median(rounds.map((figures, round) => figures[key] / trivial[round][key])).toFixed(2)
  const statuses = new Set(rounds.flatMap((figures) => [...figures.statuses.keys()]))
  return {
    'request': name.padEnd(34),
    'p50': typical('p50').toFixed(1),
    'p95': typical('p95').toFixed(1),
    'processor': typical('processor').toFixed(2),
    'per second': typical('perSecond').toFixed(0),
    'p50 ratio': ratio('p50'),
    'p95 ratio': ratio('p95'),
    'processor ratio': ratio('processor'),
    'status': [...statuses].join(' '),
  }
}

export function availability(slug: string, serviceId: number): string {
  const day = (days: number) => DateTime.now().plus({ days }).toFormat('yyyy-MM-dd')
  const asked = { service_id: String(serviceId), start_date: day(0), end_date: day(30) }
  return `/api/booking/public/${slug}/availability?${new URLSearchParams(asked)}`
}

function portOf(origin: string): number {
  return Number(new URL(origin).port)
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
}
