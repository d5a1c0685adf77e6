import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { Refusal } from '#exceptions/refusal'
import {
  type BusinessPage,
  findBusinessPage,
  findSchedulePage,
  type PageHost,
  type PageService,
  type SchedulePage,
} from '#queries/pages/find_business_page'
import { defaultService, findDefaultPage } from '#queries/pages/find_default_page'
import { findLinkPage } from '#queries/pages/find_link_page'

/** What an address leaves open, and what it says already. */
export interface PublicPage extends BusinessPage {
  /** The service that need not be named. */
  meant: PageService | null
  /** With whom alone it is. */
  host: PageHost | null
}

/** Of a business, a link, a scheduling page or the deployment; or a problem that says what is wrong. */
export async function publicPage(ctx: HttpContext): Promise<PublicPage> {
  const { params } = ctx
  if (params.token) return underLink(ctx)
  if (params.host) return onSchedule(ctx)
  if (params.slug) return { ...(await publicBusiness(ctx)), meant: null, host: null }
  return ofDeployment(ctx)
}

export async function publicBusiness({
  params,
  request,
  i18n,
}: HttpContext): Promise<BusinessPage> {
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

/** An open page of one person or of several. */
export async function publicSchedule({ params, i18n }: HttpContext): Promise<SchedulePage> {
  const page = await findSchedulePage(String(params.host))
  if (!page?.own.isOpen) throw new Refusal(404, 'unknown_page', i18n.t('api.unknown_page'))
  return page
}

/** The input with the service that need not be named. */
export function withService({ meant }: PublicPage, input: Record<string, unknown>) {
  return meant ? { service_id: meant.id, ...input } : input
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

/** Named, or meant where none is. */
export function namedService(
  ctx: HttpContext,
  page: PublicPage,
  wantedId: number | undefined
): PageService {
  if (wantedId !== undefined) return chosenService(ctx, page, wantedId)
  if (page.meant) return page.meant
  throw new Refusal(404, 'no_default_service', ctx.i18n.t('api.no_default_service'))
}

export function unknownService({ i18n }: HttpContext): Refusal {
  return new Refusal(404, 'unknown_service', i18n.t('api.unknown_service'))
}

async function underLink({ params, request, i18n }: HttpContext): Promise<PublicPage> {
  const page = await findLinkPage(String(params.token), DateTime.utc())
  if (!page) throw new Refusal(404, 'unknown_link', i18n.t('api.unknown_link'))
  const { business, service, refusal } = page
  // A repeated request gets the same answer, so the booking decides whether a link is used up.
  if (refusal && request.method() !== 'POST') {
    throw new Refusal(410, refusal, i18n.t(`api.${refusal}`))
  }
  return { business, services: service ? [service] : [], meant: service, host: null }
}

async function onSchedule(ctx: HttpContext): Promise<PublicPage> {
  const { business, services, host } = await publicSchedule(ctx)
  const meant = services.find(({ slug }) => slug === ctx.params.service)
  if (!meant) throw unknownService(ctx)
  return { business, services: [meant], meant, host }
}

async function ofDeployment({ i18n }: HttpContext): Promise<PublicPage> {
  const page = await findDefaultPage()
  if (!page) throw new Refusal(404, 'no_default_business', i18n.t('api.no_default_business'))
  return { ...page, meant: defaultService(page), host: null }
}
