import TeamPage from '#models/availability/team_page'

export function teamPagesOf(businessId: number): Promise<TeamPage[]> {
  return teamPages().where({ businessId }).orderBy('name').orderBy('id')
}

export function findTeamPage(businessId: number, id: number): Promise<TeamPage> {
  return teamPages().where({ businessId, id }).firstOrFail()
}

function teamPages() {
  return TeamPage.query().preload('hosts', (hosts) =>
    hosts.select('hosts.id', 'hosts.name').orderBy('position').orderBy('hosts.id')
  )
}
