import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import features from '#config/features'
import { letFrame } from '#controllers/guest/framing'
import { speakTo } from '#controllers/reader'
import { closedRefusal, type ClosedKey, guestRefusal } from '#controllers/guest/pages/refusals'
import { Redirect } from '#exceptions/redirect'
import { Refusal } from '#exceptions/refusal'
import { noteLook } from '#controllers/guest/visits/note_look'
import { pagePath, schedulePath } from '#formats/pages/addresses'
import { readsZoneOfBusiness } from '#formats/bookings/places'
import type { OpenSchedule, OpenPage, OpenService } from '#pages/guest/opened'
import {
  type BusinessPage,
  findBusinessPage,
  findSchedulePage,
  type PageService,
} from '#queries/pages/find_business_page'
import { findPreviewPage, type PreviewPage } from '#queries/pages/find_preview_page'
import { findGoneService } from '#queries/services/find_gone_service'
import { lengthsOf } from '#queries/services/service_rules'
import { findLinkPage } from '#queries/pages/find_link_page'
import { hasStandingBooking } from '#queries/links/standing_booking'

/** The page of the business in the address, while it takes bookings. */
export async function openPage(ctx: HttpContext): Promise<OpenPage> {
  const page = await openBusiness(ctx)
  const closed = closedKey(page)
  if (closed) throw await closedRefusal(ctx, page.business, closed)
  return page
}

function closedKey({ business }: BusinessPage): ClosedKey | null {
  if (!features.bookingPages) return 'by_message'
  return business.settings.isActive ? null : 'closed'
}

/** Whether it takes bookings or not; a page that moved redirects. */
export async function openBusiness(ctx: HttpContext): Promise<OpenPage> {
  const { params, request, view } = ctx
  const isForTimes = request.method() !== 'POST'
  const page = await findBusinessPage(params.slug, { withVersions: isForTimes })
  if (!page) throw new Refusal(404, 'unknown_business')
  if ('movedTo' in page) throw movedTo(ctx, page.movedTo)

  const { business, services } = page
  const locale = speakTo(ctx, business)
  view.share({ business, locale })
  letFrame(ctx, business)
  return { business, services, locale }
}

/** Of one person or several, with what they give, hidden or not. */
export async function openSchedule(ctx: HttpContext): Promise<OpenSchedule> {
  const page = await findSchedulePage(ctx.params.host)
  if (!page) throw new Refusal(404, 'unknown_page')
  const { pageSlug, isOpen } = page.own
  if (pageSlug !== ctx.params.host) throw movedTo(ctx, pageSlug)
  const locale = speakTo(ctx, page.business)
  ctx.view.share({ business: page.business, locale })
  letFrame(ctx, page.business)
  const closed = closedKey(page)
  if (closed) throw await closedRefusal(ctx, page.business, closed)
  if (!isOpen) throw guestRefusal(ctx, page.business, 'page_closed', 410)
  return { ...page, locale }
}

/** The same below the address that it has by now. */
function movedTo({ request }: HttpContext, slug: string): Redirect {
  const [, first, , ...rest] = request.url().split('/')
  return new Redirect(['', first, slug, ...rest].join('/'), { status: 308, keepsQuery: true })
}

/** Hidden services open by their own address, inactive ones do not. */
export async function openService(ctx: HttpContext): Promise<OpenService> {
  if (ctx.params.token) return openLink(ctx)
  const page = await openPage(ctx)
  const service = page.services.find(({ slug }) => slug === ctx.params.service)
  if (!service) throw await goneService(ctx, page, { slug: ctx.params.service })
  return openOffer(ctx, page, service, wayBack(ctx, page, service))
}

