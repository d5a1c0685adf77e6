import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import {
  type default as CalendarConnection,
  CONNECTION_HEALTH,
  CONNECTION_PROVIDERS,
} from '#models/calendars/calendar_connection'
import {
  inUtc,
  inUtcOrNull,
  momentOrNull,
  momentShape,
  truthShape,
  wholeShape,
} from '#shapes/schema'

/** What opens the calendars that a host keeps elsewhere; its secrets are told nobody. */
export const calendarConnectionShape = vine.create({
  id: wholeShape(),
  host_id: wholeShape(),
  provider: vine.enum(CONNECTION_PROVIDERS),
  account: vine.string(),
  calendars: vine.array(
    vine.object({
      id: wholeShape(),
      name: vine.string(),
      color: vine.string().nullable(),
      time_zone: vine.string().nullable(),
      is_primary: truthShape(),
      can_write: truthShape(),
      /** What is busy in it is not offered. */
      blocks: truthShape(),
      /** Bookings are written into it. */
      is_written: truthShape(),
    })
  ),
  /** How the reading of it goes. */
  sync: vine.object({
    status: vine.enum(CONNECTION_HEALTH),
    problem: vine.string().nullable(),
    last_synced_at: momentOrNull(),
  }),
  created_at: momentShape(),
})

/** Needs its calendars loaded. */
export function presentCalendarConnection(
  connection: CalendarConnection
): Infer<typeof calendarConnectionShape> {
  const { health, lostBecause, lastProblem } = connection
  const problems = { connected: null, failing: lastProblem, lost: lostBecause }
  return {
    id: connection.id,
    host_id: connection.hostId,
    provider: connection.provider,
    account: connection.account,
    calendars: connection.calendars.map((calendar) => ({
      id: calendar.id,
      name: calendar.name,
      color: calendar.color,
      time_zone: calendar.timeZone,
      is_primary: calendar.isPrimary,
      can_write: calendar.canWrite,
      blocks: calendar.blocks,
      is_written: calendar.isWritten,
    })),
    sync: {
      status: health,
      problem: problems[health],
      last_synced_at: inUtcOrNull(connection.lastSyncedAt),
    },
    created_at: inUtc(connection.createdAt),
  }
}
