const FIRST_SECONDS = 60
const LONGEST_SECONDS = 24 * 3_600
const JITTER = 0.2

/**
 * The first attempt is 1: 1, 4, 16 and 64 minutes, then 4, 17 and 24 hours. `chance`, from 0 to 1,
 * shifts it by up to a fifth, so that mails which failed together do not come back together.
 */
export function retryDelaySeconds(attempt: number, chance: number): number {
  const delay = Math.min(FIRST_SECONDS * 4 ** (attempt - 1), LONGEST_SECONDS)
  return Math.round(delay * (1 - JITTER + 2 * JITTER * chance))
}
