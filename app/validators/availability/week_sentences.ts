import type { I18n } from '@adonisjs/i18n'
import { weekdayChoices } from '#formats/words/choices'
import type { WeekErrors } from '#validators/availability/week_check'

export function weekSentences(errors: WeekErrors, i18n: I18n): Record<string, string> {
  const names = new Map(weekdayChoices(i18n.locale).map(({ value, label }) => [value, label]))
  const dayName = (weekday?: number) => names.get(String(weekday)) ?? ''
  return Object.fromEntries(
    Object.entries(errors).map(([name, { code, at = '', ranges }]) => {
      if (!ranges) return [name, i18n.t(`owner.availability.hours.error.${code}`, { at })]
      const [one, other] = ranges
      const isSameDay = one.weekday === other.weekday
      const sentence = i18n.t(
        `owner.availability.hours.error.${isSameDay ? code : 'overlap_days'}`,
        {
          day: dayName(one.weekday),
          one: `${one.start}–${one.end}`,
          other_day: dayName(other.weekday),
          other: `${other.start}–${other.end}`,
        }
      )
      return [name, sentence]
    })
  )
}
