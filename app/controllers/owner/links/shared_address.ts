import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import { linkOfAddress } from '#controllers/owner/links/find_link'
import { pagePath, timesPath } from '#formats/pages/addresses'
import type { ClientQuestion } from '#models/services/client_question'
import Service from '#models/services/service'
import type Business from '#models/settings/business'

export interface SharedAddress {
  /** Null is the booking page. */
  linkId: number | null
  /** Of the page's one service, where it is that alone. */
  service: string | null
  name: string
  address: string
  /** What the form asks that it leads to; empty where that is not known yet. */
  questions: readonly ClientQuestion[]
}

/**
 * Of the link that the address names, else of the booking page or the service in the query: among
 * those, where they have been read.
 */
export async function sharedAddress(
  ctx: HttpContext,
  services?: readonly Service[]
): Promise<SharedAddress> {
  const { business, params, request } = ctx
  if (params.id !== undefined) {
    const link = await linkOfAddress(ctx)
    const address = appUrl + timesPath(business, { slug: '', link })
    const { id: linkId, name, asked: questions } = link
    return { linkId, service: null, name, address, questions }
  }
  const { service: slug } = request.qs()
  const service = services
    ? services.find((each) => each.slug === slug)
    : typeof slug === 'string' && (await shareable(business).where({ slug }).first())
  const address = appUrl + (service ? timesPath(business, service) : pagePath(business))
  return {
    linkId: null,
    service: service ? service.slug : null,
    name: service ? service.name : business.name,
    address,
    questions: service ? service.questions : [],
  }
}

export function servicesToShare(business: Business): Promise<Service[]> {
  return shareable(business).orderBy('position').orderBy('id').exec()
}

function shareable({ id: businessId }: Business) {
  return Service.query().where({ businessId, isActive: true })
}
