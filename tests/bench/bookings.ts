import { INES } from '#tests/support/named_clients'
import { Agent } from 'node:http'
import { addService, openShop } from '#database/factories/business'
import type { BookingRequest } from '#steps'
import type Host from '#models/availability/host'
import { byClient } from '#models/by'
import type { Instant } from '#scheduling/types'
import { percentile, postJson } from '#tests/support/web_process'
import { IN_THREE_DAYS, type Shop } from '#tests/support/requests'
import { bareClients, record, replay, type Recording } from './bare_booking.js'
import { processorOf, startServer, stopServer } from './bench_server.js'
import { printTable } from './measure.js'

const PORT = 3396
const SERVER = `http://127.0.0.1:${PORT}`
const HALF_HOUR_MS = 1_800_000
/** Until the engine of JavaScript has compiled what a booking runs through, each costs up to twice as much. */
const WARM_UP_SECONDS = 10
const SECONDS = 5
const CLIENTS = 20
const RUSHING = 50
/** Enough to keep the database busy, and none of them waits for a lock until it is out of time. */
const BARE_CLIENTS = 5

interface Figures {
  perSecond: number
  booked: number
  times: number[]
  statuses: Map<number, number>
  /** Processor time of the server's process for each answer, in milliseconds. */
  processor?: number
}

/**
 * Bookings a second over HTTP beside the same transaction through a bare client, a rush, and what a
 * rush on one host does to the clients of another.
 */
export async function run(): Promise<void> {
  const one = await openShop(LONG_OPEN)
  const many = await openShop({ ...LONG_OPEN, hosts: 100 })
  const services = await servicesOf(many)
  const rushed = await openShop({
    ...LONG_OPEN,
    service: { ...HALF_HOURS, slotIntervalMinutes: 15 },
  })
  const alone = [{ id: one.service.id, hostId: one.host.id }]
  const server = await startServer(PORT)
  try {
    const rows: Record<string, string>[] = []
    for (const [name, shop, offered] of [
      ['one host', one, alone],
      ['100 hosts', many, services],
    ] as const) {
      const http = await overHttp(shop, CLIENTS, (nth) => freeTime(offered, nth))
      const bare = await byBareClient(shop, offered)
      rows.push(row(`${name}, over HTTP`, http, bare.perSecond))
      rows.push(row(`${name}, bare SQL`, bare, bare.perSecond))
    }
    const rush = await overHttp(rushed, RUSHING, (nth) => contested(rushed, nth))
    rows.push(row('rush on one host, over HTTP', rush, Number.NaN))
    printTable(
      'Bookings; latency and processor time of the server in milliseconds, ratio to bare SQL',
      rows
    )

    const calm = await openShop(LONG_OPEN)
    const here = [{ id: calm.service.id, hostId: calm.host.id }]
    const idle = await overHttp(calm, 1, (nth) => freeTime(here, nth))
    const [beside] = await Promise.all([
      overHttp(calm, 1, (nth) => freeTime(here, 2000 + nth)),
      overHttp(rushed, RUSHING, (nth) => contested(rushed, 20_000 + nth)),
    ])
    printTable('One client of host B, while nothing else happens and while 50 rush on host A', [
      row('host B, idle', idle, Number.NaN),
      // Both were answered by the one process.
      row('host B, rush on A', { ...beside, processor: undefined }, Number.NaN),
    ])
  } finally {
    await stopServer(server)
  }
}

const HALF_HOURS = { durationMinutes: 30 }
const LONG_OPEN = { settings: { maxAdvanceBookingDays: 365 }, service: HALF_HOURS }

interface Offered {
  id: number
  hostId: number
}

async function servicesOf({ business, hosts }: Shop): Promise<Offered[]> {
  const offered: Offered[] = []
  const add = async (host: Host) => {
    const { id } = await addService(business, [host], HALF_HOURS)
    offered.push({ id, hostId: host.id })
  }
  for (const host of hosts) await add(host)
  return offered
}

