import { isLinkTokenFor, readLinkToken } from '#models/links/link_token'
import { previewSubject } from '#models/services/preview_subject'
import { linkRules } from '#queries/links/link_rules'
import {
  type BusinessPage,
  findPageOfService,
  type PageService,
} from '#queries/pages/find_business_page'

export interface PreviewPage extends BusinessPage {
  service: PageService
}

/** A service as its clients see it while it is on offer, also before it is. */
export async function findPreviewPage(token: string): Promise<PreviewPage | null> {
  const id = readLinkToken(token)?.id
  if (id === undefined || !isLinkTokenFor(token, 'preview', previewSubject(id))) return null
  const page = await findPageOfService(id)
  const service = page?.services.find((each) => each.id === id)
  if (!page || !service) return null
  const link = {
    ...{ ...linkRules(null, null), token, isPreview: true as const },
    recipient: { name: null, email: null },
  }
  return { ...page, service: { ...service, isActive: true, link } }
}