/** Under the link's rules; throws where the link takes no booking. */
async function openLink(ctx: HttpContext): Promise<OpenService> {
  const { params, request, view } = ctx
  const preview = await findPreviewPage(params.token)
  if (preview) return openPreview(ctx, preview)
  const page = await findLinkPage(params.token, DateTime.utc())
  if (!page) throw new Refusal(404, 'unknown_link')
  const locale = speakTo(ctx, page.business)
  view.share({ business: page.business, locale })
  // What was sent to one person belongs on no site.
  if (page.followed.oneTime === null) letFrame(ctx, page.business)

  // A form sent twice gets the same answer, so the booking decides whether a link is used up.
  const refusal = request.method() === 'POST' ? null : page.refusal
  if (refusal) {
    const { link, oneTime } = page.followed
    const door = { linkId: link?.id ?? null, oneTimeLinkId: oneTime?.id ?? null }
    noteLook(ctx, page.business, { step: 'page', link: door })
    const hasEnded = refusal === 'link_spent' && oneTime && !(await hasStandingBooking(oneTime.id))
    throw guestRefusal(ctx, page.business, refusal, 410, hasEnded ? { words: 'link_ended' } : {})
  }
  const closed = closedKey(page)
  if (closed) throw await closedRefusal(ctx, page.business, closed)
  if (!page.service) throw await goneService(ctx, page, { id: page.followed.serviceId })
  const { team } = page.followed
  const back = team && {
    ...{ ...NO_WAY_BACK, hasChoice: true },
    ...{ servicesPath: schedulePath(team), ownPage: team.pageSlug },
  }
  return openOffer(ctx, { ...page, locale }, page.service, back ?? null)
}

function openPreview(ctx: HttpContext, page: PreviewPage): OpenService {
  const locale = speakTo(ctx, page.business)
  ctx.view.share({ business: page.business, locale })
  if (ctx.request.method() === 'POST') throw guestRefusal(ctx, page.business, 'preview', 409)
  return openOffer(ctx, { ...page, locale }, page.service, null)
}

/** A service that has another address by now redirects. */
async function goneService(
  ctx: HttpContext,
  { business }: BusinessPage,
  at: { slug: string } | { id: number }
): Promise<Refusal | Redirect> {
  const gone = await findGoneService(business.id, at)
  if (gone?.isActive && 'slug' in at && gone.slug !== at.slug) {
    const [, first, slug, , ...rest] = ctx.request.url().split('/')
    const path = ['', first, slug, gone.slug, ...rest].join('/')
    return new Redirect(path, { status: 308, keepsQuery: true })
  }
  if (gone?.isArchived) {
    return guestRefusal(ctx, business, 'service_archived', 410, { service: gone.name })
  }
  return guestRefusal(ctx, business, 'no_service', 404)
}

type WayBack = Pick<OpenService, 'hasChoice' | 'servicesPath' | 'ownPage' | 'cameFrom'>

const NO_WAY_BACK = { hasChoice: false, ownPage: null, cameFrom: undefined }

/** To the page of the person that the address says, while that is open, else to the business's. */
function wayBack({ request }: HttpContext, page: OpenPage, service: PageService): WayBack {
  const said: unknown = request.input('page')
  const hosts = page.services.flatMap((each) => each.hosts)
  const host = hosts.find(({ pageSlug, hasPage }) => hasPage && pageSlug === said)
  if (host) {
    const { pageSlug } = host
    const servicesPath = schedulePath(host)
    return { hasChoice: true, servicesPath, ownPage: pageSlug, cameFrom: pageSlug }
  }
  const hasChoice = page.services.some((other) => !other.isHidden && other.id !== service.id)
  return { ...NO_WAY_BACK, hasChoice, servicesPath: pagePath(page.business) }
}

function openOffer(
  ctx: HttpContext,
  page: OpenPage,
  service: PageService,
  back: WayBack | null
): OpenService {
  const isZoneFixed = readsZoneOfBusiness(service, service.link?.timeZoneOf)
  const offered = lengthsOf({ service, business: page.business })
  const lengths = offered.toSorted((one, other) => one - other)
  const way = back ?? { ...NO_WAY_BACK, servicesPath: pagePath(page.business) }
  const opened = { service, isZoneFixed, ...way, lengths, usualMinutes: offered[0] }
  ctx.view.share(opened)
  return { ...page, ...opened }
}
