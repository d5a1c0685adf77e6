/** The usual length, and further ones beside it. */
export interface Lengths {
  durationMinutes: number
  durations: readonly number[]
}

/** What leaves the length to the levels below. */
export const NO_LENGTH = { durationMinutes: null, durations: null }

/** Each once, the usual one first. */
export function allLengths({ durationMinutes, durations }: Lengths): number[] {
  return [...new Set([durationMinutes, ...durations])]
}

/** From all of them, the usual one first. */
export function lengthsFrom([durationMinutes, ...durations]: readonly number[]): Lengths {
  return { durationMinutes, durations }
}
