import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { load, startServer, stopServer, type Figures } from './load.js'
import { printTable } from './measure.js'
import { removeBookings, storeBookings } from './stored_bookings.js'

const PORT = 3397
const ORIGIN = `http://127.0.0.1:${PORT}`

/**
 * Pages and answers beside the least that one costs on the same stack, in one run. The demo
 * business must be in the database.
 */
export async function run(): Promise<void> {
  const lesson = await db
    .from('services')
    .join('businesses', 'businesses.id', 'services.business_id')
    .where('businesses.slug', 'swim-school-pro')
    .select('services.id', 'services.slug')
    .orderBy('services.id')
    .firstOrFail()
  const server = await startServer(PORT)
  const busy = await storeBookings(5, 10_000)
  try {
    const page = await load(`${ORIGIN}/bench/page`)
    const json = await load(`${ORIGIN}/bench/json`)
    const demo = `${ORIGIN}/book/swim-school-pro`
    const crowded = `${ORIGIN}/book/${busy.business.slug}`
    printTable('Twenty connections; latency in milliseconds beside the trivial answer’s', [
      row('trivial page, one query', page, page),
      row('services page', await load(demo), page),
      row('month page', await load(`${demo}/${lesson.slug}`), page),
      row('month page, 5 hosts', await load(`${crowded}/${busy.service.slug}`), page),
      row('trivial JSON, one query', json, json),
      row('availability, 31 days', await load(availability('swim-school-pro', lesson.id)), json),
      row('the same, 5 hosts', await load(availability(busy.business.slug, busy.service.id)), json),
    ])
  } finally {
    await stopServer(server)
    await removeBookings(busy)
  }
}

function availability(slug: string, serviceId: number): string {
  const day = (days: number) => DateTime.now().plus({ days }).toFormat('yyyy-MM-dd')
  const asked = { service_id: String(serviceId), start_date: day(0), end_date: day(30) }
  return `${ORIGIN}/api/booking/public/${slug}/availability?${new URLSearchParams(asked)}`
}

function row(name: string, figures: Figures, trivial: Figures): Record<string, string> {
  const statuses = [...figures.statuses].map(([status, count]) => `${count}×${status}`).join(' ')
  return {
    'request': name.padEnd(26),
    'p50': figures.p50.toFixed(1),
    'p95': figures.p95.toFixed(1),
    'per second': figures.perSecond.toFixed(0),
    'p50 ratio': (figures.p50 / trivial.p50).toFixed(2),
    'p95 ratio': (figures.p95 / trivial.p95).toFixed(2),
    statuses,
  }
}
