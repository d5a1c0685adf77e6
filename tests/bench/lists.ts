import { readFile } from 'node:fs/promises'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import { DateTime } from 'luxon'
import { createGrown, GROWN } from '#database/demo/grown'
import Client from '#models/clients/client'
import Service from '#models/services/service'
import Business from '#models/settings/business'
import { processorOf, startServer, stopServer } from './bench_server.js'
import { printTable } from './measure.js'
import { signIn } from './owner_session.js'

const ORIGIN = 'http://127.0.0.1:3396'
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 40)
const WARM_UP = 20
const TURNS = 3
const TRIVIAL = '/bench/signed-in'
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
  '/admin/bookings/new',
  '/admin/clients',
  '/admin/clients?search=duarte',
  '/admin/clients?search=07700%20900',
  '/admin/services',
  '/admin/sessions',
  '/admin/availability',
  '/admin/people',
  '/admin/history',
  '/admin/numbers',
  '/admin/numbers?period=next_twelve_weeks',
]

/**
 * The owner's lists in the grown business beside a trivial page for somebody who is signed in, one
 * request after the other, all taking turns within one run: what one person waits for. Then what each
 * costs the server and the database in processor time, which other work on the machine moves less.
 */
export async function run(): Promise<void> {
  if (!(await Business.findBy('slug', GROWN.slug))) await createGrown(SIZE, DateTime.utc())
  const server = await startServer(3396)
  try {
    const password = env.get('DEMO_PASSWORD', 'demo-password')
    const { cookie } = await signIn(ORIGIN, GROWN.email, password)
    const addresses = [TRIVIAL, ...LISTS, await deskOfSomebody()]
    const get = async (address: string) => {
      const answer = await fetch(ORIGIN + address, { headers: { cookie }, redirect: 'error' })
      await answer.text()
      if (!answer.ok) throw new Error(`${answer.status} for ${address}`)
    }
    await printWaiting(addresses, get)
    await printProcessor(addresses, get)
  } finally {
    await stopServer(server)
  }
}

type Get = (address: string) => Promise<void>

/** With a client, a service and times to choose from. */
async function deskOfSomebody(): Promise<string> {
  const business = await Business.findByOrFail('slug', GROWN.slug)
  const client = await Client.query().where('business_id', business.id).firstOrFail()
  const service = await Service.query().where('business_id', business.id).firstOrFail()
  return `/admin/bookings/new?client=${client.id}&service=${service.id}`
}

async function printWaiting(addresses: string[], get: Get) {
  const times = new Map<string, number[]>(addresses.map((address) => [address, []]))
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    for (const address of addresses) {
      const began = performance.now()
      await get(address)
      if (round >= WARM_UP) times.get(address)?.push(performance.now() - began)
    }
  }
  const at = (address: string, share: number) => {
    const sorted = (times.get(address) ?? []).toSorted((one, other) => one - other)
    return sorted[Math.floor((sorted.length - 1) * share)]
  }
  printTable(
    `Milliseconds; the median and p95 of ${ROUNDS} rounds, the ratio of medians to the trivial page`,
    addresses.map((address) => ({
      page: address.padEnd(52),
      median: at(address, 0.5).toFixed(1),
      p95: at(address, 0.95).toFixed(1),
      ratio: (at(address, 0.5) / at(TRIVIAL, 0.5)).toFixed(2),
    }))
  )
}

/** Of some in a row, and the least of some turns but one: the very least is luck. */
async function printProcessor(addresses: string[], get: Get) {
  const turns = new Map<string, { server: number; database: number }[]>()
  for (let turn = 0; turn < TURNS; turn++) {
    for (const address of addresses) {
      const [server, database] = [await processorOf(ORIGIN), await databaseProcessor()]
      for (let request = 0; request < ROUNDS; request++) await get(address)
      const spent = {
        server: ((await processorOf(ORIGIN)) - server) / ROUNDS,
        database: ((await databaseProcessor()) - database) / ROUNDS,
      }
      turns.set(address, [...(turns.get(address) ?? []), spent])
    }
  }
  const sum = ({ server, database }: { server: number; database: number }) => server + database
  const secondBest = (address: string) =>
    (turns.get(address) ?? []).toSorted((one, other) => sum(one) - sum(other))[1]
  const trivial = sum(secondBest(TRIVIAL))
  printTable(
    `Processor time of an answer in milliseconds, of ${ROUNDS} in a row, the second best of ${TURNS} turns`,
    addresses.map((address) => ({
      page: address.padEnd(52),
      server: secondBest(address).server.toFixed(2),
      database: secondBest(address).database.toFixed(2),
      ratio: (sum(secondBest(address)) / trivial).toFixed(2),
    }))
  )
}

/** Of all that serve this database now, in milliseconds; nothing but where Linux says so. */
async function databaseProcessor(): Promise<number> {
  const backends: { pid: number }[] = await db
    .from('pg_stat_activity')
    .select('pid')
    .where('backend_type', 'client backend')
  const spent = await Promise.all(
    backends.map(async ({ pid }) => {
      const stat = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '0')
      return Number(stat.split(' ')[0]) / 1e6
    })
  )
  return spent.reduce((all, each) => all + each, 0)
}
