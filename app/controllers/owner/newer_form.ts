import type { HttpContext } from '@adonisjs/core/http'
import { besideUntouched } from '#validators/stored_values'
import { lastSaved } from '#queries/last_saved'
import type { Form } from '#validators/form'

interface Stored {
  values: Record<string, string>
  version: string
  subject: { type: string; id: number; actions: string[] }
  address?: string
}

/** With the new version in the form, saving it again is a choice: of what was typed, no more. */
export async function besideStored(
  { business, membership, request }: HttpContext,
  { values: typed, errors }: Form,
  { values: stored, version, subject, address = request.url(true) }: Stored
): Promise<Form> {
  const last = await lastSaved({ businessId: business.id, ...subject })
  const { values, hasTaken } = besideUntouched(typed, stored)
  const newer = {
    ...{ stored, address, hasTaken },
    who: last?.who ?? null,
    isOwn: last !== null && last.userId === membership.userId,
    at: last?.at ?? null,
  }
  return { values: { ...values, version }, errors, newer }
}
