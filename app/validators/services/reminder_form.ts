/** In minutes before the start, the furthest first. */
const OFFERED = [10_080, 2880, 1440, 240, 120, 60, 30]

const nameOf = (minutes: number) => `remind_${minutes}`

export function reminderChoices(kept: readonly number[]): number[] {
  return [...new Set([...OFFERED, ...kept])].toSorted((one, other) => other - one)
}

export function typedReminders(minutes: readonly number[]): Record<string, string> {
  return Object.fromEntries(minutes.map((each) => [nameOf(each), 'on']))
}

export function chosenReminders(body: Record<string, unknown>, kept: readonly number[]): number[] {
  return reminderChoices(kept).filter((minutes) => body[nameOf(minutes)])
}
