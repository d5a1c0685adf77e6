import type { Question, Slot } from '#scheduling/types'

/** Whoever takes it takes a place in a session, that of the slot or one that begins with it. */
export function isSharedSlot({ sessionId }: Slot, { rules }: Question): boolean {
  return sessionId !== undefined || rules.capacity > 1
}

/** Whose time it takes, where that host was chosen: of rooms that go along, one that is kept, or the first. */
export function hostsTaken(
  { hostIds, roomIds = [] }: Slot,
  { mode }: Question,
  chosen: number,
  keptIds: readonly number[] = []
): number[] {
  if (mode === 'collective') return [...hostIds]
  const room = roomIds.find((id) => keptIds.includes(id)) ?? roomIds.at(0)
  return room === undefined ? [chosen] : [chosen, room]
}
