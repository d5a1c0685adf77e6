import type { I18n } from '@adonisjs/i18n'
import vine from '@vinejs/vine'
import { validateForm } from '#validators/form'
import { count, prose, switchedOn } from '#validators/rules'

/** The same bounds by API. */
export const keptMonths = () => count(1, 240)
export const MOST_IN_CONSENT = 2000
export const MOST_IN_PRIVACY = 20_000

const months = () => keptMonths().optional()

const privacyValidator = vine.create({
  consent: prose(MOST_IN_CONSENT).optional(),
  own_text: prose(MOST_IN_PRIVACY).optional(),
  replaces_template: switchedOn(),
  keep_done_months: months(),
  keep_cancelled_months: months(),
  keep_declined_months: months(),
})

/** Nothing cannot stand instead of the page's own words. */
export async function validatePrivacy(body: Record<string, unknown>, ctx: { i18n: I18n }) {
  const checked = await validateForm(privacyValidator, body, ctx, 'owner.validator')
  if (!checked.ok || !checked.data.replaces_template || checked.data.own_text) return checked
  const { form } = checked
  form.errors.own_text = ctx.i18n.t('owner.privacy.settings.text_missing')
  return { ok: false as const, form }
}
