import type { UnavailableCode } from '#scheduling/reasons/refusal_code'
import { exclusionBackstops } from '#services/metrics'
import { sqlState } from '#transactions'

/** PostgreSQL's exclusion_violation: the constraint on claims refused a row. */
const EXCLUDED = '23P01'

/** Thrown, so that what was given up for time that is not free comes back. */
export class NotFree extends Error {
  constructor(readonly code: UnavailableCode = 'slot_taken') {
    super(`The time is not free: ${code}`)
  }
}

/** Undoes the transaction or savepoint where time is not free, also where only the constraint saw it. */
export async function unlessTaken<Done, Taken>(
  work: () => Promise<Done>,
  whenTaken: (code: UnavailableCode) => Taken | Promise<Taken>,
  onOverlap = () => {}
): Promise<Done | Taken> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof NotFree) return whenTaken(error.code)
    if (sqlState(error) !== EXCLUDED) throw error
    onOverlap()
    return whenTaken('slot_taken')
  }
}

/** For time that the locks should have refused first; counted, since they have a hole then. */
export function unlessOvertaken<Done, Taken>(
  work: () => Promise<Done>,
  whenTaken: (code: UnavailableCode) => Taken | Promise<Taken>
): Promise<Done | Taken> {
  return unlessTaken(work, whenTaken, () => exclusionBackstops.inc())
}
