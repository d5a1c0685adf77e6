import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'
import type { EarlierSettings } from '#models/audit_entry'
import { settingsBefore } from '#queries/history/settings_before'
import type { Form } from '#validators/form'
import { beforeQuery, validQuery } from '#validators/owner_query'

interface Subject {
  type: string
  id: number
}

/** How settings were before the entry of the history that the address names; null without one. */
export async function findEarlier(
  ctx: HttpContext,
  subject: Subject
): Promise<EarlierSettings | null> {
  const { before: entryId } = await validQuery(beforeQuery, ctx)
  if (entryId === undefined) return null
  const earlier = await settingsBefore({ businessId: ctx.business.id, entryId, ...subject })
  if (!earlier) {
    throw new Refusal(404, 'not_found')
  }
  return earlier
}

interface Now {
  values: Record<string, string>
  stored: Record<string, string>
  version: string
  address?: string
}

/** A form with what was, beside what is stored; only saving it brings it back. */
export function formBefore(
  { i18n, request }: HttpContext,
  { who, at }: EarlierSettings,
  { values, stored, version, address = request.url() }: Now
): Form {
  const words = {
    title: i18n.t('owner.history.before.title'),
    sentence: i18n.t('owner.history.before.sentence'),
  }
  const newer = { stored, address, who, at: DateTime.fromJSDate(at), words }
  return { values: { ...values, version }, errors: {}, newer }
}
