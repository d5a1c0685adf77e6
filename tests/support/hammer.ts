import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import type { Instant } from '#scheduling/types'

/** `npm run test:reliability` runs the long forms, `npm test` the short ones. */
export const isLong = process.env.RELIABILITY === 'long'

export const QUARTER_MS = 15 * 60_000

interface Blows {
  clients: number
  seconds: number
  /** Tries to take half an hour from that start; says how it went. */
  attempt(startsAt: Instant, client: number): Promise<string>
  /** Looked at from time to time: whether there is no use in going on. */
  isEnough?(): Promise<boolean>
}

/**
 * Everybody fights over the same eight quarter-hours of one host, which move on as they are tried.
 * Counts what the attempts came to.
 */
export async function hammer({ clients, seconds, attempt, isEnough }: Blows) {
  const first = DateTime.utc().plus({ days: 3 }).startOf('day').toMillis()
  const until = performance.now() + seconds * 1000
  const outcomes = new Map<string, number>()
  let blows = 0
  let isOver = false

  const client = async (number: number) => {
    while (!isOver && performance.now() < until) {
      const quarter = Math.floor(++blows / 40) + Math.floor(Math.random() * 8)
      const outcome = await attempt(first + quarter * QUARTER_MS, number)
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      if (isEnough && blows % 50 === 0) isOver ||= await isEnough()
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)))
  return Object.fromEntries(outcomes)
}

/** How many pairs of holders have the same time of one host, in `claims` or a table like it. */
export async function overlapsIn(table: string): Promise<number> {
  const { rows } = await db.connection('owner').rawQuery<{ rows: { count: number }[] }>(
    `select count(*)::int as count from ?? a join ?? b
       on b.host_id = a.host_id and b.id > a.id and b.holder_id <> a.holder_id
      and b.blocked && a.blocked and b.released_at is null
     where a.released_at is null`,
    [table, table]
  )
  return rows[0].count
}

/** Deadlocks in this database so far, by PostgreSQL's own counter. */
export async function deadlocks(): Promise<number> {
  const { rows } = await db.connection('owner').rawQuery<{
    rows: { deadlocks: number }[]
  }>('select deadlocks::int from pg_stat_database where datname = current_database()')
  return rows[0].deadlocks
}

/** A line of figures among the results of the tests. */
export function tell(what: string, figures: Record<string, unknown>): void {
  const words = Object.entries(figures).map(([name, value]) => `${name} ${String(value)}`)
  process.stdout.write(`    ${what}: ${words.join(', ')}\n`)
}
