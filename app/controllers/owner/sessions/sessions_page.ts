import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { readerLocale } from '#controllers/reader'
import { sessionMonth } from '#pages/owner/sessions/session_month'
import { sessionsPage } from '#pages/owner/sessions/sessions_page'
import { sessionsQuery, validQuery } from '#validators/owner_query'

interface Page {
  status?: number
  /** Why a date was not planned, or a series not ended. */
  problem?: 'past' | 'taken' | 'busy' | 'not_found' | 'not_shared' | 'changed'
  /** What the page showed when the series was ended. */
  shownBefore?: string | null
}

export async function renderSessions(
  ctx: HttpContext,
  { status = 200, problem, shownBefore }: Page = {}
) {
  const { business, response, view } = ctx
  const { when, month: named = null, page = 1 } = await validQuery(sessionsQuery, ctx)
  const now = DateTime.now()
  if (when === 'month') {
    const month = await sessionMonth(business, { named, locale: readerLocale(ctx, business) }, now)
    const shown = { month, now, zone: business.timeZone, series: [], sessions: [] }
    return view.render('pages/owner/sessions/sessions', shown)
  }
  const state = await sessionsPage(business, { isOver: when === 'over', page }, now)
  const html = await view.render('pages/owner/sessions/sessions', {
    ...state,
    problem,
    shownBefore,
  })
  return response.status(status).send(html)
}
