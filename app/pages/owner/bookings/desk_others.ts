import { formatTime, isoTime, minutesOfDay } from '#formats/times/times'
import type Host from '#models/availability/host'
import type { DeskState } from '#validators/bookings/desk_form'
import type { Slot } from '#scheduling/types'

interface Scene {
  timeZone: string
  locale: string
  hosts: readonly Host[]
  date: string
  address: (changes: Partial<Record<keyof DeskState, unknown>>) => string
}

const MOST_TIMES = 6

/** Colleagues who have time on the day that is shown, with the first of it. */
export function deskOthers(
  slotsOf: ReadonlyMap<number, readonly Slot[]>,
  { timeZone, locale, hosts, date, address }: Scene
) {
  return hosts.flatMap(({ id, name }) => {
    const slots = slotsOf.get(id) ?? []
    if (slots.length === 0) return []
    const anew = { host: id, date, anyway: null }
    const times = slots.slice(0, MOST_TIMES).map(({ start }) => ({
      time: formatTime(start, timeZone, locale),
      href: address({ ...anew, time: isoTime(minutesOfDay(start, timeZone)) }),
    }))
    const href = address({ ...anew, time: null })
    return [{ name, times, href, count: slots.length, more: slots.length - times.length }]
  })
}
