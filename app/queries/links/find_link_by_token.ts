import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import type BookingLink from '#models/links/booking_link'
import { isLinkTokenFor, readLinkToken } from '#models/links/link_token'
import OneTimeLink from '#models/links/one_time_link'
import { readTeamToken } from '#models/links/team_token'
import { hashOfToken } from '#models/tokens/secret_token'
import { findLink } from '#queries/links/link_rules'
import { followTeam } from '#queries/links/follow_team'

export interface FollowedLink {
  businessId: number
  serviceId: number
  link: BookingLink | null
  oneTime: OneTimeLink | null
  /** Where a team's page leads to one of its services; closed too where it no longer gives that. */
  team?: { hostIds: number[]; isOpen: boolean; colour: string | null; pageSlug: string }
  /** By an address that the link had before. */
  isRenewed?: boolean
}

/** Of those before, as many as somebody may still have. */
const MOST_RENEWALS = 50

export type LinkRefusal = 'link_spent' | 'link_revoked' | 'link_expired' | 'link_inactive'

/** Whoever is about to use a one-time link locks it. */
export async function findLinkByToken(
  client: QueryClient,
  token: string,
  { locks = false } = {}
): Promise<FollowedLink | null> {
  const oneTime = await OneTimeLink.query({ client })
    .where((query) => {
      const sent = client.from('one_time_link_tokens').where('token_hash', hashOfToken(token))
      void query
        .where('token_hash', hashOfToken(token))
        .orWhere('id', sent.select('one_time_link_id'))
    })
    .if(locks, (query) => query.forUpdate())
    .first()
  if (oneTime) {
    const { businessId, serviceId, linkId } = oneTime
    return { businessId, serviceId, link: await findLink(client, linkId), oneTime }
  }

  const ofTeam = readTeamToken(token)
  if (ofTeam) {
    const team = await followTeam(client, ofTeam)
    const { serviceId } = ofTeam
    return team && { businessId: team.businessId, serviceId, link: null, oneTime: null, team }
  }

  const named = readLinkToken(token)
  const link = named?.userId === null ? await findLink(client, named.id) : null
  if (!link) return null
  const followed = { businessId: link.businessId, serviceId: link.serviceId, link, oneTime: null }
  if (isLinkTokenFor(token, 'book', link.tokenSubject)) return followed
  return isOfFormerAddress(token, link) ? { ...followed, isRenewed: true } : null
}

function isOfFormerAddress(token: string, { tokenSubject }: BookingLink): boolean {
  const before = Array.from({ length: MOST_RENEWALS }, (_, at) => tokenSubject.version - 1 - at)
  return before.some(
    (version) => version > 0 && isLinkTokenFor(token, 'book', { ...tokenSubject, version })
  )
}

export function linkRefusal(followed: FollowedLink, now: DateTime): LinkRefusal | null {
  const { link, oneTime, team, isRenewed } = followed
  if (team && !team.isOpen) return 'link_inactive'
  if (isRenewed) return 'link_revoked'
  switch (oneTime?.stateAt(now)) {
    case 'booked':
      return 'link_spent'
    case 'revoked':
      return 'link_revoked'
    case 'expired':
      return 'link_expired'
    default:
      return link && !link.isActive ? 'link_inactive' : null
  }
}
