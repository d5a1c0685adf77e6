import type GroupSession from '#models/sessions/group_session'
import type { Form } from '#validators/form'

/** Several forms share the page: what the refused one did not send is as stored. */
export function withStored(session: GroupSession, { values, ...form }: Form): Form {
  const stored: Record<string, string> = { ...typedSession(session), version: session.version }
  // A switch that is off is not sent.
  if (values.capacity !== undefined) delete stored.is_bookable
  return { ...form, values: { ...stored, ...values } }
}

export function typedSession(session: GroupSession) {
  const { startsAt, host, capacity, bookingDeadlineHours, isBookable, offersByHand } = session
  const here = startsAt.setZone(host.timeZone)
  return {
    date: here.toFormat('yyyy-MM-dd'),
    time: here.toFormat('HH:mm'),
    capacity: String(capacity),
    booking_deadline_hours: String(bookingDeadlineHours),
    offers: offersByHand === null ? 'inherit' : offersByHand ? 'hand' : 'itself',
    ...(isBookable && { is_bookable: 'on' }),
  }
}
