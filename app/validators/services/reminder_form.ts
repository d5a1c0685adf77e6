/** In minutes before the start, the furthest first. */
const OFFERED = [10_080, 2880, 1440, 240, 120, 60, 30]

/** Which come at all, and which of those by SMS. */
type Ticked = 'remind' | 'text'

const nameOf = (minutes: number, what: Ticked) => `${what}_${minutes}`

export function reminderChoices(kept: readonly number[]): number[] {
  return [...new Set([...OFFERED, ...kept])].toSorted((one, other) => other - one)
}

export function typedReminders(
  minutes: readonly number[],
  what: Ticked = 'remind'
): Record<string, string> {
  return Object.fromEntries(minutes.map((each) => [nameOf(each, what), 'on']))
}

export function chosenReminders(
  body: Record<string, unknown>,
  kept: readonly number[],
  what: Ticked = 'remind'
): number[] {
  return reminderChoices(kept).filter((minutes) => body[nameOf(minutes, what)])
}
