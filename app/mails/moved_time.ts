import type { Fact } from '#mails/letter'
import type { Occasion } from '#mails/occasion'
import type { Reader } from '#mails/reader'
import type MoveRequest from '#models/bookings/move_request'

export function formerStamp({ before, booking }: Occasion, reader: Reader): string | null {
  const isMoved = before && +before.startsAt !== +booking.startsAt
  return isMoved ? reader.stamp(before.startsAt) : null
}

export function formerTime({ before }: Occasion, reader: Reader): Fact[] {
  return before ? [{ label: reader.t('fact.was'), text: reader.span(before), isOver: true }] : []
}

export function askedTime({ move }: Occasion, reader: Reader): Fact[] {
  return move ? [{ label: reader.t('fact.asked'), text: reader.span(move), isStrong: true }] : []
}

/** A message about a move always has one; without it there is nothing to say. */
export function moveOf({ move }: Occasion): MoveRequest {
  if (!move) throw new Error('A mail about a proposed move has none to speak of')
  return move
}
