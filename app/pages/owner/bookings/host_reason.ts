import type { I18n } from '@adonisjs/i18n'
import type Booking from '#models/bookings/booking'
import type { ChoiceReason, Load } from '#scheduling/slots/fairness'

type StoredReason = ChoiceReason | { code: 'reassigned' }

/** As stored when it was made; null where there was no choice. */
export function hostReason({ hostReason: stored }: Booking, i18n: I18n): string | null {
  const reason = stored as Partial<StoredReason>
  const say = (values: Record<string, string | number> = {}) =>
    i18n.t(`owner.bookings.host_reason.${reason.code}`, values)
  switch (reason.code) {
    case 'least_booked': {
      const { bookings = 0, weight = 1, others = [] } = reason
      const load = loadWords(i18n, [{ bookings, weight }, ...others])
      return say({ own: load[0], others: listOf(i18n, load.slice(1)) })
    }
    case 'priority':
      return say({
        own: reason.priority ?? 0,
        others: listOf(i18n, (reason.others ?? []).map(String)),
      })
    case 'longest_since':
    case 'lowest_id':
    case 'reassigned':
      return say()
    default:
      return null
  }
}

/** "3", or with the host's share where shares differ. */
function loadWords(i18n: I18n, loads: Load[]): string[] {
  const isEven = loads.every(({ weight }) => weight === loads[0].weight)
  return loads.map(({ bookings, weight }) =>
    isEven ? String(bookings) : i18n.t('owner.bookings.host_reason.share', { bookings, weight })
  )
}

function listOf(i18n: I18n, words: string[]): string {
  return new Intl.ListFormat(i18n.locale).format(words)
}
