import type Booking from '#models/bookings/booking'
import Call from '#models/calls/call'

const MOST_SHOWN = 50

/** With what each is about, the first of which to come on top. */
export async function openCalls(businessId: number): Promise<Call[]> {
  const calls = await Call.query()
    .where({ businessId })
    .whereNull('called_at')
    .preload('booking', (booking) => booking.preload('host').preload('service'))
    .preload('waitlistEntry', (entry) => entry.preload('host').preload('service'))
    .orderBy('id', 'desc')
    .limit(MOST_SHOWN)
  return calls.toSorted((one, other) => startOf(one) - startOf(other))
}

/** Of whom nobody has called yet about what happened last. */
export async function markToCall(bookings: readonly Booking[]): Promise<void> {
  if (bookings.length === 0) return
  const ids = bookings.map(({ id }) => id)
  const calls = await Call.query().whereIn('booking_id', ids).whereNull('called_at')
  const toCall = new Set(calls.map(({ bookingId }) => bookingId))
  for (const booking of bookings) booking.$extras.is_to_call = toCall.has(booking.id)
}

function startOf({ about, createdAt }: Call): number {
  return (about.startsAt ?? createdAt).toMillis()
}
