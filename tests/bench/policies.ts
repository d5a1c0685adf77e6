import { readFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { createGrown, GROWN } from '#database/demo/grown'
import { issuePortalLink } from '#messages'
import Booking from '#models/bookings/booking'
import Service from '#models/services/service'
import Business from '#models/settings/business'
import { BrowserSession } from '#tests/support/browser_session'
import env from '#start/env'
import { processorOf, startServer, stopServer } from './bench_server.js'
import { printTable } from './measure.js'

const SIZE = { hosts: 12, services: 40, bookings: 20_000, clients: 8_000 }
const READER = 'reader@example.com'
const OF_READER = 60
const PER_TURN = 40
const TURNS = 9

type Mode = 'with' | 'without'
const MODES: readonly Mode[] = ['with', 'without']
const ORIGINS: Record<Mode, string> = {
  with: 'http://127.0.0.1:3396',
  without: 'http://127.0.0.1:3397',
}

interface Spent {
  waiting: number
  server: number
  database: number
}

/**
 * What policies of rows cost: pages of two servers of one build on one database, of which one connects
 * as the application does and the other as a role that bypasses them. They take turns.
 */
export async function run(): Promise<void> {
  const { addresses, rowsOfReader } = await prepare()
  const bypassing = await makeBypassingRole()
  // Everything is read anew, so that the policies stand before each answer.
  const settings = { AVAILABILITY_CACHE: '0' }
  const servers = [
    await startServer(3396, settings),
    await startServer(3397, { ...settings, DATABASE_URL: bypassing }),
  ]
  try {
    const browsers = { with: await signedIn('with'), without: await signedIn('without') }
    const figures = await measured(addresses, browsers)
    printTable(
      `Milliseconds of an answer, the median of ${TURNS} turns of ${PER_TURN}; ${rowsOfReader} bookings of the reader`,
      addresses.flatMap((address) =>
        MODES.map((mode) => rowOf(address, mode, figures.get(`${mode} ${address}`) ?? []))
      )
    )
  } finally {
    for (const server of servers) await stopServer(server)
  }
}

async function prepare() {
  if (!(await Business.findBy('slug', GROWN.slug))) await createGrown(SIZE, DateTime.utc())
  const business = await Business.findByOrFail('slug', GROWN.slug)
  const service = await Service.query()
    .where({ businessId: business.id, isActive: true, isHidden: false })
    .firstOrFail()
  const theirs = await Booking.query()
    .where({ businessId: business.id, status: 'approved' })
    .orderBy('starts_at', 'desc')
    .limit(OF_READER)
  const ids = theirs.map(({ id }) => id)
  await db.from('bookings').whereIn('id', ids).update({ client_email: READER })
  await db.rawQuery('analyze bookings').catch(() => null)
  const addresses = [
    '/portal/bookings',
    '/portal/bookings?view=past',
    `/portal/bookings/${ids[0]}`,
    '/portal/account/about-me.json',
    `/book/${business.slug}`,
    `/book/${business.slug}/${service.slug}`,
  ]
  return { addresses, rowsOfReader: ids.length }
}

/** Rights as the application's role has them, and no membership in the portal's. */
async function makeBypassingRole(): Promise<string> {
  const owner = db.connection('owner')
  const password = randomBytes(18).toString('base64url')
  await owner.rawQuery('drop role if exists bellhop_bench').catch(() => null)
  await owner.rawQuery(`create role bellhop_bench login bypassrls password '${password}'`)
  const { rows: schemas } = await owner.rawQuery(
    `select nspname as name from pg_namespace where nspname not like 'pg\\_%' and nspname <> 'information_schema'`
  )
  for (const { name } of schemas) {
    await owner.rawQuery(`grant usage on schema ${name} to bellhop_bench`)
    await owner.rawQuery(`grant all on all tables in schema ${name} to bellhop_bench`)
    await owner.rawQuery(`grant all on all sequences in schema ${name} to bellhop_bench`)
  }
  const url = new URL(env.get('DATABASE_URL'))
  url.username = 'bellhop_bench'
  url.password = password
  return url.href
}

async function signedIn(mode: Mode): Promise<BrowserSession> {
  const browser = new BrowserSession(ORIGINS[mode])
  const link = `/portal/sign-in/${await issuePortalLink(READER)}`
  const { status } = await browser.submit(link, link)
  if (status !== 303) throw new Error(`Not signed in but ${status}`)
  return browser
}

async function measured(addresses: string[], browsers: Record<Mode, BrowserSession>) {
  const figures = new Map<string, Spent[]>()
  for (let turn = -1; turn < TURNS; turn++) {
    for (const address of addresses) {
      // Whoever is first meets the colder memory, so they change places.
      for (const mode of turn % 2 === 0 ? MODES : MODES.toReversed()) {
        const spent = await oneTurn(browsers[mode], ORIGINS[mode], address)
        const key = `${mode} ${address}`
        if (turn >= 0) figures.set(key, [...(figures.get(key) ?? []), spent])
      }
    }
  }
  return figures
}

async function oneTurn(browser: BrowserSession, origin: string, address: string): Promise<Spent> {
  const [server, database] = [await processorOf(origin), await databaseProcessor()]
  const began = performance.now()
  for (let request = 0; request < PER_TURN; request++) {
    const answer = await browser.get(address)
    await answer.text()
    if (!answer.ok) throw new Error(`${answer.status} for ${address}`)
  }
  return {
    waiting: (performance.now() - began) / PER_TURN,
    server: ((await processorOf(origin)) - server) / PER_TURN,
    database: ((await databaseProcessor()) - database) / PER_TURN,
  }
}

function rowOf(address: string, mode: Mode, turns: Spent[]): Record<string, string> {
  const middle = (of: keyof Spent) =>
    turns
      .map((turn) => turn[of])
      .toSorted((one, other) => one - other)
      [Math.floor(turns.length / 2)].toFixed(2)
  return {
    page: address.padEnd(44),
    policies: mode,
    waiting: middle('waiting'),
    server: middle('server'),
    database: middle('database'),
  }
}

/** Of all that serve this database now, in milliseconds; nothing but where Linux says so. */
async function databaseProcessor(): Promise<number> {
  const { rows } = await db
    .connection('owner')
    .rawQuery(`select pid from pg_stat_activity where backend_type = 'client backend'`)
  const spent = await Promise.all(
    rows.map(async ({ pid }: { pid: number }) => {
      const stat = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '0')
      return Number(stat.split(' ')[0]) / 1e6
    })
  )
  return spent.reduce((all, each) => all + each, 0)
}
