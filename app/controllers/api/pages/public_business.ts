import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { Refusal } from '#exceptions/refusal'
import {
  type BusinessPage,
  findBusinessPage,
  type PageService,
} from '#queries/pages/find_business_page'
import { findLinkPage } from '#queries/pages/find_link_page'

/** Or a problem that says what is wrong with the address; under a link, only its one service. */
export async function publicBusiness(ctx: HttpContext): Promise<BusinessPage> {
  const { params, request, i18n } = ctx
  if (params.token) return underLink(ctx)
  const isForTimes = request.method() !== 'POST'
  const page = await findBusinessPage(String(params.slug), { withVersions: isForTimes })
  if (!page) throw new Refusal(404, 'unknown_business', i18n.t('api.unknown_business'))
  if ('movedTo' in page) {
    throw new Refusal(404, 'business_moved', i18n.t('api.business_moved', { slug: page.movedTo }), {
      facts: { moved_to: page.movedTo },
    })
  }
  return page
}

/** The input with its service; under a link, which has only one, it need not be named. */
export function withService({ services }: BusinessPage, input: Record<string, unknown>) {
  const [service] = services
  return service?.link ? { service_id: service.id, ...input } : input
}

export function chosenService(
  ctx: HttpContext,
  { services }: Pick<BusinessPage, 'services'>,
  wantedId: number | undefined
): PageService {
  const service = services.find(({ id }) => id === wantedId)
  if (!service) throw unknownService(ctx)
  return service
}

export function unknownService({ i18n }: HttpContext): Refusal {
  return new Refusal(404, 'unknown_service', i18n.t('api.unknown_service'))
}

async function underLink({ params, request, i18n }: HttpContext): Promise<BusinessPage> {
  const page = await findLinkPage(String(params.token), DateTime.utc())
  if (!page) throw new Refusal(404, 'unknown_link', i18n.t('api.unknown_link'))
  const { business, service, refusal } = page
  // A repeated request gets the same answer, so the booking decides whether a link is used up.
  if (refusal && request.method() !== 'POST') {
    throw new Refusal(410, refusal, i18n.t(`api.${refusal}`))
  }
  return { business, services: service ? [service] : [] }
}
