import type { Fact } from '../mail/mail_content.js'
import type { Recipient } from '../mail/recipient.js'
import type { BookingSubject } from './booking_subject.js'
import type MoveRequest from '#models/bookings/move_request'

/** For a subject: where it was before, where that was another time. */
export function formerStamp({ before, booking }: BookingSubject, to: Recipient): string | null {
  const isMoved = before && +before.startsAt !== +booking.startsAt
  return isMoved ? to.stamp(before.startsAt) : null
}

/** Where the booking was before it moved, as its recipient knows it. */
export function formerTime({ before }: BookingSubject, to: Recipient): Fact[] {
  return before ? [{ label: to.t('fact.was'), text: to.span(before), isOver: true }] : []
}

export function proposedTime({ move }: BookingSubject, to: Recipient): Fact[] {
  return move ? [{ label: to.t('fact.asked'), text: to.span(move), isStrong: true }] : []
}

/** A message about a move that waits or waited is owed for one; without it there is nothing to say. */
export function moveOf({ move }: BookingSubject): MoveRequest {
  if (!move) throw new Error('A mail about a proposed move has none to speak of')
  return move
}
