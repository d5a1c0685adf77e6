import { formatMoment } from '#formats/times/times'
import { listFormat } from '#formats/words/intl'
import type Booking from '#models/bookings/booking'
import type { PageReader } from '#pages/reader'
import type { ChoiceReason, Load, Of } from '#scheduling/slots/fairness'
import type { Instant } from '#scheduling/types'

/** What was written before the others were named. */
type NamelessReason =
  | { code: 'least_booked'; bookings: number; weight: number; others: Load[] }
  | { code: 'priority'; priority: number; others: number[] }
  | { code: 'longest_since' | 'lowest_id'; others?: (Instant | null)[] }

type StoredReason = Named | NamelessReason | { code: 'reassigned' }
type Named = Extract<ChoiceReason, { others: object[] }>

interface Names {
  hostNames: ReadonlyMap<number, string>
  timeZone: string
}

/** As stored when it was made; null where there was no choice. */
export function hostReason(
  { hostReason: stored }: Booking,
  { hostNames, timeZone }: Names,
  reader: PageReader
): string | null {
  const reason = stored as StoredReason
  const { t, locale } = reader
  const say = (key: string, values: Record<string, string | number> = {}) =>
    t(`owner.bookings.host_reason.${key}`, values)
  if (!isNamed(reason)) return namelessReason(reason, say, reader)

  const nameOf = ({ hostId }: Of<object>) => hostNames.get(hostId) ?? say('somebody')
  const list = (words: string[]) => listFormat(locale).format(words)
  const ofEach = <Other extends Of<object>>(others: Other[], figure: (other: Other) => string) =>
    list(others.map((other) => say('of', { figure: figure(other), host: nameOf(other) })))
  const lastOf = ({ lastBookedAt }: { lastBookedAt: Instant | null }) =>
    lastBookedAt === null ? say('never') : formatMoment(lastBookedAt, timeZone, locale)

  switch (reason.code) {
    case 'priority':
      return say('priority', {
        own: reason.priority,
        others: ofEach(reason.others, ({ priority }) => String(priority)),
      })
    case 'least_booked': {
      const isEven = reason.others.every(({ weight }) => weight === reason.weight)
      return say('fewest', {
        days: reason.days,
        own: loadWords(reason, isEven, say),
        others: ofEach(reason.others, (other) => loadWords(other, isEven, say)),
      })
    }
    case 'longest_since':
    case 'lowest_id': {
      const level = say('level', {
        days: reason.days,
        bookings: reason.bookings,
        others: list(reason.others.map(nameOf)),
      })
      if (reason.code === 'lowest_id') return say('first', { level })
      return say('longest', { level, own: lastOf(reason), others: ofEach(reason.others, lastOf) })
    }
  }
}

function isNamed(reason: StoredReason): reason is Named {
  if (!('others' in reason)) return false
  const [other] = reason.others ?? []
  return typeof other === 'object' && other !== null && 'hostId' in other
}

type Say = (key: string, values?: Record<string, string | number>) => string

function namelessReason(
  reason: Exclude<StoredReason, Named>,
  say: Say,
  { locale }: PageReader
): string | null {
  const list = (words: string[]) => listFormat(locale).format(words)
  switch (reason.code) {
    case 'least_booked': {
      const isEven = reason.others.every(({ weight }) => weight === reason.weight)
      const [own, ...others] = [reason, ...reason.others].map((load) =>
        loadWords(load, isEven, say)
      )
      return say('least_booked', { own, others: list(others) })
    }
    case 'priority':
      return say('priority', { own: reason.priority, others: list(reason.others.map(String)) })
    case 'longest_since':
    case 'lowest_id':
    case 'reassigned':
      return say(reason.code)
    default:
      return null
  }
}

/** "3", or with the host's share where shares differ. */
function loadWords({ bookings, weight }: Load, isEven: boolean, say: Say): string {
  return isEven ? String(bookings) : say('share', { bookings, weight })
}
