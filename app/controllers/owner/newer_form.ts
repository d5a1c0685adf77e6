import type { HttpContext } from '@adonisjs/core/http'
import { lastSaved } from '#queries/last_saved'
import type { Form } from '#validators/form'

interface Stored {
  values: Record<string, string>
  version: string
  subject: { type: string; id: number; actions: string[] }
  address?: string
}

/**
 * What was typed stays, beside what is stored now. The form carries the new version, so that saving
 * it again is a choice.
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
