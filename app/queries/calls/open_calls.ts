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

function startOf({ about, createdAt }: Call): number {
  return (about.startsAt ?? createdAt).toMillis()
}
