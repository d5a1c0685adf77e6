import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { type BookingStatus, canMove } from '#scheduling/slots/bookings'
import { withGlobalTransaction } from '#tests/support/database'
import { BookingWorld, withoutNudges } from '#tests/support/booking_world'

/** Everything that can be done to a booking, and the status that it leads to where it works. */
const ACTS = {
  approve: { to: 'approved', run: (world, id) => world.approve(id) },
  reject: { to: 'rejected', run: (world, id) => world.reject(id) },
  cancel: { to: 'cancelled', run: (world, id) => world.cancel(id) },
  complete: { to: 'completed', run: (world, id) => world.mark(id, 'completed') },
  miss: { to: 'no_show', run: (world, id) => world.mark(id, 'no_show') },
  undo: { to: 'approved', run: (world, id) => world.mark(id, 'approved') },
  expire_job: { to: 'expired', run: async (world) => byJob(await world.expire()) },
  complete_job: { to: 'completed', run: async (world) => byJob(await world.complete()) },
} satisfies Record<string, { to: BookingStatus; run: Run }>

type Run = (world: BookingWorld, bookingId: number) => Promise<{ outcome: string }>
type Act = keyof typeof ACTS

const byJob = (count: number) => ({ outcome: count > 0 ? 'done' : 'nothing' })

const DONE = ['approved', 'rejected', 'cancelled', 'marked', 'done']
const REFUSED = ['already_decided', 'not_possible', 'too_early', 'nothing']

/** What a move owes, to whom; other moves owe nobody anything. */
const OWED: Partial<Record<Act, string>> = {
  approve: 'booking_confirmed',
  reject: 'booking_rejected',
  cancel: 'booking_cancelled',
  expire_job: 'booking_expired',
}

/** The clock is a guard beside the table: what has begun cannot be called off, nor what has not be marked. */
const NEEDS_BEGUN: Act[] = ['complete', 'miss', 'undo', 'complete_job']
const DEPTH = 5

interface Place {
  world: BookingWorld
  id: number
  status: BookingStatus
  time: 'ahead' | 'over'
  path: string[]
}

function isLegal(act: Act, { status, time, path }: Place): boolean {
  if (NEEDS_BEGUN.includes(act) !== (time === 'over') && act !== 'expire_job') return false
  switch (act) {
    case 'approve':
      return status === 'pending'
    case 'undo':
      return status === 'completed' || status === 'no_show'
    case 'expire_job':
      return path.at(-1) === 'lapse'
    case 'complete_job':
      return (
        status === 'approved' &&
        !path.some((step) => ['complete', 'miss', 'complete_job'].includes(step))
      )
    default:
      return canMove(status, ACTS[act].to)
  }
}

test.group('The state machine of bookings', (group) => {
  withGlobalTransaction(group)
  group.each.setup(() => withoutNudges())

  /**
   * A refusal leaves every row as it was, so a sequence with refusals comes to the same as the one
   * without: to walk every sequence of moves that work, trying everything at each step, is to try
   * all sequences.
   */
  test('all sequences: what the table allows works and is written down; all else changes nothing', async ({
    assert,
  }) => {
    const world = await BookingWorld.open()
    const seen = new Set<string>()
    let tried = 0

    const tryOut = async (place: Place, act: Act) => {
      const { id, status, path } = place
      const before = await world.rowsOf(id)
      const { outcome } = await ACTS[act].run(world, id)
      const after = await world.rowsOf(id)
      const label = `${path.join(', ')}, then ${act}`
      tried++
      if (!isLegal(act, place)) {
        assert.equal(after, before, label)
        const isRepeated = act === 'cancel' && status === 'cancelled'
        assert.include(isRepeated ? ['cancelled'] : REFUSED, outcome, label)
        return null
      }
      assert.include(DONE, outcome, label)
      const { to } = ACTS[act]
      seen.add(`${status} → ${to}`)
      const [was, is] = [JSON.parse(before)[0], JSON.parse(after)[0]]
      assert.equal(is.booking.status, to, label)
      assert.equal(is.history.length, was.history.length + 1, label)
      assert.containSubset(is.history.at(-1), { from_status: status, to_status: to }, label)
      assert.equal(is.audited, was.audited + 1, label)
      const told = (rows: { type: string; user_id: number | null }[] | null) =>
        (rows ?? []).filter(({ type, user_id: user }) => type === OWED[act] && user === null).length
      assert.equal(told(is.owed) - told(was.owed), OWED[act] ? 1 : 0, label)
      return { ...place, status: to, path: [...path, act] }
    }

    const walk = async (place: Place, depth: number) => {
      const savepoint = `depth_${depth}`
      for (const act of Object.keys(ACTS) as Act[]) {
        await db.rawQuery(`savepoint ${savepoint}`)
        const next = await tryOut(place, act)
        if (next && depth < DEPTH) await walk(next, depth + 1)
        await db.rawQuery(`rollback to savepoint ${savepoint}`)
      }
      if (place.time === 'over' || depth >= DEPTH) return
      await db.rawQuery(`savepoint ${savepoint}`)
      if (place.status === 'pending') {
        await world.lapse(place.id)
        const expiredPlace = { ...place, path: [...place.path, 'lapse'] }
        for (const act of ['approve', 'reject', 'cancel', 'undo'] as const)
          await refuse(expiredPlace, act)
        const expired = await tryOut(expiredPlace, 'expire_job')
        if (expired) await walk(expired, depth + 1)
      } else {
        await world.end(place.id)
        await walk({ ...place, time: 'over', path: [...place.path, 'end'] }, depth + 1)
      }
      await db.rawQuery(`rollback to savepoint ${savepoint}`)
    }

    const refuse = async (expiredPlace: Place, act: Act) => {
      const before = await world.rowsOf(expiredPlace.id)
      const { outcome } = await ACTS[act].run(world, expiredPlace.id)
      assert.include(REFUSED, outcome)
      assert.equal(await world.rowsOf(expiredPlace.id), before)
    }

    for (const [slot, byRequest] of [true, false].entries()) {
      const placed = await world.book({ slot, byRequest })
      if (!('booking' in placed)) throw new Error(placed.outcome)
      const { id, status } = placed.booking
      await walk({ world, id, status, time: 'ahead', path: [status] }, 1)
    }
    assert.isAbove(tried, 200)
    assert.sameMembers([...seen], EVERY_MOVE)
  })
})

/** The table of DESIGN.md, section 1, move by move. */
const EVERY_MOVE = [
  'pending → approved',
  'pending → rejected',
  'pending → expired',
  'pending → cancelled',
  'approved → cancelled',
  'approved → completed',
  'approved → no_show',
  'completed → no_show',
  'completed → approved',
  'no_show → completed',
  'no_show → approved',
]
