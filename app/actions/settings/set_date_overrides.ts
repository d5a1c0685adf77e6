import { recordSettingsChange } from '#actions/settings/record_settings_change'
import { inTransaction } from '#actions/transaction'
import type Host from '#models/host'
import { sql } from '#queries/sql'
import type { DateOverride } from '#scheduling/types'

/** What a date opens instead of the week, and why. */
export interface OverriddenDate extends DateOverride {
  reason: string | null
}

interface Overrides {
  businessId: number
  hosts: Host[]
  dates: OverriddenDate[]
  userId: number
  requestId: string | null
}

/** Dates with their own hours, for one host or several; said twice for one date, the last one wins. */
export default class SetDateOverrides {
  async handle({ businessId, hosts, dates, userId, requestId }: Overrides) {
    await inTransaction(async (trx) => {
      await sql(
        trx,
        `insert into date_overrides (business_id, host_id, date, windows, reason)
         select :businessId, host_id, date, windows, reason
         from unnest(cast(:hostIds as bigint[])) as hosts (host_id),
           jsonb_to_recordset(cast(:dates as jsonb)) as dates (date date, windows jsonb, reason text)
         order by host_id, date
         on conflict (host_id, date)
           do update set windows = excluded.windows, reason = excluded.reason`,
        { businessId, hostIds: hosts.map(({ id }) => id), dates: JSON.stringify(dates) }
      )
      for (const { id } of hosts) {
        await recordSettingsChange(trx, {
          businessId,
          userId,
          action: 'date_overrides.set',
          subjectType: 'host',
          subjectId: id,
          changes: { dates: dates.map(({ date, windows }) => ({ date, windows })) },
          requestId,
        })
      }
    })
  }
}
