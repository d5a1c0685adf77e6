import db from '@adonisjs/lucid/services/db'
import { isLinkTokenFor, readLinkToken } from '#models/links/link_token'
import { linkPreviewSubject, previewSubject } from '#models/services/preview_subject'
import { findLink, linkRules, linkRulesOnceOn } from '#queries/links/link_rules'
import { underLink } from '#queries/pages/find_link_page'
import {
  type BusinessPage,
  findPageOfService,
  type PageService,
} from '#queries/pages/find_business_page'

export interface PreviewPage extends BusinessPage {
  service: PageService
}

/** A service, or a booking link, as its clients see it while it is on offer, also before it is. */
export async function findPreviewPage(token: string): Promise<PreviewPage | null> {
  const id = readLinkToken(token)?.id
  if (id === undefined) return null
  if (isLinkTokenFor(token, 'preview', linkPreviewSubject(id))) return previewOfLink(token, id)
  if (!isLinkTokenFor(token, 'preview', previewSubject(id))) return null
  const page = await findPageOfService(id)
  const service = page?.services.find((each) => each.id === id)
  if (!page || !service) return null
  const link = {
    ...{ ...linkRules(null, null), token, isPreview: true as const },
    recipient: { name: null, email: null },
  }
  return { ...page, service: { ...service, isActive: true, link } }
}

async function previewOfLink(token: string, linkId: number): Promise<PreviewPage | null> {
  const link = await findLink(db.connection(), linkId)
  const page = link && (await findPageOfService(link.serviceId))
  const service = page?.services.find(({ id }) => id === link?.serviceId)
  if (!link || !page || !service) return null
  const under = underLink(page, service, { link, oneTime: null }, token)
  const shown = { ...linkRulesOnceOn(link), token, isPreview: true as const }
  const nobody = { recipient: { name: null, email: null } }
  return { ...page, service: { ...under, isActive: true, link: { ...shown, ...nobody } } }
}
