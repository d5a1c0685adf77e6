import type { I18n } from '@adonisjs/i18n'
import type { Form } from '#validators/form'

interface Asking {
  business: { consent?: { id: number } | null }
}

/** Whoever agreed to a text that was replaced since has to read the new one. */
export function withConsent<Checked extends { ok: boolean; form: Form }>(
  { business: { consent } }: Asking,
  body: Record<string, unknown>,
  { i18n }: { i18n: I18n },
  checked: Checked
): Checked | { ok: false; form: Form } {
  if (!consent) return checked
  const given = typeof body.consent === 'string' ? body.consent : ''
  if (given === String(consent.id)) return checked
  const sentence = given === '' ? 'missing' : 'changed'
  const { values, errors } = checked.form
  const problem = i18n.t(`guest.privacy.consent.${sentence}`)
  return { ok: false, form: { values, errors: { ...errors, consent: problem } } }
}
