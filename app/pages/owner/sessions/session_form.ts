import type GroupSession from '#models/sessions/group_session'
import type { Form } from '#validators/form'

export type ShownChoices = Pick<
  GroupSession,
  'capacity' | 'bookingDeadlineHours' | 'isBookable' | 'offersByHand'
>

/** Several forms share the page: what the refused one did not send is as stored. */
export function withStored(session: GroupSession, { values, ...form }: Form): Form {
  const stored: Record<string, string> = { ...typedSession(session), version: session.version }
  // A switch that is off is not sent.
  if (values.capacity !== undefined) delete stored.is_bookable
  return { ...form, values: { ...stored, ...values } }
}

export function typedSession(session: GroupSession) {
  const here = session.startsAt.setZone(session.host.timeZone)
  return {
    date: here.toFormat('yyyy-MM-dd'),
    time: here.toFormat('HH:mm'),
    ...typedChoices(session),
  }
}

/** What is chosen for a date that stays. */
export function typedChoices(chosen: ShownChoices): Record<string, string> {
  const { capacity, bookingDeadlineHours, isBookable, offersByHand } = chosen
  return {
    capacity: String(capacity),
    booking_deadline_hours: String(bookingDeadlineHours),
    offers: offersByHand === null ? 'inherit' : offersByHand ? 'hand' : 'itself',
    ...(isBookable && { is_bookable: 'on' }),
  }
}
