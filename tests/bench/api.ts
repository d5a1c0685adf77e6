import db from '@adonisjs/lucid/services/db'
import type { PresentedSlot } from '#shapes/availability/slots'
import { processorOf, startServer, stopServer } from './bench_server.js'
import { printTable } from './measure.js'
import { availability, markCalendar } from './pages.js'
import { leastProcessor, type Turn } from './processor.js'
import { removeBookings, storeBookings } from './stored_bookings.js'

const ROUNDS = Number(process.env.BENCH_TURNS ?? 15)
const REQUESTS = 200
const BOOKINGS = 60
const ORIGIN = 'http://127.0.0.1:3396'
const WARM_UP = 10

/** Far enough from one another that no booking is in the way of the next. */
const APART_MS = 2 * 3_600_000

/**
 * What programs ask most, beside a trivial JSON answer with one query on the same stack. Warm is from
 * memory, cold is read and reckoned anew, since its calendar has just changed.
 */
export async function run(): Promise<void> {
  const server = await startServer(3396)
  const busy = await storeBookings(5, 10_000)
  try {
    const days = availability(busy.business.slug, busy.service.id)
    const [host] = busy.hosts
    const [{ id: elsewhere }] = await db
      .from('hosts')
      .whereNot({ business_id: busy.business.id })
      .limit(1)
    const cold = { beside: 'trivial JSON, one by one' }
    await compareReads([
      { name: 'trivial JSON', url: `${ORIGIN}/bench/json`, beside: 'trivial JSON' },
      { name: 'GET availability, warm', url: ORIGIN + days, beside: 'trivial JSON' },
      {
        ...{ name: 'trivial JSON, one by one', url: `${ORIGIN}/bench/json`, ...cold },
        before: () => markCalendar(Number(elsewhere)),
      },
      {
        ...{ name: 'GET availability, cold', url: ORIGIN + days, ...cold },
        before: () => markCalendar(host.id),
      },
    ])
    await compareBookings()
  } finally {
    await stopServer(server)
    await removeBookings(busy)
  }
}

async function compareReads(turns: Turn[]): Promise<void> {
  const least = await leastProcessor(turns, ROUNDS, REQUESTS)
  const of = (name: string) => least.get(name) ?? Number.NaN
  printTable(
    `Milliseconds of the processor for each answer; the least of ${ROUNDS} turns of ${REQUESTS}; aims: 1.5 warm, 2.5 cold`,
    turns.map(({ name, beside }) => ({
      request: name.padEnd(26),
      processor: of(name).toFixed(2),
      ratio: (of(name) / of(beside)).toFixed(2),
    }))
  )
}

/** Each another time of the demo business, one after the other. */
async function compareBookings(): Promise<void> {
  const lesson = await db
    .from('services')
    .join('businesses', 'businesses.id', 'services.business_id')
    .where('businesses.slug', 'swim-school-pro')
    .select('services.id')
    .orderBy('services.id')
    .firstOrFail()
  const read = await fetch(ORIGIN + availability('swim-school-pro', lesson.id))
  const offered = (await read.json()) as Record<string, PresentedSlot[]>
  const free: string[] = []
  for (const { starts_at: start } of Object.values(offered).flat()) {
    const last = free.at(-1)
    if (!last || Date.parse(start) - Date.parse(last) >= APART_MS) free.push(start)
  }
  free.splice(WARM_UP + BOOKINGS)
  if (free.length < WARM_UP + BOOKINGS) throw new Error('The demo has too few free times')

  const trivial = await timed(free, () => fetch(`${ORIGIN}/bench/json`))
  const booked = await timed(free, (start, nth) =>
    fetch(`${ORIGIN}/api/booking/public/swim-school-pro/book`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ service_id: lesson.id, starts_at: start },
        ...{ client_name: 'Priya Shah', client_email: `priya-${nth}@example.com` },
      }),
    })
  )
  printTable(
    `${BOOKINGS} requests one after the other: milliseconds, the median; and of the processor for each`,
    [
      { name: 'trivial JSON', ...trivial },
      { name: 'POST bookings', ...booked },
    ].map(({ name, median, processor }) => ({
      'request': name.padEnd(26),
      'median': median.toFixed(1),
      'processor': processor.toFixed(2),
      'median ratio': (median / trivial.median).toFixed(2),
      'processor ratio': (processor / trivial.processor).toFixed(2),
    }))
  )
}

async function timed(
  starts: readonly string[],
  ask: (start: string, nth: number) => Promise<Response>
) {
  const times: number[] = []
  let before = 0
  for (const [nth, start] of starts.entries()) {
    if (nth === WARM_UP) before = await processorOf(ORIGIN)
    const began = performance.now()
    const answer = await ask(start, nth)
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`Answered ${answer.status}`)
    if (nth >= WARM_UP) times.push(performance.now() - began)
  }
  const processor = ((await processorOf(ORIGIN)) - before) / BOOKINGS
  return { median: times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)], processor }
}
