import SetDateOverrides, { type OverriddenDate } from '#actions/availability/set_date_overrides'
import { settleStop } from '#steps'
import type { By } from '#models/by'
import { inTransaction } from '#transactions'

interface FirstClosures {
  businessId: number
  dates: OverriddenDate[]
  by: By
}

/** For everyone. */
export default class CloseFirstDates {
  async handle({ businessId, dates, by }: FirstClosures): Promise<void> {
    if (dates.length > 0) {
      await new SetDateOverrides().handle({ businessId, hosts: 'everyone', dates, read: null, by })
    }
    await inTransaction((trx) => settleStop(trx, businessId, 'closures'))
  }
}
