import { exclusionBackstops } from '#services/metrics'
import { sqlState } from '#transactions'

/** PostgreSQL's word for it: the exclusion constraint on claims would be broken. */
const EXCLUDED = '23P01'

/**
 * Runs what claims host time. Where another holds it, whom the constraint alone saw, the work is
 * undone with its transaction or savepoint, and `whenTaken` says what it came to.
 */
export async function unlessTaken<Done, Taken>(
  work: () => Promise<Done>,
  whenTaken: () => Taken | Promise<Taken>
): Promise<Done | Taken> {
  try {
    return await work()
  } catch (error) {
    if (sqlState(error) !== EXCLUDED) throw error
    return whenTaken()
  }
}

/** The same where locks and the engine should have seen it first: it is counted, since they have a hole. */
export function unlessOvertaken<Done, Taken>(
  work: () => Promise<Done>,
  whenTaken: () => Taken | Promise<Taken>
): Promise<Done | Taken> {
  return unlessTaken(work, () => {
    exclusionBackstops.inc()
    return whenTaken()
  })
}
