import assert from 'node:assert/strict'
import db from '@adonisjs/lucid/services/db'
import { loadQuestion } from '#queries/availability/load_availability'
import { simulate } from '#scheduling/scenarios/scenarios'
import { compile, findSlots, slotsOf } from '#scheduling/slots/slots'
import type { Question } from '#scheduling/types'
import { hostileScenarios } from './hostile_scenarios.js'
import { compileByHand, lowerBound, startsOf, unionOf } from './lower_bound.js'
import { median, medianOfAsync, printTable } from './measure.js'
import { storeBookings } from './stored_bookings.js'
import { withBookings, workload } from './workload.js'

const DAY = 86_400_000

/** The engine beside a lower bound in the same run, how its cost grows, and the loader before it. */
export async function run(): Promise<void> {
  printTable(
    'Availability, workload W (milliseconds, median); the ratio to reach is 2 with compilation',
    [1, 10].flatMap((hosts) => [7, 30, 365].map((days) => compare(days, hosts)))
  )
  printTable('How the cost grows (milliseconds, median)', [
    ...[365, 730, 1460].map((days) => slope('days', days, workload(days, 1))),
    ...[1, 10, 100].map((hosts) => slope('hosts, 30 days', hosts, workload(30, hosts))),
    ...[2_500, 5_000, 10_000].map((bookings) =>
      slope('bookings, 365 days', bookings, withBookings(workload(365, 1), bookings))
    ),
  ])
  printTable('Hostile scenarios, one call each (milliseconds)', hostileScenarios().map(endure))
  printTable(
    'From the database, 5 hosts with 10,000 bookings stored (milliseconds)',
    await stored()
  )
}

function compare(days: number, hosts: number): Record<string, string> {
  const question = workload(days, hosts)
  const compiled = compile(question)
  const byHand = question.hosts.map((host) => compileByHand(host, question))
  const slots = findSlots(question)
  assert.deepEqual(
    slots.map((slot) => slot.start),
    lowerBound(question)
  )

  const engine = median(() => findSlots(question))
  const bound = median(() => lowerBound(question))
  const engineSweep = median(() => slotsOf(compiled))
  const boundSweep = median(() => {
    const lists = byHand.map((host) => startsOf(host, question))
    return unionOf(lists, question)
  })
  return {
    'hosts': String(hosts),
    'days': String(days),
    'slots': String(slots.length),
    'engine': engine.toFixed(3),
    'lower bound': bound.toFixed(3),
    'ratio': (engine / bound).toFixed(2),
    'engine, sweep alone': engineSweep.toFixed(4),
    'lower bound, sweep alone': boundSweep.toFixed(4),
    'ratio, sweep alone': (engineSweep / boundSweep).toFixed(2),
  }
}

function slope(what: string, amount: number, question: Question): Record<string, string> {
  const engine = median(() => findSlots(question))
  return {
    'of': what.padEnd(18),
    'amount': String(amount),
    'slots': String(findSlots(question).length),
    'engine': engine.toFixed(3),
    'µs for each': ((engine / amount) * 1000).toFixed(3),
  }
}

function endure([name, scenario]: [string, object]): Record<string, string> {
  const began = performance.now()
  const [answer] = simulate([scenario])
  const took = performance.now() - began
  const shown =
    'error' in answer ? answer.error.slice(0, 60) : `${Object.keys(answer).length} slots`
  return { scenario: name.padEnd(44), took: took.toFixed(1), answer: shown.padEnd(60) }
}

/** In a transaction that is rolled back, so that it may run on any database. */
async function stored(): Promise<Record<string, string>[]> {
  await db.beginGlobalTransaction()
  try {
    const { business, service } = await storeBookings(5, 10_000)
    const now = Date.now()
    const rows: Record<string, string>[] = []
    for (const days of [7, 31]) {
      const range = { start: now, end: now + days * DAY }
      const wanted = { business, service, hostId: null, range, now }
      const question = await loadQuestion(wanted)
      const read = await medianOfAsync(() => loadQuestion(wanted, db.connection()))
      const kept = await medianOfAsync(() => loadQuestion(wanted))
      const claims = question.hosts.reduce((sum, host) => sum + host.taken.length, 0)
      rows.push({
        'days': String(days),
        'claims read': String(claims),
        'slots': String(findSlots(question).length),
        'load, 2 queries': read.toFixed(2),
        'load when kept, 1 query': kept.toFixed(2),
        'find slots': median(() => findSlots(question)).toFixed(3),
      })
    }
    return rows
  } finally {
    await db.rollbackGlobalTransaction()
  }
}
