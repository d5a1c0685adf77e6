import { everyoneIn } from '#steps'
import { recordSettingsChange } from '#history'
import type DateOverride from '#models/availability/date_override'
import { keptDates, overridesInWords } from '#models/availability/date_override'
import type Host from '#models/availability/host'
import type { By } from '#models/by'
import { isChangedSince } from '#models/version'
import { overridesOn } from '#queries/availability/overrides_on'
import type { DateHours } from '#scheduling/types'
import { inTransaction, sql } from '#transactions'

export interface OverriddenDate extends DateHours {
  reason: string | null
}

export interface DatesRead {
  hostIds: number[]
  dates: string[]
  version: string
}

export type SetOutcome = { outcome: 'saved'; replaced: DateOverride[] } | { outcome: 'stale' }

interface Overrides {
  businessId: number
  hosts: Host[] | 'everyone'
  dates: OverriddenDate[]
  /** What the form was made from; null replaces whatever is stored. */
  read: DatesRead | null
  by: By
}

export default class SetDateOverrides {
  handle({ businessId, hosts: whom, dates, read, by }: Overrides): Promise<SetOutcome> {
    return inTransaction(async (trx) => {
      const isForEveryone = whom === 'everyone'
      const hosts = isForEveryone ? await everyoneIn(trx, businessId) : whom
      const hostIds = hosts.map(({ id }) => id)
      const written = { hostIds, dates: dates.map(({ date }) => date) }
      // Dates without a row can only be guarded by locking their hosts.
      const guarded = [...new Set([...hostIds, ...(read?.hostIds ?? [])])]
      await trx.from('hosts').whereIn('id', guarded).orderBy('id').select('id').forUpdate()
      const replaced = await overridesOn(written, trx)
      const before = read ? await overridesOn(read, trx) : []
      const isStale = isChangedSince(read?.version ?? null, overridesInWords(before))
      if (isStale && !isSame(replaced, written.hostIds, dates)) return { outcome: 'stale' }

      await sql(
        trx,
        `insert into date_overrides (business_id, host_id, date, windows, reason, is_for_everyone)
         select :businessId, host_id, date, windows, reason, :isForEveryone
         from unnest(cast(:hostIds as bigint[])) as hosts (host_id),
           jsonb_to_recordset(cast(:dates as jsonb)) as dates (date date, windows jsonb, reason text)
         order by host_id, date
         on conflict (host_id, date)
           do update set windows = excluded.windows, reason = excluded.reason,
             is_for_everyone = excluded.is_for_everyone`,
        { businessId, hostIds, isForEveryone, dates: JSON.stringify(dates) }
      )
      const set = dates.map((date) => ({ ...asKept(date), isForEveryone }))
      const after = keptDates(written.dates, set)
      for (const { id } of hosts) {
        const own = replaced.filter(({ hostId }) => hostId === id)
        await recordSettingsChange(trx, {
          businessId,
          action: 'date_overrides.set',
          subjectType: 'host',
          subjectId: id,
          changes: { dates: dates.map(({ date, windows }) => ({ date, windows })) },
          before: { dates: keptDates(written.dates, own), after },
          by,
        })
      }
      return { outcome: 'saved', replaced }
    })
  }
}

function asKept({ date, windows, reason }: OverriddenDate) {
  return { date, windows: [...windows], reason }
}

function isSame(stored: DateOverride[], hostIds: number[], dates: OverriddenDate[]): boolean {
  const wanted = hostIds.flatMap((hostId) => dates.map((date) => ({ hostId, ...asKept(date) })))
  return overridesInWords(stored).join('\n') === overridesInWords(wanted).join('\n')
}
