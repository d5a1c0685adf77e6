import type { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import {
  type BusinessPage,
  findBusinessPageById,
  inColour,
  type PageService,
} from '#queries/pages/find_business_page'
import {
  findLinkByToken,
  type FollowedLink,
  type LinkRefusal,
  linkRefusal,
} from '#queries/links/find_link_by_token'
import { linkRules } from '#queries/links/link_rules'
import { lengthsOf } from '#queries/services/service_rules'
import { lengthsFrom } from '#scheduling/rules/lengths'

export interface LinkPage extends BusinessPage {
  followed: FollowedLink
  service: PageService | null
  refusal: LinkRefusal | null
}

export async function findLinkPage(token: string, now: DateTime): Promise<LinkPage | null> {
  const followed = await findLinkByToken(db.connection(), token)
  const found = followed && (await findBusinessPageById(followed.businessId))
  if (!found) return null
  const page = inColour(found, { colour: followed.team?.colour ?? null })
  const service = page.services.find(({ id }) => id === followed.serviceId)
  return {
    ...page,
    followed,
    service: service ? underLink(page, service, followed, token) : null,
    refusal: linkRefusal(followed, now),
  }
}

/** What the link makes of a service. */
export function underLink(
  { business }: BusinessPage,
  service: PageService,
  { link, oneTime, team }: Pick<FollowedLink, 'link' | 'oneTime' | 'team'>,
  token: string
): PageService {
  const rules = linkRules(link, oneTime, team)
  const { hostIds, requiresApproval, questions } = rules
  const isTogether = service.hostMode === 'collective'
  return {
    ...service,
    ...lengthsFrom(lengthsOf({ service, business, link: rules })),
    hosts: service.hosts.filter(({ id }) => isTogether || (hostIds?.includes(id) ?? true)),
    competes: service.competes && rules.holderId === null,
    isByRequest: requiresApproval ?? service.isByRequest,
    questions: questions ? [...questions] : service.questions,
    link: {
      ...rules,
      token,
      recipient: { name: oneTime?.recipientName ?? null, email: oneTime?.recipientEmail ?? null },
    },
  }
}
