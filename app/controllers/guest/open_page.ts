import type { HttpContext } from '@adonisjs/core/http'
import { Exception } from '@adonisjs/core/exceptions'
import type { Infer, SchemaTypes } from '@vinejs/vine/types'
import type { VineValidator } from '@vinejs/vine'
import { DateTime } from 'luxon'
import { countView } from '#actions/links/count_view'
import features from '#config/features'
import { enquiryMarks } from '#controllers/guest/enquiry_marks'
import { formatLocale } from '#formats/locales'
import {
  type BusinessPage,
  findBusinessPage,
  type PageHost,
  type PageService,
} from '#queries/find_business_page'
import type { LinkRefusal } from '#queries/links/find_link_by_token'
import { isOffered, lengthsOf } from '#queries/service_rules'
import { findLinkPage } from '#queries/links/find_link_page'
import { emptyForm, validateForm } from '#validators/form'
import { enquiryDetails } from '#validators/guest_booking'

export interface OpenPage extends BusinessPage {
  /** What dates, times and prices are written in. */
  locale: string
}

/** The same, while no bookings are taken too. */
export type OpenBusiness = OpenPage

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

/** Why no booking is taken online: by this business, or here at all. */
type ClosedKey = 'closed' | 'by_message'

export type RefusalKey =
  ClosedKey | 'no_service' | 'bad_address' | 'no_length' | 'busy' | 'key_reused' | LinkRefusal

/** The page of the business in the address while it takes bookings, or null when that was answered already. */
export async function openPage(ctx: HttpContext): Promise<OpenPage | null> {
  const page = await openBusiness(ctx)
  const closed = page && closedKey(page)
  if (!closed) return page
  await refuse(ctx, closed, closedStatus(ctx))
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
export async function openBusiness(ctx: HttpContext): Promise<OpenBusiness | null> {
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

  if (isFirstLook(request)) await countView(page.followed)
  // A form sent twice is answered twice, so whether a link is spent is the booking's to say.
  const refusal = request.method() === 'POST' ? null : page.refusal
  const closed = closedKey(page)
  if (refusal) await refuse(ctx, refusal, 410)
  else if (closed) await refuse(ctx, closed, closedStatus(ctx))
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

/** What the address says beyond the page, or null when it was refused in words. */
export async function readAddress<Schema extends SchemaTypes>(
  ctx: HttpContext,
  validator: VineValidator<Schema, undefined>,
  said: Record<string, unknown>
): Promise<Infer<Schema> | null> {
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''))
  const checked = await validateForm(validator, given, ctx)
  if (checked.ok) return checked.data
  await refuse(ctx, 'bad_address', 422)
  return null
}

/** The host asked for, of those who give it alone; undefined when the service has no such host, which was refused in words. */
export async function chosenHost(
  ctx: HttpContext,
  service: PageService,
  hostId: number | undefined
): Promise<PageHost | null | undefined> {
  if (hostId === undefined) return null
  const host = service.hosts.find(({ id }) => id === hostId)
  if (!host) await refuse(ctx, 'bad_address', 422)
  return host && service.hostMode === 'collective' ? null : host
}

/** The length asked for, null for the usual one; undefined when it is not on offer, which was refused in words. */
export async function chosenLength(
  ctx: HttpContext,
  page: OpenService,
  minutes: number | undefined
): Promise<number | null | undefined> {
  const wished = wishedLength(page, minutes)
  if (isOffered(page, wished)) return wished
  await refuse(ctx, 'no_length', 422)
  return undefined
}

/** As bookings state it: null is the usual length, by whichever name it was asked for. */
export function wishedLength({ usualMinutes }: OpenService, minutes: number | undefined) {
  return minutes === undefined || minutes === usualMinutes ? null : minutes
}

/** A page that says why not, and how to reach the business all the same. */
export async function refuse(ctx: HttpContext, key: RefusalKey, status: number): Promise<void> {
  const { request, response, view } = ctx
  const isClosed = key === 'closed' || key === 'by_message'
  // What was typed into a form for a booking is taken along into the message.
  const { form } = await validateForm(enquiryDetails, request.body(), ctx)
  const writing = { ...enquiryMarks(), form: emptyForm(form.values) }
  response.status(status)
  response.send(
    await view.render('pages/guest/refusal', { key, isClosed, ...(isClosed && writing) })
  )
}

/** Language, script and region: an extension could set any calendar, and be of any length. */
const PLAIN_TAG = /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?$/i

export function readerLocale({ request, i18n }: HttpContext, business: { locale: string }): string {
  const plain = request.languages().filter((tag) => PLAIN_TAG.test(tag))
  return formatLocale(plain, i18n.locale, business.locale)
}
