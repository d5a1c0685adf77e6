import { sessionsOfDay } from '#formats/sessions_of_day'
import type { loadMonth } from '#queries/month_page'

interface SharedBy {
  hosts: readonly { id: number; name: string }[]
  capacity: number
  isPlannedOnly: boolean
}

/** The times of a day that several may share, full ones among them; null where times are had alone. */
export function sharedTimes(
  { slots, full, rules, sessions }: Omit<Awaited<ReturnType<typeof loadMonth>>, 'question'>,
  { hosts, capacity, isPlannedOnly }: SharedBy,
  timeZone: string,
  locale: string
) {
  const isShared = (capacity > 1 || isPlannedOnly) && slots.length + full.length > 0
  if (!isShared) return null
  const capacities = new Map(sessions.map((session) => [session.sessionId, session.capacity]))
  const open = slots.map((slot) => ({
    ...slot,
    capacity: capacities.get(slot.sessionId ?? 0) ?? rules.capacity * slot.hostIds.length,
  }))
  const taken = full.map((session) => ({ ...session, hostIds: [session.hostId] }))
  return {
    parts: sessionsOfDay([...open, ...taken], hosts, timeZone, locale),
    places: slots.reduce((sum, { seatsLeft }) => sum + seatsLeft, 0),
  }
}
