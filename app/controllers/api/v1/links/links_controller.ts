import type { HttpContext } from '@adonisjs/core/http'
import DuplicateBookingLink from '#actions/links/duplicate_booking_link'
import RenewBookingLink from '#actions/links/renew_booking_link'
import SaveBookingLink from '#actions/links/save_booking_link'
import SwitchBookingLink from '#actions/links/switch_booking_link'
import {
  answerLink,
  linkAsked,
  bookingLinksOf,
  linkVersionAsked,
  staleLink,
} from '#controllers/api/v1/links/link'
import { linkDetails, linkHosts } from '#controllers/api/v1/links/link_details'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readChange, readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import type BookingLink from '#models/links/booking_link'
import { REVIEW } from '#models/links/link_step'
import type Service from '#models/services/service'
import { presentLinkRecord } from '#shapes/links/link_record'
import { linkChangeOrder, linkCopyOrder, linkListQuery, newLinkOrder } from '#validators/api/links'
import { nothingSent } from '#validators/api/nothing'

const ORDER = { column: 'booking_links.id', type: 'bigint', direction: 'desc' } as const
const LONGEST_NAME = 255

/** Those of one service that clients may book more than once. */
export default class LinksController {
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, linkListQuery)
    const links = bookingLinksOf(ctx.business)
    if (asked.service_id !== undefined) links.where('service_id', asked.service_id)
    return answerPage(ctx, links, asked, ORDER, (rows) =>
      rows.map((link) => presentLinkRecord(link, ctx.business))
    )
  }

  async show(ctx: HttpContext) {
    const { id } = await linkAsked(ctx)
    return answerLink(ctx, id)
  }

  async store(ctx: HttpContext) {
    const { bouncer, business, i18n } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const { is_draft: isDraft = false, ...input } = await readBody(ctx, newLinkOrder)
    const service = await business
      .related('services')
      .query()
      .where('id', input.service_id)
      .whereNull('archived_at')
      .preload('hosts')
      .first()
    if (!service) {
      throw Refusal.ofField('service_id', 'unknown_service', i18n.t('api.unknown_service'))
    }
    const of = { link: null, service }
    const link = await this.save(ctx, of, input, isDraft ? { draftStep: REVIEW } : {})
    return this.answerNew(ctx, link)
  }

  async update(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const link = await linkAsked(ctx)
    const input = await readChange(ctx, linkChangeOrder, presentLinkRecord(link, ctx.business))
    const version = linkVersionAsked(ctx, link)
    await this.save(ctx, { link, service: link.service }, input, { version })
    return answerLink(ctx, link.id)
  }

  enable(ctx: HttpContext) {
    return this.switch(ctx, () => true)
  }

  disable(ctx: HttpContext) {
    return this.switch(ctx, () => false)
  }

  toggle(ctx: HttpContext) {
    return this.switch(ctx, ({ isActive }) => !isActive)
  }

  /** Off until somebody has looked at it. */
  async duplicate(ctx: HttpContext) {
    const { bouncer, business, by, i18n } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const link = await linkAsked(ctx)
    const { name = i18n.t('owner.links.copied_name', { name: link.name }) } = await readBody(
      ctx,
      linkCopyOrder
    )
    const copy = await new DuplicateBookingLink().handle({
      ...{ businessId: business.id, linkId: link.id, name: name.slice(0, LONGEST_NAME), by },
    })
    return this.answerNew(ctx, copy)
  }

  /** With another address; the old one opens nothing any more. */
  async renew(ctx: HttpContext) {
    const { bouncer, business, by } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const link = await linkAsked(ctx)
    await readBody(ctx, nothingSent)
    const version = linkVersionAsked(ctx, link)
    const renewal = { businessId: business.id, linkId: link.id, version, by }
    const outcome = await new RenewBookingLink().handle(renewal)
    if (outcome === 'stale') throw await staleLink(ctx, link.id)
    return answerLink(ctx, link.id)
  }

  private async save(
    ctx: HttpContext,
    of: { link: BookingLink | null; service: Service },
    input: Parameters<typeof linkDetails>[2],
    { version = null, draftStep }: { version?: string | null; draftStep?: number }
  ): Promise<BookingLink> {
    const { business, by, i18n } = ctx
    const saved = await new SaveBookingLink().handle({
      ...{ businessId: business.id, serviceId: of.service.id, linkId: of.link?.id ?? null },
      details: await linkDetails(ctx, of, input),
      hostIds: linkHosts(of, input),
      ...{ version, draftStep, by },
    })
    switch (saved.outcome) {
      case 'saved':
        return saved.link
      case 'stale':
        throw await staleLink(ctx, Number(of.link?.id))
      case 'host_elsewhere':
        throw Refusal.ofField('host_ids', 'unknown_host', i18n.t('api.unknown_host'))
      case 'not_found':
        throw new Refusal(404, 'not_found')
    }
  }

  private async switch(ctx: HttpContext, wanted: (link: BookingLink) => boolean) {
    const { bouncer, business, by } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const link = await linkAsked(ctx)
    await readBody(ctx, nothingSent)
    const version = linkVersionAsked(ctx, link)
    const outcome = await new SwitchBookingLink().handle({
      ...{ businessId: business.id, linkId: link.id, isOn: wanted(link), version, by },
    })
    if (outcome === 'stale') throw await staleLink(ctx, link.id)
    return answerLink(ctx, link.id)
  }

  private answerNew(ctx: HttpContext, { id }: BookingLink) {
    ctx.response.status(201).header('location', `/api/v1/links/${id}`)
    return answerLink(ctx, id)
  }
}
