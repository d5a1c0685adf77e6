export default {
  calcom: {
    /** Tests put a server of their own in its place. */
    url: 'https://api.cal.com',
    version: '2024-08-13',
    timeoutMs: 15_000,
    mostAnswerBytes: 64 * 1024,

    /** What was said longer ago is not believed, and neither is what is yet to be. */
    oldestHours: 24,
    clocksApartSeconds: 300,
    mostBytes: 512 * 1024,
  },

  /** What is to come elsewhere, read while somebody waits. */
  lists: {
    calendlyUrl: 'https://api.calendly.com',
    withinMs: 30_000,
    mostCharacters: 4 * 1024 * 1024,
  },

  /** How often bringing one in, or telling of one, is tried. */
  mostAttempts: 8,
}
