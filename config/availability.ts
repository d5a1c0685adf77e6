import env from '#start/env'

export default {
  /** How many calendars, and how many pages made of them, a process keeps in memory. */
  mostKept: env.get('AVAILABILITY_CACHE', 200),
}
