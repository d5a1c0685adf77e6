import { setWeek, type Week } from '#steps'
import { inTransaction } from '#transactions'

export default class UpdateWeeklyHours {
  handle(week: Week): Promise<'saved' | 'stale'> {
    return inTransaction((trx) => setWeek(trx, week))
  }
}
