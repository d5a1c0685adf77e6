import { DateTime } from 'luxon'
import type { Fact } from '#mails/letter'
import type { Occasion } from '#mails/occasion'
import type { Reader } from '#mails/reader'
import type MoveRequest from '#models/move_request'

/** Where the booking was before it moved. */
export function formerTime({ change }: Occasion, reader: Reader): Fact[] {
  const from = change?.details.from
  if (!from) return []
  const span = { startsAt: DateTime.fromISO(from.startsAt), endsAt: DateTime.fromISO(from.endsAt) }
  return [{ label: reader.t('fact.was'), text: reader.span(span), isOver: true }]
}

export function askedTime({ move }: Occasion, reader: Reader): Fact[] {
  return move ? [{ label: reader.t('fact.asked'), text: reader.span(move), isStrong: true }] : []
}

/** A message about a move that waits or waited is owed for one; without it there is nothing to say. */
export function moveOf({ move }: Occasion): MoveRequest {
  if (!move) throw new Error('A mail about a proposed move has none to speak of')
  return move
}
