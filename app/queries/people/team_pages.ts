import type Host from '#models/availability/host'
import TeamPage from '#models/availability/team_page'

export function teamPagesOf(businessId: number): Promise<TeamPage[]> {
  return teamPages().where({ businessId }).orderBy('name').orderBy('id')
}

export function findTeamPage(businessId: number, id: number): Promise<TeamPage> {
  return teamPages().where({ businessId, id }).firstOrFail()
}

/** Open ones that somebody of them is on. */
export function teamPagesWith(businessId: number, hosts: readonly Host[]): Promise<TeamPage[]> {
  const ids = hosts.map(({ id }) => id)
  return teamPages()
    .where({ businessId, pageIsActive: true })
    .whereHas('hosts', (theirs) => theirs.whereIn('hosts.id', ids))
    .orderBy('name')
    .orderBy('id')
    .exec()
}

function teamPages() {
  return TeamPage.query().preload('hosts', (hosts) =>
    hosts
      .select('hosts.id', 'hosts.name', 'hosts.is_active')
      .orderBy('position')
      .orderBy('hosts.id')
  )
}
