import { dialled } from '#formats/contacts/contacts'
import { formatMoney } from '#formats/bookings/money'
import { isOnSite, type Placed, placeInWords } from '#formats/bookings/places'
import { formatMoment, formatTime, isoDate, zoneCity, zoneOffset } from '#formats/times/times'
import type { ChangeTerms } from '#scheduling/rules/change_policy'
import type { Instant } from '#scheduling/types'

export type Translate = (key: string, values?: Record<string, unknown>) => string

export interface Termed {
  business: { name: string; phone: string | null; email: string | null; timeZone: string }
  service: Placed
  /** Null when not known; the price is then that of one place. */
  places: number | null
  price: string
  currency: string
  dates?: number
  policy: ChangeTerms
  waits: boolean
  bookedAt: Instant | null
}

export interface TermsReader {
  t: Translate
  timeZone: string
  locale: string
}

export interface BookingTerms {
  /** "2 places, £36.00 in all, paid at Canal Street pool". */
  total: string
  amount: string
  changes: string[]
  contact: { label: string; href: string } | null
}

export function bookingTerms(termed: Termed, reader: TermsReader): BookingTerms {
  return { ...totalOf(termed, reader), ...changesOf(termed, reader) }
}

/** One sentence for a button, without the contact: a link inside a button cannot be pressed. */
export function changesInBrief({ changes, contact }: BookingTerms): string {
  return (contact ? changes.slice(0, -1) : changes).join('. ')
}

function totalOf(termed: Termed, { t, locale }: TermsReader) {
  const { places, price, currency, dates = 1 } = termed
  const isFree = Number(price) === 0
  if (isFree) {
    const total = t('terms.free', { places: places ?? 1 })
    return { total, amount: total }
  }
  const money = formatMoney(price, currency, locale)
  const paid = paidWhere(termed, t)
  if (places === null) {
    const amount = t('terms.each', { price: money })
    return { total: t('terms.price_of_one', { amount, paid }), amount }
  }
  const amount = places * dates > 1 ? t('terms.in_all', { price: money }) : money
  return { total: t('terms.price', { places, dates, amount, paid }), amount }
}

/** A longer text gives directions instead of naming a place. */
const LONGEST_PLACE = 40

function paidWhere({ service, business }: Termed, t: Translate): string {
  if (!isOnSite(service)) return t('terms.paid_to', { business: business.name })
  if (service.furtherPlaces?.length) return t('terms.paid_there')
  // "Canal Street pool, 14 Canal Street" begins with the name, "14 Canal Street" has none.
  const place = placeInWords(service, null)?.split(/[,\n]/)[0] ?? ''
  const isName = place.length <= LONGEST_PLACE && /^\p{L}/u.test(place)
  return isName ? t('terms.paid_at', { place }) : t('terms.paid_there')
}

function changesOf(termed: Termed, reader: TermsReader) {
  const { policy, waits, bookedAt, business } = termed
  const { t } = reader
  const { moveUntil, cancelUntil, movesLeft, isInTimeToCancel } = policy
  const canMove = policy.isInTimeToMove && movesLeft !== 0
  const isFree = canMove || isInTimeToCancel
  const values = {
    waits: String(waits),
    moved: momentInZones(moveUntil, termed, reader),
    cancelled: momentInZones(cancelUntil, termed, reader),
    ended: String(bookedAt !== null && Math.max(moveUntil, cancelUntil) >= bookedAt),
  }
  const contact = contactOf(business)
  const asking = contact?.href.startsWith('tel:') ? 'terms.call' : 'terms.write'
  const lines = [
    t(`terms.${changesKey(policy, canMove)}`, values),
    canMove && movesLeft !== null && t('terms.moves', { count: movesLeft }),
    waits && t('terms.withdraw'),
    contact && t(asking, { free: String(isFree), contact: contact.label }),
  ]
  return { changes: lines.filter((line) => typeof line === 'string'), contact }
}

function changesKey({ moveUntil, cancelUntil, isInTimeToCancel }: ChangeTerms, canMove: boolean) {
  if (canMove && isInTimeToCancel) return moveUntil === cancelUntil ? 'both' : 'each_until'
  if (canMove) return 'move_only'
  return isInTimeToCancel ? 'cancel_only' : 'neither'
}

/** On the reader's clock, and on the business's where that shows another time. */
export function momentInZones(
  moment: Instant,
  { business }: Pick<Termed, 'business'>,
  { t, timeZone, locale }: TermsReader
): string {
  const shown = formatMoment(moment, timeZone, locale)
  const there = business.timeZone
  if (zoneOffset(moment, timeZone) === zoneOffset(moment, there)) return shown
  const isSameDay = isoDate(moment, timeZone) === isoDate(moment, there)
  const format = isSameDay ? formatTime : formatMoment
  const elsewhere = format(moment, there, locale)
  return t('terms.moment', { moment: shown, elsewhere, city: zoneCity(there) })
}

function contactOf({ phone, email }: Termed['business']): BookingTerms['contact'] {
  if (phone) return { label: phone, href: `tel:${dialled(phone)}` }
  return email ? { label: email, href: `mailto:${email}` } : null
}

export function around(text: string, part: string): [before: string, part: string, after: string] {
  const [before, ...after] = text.split(part)
  return after.length === 0 ? [text, '', ''] : [before, part, after.join(part)]
}
