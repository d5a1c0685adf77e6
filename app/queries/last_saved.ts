import { DateTime } from 'luxon'
import { type AuditedForm, lastEntry } from '#history'

/** Who saved something last, and when; null where nobody has yet. */
export async function lastSaved(form: AuditedForm) {
  const saved = await lastEntry(form)
  return saved && { who: saved.full_name, at: DateTime.fromJSDate(saved.created_at) }
}