interface Wanted {
  service_id: number
  startsAt: Instant
}

/** Each host's next half hour that nobody has asked for. */
function freeTime(offered: readonly Offered[], nth: number): Wanted {
  const { id } = offered[nth % offered.length]
  const half = Math.floor(nth / offered.length)
  return { service_id: id, startsAt: IN_THREE_DAYS.toMillis() + half * HALF_HOUR_MS }
}

/** One of eight quarter-hours, which move on as they are tried. */
function contested({ service }: Shop, nth: number): Wanted {
  const quarter = Math.floor(nth / 40) + Math.floor(Math.random() * 8)
  return {
    service_id: service.id,
    startsAt: IN_THREE_DAYS.toMillis() + (quarter * HALF_HOUR_MS) / 2,
  }
}

async function overHttp({ business }: Shop, clients: number, wanted: (nth: number) => Wanted) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const path = `/api/booking/public/${business.slug}/book`
  let answered = 0
  const before = await processorOf(SERVER)
  const figures = await measure(clients, async (nth) => {
    const { startsAt, ...asked } = wanted(nth)
    const client = { client_name: 'Ines Duarte', client_email: 'ines@duarte.example' }
    const body = { ...asked, ...client, starts_at: new Date(startsAt).toISOString() }
    const { status } = await postJson(PORT, path, body, { agent })
    answered++
    return status
  })
  const processor = ((await processorOf(SERVER)) - before) / answered
  agent.destroy()
  return { ...figures, processor }
}

async function byBareClient({ business }: Shop, offered: readonly Offered[]) {
  const later = IN_THREE_DAYS.plus({ days: 150 }).toMillis()
  const recordings: Recording[] = []
  for (const { id: serviceId } of offered) {
    recordings.push(
      await record({ ...REQUEST, businessId: business.id, serviceId, startsAt: later })
    )
  }
  const clients = await bareClients(BARE_CLIENTS)
  const idle = [...clients]
  const figures = await measure(BARE_CLIENTS, async (nth) => {
    const client = idle.pop()
    if (!client) throw new Error('Every client is busy')
    const half = 1 + Math.floor(nth / recordings.length)
    await replay(client, recordings[nth % recordings.length], later + half * HALF_HOUR_MS)
    idle.push(client)
    return 201
  })
  await Promise.all(clients.map((client) => client.end()))
  return figures
}

const REQUEST: Omit<BookingRequest, 'businessId' | 'serviceId' | 'startsAt'> = {
  hostId: null,
  client: INES,
  idempotencyKey: null,
  by: byClient(),
}

/** So many at once for some seconds, after some to warm up. */
async function measure(clients: number, book: (nth: number) => Promise<number>): Promise<Figures> {
  const began = performance.now()
  const from = began + WARM_UP_SECONDS * 1000
  const until = from + SECONDS * 1000
  const times: number[] = []
  const statuses = new Map<number, number>()
  let asked = 0
  const client = async () => {
    while (performance.now() < until) {
      const at = performance.now()
      const status = await book(asked++)
      if (at < from) continue
      times.push(performance.now() - at)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  const seconds = (performance.now() - from) / 1000
  const booked = statuses.get(201) ?? 0
  return { perSecond: booked / seconds, booked, times, statuses }
}

function row(name: string, { perSecond, times, statuses, processor }: Figures, bare: number) {
  return {
    'bookings': name.padEnd(28),
    'per second': perSecond.toFixed(0),
    'ratio': Number.isNaN(bare) ? '' : (perSecond / bare).toFixed(2),
    'p50': percentile(times, 0.5).toFixed(1),
    'p95': percentile(times, 0.95).toFixed(1),
    'p99': percentile(times, 0.99).toFixed(1),
    'processor': processor?.toFixed(1) ?? '',
    'statuses': [...statuses].map(([status, count]) => `${count}×${status}`).join(' '),
  }
}
