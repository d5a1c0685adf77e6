import type { Instant } from '#scheduling/types'

/** No row stands behind a slot, so its id says what it is. */
export interface SlotName {
  serviceId: number
  startsAt: Instant
  /** Null is the service's usual length. */
  durationMinutes: number | null
}

const MINUTE = 60_000

/** Opaque to clients: "slot-3-t2k4j9", or "slot-3-t2k4j9-2i". */
export function slotId({ serviceId, startsAt, durationMinutes }: SlotName): string {
  const length = durationMinutes === null ? '' : `-${durationMinutes.toString(36)}`
  return `slot-${serviceId.toString(36)}-${(startsAt / MINUTE).toString(36)}${length}`
}

export function readSlotId(id: string): SlotName | null {
  const match = /^slot-([0-9a-z]{1,10})-([0-9a-z]{1,7})(?:-([0-9a-z]{1,3}))?$/.exec(id)
  if (!match) return null
  return {
    serviceId: Number.parseInt(match[1], 36),
    startsAt: Number.parseInt(match[2], 36) * MINUTE,
    durationMinutes: match[3] ? Number.parseInt(match[3], 36) : null,
  }
}
