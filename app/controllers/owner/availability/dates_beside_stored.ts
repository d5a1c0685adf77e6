import type { HttpContext } from '@adonisjs/core/http'
import { besideStored } from '#controllers/owner/newer_form'
import { readerLocale } from '#controllers/reader'
import { overridesInWords } from '#models/availability/date_override'
import type Host from '#models/availability/host'
import { versionOf } from '#models/version'
import { addressOf } from '#pages/address_of'
import { type DateDraft, ownHours, type Words } from '#pages/owner/availability/date_draft'
import { overridesOn } from '#queries/availability/overrides_on'

const SAVED_BY = ['date_overrides.set', 'date_overrides.removed']

/** Somebody gave those dates hours meanwhile, or they had them all along: both are shown. */
export async function datesBesideStored(
  ctx: HttpContext,
  { form, ranges }: DateDraft,
  { hosts, dates }: { hosts: Host[]; dates: string[] }
): Promise<DateDraft> {
  const hostIds = hosts.map(({ id }) => id)
  const stored = await overridesOn({ hostIds, dates })
  const beside = await besideStored(ctx, form, {
    values: form.values,
    version: versionOf(overridesInWords(stored)),
    subject: { type: 'host', id: hostIds[0], actions: SAVED_BY },
    address: addressOf(
      'owner.weekly_hours.edit',
      {},
      { query: { host: hostIds[0] }, part: 'dates' }
    ),
  })
  const { i18n } = ctx
  const list = stored.length > 0 ? ownHours(wordsFor(ctx), hosts, stored) : ''
  const key = list ? 'own' : 'none'
  const words = {
    title: i18n.t(`owner.availability.dates.newer.${key}_title`, { count: dates.length }),
    sentence: i18n.t(`owner.availability.dates.newer.${key}`, { list }),
  }
  const canJoin = form.values.kind === 'hours' && stored.length === 1 && hosts.length === 1
  if (beside.newer) beside.newer.words = words
  return { form: beside, ranges, canJoin: canJoin && stored[0].windows.length > 0 }
}

export function wordsFor(ctx: HttpContext): Words {
  return { i18n: ctx.i18n, locale: readerLocale(ctx, ctx.business) }
}
