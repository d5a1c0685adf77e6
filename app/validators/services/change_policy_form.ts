import type { ChangePolicy, OwnChangePolicy } from '#scheduling/rules/change_policy'

/** In minutes before the start. */
const OFFERED = [0, 60, 120, 240, 720, 1440, 2880, 4320, 10_080, 20_160]

interface Answers {
  reschedule_cutoff_minutes?: number
  cancel_cutoff_minutes?: number
  max_moves?: number
}

export function cutoffChoices({
  rescheduleCutoffMinutes,
  cancelCutoffMinutes,
}: Partial<OwnChangePolicy>): number[] {
  const kept = [rescheduleCutoffMinutes ?? [], cancelCutoffMinutes ?? []].flat()
  return [...new Set([...OFFERED, ...kept])].toSorted((one, other) => one - other)
}

/** An empty field inherits; in the settings it allows any number of moves. */
export function typedChangePolicy(policy: Partial<OwnChangePolicy>): Record<string, string> {
  return {
    reschedule_cutoff_minutes: String(policy.rescheduleCutoffMinutes ?? ''),
    cancel_cutoff_minutes: String(policy.cancelCutoffMinutes ?? ''),
    max_moves: String(policy.maxMoves ?? ''),
  }
}

export function chosenChangePolicy(
  data: Answers & { reschedule_cutoff_minutes: number; cancel_cutoff_minutes: number }
): ChangePolicy
export function chosenChangePolicy(data: Answers): OwnChangePolicy
export function chosenChangePolicy(data: Answers): OwnChangePolicy {
  return {
    rescheduleCutoffMinutes: data.reschedule_cutoff_minutes ?? null,
    cancelCutoffMinutes: data.cancel_cutoff_minutes ?? null,
    maxMoves: data.max_moves ?? null,
  }
}
