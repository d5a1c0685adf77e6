import env from '#start/env'
import { DateTime } from 'luxon'
import { createGrown, GROWN } from '#database/demo/grown'
import Business from '#models/settings/business'
import { startServer, stopServer } from './load.js'
import { printTable } from './measure.js'
import { signIn } from './owner_session.js'

const ORIGIN = 'http://127.0.0.1:3396'
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 40)
const WARM_UP = 20
const SIZE = { hosts: 12, services: 40, bookings: 20_000, clients: 8_000 }

const LISTS = [
  '/admin',
  '/admin/calendar',
  '/admin/calendar?view=week',
  '/admin/calendar?view=month',
  '/admin/requests',
  '/admin/bookings',
  '/admin/bookings?view=past',
  '/admin/bookings?view=all&page=400',
  '/admin/bookings?view=all&search=duarte',
  '/admin/clients',
  '/admin/clients?search=duarte',
  '/admin/clients?search=07700%20900',
  '/admin/services',
  '/admin/sessions',
  '/admin/availability',
  '/admin/people',
  '/admin/history',
  '/admin/numbers',
]

/**
 * The owner's lists in the grown business beside a trivial page for somebody who is signed in, one
 * request after the other, all taking turns within one run: what one person waits for.
 */
export async function run(): Promise<void> {
  if (!(await Business.findBy('slug', GROWN.slug))) await createGrown(SIZE, DateTime.utc())
  const server = await startServer(3396, { RATE_LIMITS: 'off' })
  try {
    const password = env.get('DEMO_PASSWORD', 'demo-password')
    const { cookie } = await signIn(ORIGIN, GROWN.email, password)
    const addresses = ['/bench/signed-in', ...LISTS]
    const times = new Map<string, number[]>(addresses.map((address) => [address, []]))
    for (let round = 0; round < WARM_UP + ROUNDS; round++) {
      for (const address of addresses) {
        const began = performance.now()
        const answer = await fetch(ORIGIN + address, { headers: { cookie }, redirect: 'error' })
        await answer.text()
        if (!answer.ok) throw new Error(`${answer.status} for ${address}`)
        if (round >= WARM_UP) times.get(address)?.push(performance.now() - began)
      }
    }
    const at = (address: string, share: number) => {
      const sorted = (times.get(address) ?? []).toSorted((one, other) => one - other)
      return sorted[Math.floor((sorted.length - 1) * share)]
    }
    const trivial = at('/bench/signed-in', 0.5)
    printTable(
      `Milliseconds; the median and p95 of ${ROUNDS} rounds, the ratio of medians to the trivial page`,
      addresses.map((address) => ({
        page: address.padEnd(42),
        median: at(address, 0.5).toFixed(1),
        p95: at(address, 0.95).toFixed(1),
        ratio: (at(address, 0.5) / trivial).toFixed(2),
      }))
    )
  } finally {
    await stopServer(server)
  }
}
