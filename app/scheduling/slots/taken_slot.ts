import type { Question, Slot } from '#scheduling/types'

/** Whoever takes it takes a place in a session, that of the slot or one that begins with it. */
export function isSharedSlot({ sessionId }: Slot, { rules }: Question): boolean {
  return sessionId !== undefined || rules.capacity > 1
}

/** Whose time it takes, where that host was chosen. */
export function hostsTaken({ hostIds }: Slot, { mode }: Question, chosen: number): number[] {
  return mode === 'collective' ? [...hostIds] : [chosen]
}
