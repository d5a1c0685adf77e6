import type { DateTime } from 'luxon'
import type Business from '#models/settings/business'
import { loadSeries, loadSessionList } from '#queries/sessions/session_list'

export async function sessionsPage(
  business: Business,
  { isOver, page }: { isOver: boolean; page: number },
  now: DateTime
) {
  const { list, sessions } = await loadSessionList({ businessId: business.id, now, isOver, page })
  const series = isOver ? [] : await loadSeries(business.id, now)
  return { list, sessions, series, isOver, now, zone: business.timeZone }
}
