import db from '@adonisjs/lucid/services/db'
import calendars from '#config/calendars'
import Calendar from '#models/calendars/calendar'
import { isTokenOf } from '#models/tokens/secret_token'
import type { CalendarNotice } from '#services/calendars/notice'
import { wake } from '#services/queue'
import { sql } from '#transactions'

interface Received extends CalendarNotice {
  channel: string
  requestId: string | null
}

type NoticeOutcome = 'woken' | 'nothing' | 'unproven'

/** Nothing in a notice is believed but that it is time to look; who sends many wakes no more often. */
const WAKE = `
  update calendar_connections
  set next_sync_at = soon.at
  from (select greatest(clock_timestamp(),
      last_synced_at + make_interval(secs => :seconds)) as at
    from calendar_connections where id = :id) as soon
  where id = :id and state = 'connected' and failing_since is null and next_sync_at > soon.at
  returning id`

export default class ReceiveCalendarNotice {
  async handle({ channel, requestId, ...notice }: Received): Promise<NoticeOutcome> {
    const calendar = await Calendar.findBy({ watchId: channel })
    const hash = calendar?.watchTokenHash
    if (!calendar || !hash || !notice.tokens.some((token) => isTokenOf(token, hash))) {
      return 'unproven'
    }
    if (!notice.isNews) return 'nothing'
    if (notice.isAboutWatching) await calendar.merge({ watchDueAt: null }).save()
    const woken = await sql(db.connection(), WAKE, {
      ...{ id: calendar.connectionId, seconds: calendars.noticeSeconds },
    })
    if (woken.length === 0) return 'nothing'
    await wake('sync_calendars', { requestId: requestId ?? undefined })
    return 'woken'
  }
}
