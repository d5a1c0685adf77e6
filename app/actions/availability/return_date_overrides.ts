import { recordSettingsChange } from '#history'
import DateOverride, {
  type KeptDate,
  keptDates,
  overridesInWords,
} from '#models/availability/date_override'
import type { By } from '#models/by'
import { isChangedSince } from '#models/version'
import { overridesOn } from '#queries/availability/overrides_on'
import { inTransaction } from '#transactions'

interface Return {
  businessId: number
  hostId: number
  dates: readonly KeptDate[]
  /** `versionOf` the overrides of those dates that the page was made from. */
  version: string
  by: By
}

/** Each date has the hours again that it had, or none of its own. */
export default class ReturnDateOverrides {
  handle({ businessId, hostId, dates, version, by }: Return): Promise<'saved' | 'stale'> {
    return inTransaction(async (trx) => {
      await trx.from('hosts').where({ id: hostId, business_id: businessId }).forUpdate()
      const days = dates.map(({ date }) => date)
      const now = await overridesOn({ hostIds: [hostId], dates: days }, trx)
      if (isChangedSince(version, overridesInWords(now))) return 'stale'

      const ids = now.map(({ id }) => id)
      await DateOverride.query({ client: trx }).whereIn('id', ids).delete()
      const back = dates.flatMap(({ windows, ...rest }) => (windows ? [{ windows, ...rest }] : []))
      await DateOverride.createMany(
        back.map((date) => ({ ...date, businessId, hostId })),
        { client: trx }
      )
      await recordSettingsChange(trx, {
        businessId,
        action: 'date_overrides.returned',
        subjectType: 'host',
        subjectId: hostId,
        changes: { dates: dates.map(({ date, windows }) => ({ date, windows })) },
        before: { dates: keptDates(days, now), after: dates },
        by,
      })
      return 'saved'
    })
  }
}
