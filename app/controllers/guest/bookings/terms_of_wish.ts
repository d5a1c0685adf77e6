import type { I18n } from '@adonisjs/i18n'
import type { ChosenTime } from '#controllers/guest/bookings/chosen_time'
import {
  type BookingTerms,
  bookingTerms,
  changesInBrief,
  momentInZones,
  type TermsReader,
} from '#formats/bookings/booking_terms'
import { listFormat } from '#formats/words/intl'
import { priceOfPlaces } from '#formats/bookings/money'
import { changePolicy, changeTerms } from '#scheduling/rules/change_policy'
import type { Places } from '#scheduling/slots/places_at'
import { reminderMoments } from '#scheduling/rules/reminders'
import type { Instant, Slot } from '#scheduling/types'
import type { Form } from '#validators/form'

const MOST_COUNTED = 20

export function termsOfWish(
  chosen: ChosenTime,
  { values, errors }: Form,
  places: Places | null,
  i18n: I18n
) {
  const { service } = chosen
  const of = (count: number | null) => termsAt(chosen, chosen.startsAt, count, i18n)
  const count = places === null ? 1 : typedPlaces({ values, errors })
  const isCounted = places !== null && places.left > 1 && !service.isFree
  return {
    terms: of(count),
    /** Null where that is not known. */
    count,
    isCounted,
    totals: Object.fromEntries(
      (isCounted ? countsOf(places, count) : []).map((each) => {
        const { total, amount } = of(each)
        return [each, { total, amount, button: buttonOf(chosen, each, i18n) }]
      })
    ),
    totalOfOne: totalOf(of(null)),
    button: buttonOf(chosen, count ?? 1, i18n),
    reminders: hasNoAddress(values) ? null : remindersOf(chosen, i18n),
  }
}

export function termsOfAlternatives(
  chosen: ChosenTime,
  form: Form,
  alternatives: readonly Slot[],
  i18n: I18n
) {
  const count = chosen.service.mayShare ? typedPlaces(form) : 1
  return {
    terms: termsAt(chosen, chosen.startsAt, count, i18n),
    alternatives: alternatives.map((slot) => ({
      ...slot,
      changes: changesInBrief(termsAt(chosen, slot.start, count, i18n)),
    })),
  }
}

/** Null where that cannot be told. */
function typedPlaces({ values, errors }: Form): number | null {
  const typed = Number(values.seats || 1)
  return !errors.seats && Number.isInteger(typed) && typed > 0 ? typed : null
}

function totalOf({ total, amount }: BookingTerms) {
  return { total, amount }
}

function countsOf({ left }: Places, shown: number | null): number[] {
  const counts = Array.from({ length: Math.min(MOST_COUNTED, left) }, (_, index) => index + 1)
  return shown === null ? counts : [...counts, shown]
}

export function termsAt(chosen: ChosenTime, startsAt: Instant, count: number | null, i18n: I18n) {
  const { business, service, now } = chosen
  const policy = changePolicy(service, business.settings)
  const changing = { startsAt, isWaiting: false, moved: 0 }
  return bookingTerms(
    {
      ...{ business, service, places: count, currency: business.currency },
      price: priceOfPlaces(service, count ?? 1, business.currency),
      policy: changeTerms(policy, changing, now),
      waits: service.isByRequest,
      bookedAt: null,
    },
    readerOf(chosen, i18n)
  )
}

/** Whoever gave only a phone number gets no mail. */
function hasNoAddress({ client_email: email, client_phone: phone }: Form['values']): boolean {
  return Boolean(phone) && !email
}

function remindersOf(chosen: ChosenTime, i18n: I18n): string | null {
  const { business, service, startsAt, timeZone, now, locale } = chosen
  const { reminderMinutes, quietFrom, quietUntil } = business.settings
  const quietHours = quietFrom && quietUntil ? { from: quietFrom, until: quietUntil } : null
  const offsets = service.reminderMinutes ?? reminderMinutes
  const moments = reminderMoments(offsets, { startsAt, timeZone, quietHours }, now)
  if (moments.length === 0) return null
  const reader = readerOf(chosen, i18n)
  const shown = moments.map((moment) => momentInZones(moment, { business }, reader))
  return i18n.t('terms.by_mail', { moments: listFormat(locale).format(shown) })
}

function buttonOf({ service }: ChosenTime, count: number, i18n: I18n): string {
  const key = service.isByRequest ? 'guest.details.request' : 'guest.details.book'
  if (count === 1) return i18n.t(key, { service: service.name })
  return i18n.t(`${key}_places`, { count })
}

function readerOf({ timeZone, locale }: ChosenTime, i18n: I18n): TermsReader {
  return { t: (key, values) => i18n.t(key, values), timeZone, locale }
}
