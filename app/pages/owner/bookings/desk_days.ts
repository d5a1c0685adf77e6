import { dayMoment } from '#formats/times/month_grid'
import { dateFormat } from '#formats/words/intl'
import { timesOfDay } from '#formats/times/times_of_day'
import type Host from '#models/availability/host'
import type { Override } from '#models/bookings/booking_event'
import type { DeskDay, DeskObstacle } from '#queries/bookings/desk_times'
import { dateOf, dayOf } from '#scheduling/time/dates'
import type { Instant, Question, Slot } from '#scheduling/types'
import type { DeskState } from '#validators/bookings/desk_form'

interface Shown {
  days: DeskDay[]
  first: string
  date: string
  question: Question
}

interface DeskScene {
  business: { timeZone: string }
  service: { capacity: number }
  hosts: Host[]
  state: DeskState
  locale: string
  address: (changes: Partial<Record<keyof DeskState, unknown>>) => string
}

/** The next days with their counts, and the times of the chosen one in columns. */
export function deskDays(
  { days, first, date, question }: Shown,
  { business, state, locale, address }: DeskScene
) {
  const most = Math.max(1, ...days.map(({ slots }) => slots.length))
  const chosen = days.find((day) => day.date === date)
  const slots = chosen?.slots ?? []
  const intervalMinutes = question.rules.slotIntervalMinutes
  const { columns, parts } = timesOfDay({ slots, intervalMinutes }, business.timeZone, locale)
  const left = placesLeft(question, slots)
  const anew = { time: null, anyway: null }
  const shut = (isClosed: boolean) => {
    if (question.hosts.length === 0) return 'nobody'
    return isClosed ? (question.isPlannedOnly ? 'planned' : 'closed') : 'full'
  }
  return {
    days: days.map((day) => ({
      date: day.date,
      moment: dayMoment(day.date),
      name: dateFormat('stampDay', 'UTC', locale).format(dayMoment(day.date)).replace(',', ''),
      count: day.slots.length,
      shut: shut(day.isClosed),
      free: Math.ceil((4 * day.slots.length) / most),
      isChosen: day.date === date,
      href: address({ ...anew, date: day.date }),
    })),
    earlier: address({ ...anew, date: null, from: shifted(first, -days.length) }),
    later: address({ ...anew, date: null, from: shifted(first, days.length) }),
    day: {
      ...{ date, moment: dayMoment(date), count: slots.length, columns },
      shut: shut(chosen?.isClosed ?? false),
      rows: parts
        .flatMap(({ hours }) => hours)
        .map((hour) =>
          hour.map(
            (each) =>
              each && {
                ...each,
                left: left?.get(Date.parse(each.value)) ?? null,
                isChosen: each.time === state.time,
                href: address({ date, time: each.time, anyway: null }),
              }
          )
        ),
    },
  }
}

/** Null where each booking has its time alone. */
function placesLeft({ rules }: Question, slots: readonly Slot[]): Map<Instant, number> | null {
  if (rules.capacity === 1 && slots.every(({ sessionId }) => sessionId === undefined)) return null
  return new Map(slots.map(({ start, seatsLeft }) => [start, seatsLeft]))
}

function shifted(date: string, days: number): string {
  return dateOf(dayOf(date) + days)
}

interface Found {
  slot: Slot | null
  obstacle: DeskObstacle | null
}

interface ChosenTime {
  startsAt: Instant
  endsAt: Instant
  /** Null where whoever is free will have it, or all who give it. */
  host: Host | null
  overrides: Override[]
  /** Null where it is had alone, or against the rules. */
  placesLeft: number | null
}

/** What can be booked as it stands: a free time, or one against the rules that was asked for so. */
export function chosenTime(
  { slot, obstacle }: Found,
  { hosts, service, state }: Pick<DeskScene, 'hosts' | 'service' | 'state'>
): ChosenTime | null {
  const anyway = state.anyway ? obstacle?.anyway : null
  const taken = slot ?? anyway?.slot
  if (!taken) return null
  const [only, ...others] = taken.hostIds
  const isShared = service.capacity > 1 || slot?.sessionId !== undefined
  return {
    startsAt: taken.start,
    endsAt: taken.end,
    host: others.length > 0 ? null : (hosts.find(({ id }) => id === only) ?? null),
    overrides: slot ? [] : (anyway?.setAside ?? []),
    placesLeft: slot && isShared ? slot.seatsLeft : null,
  }
}
