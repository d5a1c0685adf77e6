import type { HttpContext } from '@adonisjs/core/http'
import ReturnDateOverrides from '#actions/availability/return_date_overrides'
import type { UndoneEntry } from '#models/audit_entry'
import { type KeptDate, keptDates, overridesInWords } from '#models/availability/date_override'
import { versionOf } from '#models/version'
import { overridesOn } from '#queries/availability/overrides_on'
import { returnedDates } from '#queries/availability/proposed_changes'

/** The hours of single dates, each as it was before; null where they were changed again since. */
export async function undoneDates({ business, by }: HttpContext, entry: UndoneEntry) {
  const host = await business.related('hosts').query().where('id', entry.subject_id).firstOrFail()
  const { dates, after } = entry.content as { dates: KeptDate[]; after: KeptDate[] }
  const days = dates.map(({ date }) => date)
  const stored = await overridesOn({ hostIds: [host.id], dates: days })
  const now = keptDates(days, stored)
  if (versionOf(now) !== versionOf(after)) return null

  const of = { hostIds: [host.id] }
  const change = returnedDates(host.id, dates)
  return {
    ...{ kind: 'dates' as const, host, now, then: dates },
    version: versionOf(overridesInWords(stored)),
    saving: { business, change, of, now: Date.now() },
    save: (version: string) =>
      new ReturnDateOverrides().handle({
        ...{ businessId: business.id, hostId: host.id },
        ...{ dates, version, by },
      }),
  }
}
