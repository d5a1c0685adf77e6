import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
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
  const { when, page = 1 } = await validQuery(sessionsQuery, ctx)
  const state = await sessionsPage(business, { isOver: when === 'over', page }, DateTime.now())
  const html = await view.render('pages/owner/sessions/sessions', {
    ...state,
    problem,
    shownBefore,
  })
  return response.status(status).send(html)
}
