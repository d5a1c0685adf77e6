const MINUTE = 60
const HOUR = 60 * MINUTE
const JITTER = 0.1

/** As Standard Webhooks has it: after attempt 1, 2, …; in all some 75 hours. */
const DELAYS = [
  ...[5, 5 * MINUTE, 30 * MINUTE],
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR),
]

export const MOST_WEBHOOK_TRIES = DELAYS.length + 1

/** What an endpoint may ask for at most. */
const LONGEST_SECONDS = 24 * HOUR

/** Shifted by up to a tenth; never before the endpoint said that it wants to be asked again. */
export function webhookDelaySeconds(
  tries: number,
  askedFor: number | null,
  chance: number
): number {
  const delay = Math.round(DELAYS[tries - 1] * (1 - JITTER + 2 * JITTER * chance))
  return Math.max(delay, Math.min(askedFor ?? 0, LONGEST_SECONDS))
}
