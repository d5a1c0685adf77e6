import type { ChildProcess } from 'node:child_process'
import db from '@adonisjs/lucid/services/db'
import { startProgram } from '#tests/support/web_process'
import { arrive } from './arrivals.js'
import { startServer, stopServer } from './bench_server.js'
import { openDailyMix } from './daily_mix.js'
import { memoryOf } from './load.js'
import { printTable } from './measure.js'

const PORT = 3396
const MINUTES = Number(process.env.SOAK_MINUTES ?? 30)
const PER_SECOND = Number(process.env.SOAK_PER_SECOND ?? 60)
const PERIODS = 10
/** The first periods fill the caches and let the compiler settle. */
const SETTLED = 2

interface Period {
  p95: number
  failed: number
  web: number
  worker: number
  connections: number
  owed: number
}

/**
 * A web server and a worker for half an hour under half of what the load bench found (SOAK_PER_SECOND,
 * SOAK_MINUTES): what grows, and whether connections stay open that nobody uses.
 */
export async function run(): Promise<void> {
  const mix = await openDailyMix()
  const web = await startServer(PORT)
  const worker = await startProgram('worker', { PORT: String(PORT) })
  const periods: Period[] = []
  try {
    for (let nth = 0; nth < PERIODS; nth++) {
      const seconds = (MINUTES * 60) / PERIODS
      const { p95, failures } = await arrive([PORT], { perSecond: PER_SECOND, seconds }, mix)
      const failed = [...failures.values()].reduce((sum, times) => sum + times, 0)
      periods.push({ p95, failed, ...(await stateOf(web, worker)) })
    }
  } finally {
    await stopServer(worker)
    await stopServer(web)
  }
  printTable(
    `${MINUTES} minutes of the daily mix at ${PER_SECOND} a second; memory in MB`,
    periods.map((period, nth) => ({
      'after, minutes': (((nth + 1) * MINUTES) / PERIODS).toFixed(0),
      ...Object.fromEntries(Object.entries(period).map(([key, value]) => [key, value.toFixed(0)])),
    }))
  )
  printTable('From the end of the first fifth to the end, in per cent', [
    { web: growth(periods, 'web'), worker: growth(periods, 'worker') },
  ])
}

async function stateOf(web: ChildProcess, worker: ChildProcess) {
  const { rows } = await db.rawQuery<{ rows: { connections: number; owed: number }[] }>(
    `select (select cast(count(*) as integer) from pg_stat_activity
              where datname = current_database()) as connections,
            (select cast(count(*) as integer) from notifications
              where status = 'queued' and channel <> 'in_app' and next_attempt_at <= now()) as owed`
  )
  return { web: await memoryOf(web), worker: await memoryOf(worker), ...rows[0] }
}

function growth(periods: readonly Period[], of: 'web' | 'worker'): string {
  const [from, to] = [periods[SETTLED - 1][of], periods[periods.length - 1][of]]
  return ((to / from - 1) * 100).toFixed(1)
}
