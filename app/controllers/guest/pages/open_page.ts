import type { HttpContext } from '@adonisjs/core/http'
import { Exception } from '@adonisjs/core/exceptions'
import { DateTime } from 'luxon'
import features from '#config/features'
import { type ClosedKey, refuse, refuseClosed } from '#controllers/guest/pages/refuse'
import CountView from '#actions/links/count_view'
import { formatLocale } from '#formats/words/locales'
import {
  type BusinessPage,
  findBusinessPage,
  type PageService,
} from '#queries/pages/find_business_page'
import { lengthsOf } from '#queries/services/service_rules'
import { findLinkPage } from '#queries/links/find_link_page'

export interface OpenPage extends BusinessPage {
  /** What dates, times and prices are written in. */
  locale: string
}

export interface OpenService extends OpenPage {
  service: PageService
  /** Clients who come to the place read its clock; all others read their own. */
  isZoneFixed: boolean
  /** Whether there is a choice of services to go back to. */
  hasChoice: boolean
  /** Every length on offer, the shortest first. */
  lengths: number[]
  usualMinutes: number
}

/** The page of the business in the address while it takes bookings, or null when that was answered already. */
export async function openPage(ctx: HttpContext): Promise<OpenPage | null> {
  const page = await openBusiness(ctx)
  const closed = page && closedKey(page)
  if (!closed) return page
  await refuseClosed(ctx, page.business, closed, closedStatus(ctx))
  return null
}

function closedKey({ business }: BusinessPage): ClosedKey | null {
  if (!features.bookingPages) return 'by_message'
  return business.settings.isActive ? null : 'closed'
}

/** A page that was asked for is there, and says so; a booking that was sent is not taken. */
function closedStatus({ request }: HttpContext): 200 | 409 {
  return request.method() === 'POST' ? 409 : 200
}

/**
 * The business in the address, whether it takes bookings or not; null when that was answered
 * already, with the new address of a page that moved.
 */
export async function openBusiness(ctx: HttpContext): Promise<OpenPage | null> {
  const { params, request, response, view } = ctx
  const isForTimes = request.method() !== 'POST'
  const page = await findBusinessPage(params.slug, { withVersions: isForTimes })
  if (!page) throw new Exception('No such page', { status: 404, code: 'E_PAGE_NOT_FOUND' })
  if ('movedTo' in page) {
    const [, first, , ...rest] = request.url().split('/')
    const path = ['', first, page.movedTo, ...rest].join('/')
    response.redirect().withQs().status(308).toPath(path)
    return null
  }

  const { business, services } = page
  const locale = readerLocale(ctx, business)
  view.share({ business, locale })
  return { business, services, locale }
}

/** A service of that page; hidden ones open by their own address, inactive ones do not. */
export async function openService(ctx: HttpContext): Promise<OpenService | null> {
  if (ctx.params.token) return openLink(ctx)
  const page = await openPage(ctx)
  if (!page) return null
  const service = page.services.find(({ slug }) => slug === ctx.params.service)
  const hasChoice = page.services.some((other) => !other.isHidden && other.id !== service?.id)
  return openOffer(ctx, page, service, hasChoice)
}

/** The service of a link, under the link's rules, or words about why it takes no booking. */
async function openLink(ctx: HttpContext): Promise<OpenService | null> {
  const { params, request, view } = ctx
  const page = await findLinkPage(params.token, DateTime.utc())
  if (!page) throw new Exception('No such link', { status: 404, code: 'E_LINK_NOT_FOUND' })
  const locale = readerLocale(ctx, page.business)
  view.share({ business: page.business, locale })

  if (isFirstLook(request)) await new CountView().handle(page.followed)
  // A form sent twice is answered twice, so whether a link is spent is the booking's to say.
  const refusal = request.method() === 'POST' ? null : page.refusal
  const closed = closedKey(page)
  if (refusal) await refuse(ctx, refusal, 410)
  else if (closed) await refuseClosed(ctx, page.business, closed, closedStatus(ctx))
  if (refusal || closed) return null
  return openOffer(ctx, { ...page, locale }, page.service, false)
}

async function openOffer(
  ctx: HttpContext,
  page: OpenPage,
  service: PageService | null | undefined,
  hasChoice: boolean
): Promise<OpenService | null> {
  if (!service) {
    await refuse(ctx, 'no_service', 404)
    return null
  }
  const isZoneFixed = service.locationType === 'in_person'
  const offered = lengthsOf({ service, business: page.business })
  const lengths = offered.toSorted((one, other) => one - other)
  const opened = { service, isZoneFixed, hasChoice, lengths, usualMinutes: offered[0] }
  ctx.view.share(opened)
  return { ...page, ...opened }
}

/** Turning the pages of a calendar is one look. */
function isFirstLook(request: HttpContext['request']): boolean {
  const said = Object.keys(request.qs())
  const turns = ['month', 'date', 'time', 'start', 'choose']
  return request.method() === 'GET' && !said.some((name) => turns.includes(name))
}

/** Language, script and region: an extension could set any calendar, and be of any length. */
const PLAIN_TAG = /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?$/i

export function readerLocale({ request, i18n }: HttpContext, business: { locale: string }): string {
  const plain = request.languages().filter((tag) => PLAIN_TAG.test(tag))
  return formatLocale(plain, i18n.locale, business.locale)
}
