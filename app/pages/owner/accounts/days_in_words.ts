import type { I18n } from '@adonisjs/i18n'
import { weekdayNames } from '#formats/times/month_grid'
import { endsOfRuns } from '#formats/times/week_glance'
import type { Weekday } from '#scheduling/types'

const WEEK: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 0]

/** As in a sentence: "Monday to Friday", 0 being Sunday. */
export function daysInWords(weekdays: readonly number[], i18n: I18n): string {
  const names = weekdayNames(i18n.locale, 0)
  const days = WEEK.filter((day) => weekdays.includes(day))
  const runs = endsOfRuns(days, WEEK).map((ends) => {
    const [from, until] = ends.map((day) => names[day].long)
    return until ? i18n.t('owner.accounts.sign_up.days', { from, until }) : from
  })
  return new Intl.ListFormat(i18n.locale).format(runs)
}
