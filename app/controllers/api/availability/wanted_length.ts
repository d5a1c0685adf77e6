import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'
import { type OfferedService, isOffered, lengthsOf } from '#queries/services/service_rules'

/** The length that is wanted, null for the usual one; the refusal lists those on offer. */
export function wantedLength(
  { i18n }: HttpContext,
  offered: OfferedService,
  minutes: number | null | undefined
): number | null {
  const wanted = minutes ?? null
  if (isOffered(offered, wanted)) return wanted
  const lengths = new Intl.ListFormat(i18n.locale, { type: 'disjunction' }).format(
    lengthsOf(offered).map(String)
  )
  const detail = i18n.t('api.length_not_offered', { lengths })
  throw Refusal.ofField('duration_minutes', 'length_not_offered', detail)
}
