import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import TeamPage from '#models/availability/team_page'

export function teamPagesOf(businessId: number): Promise<TeamPage[]> {
  return teamPages().where({ businessId }).orderBy('name').orderBy('id')
}

export function findTeamPage(businessId: number, id: number): Promise<TeamPage> {
  return teamPages().where({ businessId, id }).firstOrFail()
}

export function teamPageById(client: QueryClient, id: number): Promise<TeamPage | null> {
  return teamPages(client).where({ id }).first()
}

function teamPages(client?: QueryClient) {
  return TeamPage.query({ client }).preload('hosts', (hosts) =>
    hosts.select('hosts.id', 'hosts.name').orderBy('position').orderBy('hosts.id')
  )
}
