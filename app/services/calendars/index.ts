import type { CalendarProvider, CalendarProviderName } from '#services/calendars/calendar_provider'

type Loading = () => Promise<CalendarProvider>

/** Loaded where they are used: what some stand on is large. */
export const calendarProviders: Partial<Record<CalendarProviderName, Loading>> = {
  google: () => import('#services/calendars/google').then(({ googleProvider }) => googleProvider),
  outlook: () =>
    import('#services/calendars/outlook').then(({ outlookProvider }) => outlookProvider),
  caldav: () => import('#services/calendars/caldav').then(({ caldavProvider }) => caldavProvider),
  ics: () => import('#services/calendars/ics').then(({ icsProvider }) => icsProvider),
}

export async function calendarProvider(name: CalendarProviderName): Promise<CalendarProvider> {
  const load = calendarProviders[name]
  if (!load) throw new Error(`No provider of calendars is called ${name}`)
  return load()
}
