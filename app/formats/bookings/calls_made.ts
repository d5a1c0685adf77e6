/** The kinds of places for which a provider of calendars makes a call, where nobody gave a link. */
export const CALLS_MADE = {
  google: ['google_meet', 'video'],
  outlook: ['video'],
} as const
