import { recordSettingsChange } from '#history'
import DateOverride, { keptDates, overridesInWords } from '#models/availability/date_override'
import type { By } from '#models/by'
import { isChangedSince } from '#models/version'
import { inTransaction } from '#transactions'

interface Removal {
  override: DateOverride
  /** `YYYY-MM-DD`: the last date to go, of the same host. */
  until: string
  /** `versionOf` the dates that the button was made from; null removes them anyway. */
  version: string | null
  by: By
}

export default class RemoveDateOverrides {
  handle(removal: Removal): Promise<'removed' | 'stale'> {
    const { override, until, version, by } = removal
    const { businessId, hostId } = override
    return inTransaction(async (trx) => {
      await trx.from('hosts').where('id', hostId).select('id').forUpdate()
      const removed = await DateOverride.query({ client: trx })
        .where({ businessId, hostId })
        .whereBetween('date', [override.date, until])
        .orderBy('date')
        .forUpdate()
      if (isChangedSince(version, overridesInWords(removed))) return 'stale'
      const dates = removed.map(({ date }) => date)
      const ids = removed.map(({ id }) => id)
      await DateOverride.query({ client: trx }).whereIn('id', ids).delete()
      await recordSettingsChange(trx, {
        businessId,
        action: 'date_overrides.removed',
        subjectType: 'host',
        subjectId: hostId,
        changes: { dates: removed.map(({ date, windows }) => ({ date, windows })) },
        before: { dates: keptDates(dates, removed), after: keptDates(dates, []) },
        by,
      })
      return 'removed'
    })
  }
}
