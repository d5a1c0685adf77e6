import { exclusionBackstops } from '#services/metrics'
import { sqlState } from '#transactions'

/** PostgreSQL's exclusion_violation: the constraint on claims refused a row. */
const EXCLUDED = '23P01'

/**
 * Where only the constraint saw that another holds the time, the transaction or savepoint is undone
 * and `whenTaken` gives the result.
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

/**
 * For time that the locks and the engine should have refused first. It is counted, since then they
 * have a hole.
 */
export function unlessOvertaken<Done, Taken>(
  work: () => Promise<Done>,
  whenTaken: () => Taken | Promise<Taken>
): Promise<Done | Taken> {
  return unlessTaken(work, () => {
    exclusionBackstops.inc()
    return whenTaken()
  })
}
