import vine from '@vinejs/vine'

/** Outlook is Microsoft's, and Apple's calendars are reached by CalDAV. */
export const CONNECT_PROVIDERS = ['google', 'outlook', 'microsoft', 'apple', 'caldav'] as const

/** The page where a member connects a calendar of their own. */
export const calendarConnectingShape = vine.create({
  provider: vine.enum(CONNECT_PROVIDERS),
  url: vine.string(),
})
