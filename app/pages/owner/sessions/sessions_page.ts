import type { DateTime } from 'luxon'
import type Business from '#models/settings/business'
import { standingOfSession } from '#pages/owner/sessions/session_standing'
import { loadSeries, loadSessionList } from '#queries/sessions/session_list'

export async function sessionsPage(
  business: Business,
  { isOver, page }: { isOver: boolean; page: number },
  now: DateTime
) {
  const query = { businessId: business.id, now, isOver, page }
  const { list, sessions: loaded } = await loadSessionList(query)
  const sessions = loaded.map((row) => ({ ...row, ...standingOfSession(row, business, now) }))
  const series = isOver ? [] : await loadSeries(business.id, now)
  return { list, sessions, series, isOver, now, zone: business.timeZone }
}
