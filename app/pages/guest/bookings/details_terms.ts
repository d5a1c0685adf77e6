import {
  type BookingTerms,
  bookingTerms,
  changesInBrief,
  momentInZones,
  type TermsReader,
  type Translate,
} from '#formats/bookings/booking_terms'
import { colon, formatShortDay } from '#formats/times/times'
import { listFormat } from '#formats/words/intl'
import { priceOfPlaces } from '#formats/bookings/money'
import { isFreePrice } from '#formats/bookings/prices'
import { chosenPrice } from '#pages/guest/bookings/chosen_form'
import { changePolicy, changeTerms } from '#scheduling/rules/change_policy'
import { latestAnswer } from '#scheduling/rules/latest_answer'
import type { Places } from '#scheduling/slots/places_at'
import { reminderMoments } from '#scheduling/rules/reminders'
import { HOUR } from '#scheduling/time/dates'
import type { Instant, Slot } from '#scheduling/types'
import type { ChosenTime } from '#pages/guest/opened'
import type { Form } from '#validators/form'

const MOST_COUNTED = 20

/** What booking a chosen time means, for the last page before it. */
export function detailsTerms(
  chosen: ChosenTime,
  { values, errors }: Form,
  places: Places | null,
  t: Translate
) {
  const of = (count: number | null) => termsAt(chosen, chosen.startsAt, count, t)
  const count = places === null ? 1 : typedPlaces({ values, errors })
  const isCounted = places !== null && places.left > 1 && !isFreePrice(chosenPrice(chosen))
  return {
    terms: { ...of(count), changes: changesOfAll(chosen, count, t) },
    /** Null where that is not known. */
    count,
    isCounted,
    totals: Object.fromEntries(
      (isCounted ? countsOf(places, count) : []).map((each) => {
        const { total, amount } = of(each)
        return [each, { total, amount, button: buttonOf(chosen, each, t) }]
      })
    ),
    totalOfOne: totalOf(of(null)),
    button: buttonOf(chosen, count ?? 1, t),
    next: nextOf(chosen, places !== null, t),
    reminders: isUnmailed(chosen, values) ? null : remindersOf(chosen, t),
  }
}

/** What the press of the button brings about, and by when it is answered. */
function nextOf(chosen: ChosenTime, isShared: boolean, t: Translate): string {
  const { business, service, startsAt, now } = chosen
  const dates = chosen.starts.length
  if (!service.isByRequest) return t('guest.bookings.details.book_next', { dates })
  const by = latestAnswer(startsAt, now, now + business.settings.bookingExpiryHours * HOUR)
  const isOpen = service.competes && !isShared && dates === 1
  return t(`guest.bookings.details.${isOpen ? 'request_next_open' : 'request_next'}`, {
    business: business.name,
    moment: momentInZones(by, { business }, readerOf(chosen, t)),
  })
}

/** The same beside each time that is booked with one press instead. */
export function alternativesTerms(
  chosen: ChosenTime,
  form: Form,
  alternatives: readonly Slot[],
  t: Translate
) {
  const count = chosen.service.mayShare ? typedPlaces(form) : 1
  return {
    terms: termsAt(chosen, chosen.startsAt, count, t),
    alternatives: alternatives.map((slot) => ({
      ...slot,
      changes: changesInBrief(termsAt(chosen, slot.start, count, t)),
    })),
  }
}

/** How many are wanted; null where that cannot be told. */
function typedPlaces({ values, errors }: Form): number | null {
  const typed = Number(values.seats || 1)
  return !errors.seats && Number.isInteger(typed) && typed > 0 ? typed : null
}

/** Each date has an end of its own for changes; all else is said once. */
function changesOfAll(chosen: ChosenTime, count: number | null, t: Translate): string[] {
  const { starts, timeZone, locale } = chosen
  const each = starts.map((startsAt) => {
    const [until, ...others] = termsAt(chosen, startsAt, count, t).changes
    return { day: formatShortDay(startsAt, timeZone, locale), until, others }
  })
  const [first] = each
  const isSame = each.every(({ until }) => until === first.until)
  const lines = isSame
    ? [first.until]
    : each.map(({ day, until }) => `${day}${colon(locale)} ${until}`)
  return [...lines, ...first.others]
}

function totalOf({ total, amount }: BookingTerms) {
  return { total, amount }
}

function countsOf({ left }: Places, shown: number | null): number[] {
  const counts = Array.from({ length: Math.min(MOST_COUNTED, left) }, (_, index) => index + 1)
  return shown === null ? counts : [...counts, shown]
}

/** The terms of one start; the count is null where it is not known yet. */
function termsAt(chosen: ChosenTime, startsAt: Instant, count: number | null, t: Translate) {
  const { business, service, now } = chosen
  const { length: dates } = chosen.starts
  const policy = changePolicy(service, business.settings)
  const changing = { startsAt, isWaiting: false, moved: 0 }
  return bookingTerms(
    {
      ...{ business, service, places: count, dates, currency: business.currency },
      price: priceOfPlaces(chosenPrice(chosen), (count ?? 1) * dates, business.currency),
      policy: changeTerms(policy, changing, now),
      waits: service.isByRequest,
      bookedAt: null,
    },
    readerOf(chosen, t)
  )
}

/** Whoever gave a phone number alone gets no mail, and nobody does while mails of the business wait. */
function isUnmailed(
  { business }: ChosenTime,
  { client_email: email, client_phone: phone }: Form['values']
): boolean {
  return business.mailsWait === true || (Boolean(phone) && !email)
}

function remindersOf(chosen: ChosenTime, t: Translate): string | null {
  const { business, service, starts, timeZone, now, locale } = chosen
  const { reminderMinutes, quietFrom, quietUntil, sendsTexts } = business.settings
  const quietHours = quietFrom && quietUntil ? { from: quietFrom, until: quietUntil } : null
  const offsets = service.reminderMinutes ?? reminderMinutes
  const moments = starts.flatMap((startsAt) =>
    reminderMoments(offsets, { startsAt, timeZone, quietHours }, now)
  )
  if (moments.length === 0) return null
  const way = `terms.by_${sendsTexts ? 'text' : 'mail'}`
  if (chosen.starts.length > 1) return t(`${way}_each`)
  const reader = readerOf(chosen, t)
  const shown = moments.map((moment) => momentInZones(moment, { business }, reader))
  return t(way, { moments: listFormat(locale).format(shown) })
}

function buttonOf({ service, starts }: ChosenTime, count: number, t: Translate): string {
  const key = service.isByRequest ? 'guest.bookings.details.request' : 'guest.bookings.details.book'
  if (starts.length > 1) return t(`${key}_dates`, { count: starts.length })
  if (count === 1) return t(key, { service: service.name })
  return t(`${key}_places`, { count })
}

function readerOf({ timeZone, locale }: ChosenTime, t: Translate): TermsReader {
  return { t, timeZone, locale }
}
