import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { loadSeries, loadSessionList } from '#queries/sessions/session_list'
import { sessionsQuery, validQuery } from '#validators/owner_query'

interface Page {
  status?: number
  /** Why a date of a series could not be planned, or a series was not ended. */
  problem?: 'past' | 'taken' | 'busy' | 'not_found' | 'not_shared' | 'changed'
  /** What the page showed of the series from which it was ended. */
  shownBefore?: string | null
}

/** The sessions to come, or those that are over, and the series with what is not in the diary. */
export async function renderSessions(
  ctx: HttpContext,
  { status = 200, problem, shownBefore }: Page = {}
) {
  const { business, response, view } = ctx
  const { when, page = 1 } = await validQuery(sessionsQuery, ctx)
  const now = DateTime.now()
  const isOver = when === 'over'
  const { list, sessions } = await loadSessionList({ businessId: business.id, now, isOver, page })
  const series = isOver ? [] : await loadSeries(business.id, now)
  const zone = business.timeZone
  const html = await view.render('pages/owner/sessions/sessions', {
    ...{ list, sessions, series, isOver, now, zone, problem, shownBefore },
  })
  return response.status(status).send(html)
}
