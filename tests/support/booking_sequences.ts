import db from '@adonisjs/lucid/services/db'
import { AssertionError } from 'node:assert'
import fc from 'fast-check'
import { CHECKS } from '#queries/integrity/checks'
import { anyCommand, BookingModel, type Command, HOSTS } from '#tests/support/booking_model'
import { BookingWorld, withoutNudges } from '#tests/support/booking_world'

/** Sequences that share a transaction: beyond that, the rows that were rolled back slow it down. */
const BATCH = 25

interface Run {
  sequences: number
  length: number
  seed?: number
}

/**
 * Random commands through the real actions against the real database, beside the model: each must
 * come to what the model says, and at the end of each sequence statuses, histories and every
 * integrity check must agree. Nothing is committed.
 */
export async function compareWithModel({ sequences, length, seed = Date.now() }: Run) {
  const begun = performance.now()
  const outcomes = new Map<string, number>()
  const restore = withoutNudges()
  try {
    for (let done = 0; done < sequences; done += BATCH) {
      await db.beginGlobalTransaction()
      try {
        const world = await BookingWorld.open(HOSTS)
        const commands = fc.array(anyCommand, { minLength: length, maxLength: length, size: 'max' })
        await fc.assert(
          fc.asyncProperty(commands, (sequence) => runSequence(world, sequence, outcomes)),
          { numRuns: Math.min(BATCH, sequences - done), seed: seed + done, endOnFailure: true }
        )
      } finally {
        await db.rollbackGlobalTransaction()
      }
    }
  } finally {
    restore()
  }
  return { outcomes, seed, seconds: (performance.now() - begun) / 1000 }
}

async function runSequence(
  world: BookingWorld,
  sequence: Command[],
  outcomes: Map<string, number>
) {
  await db.rawQuery('savepoint sequence')
  const model = new BookingModel()
  const ids: number[] = []
  const tail: Command[] = [{ act: 'expire_job' }, { act: 'complete_job' }]
  const done: string[] = []
  for (const command of [...sequence, ...tail]) {
    const before = model.bookings.map(({ time }) => time)
    const expected = model.run(command)
    const outcome = await perform(world, command, ids, { before, model })
    done.push(`${JSON.stringify(command)} → ${outcome}`)
    if (outcome !== expected) fail(expected, outcome, done)
    const key = `${command.act}: ${outcome}`
    outcomes.set(key, (outcomes.get(key) ?? 0) + 1)
  }
  const states = await world.statesOf(ids)
  for (const [index, { status, host, history }] of model.bookings.entries()) {
    const expected = JSON.stringify({ status, host, history })
    const state = JSON.stringify(states[index])
    if (state !== expected) fail(expected, state, done)
  }
  for (const check of CHECKS) {
    const faults = JSON.stringify(await check.find(db.connection()))
    if (faults !== '[]') fail(`${check.name}: []`, faults, done)
  }
  await db.rawQuery('rollback to savepoint sequence')
}

async function perform(
  world: BookingWorld,
  command: Command,
  ids: number[],
  { before, model }: { before: string[]; model: BookingModel }
): Promise<string> {
  switch (command.act) {
    case 'wait':
      return 'nothing'
    case 'expire_job':
      return String(await world.expire())
    case 'complete_job':
      return String(await world.complete())
    case 'book': {
      const placed = await world.book(command)
      if ('booking' in placed) ids.push(placed.booking.id)
      return placed.outcome
    }
  }
  if (ids.length === 0) return 'nothing'
  const index = ids.length - 1 - (command.nth % ids.length)
  const id = ids[index]
  switch (command.act) {
    case 'mark':
      return (await world.mark(id, command.attendance)).outcome
    case 'reassign':
      return (await world.reassign(id, command.host)).outcome
    case 'begin':
    case 'end':
      // Where the model says that time stands still, it does.
      if (model.bookings[index].time !== before[index]) await world[command.act](id)
      return 'nothing'
    case 'lapse':
      await world.lapse(id)
      return 'nothing'
    default:
      return (await world[command.act](id)).outcome
  }
}

function fail(expected: string, actual: string, done: string[]): never {
  const message = `Model: ${expected}\nDatabase: ${actual}\nafter\n${done.join('\n')}`
  throw new AssertionError({ message, expected, actual })
}
