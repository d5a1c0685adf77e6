import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { OfTeam } from '#models/links/team_token'
import type { TeamMode } from '#scheduling/types'
import { sql } from '#transactions'

interface Given {
  hostMode: TeamMode
  hosts: readonly { id: number }[]
}

interface FollowedTeam {
  businessId: number
  hostIds: number[]
  isOpen: boolean
  colour: string | null
  pageSlug: string
}

/** Read anew at each step: people leave a team, and others join a service, after it was opened. */
export async function followTeam(
  client: QueryClient,
  { teamPageId, serviceId }: OfTeam
): Promise<FollowedTeam | null> {
  const [row] = await sql<Given & FollowedTeam>(
    client,
    `select team_pages.business_id as "businessId", page_is_active as "isOpen",
       page_colour as colour, page_slug as "pageSlug",
       services.host_mode as "hostMode",
       (select coalesce(json_agg(host_id), '[]')
        from team_page_hosts where team_page_id = team_pages.id) as "hostIds",
       (select coalesce(json_agg(json_build_object('id', hosts.id)), '[]')
        from service_hosts join hosts on hosts.id = service_hosts.host_id
        where service_hosts.service_id = services.id and hosts.is_active) as hosts
     from team_pages join services on services.business_id = team_pages.business_id
     where team_pages.id = :teamPageId and services.id = :serviceId`,
    { teamPageId, serviceId }
  )
  if (!row) return null
  const { businessId, hostIds, isOpen, colour, pageSlug } = row
  return { businessId, hostIds, colour, pageSlug, isOpen: isOpen && isGivenBy(hostIds, row) }
}

/** What needs several people together is given where all of them belong to the team. */
export function isGivenBy(teamIds: readonly number[], { hostMode, hosts }: Given): boolean {
  const theirs = hosts.filter(({ id }) => teamIds.includes(id))
  return theirs.length > 0 && (hostMode === 'any' || theirs.length === hosts.length)
}
