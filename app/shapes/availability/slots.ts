import vine from '@vinejs/vine'
import { isoTime } from '#formats/times/times'
import { DAY, dateOf, MINUTE } from '#scheduling/time/dates'
import { slotId, type SlotName } from '#scheduling/slots/slot_id'
import type { Instant, Slot, Span } from '#scheduling/types'
import { clockOf, offsetAt } from '#scheduling/time/zones'
import { momentShape, wholeShape } from '#shapes/schema'

const slotFields = {
  start_time: vine.string(),
  end_time: vine.string(),
  available_spots: wholeShape(),
  session_id: vine.unionOfTypes([wholeShape(), vine.string()]),
  starts_at: momentShape(),
  ends_at: momentShape(),
  time_zone: vine.string(),
}

/** By date, "2026-12-02". */
export const slotsShape = vine.create(vine.record(vine.array(vine.object(slotFields))))

export interface PresentedSlot {
  start_time: string
  end_time: string
  available_spots: number
  /** A session's number, or the text that stands for a slot; a booking accepts both. */
  session_id: number | string
  starts_at: string
  ends_at: string
  time_zone: string
}

export type Offer = Omit<SlotName, 'startsAt'>

/** A month has hundreds of them, so each date and offset is written once (RFC 3339). */
function slotPresenter(offer: Offer, timeZone: string, range: Span) {
  const clock = clockOf(timeZone, { start: range.start - DAY, end: range.end + DAY })
  const dates = new Map<number, string>()
  const offsets = new Map<number, string>()

  const wallOf = (instant: Instant) => {
    const offset = offsetAt(clock, instant)
    const wall = instant + offset
    const day = Math.floor(wall / DAY)
    const date = written(dates, day, dateOf)
    const time = isoTime(Math.floor((wall - day * DAY) / MINUTE))
    return { date, time, moment: `${date}T${time}:00${written(offsets, offset, offsetText)}` }
  }

  return (slot: Slot): { date: string; slot: PresentedSlot } => {
    const startsAt = wallOf(slot.start)
    const endsAt = wallOf(slot.end)
    return {
      date: startsAt.date,
      slot: {
        start_time: startsAt.time,
        end_time: endsAt.time,
        available_spots: slot.seatsLeft,
        session_id: slot.sessionId ?? slotId({ ...offer, startsAt: slot.start }),
        starts_at: startsAt.moment,
        ends_at: endsAt.moment,
        time_zone: timeZone,
      },
    }
  }
}

/** By date in the zone asked for; days without a slot are left out. */
export function slotsByDate(
  slots: readonly Slot[],
  offer: Offer,
  timeZone: string,
  range: Span
): Record<string, PresentedSlot[]> {
  const present = slotPresenter(offer, timeZone, range)
  const days: Record<string, PresentedSlot[]> = {}
  for (const each of slots) {
    const { date, slot } = present(each)
    ;(days[date] ??= []).push(slot)
  }
  return days
}

/** In place of a slot that is not free. */
export function alternativesOf(slots: readonly Slot[], offer: Offer, timeZone: string) {
  const [first, last] = [slots.at(0), slots.at(-1)]
  if (!first || !last) return []
  const present = slotPresenter(offer, timeZone, { start: first.start, end: last.end })
  return slots.map((slot) => present(slot).slot)
}

function written<Value>(
  texts: Map<Value, string>,
  value: Value,
  write: (value: Value) => string
): string {
  const known = texts.get(value)
  if (known !== undefined) return known
  const text = write(value)
  texts.set(value, text)
  return text
}

function offsetText(offset: number): string {
  if (offset === 0) return 'Z'
  return `${offset < 0 ? '-' : '+'}${isoTime(Math.abs(offset) / MINUTE)}`
}
