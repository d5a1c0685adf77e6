import { DateTime } from 'luxon'
import { type AuditedForm, lastEntry } from '#history'

export async function lastSaved(form: AuditedForm) {
  const saved = await lastEntry(form)
  return (
    saved && {
      userId: saved.user_id,
      who: saved.full_name,
      at: DateTime.fromJSDate(saved.created_at),
    }
  )
}
