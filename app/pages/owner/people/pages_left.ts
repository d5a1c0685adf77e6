import type Host from '#models/availability/host'
import type TeamPage from '#models/availability/team_page'

/** What becomes of the team pages of those who leave. Needs their hosts loaded. */
export function pagesLeft(teamPages: readonly TeamPage[], leaving: readonly Host[]) {
  return teamPages.map((page) => ({ page, isDeserted: page.isDesertedWithout(leaving) }))
}
