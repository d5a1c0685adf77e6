const FIRST_SECONDS = 60
const LONGEST_SECONDS = 24 * 3_600
const JITTER = 0.2

/** After attempt 1, 2, …: 1, 4, 16, 64 minutes, 4, 17, 24 hours, shifted by up to a fifth. */
export function retryDelaySeconds(attempt: number, chance: number): number {
  const delay = Math.min(FIRST_SECONDS * 4 ** (attempt - 1), LONGEST_SECONDS)
  return Math.round(delay * (1 - JITTER + 2 * JITTER * chance))
}
