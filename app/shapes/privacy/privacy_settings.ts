import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type PrivacySettings from '#models/privacy/privacy_settings'
import { truthShape, wholeShape } from '#shapes/schema'

/** What clients agree to, what the privacy page says, and for how long what they told is kept. */
export const privacySettingsShape = vine.create({
  consent: vine.string().nullable(),
  own_text: vine.string().nullable(),
  replaces_template: truthShape(),
  keep_done_months: wholeShape().nullable(),
  keep_cancelled_months: wholeShape().nullable(),
  keep_declined_months: wholeShape().nullable(),
})

export function presentPrivacy(
  settings: PrivacySettings,
  asked: { body: string } | null
): Infer<typeof privacySettingsShape> {
  return {
    consent: asked?.body ?? null,
    own_text: settings.ownText,
    replaces_template: settings.replacesTemplate,
    keep_done_months: settings.keepDoneMonths,
    keep_cancelled_months: settings.keepCancelledMonths,
    keep_declined_months: settings.keepDeclinedMonths,
  }
}
