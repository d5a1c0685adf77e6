import type { HttpContext } from '@adonisjs/core/http'
import { lastSaved } from '#queries/last_saved'
import type { Form } from '#validators/form'

interface Stored {
  values: Record<string, string>
  version: string
  /** What the audit calls it: whose last entry tells who saved it. */
  subject: { type: string; id: number; actions: string[] }
  /** The page that shows it; that of the form, where nothing is said. */
  address?: string
}

/**
 * A form that was opened before somebody else saved: what was typed stays in it, beside what is
 * stored now, and it carries the version of that, so that to save it once more is a choice.
 */
export async function besideStored(
  { business, request }: HttpContext,
  { values, errors }: Form,
  { values: stored, version, subject, address = request.url(true) }: Stored
): Promise<Form> {
  const last = await lastSaved({ businessId: business.id, ...subject })
  const newer = { stored, who: last?.who ?? null, at: last?.at ?? null, address }
  return { values: { ...values, version }, errors, newer }
}
