import vine from '@vinejs/vine'
import { truth } from '#validators/api/fields'
import { keptMonths, MOST_IN_CONSENT, MOST_IN_PRIVACY } from '#validators/privacy/privacy_form'
import { proseOrNull } from '#validators/rules'

const kept = () => keptMonths().nullable().optional()

/** What is left out stays as it is. */
export const privacyChangeOrder = vine.create({
  consent: proseOrNull(MOST_IN_CONSENT).optional(),
  own_text: proseOrNull(MOST_IN_PRIVACY).optional(),
  replaces_template: truth().optional(),
  keep_done_months: kept(),
  keep_cancelled_months: kept(),
  keep_declined_months: kept(),
  erases_past: truth().optional(),
})
