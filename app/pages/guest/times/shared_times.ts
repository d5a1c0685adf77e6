import { sessionsOfDay } from '#formats/times/sessions_of_day'
import type { loadMonth } from '#queries/availability/month_page'

interface SharedBy {
  hosts: readonly { id: number; name: string }[]
  capacity: number
  isPlannedOnly: boolean
}

/** A service for one at a time may still have sessions that were planned before. */
export function sharedTimes(
  {
    slots,
    full,
    rules,
    sessions,
  }: Omit<Awaited<ReturnType<typeof loadMonth>>, 'question' | 'reason'>,
  { hosts, capacity, isPlannedOnly }: SharedBy,
  timeZone: string,
  locale: string
) {
  const isService = capacity > 1 || isPlannedOnly
  const hasSession = full.length > 0 || slots.some(({ sessionId }) => sessionId !== undefined)
  if (!hasSession && !(isService && slots.length > 0)) return null
  const capacities = new Map(sessions.map((session) => [session.sessionId, session.capacity]))
  const open = slots.map((slot) => ({
    ...slot,
    capacity: capacities.get(slot.sessionId ?? 0) ?? rules.capacity * slot.hostIds.length,
    isAlone: !isService && slot.sessionId === undefined,
  }))
  const taken = full.map((session) => ({ ...session, hostIds: [session.hostId] }))
  return {
    parts: sessionsOfDay([...open, ...taken], hosts, timeZone, locale),
    places: slots.reduce((sum, { seatsLeft }) => sum + seatsLeft, 0),
    /** Said instead of places, where some times have none to share. */
    alone: open.some(({ isAlone }) => isAlone) ? open.length : null,
  }
}
