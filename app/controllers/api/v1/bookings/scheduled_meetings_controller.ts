import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { answerPage } from '#controllers/api/v1/page'
import { readQuery } from '#controllers/api/v1/read'
import { bookingsAsked } from '#queries/bookings/booking_list'
import { lastMovedAmong, whereLastMoved } from '#queries/bookings/last_change'
import { findCalendarEvents } from '#queries/calendars/calendar_events'
import { presentScheduledMeeting } from '#shapes/bookings/scheduled_meeting'
import { meetingListQuery } from '#validators/api/scheduling'

const VIEWS = { upcoming: 'coming', past: 'past' } as const

/** Bookings in the words of seed 002. */
export default class ScheduledMeetingsController {
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, meetingListQuery)
    const { when, status, host_id: hostId } = asked
    const isOn = status === 'scheduled' || status === 'rescheduled'
    const now = DateTime.utc()
    const bookings = bookingsAsked({
      ...{ businessId: ctx.business.id, view: when ? VIEWS[when] : 'all', now },
      filters: { hostId, status: isOn ? 'approved' : status },
    })
    if (isOn) whereLastMoved(bookings, status === 'rescheduled')
    const direction = when === 'past' ? ('desc' as const) : ('asc' as const)
    const order = { column: 'bookings.starts_at', type: 'timestamptz' as const, direction }
    return answerPage(ctx, bookings, asked, order, async (rows) => {
      await findCalendarEvents(rows)
      const moved = await lastMovedAmong(rows)
      return rows.map((booking) =>
        presentScheduledMeeting(booking, { now, wasMoved: moved.has(booking.id) })
      )
    })
  }
}
