import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { refusedPage } from '#controllers/owner/refused_page'
import { Refusal } from '#exceptions/refusal'
import type { EarlierSettings } from '#models/audit_entry'
import { addressOf } from '#pages/address_of'
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

type Fields = Record<string, string>

interface Undone {
  /** What was kept, as the form holds it. */
  typed: (content: Record<string, unknown>) => Fields
  stored: Fields
  version: string
  address?: string
}

/**
 * A form with what that one change is taken back to, beside what is stored; only saving it brings it
 * back. Refused where a later change stands on what it changed.
 */
export function formBefore(
  { i18n, request }: HttpContext,
  { content, next, who, at }: EarlierSettings,
  { typed, stored, version, address = request.url() }: Undone
): Form {
  const before = typed(content)
  const after = next ? typed(next) : stored
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = names.filter((name) => (before[name] ?? '') !== (after[name] ?? ''))
  if (changed.some((name) => (after[name] ?? '') !== (stored[name] ?? ''))) throw overtaken(i18n)

  const kept = Object.entries(stored).filter(([name]) => !changed.includes(name))
  const back = changed.filter((name) => name in before).map((name) => [name, before[name]])
  const values: Fields = { ...Object.fromEntries(kept), ...Object.fromEntries(back), version }
  const words = {
    title: i18n.t('owner.history.before.title'),
    sentence: i18n.t('owner.history.before.sentence'),
  }
  const newer = { stored, address, who, at: DateTime.fromJSDate(at), words }
  return { values, errors: {}, newer }
}

/** What was changed again since cannot be taken back alone. */
export function overtaken(i18n: HttpContext['i18n']): Refusal {
  const sentence = i18n.t('owner.history.overtaken')
  const page = refusedPage({
    ...{ title: i18n.t('owner.history.overtaken_title'), sentence, here: 'settings' },
    back: {
      href: addressOf('owner.history.index'),
      label: i18n.t('owner.history.overtaken_open'),
    },
  })
  return new Refusal(409, 'changed_since', sentence, { page })
}
