import type { HttpContext } from '@adonisjs/core/http'
import type Booking from '#models/bookings/booking'

/** Matches no version: for a tag that is not ours, or a weak one (RFC 9110, 13.1.1). */
const NONE = -1

/** Null where any version will do. */
export function matchedVersion({ request }: HttpContext, booking: Booking): number | null {
  const header = request.header('if-match')?.trim()
  if (header === undefined || header === '*') return null
  const tags = header.split(',').map((tag) => /^"(\d{1,9})"$/.exec(tag.trim()))
  const versions = tags.map((match) => (match ? Number(match[1]) : NONE))
  return versions.includes(booking.calendarSequence) ? booking.calendarSequence : NONE
}
