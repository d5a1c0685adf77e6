import { exclusionBackstops } from '#services/metrics'
import { sqlState } from '#transactions'

/** PostgreSQL's exclusion_violation: the constraint on claims refused a row. */
const EXCLUDED = '23P01'

/** Undoes the transaction or savepoint where only the constraint saw that the time is taken. */
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

/** For time that the locks should have refused first; counted, since they have a hole then. */
export function unlessOvertaken<Done, Taken>(
  work: () => Promise<Done>,
  whenTaken: () => Taken | Promise<Taken>
): Promise<Done | Taken> {
  return unlessTaken(work, () => {
    exclusionBackstops.inc()
    return whenTaken()
  })
}
