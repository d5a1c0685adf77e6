import type { I18n } from '@adonisjs/i18n'
import { DEFAULT_BRAND } from '#formats/pages/colours'
import { likelyCurrency, likelyWeekStart } from '#formats/words/choices'
import { declinePhrases } from '#formats/words/decline_phrases'
import { RULES } from '#scheduling/rules/rules'
import { reminderChoices, typedReminders } from '#validators/services/reminder_form'
import type { Form } from '#validators/form'

/** The last reminder before the start, which is read on the way. */
const USUAL_TEXTS = [60]

const textsOf = (minutes: readonly number[]) => Object.keys(typedReminders(minutes, 'text'))

/** Fields that go back to what holds unless a business sets them; no rule of the table fills them. */
export interface UsualSetting {
  name: string
  fields: string[]
  /** As they are typed; what is left out is empty. */
  typed: Record<string, string>
}

function alone(name: string, value?: string): UsualSetting {
  return { name, fields: [name], typed: value === undefined ? {} : { [name]: value } }
}

/** As where the business is would have it; its name, zone and the like have no usual one. */
export function usualOfBusiness({ locale }: { locale: string }): Record<string, UsualSetting> {
  return {
    brand: alone('brand_colour', DEFAULT_BRAND),
    week: alone('week_starts_on', String(likelyWeekStart(locale))),
    currency: alone('currency', likelyCurrency(locale)),
  }
}

/** As the columns are by themselves. */
export function usualSettings(kept: readonly number[], i18n: I18n): Record<string, UsualSetting> {
  const phrases = declinePhrases({ declinePhrases: null }, (key) => i18n.t(key)).join('\n')
  const reminders = Object.keys(typedReminders(reminderChoices(kept)))
  return {
    approval: alone('requires_approval'),
    returning: alone('auto_approve_returning_clients'),
    competing: alone('accepts_competing_requests'),
    expiry: alone('booking_expiry_hours', '24'),
    phrases: alone('decline_phrases', phrases),
    sites: alone('frame_sites'),
    scripts: alone('api_sites'),
    reminders: {
      name: 'reminders',
      fields: reminders,
      typed: typedReminders(RULES.reminderMinutes.default),
    },
    texts: {
      name: 'texts',
      fields: ['sends_texts', ...textsOf(reminderChoices(kept))],
      typed: typedReminders(USUAL_TEXTS, 'text'),
    },
    quiet: { name: 'quiet', fields: ['quiet_from', 'quiet_until'], typed: {} },
  }
}

/** The form with that setting put back; null where none was asked for. */
export function withoutSetting(
  { values, errors }: Form,
  reset: unknown,
  usual: Record<string, UsualSetting>
): Form | null {
  const setting = Object.values(usual).find(({ name }) => name === reset)
  if (!setting) return null
  const kept = Object.entries(values).filter(([field]) => !setting.fields.includes(field))
  const [focus] = setting.fields
  return { values: { ...Object.fromEntries(kept), ...setting.typed }, errors, focus }
}
