import type { HttpContext } from '@adonisjs/core/http'
import ReturnDateOverrides from '#actions/availability/return_date_overrides'
import { overtaken } from '#controllers/owner/form_before'
import type { ToReturn } from '#controllers/owner/history/to_return'
import { readerLocale } from '#controllers/reader'
import type { UndoneEntry } from '#models/audit_entry'
import { type KeptDate, keptDates, overridesInWords } from '#models/availability/date_override'
import { versionOf } from '#models/version'
import { addressOf } from '#pages/address_of'
import { dateLines } from '#pages/owner/history/date_lines'
import { overridesOn } from '#queries/availability/overrides_on'
import { returnedDates } from '#queries/availability/proposed_changes'

/** The hours of single dates, each as it was before. */
export async function datesToReturn(ctx: HttpContext, entry: UndoneEntry): Promise<ToReturn> {
  const { business, by, i18n } = ctx
  const host = await business.related('hosts').query().where('id', entry.subject_id).firstOrFail()
  const { dates, after } = entry.content as { dates: KeptDate[]; after: KeptDate[] }
  const days = dates.map(({ date }) => date)
  const stored = await overridesOn({ hostIds: [host.id], dates: days })
  const now = keptDates(days, stored)
  if (versionOf(now) !== versionOf(after)) throw overtaken(i18n)

  const of = { hostIds: [host.id] }
  const change = returnedDates(host.id, dates)
  return {
    about: host.name,
    lines: dateLines({ now, then: dates }, { i18n, locale: readerLocale(ctx, business) }),
    version: versionOf(overridesInWords(stored)),
    saving: { business, change, of, now: Date.now() },
    save: (version) =>
      new ReturnDateOverrides().handle({
        ...{ businessId: business.id, hostId: host.id },
        ...{ dates, version, by },
      }),
    address: addressOf('owner.weekly_hours.edit', {}, { query: { host: host.id }, part: 'dates' }),
  }
}
