import vine from '@vinejs/vine'
import { MOST_OFFERED_TIMES } from '#models/links/one_time_link'
import type { Span } from '#scheduling/types'
import { calendarDay, email, id, line, prose, switchedOn } from '#validators/rules'

const PICKED = /^\d{1,15}-\d{1,15}$/

export const oneTimeValidator = vine.create({
  name: line(200).optional(),
  email: email().optional().requiredIfMissing('many'),
  /** "Name <address>", one a line. */
  many: prose(20_000).optional(),
  /** "s" and a service's id, or "l" and a link's. */
  what: vine.string().regex(/^[sl]\d{1,15}$/),
  host: id().optional(),
  times: vine.array(vine.string().regex(PICKED)).maxLength(MOST_OFFERED_TIMES).optional(),
  until: calendarDay(),
  holds: switchedOn(),
  rearms: switchedOn(),
})

export const sendAgainValidator = vine.create({ until: calendarDay() })

export function writePicked({ start, end }: Span): string {
  return `${start}-${end}`
}

export function readPicked(times: unknown): Span[] {
  const written = [times].flat().filter((each) => typeof each === 'string' && PICKED.test(each))
  return written.map((each) => {
    const [start, end] = String(each).split('-').map(Number)
    return { start, end }
  })
}

/** Null where it is neither. */
export function readWhat(what: unknown): { serviceId: number } | { linkId: number } | null {
  const [, kind, number] = /^([sl])(\d{1,15})$/.exec(String(what)) ?? []
  if (!kind) return null
  return kind === 's' ? { serviceId: Number(number) } : { linkId: Number(number) }
}
