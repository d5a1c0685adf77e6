import { isLinkTokenFor, linkToken, readLinkToken } from '#models/links/link_token'

export interface OfTeam {
  teamPageId: number
  serviceId: number
}

/** Nothing secret: it only names what a team's page leads to, so that nobody makes one up. */
export function teamToken({ teamPageId, serviceId }: OfTeam): string {
  return linkToken('team', subjectOf({ teamPageId, serviceId }), serviceId)
}

export function readTeamToken(token: string): OfTeam | null {
  const named = readLinkToken(token)
  if (named?.userId === null || named?.userId === undefined) return null
  const of = { teamPageId: named.id, serviceId: named.userId }
  return isLinkTokenFor(token, 'team', subjectOf(of)) ? of : null
}

const subjectOf = ({ teamPageId, serviceId }: OfTeam) => ({
  ...{ id: teamPageId, recipient: String(serviceId), version: 1 },
})
