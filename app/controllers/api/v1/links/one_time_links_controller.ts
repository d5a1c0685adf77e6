import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import { DateTime } from 'luxon'
import CreateOneTimeLink from '#actions/links/create_one_time_link'
import { appUrl } from '#config/app'
import { withinMails } from '#controllers/api/v1/mails'
import { linkAsked } from '#controllers/api/v1/links/link'
import { answerOneTimeRecord, oneTimeRefused, usualEnd } from '#controllers/api/v1/links/one_time'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import { timesPath } from '#formats/pages/addresses'
import BookingLink from '#models/links/booking_link'
import { oneTimeRowOf, oneTimesOf } from '#queries/links/one_time_list'
import { presentOneTime } from '#shapes/links/one_time_record'
import { newOneTimeOrder, oneTimeListQuery, oneTimeOfLinkOrder } from '#validators/api/links'

const ORDER = { column: 'one_time_links.id', type: 'bigint', direction: 'desc' } as const

type Input = Infer<typeof oneTimeOfLinkOrder>

export default class OneTimeLinksController {
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, oneTimeListQuery)
    const oneTimes = oneTimesOf(ctx.business.id)
    if (asked.link_id !== undefined) oneTimes.where('link_id', asked.link_id)
    const now = DateTime.utc()
    return answerPage(ctx, oneTimes, asked, ORDER, (rows) =>
      rows.map((row) => presentOneTime(oneTimeRowOf(row), now))
    )
  }

  show(ctx: HttpContext) {
    return answerOneTimeRecord(ctx, ctx.params.id)
  }

  async store(ctx: HttpContext) {
    const { bouncer, business, i18n } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const { link_id: linkId, service_id: wanted, ...input } = await readBody(ctx, newOneTimeOrder)
    const link = linkId
      ? await BookingLink.query().where({ businessId: business.id, id: linkId }).first()
      : null
    const isKnown = linkId ? link && (!wanted || wanted === link.serviceId) : true
    if (!isKnown) throw Refusal.ofField('link_id', 'unknown_link', i18n.t('api.unknown_link'))
    return this.create(ctx, { serviceId: Number(link?.serviceId ?? wanted), link }, input)
  }

  /** Over the link that the address names (seed 000). */
  async storeOfLink(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const link = await linkAsked(ctx)
    const input = await readBody(ctx, oneTimeOfLinkOrder)
    return this.create(ctx, { serviceId: link.serviceId, link }, input)
  }

  private async create(
    ctx: HttpContext,
    { serviceId, link }: { serviceId: number; link: BookingLink | null },
    input: Input
  ) {
    const { business, by, i18n } = ctx
    const service = await business
      .related('services')
      .query()
      .where('id', serviceId)
      .whereNull('archived_at')
      .first()
    if (!service) {
      throw Refusal.ofField('service_id', 'unknown_service', i18n.t('api.unknown_service'))
    }
    const { sends_mail: isSent = false, recipient_email: recipientEmail = null } = input
    if (isSent && !recipientEmail) {
      throw Refusal.ofField('recipient_email', 'no_address', i18n.t('api.no_address'))
    }
    const created = await withinMails(
      ctx,
      isSent ? recipientEmail : null,
      () =>
        new CreateOneTimeLink().handle({
          ...{ businessId: business.id, serviceId, linkId: link?.id ?? null, isSent, by },
          holdsTimes: input.holds_times ?? false,
          details: {
            ...{ recipientEmail, recipientName: input.recipient_name ?? null },
            hostId: input.host_id ?? null,
            offeredTimes: this.times(ctx, input),
            rearmsOnCancel: input.rearms_on_cancel ?? false,
            expiresAt: usualEnd(ctx, input.expires_at),
          },
        }),
      ({ outcome }) => outcome === 'created'
    )
    if (created.outcome !== 'created') throw oneTimeRefused(ctx, created)
    const { oneTime, token } = created
    ctx.response.status(201).header('location', `/api/v1/one-time-links/${oneTime.id}`)
    const url = `${appUrl}${timesPath(business, { slug: '', link: { token } })}`
    return answerOneTimeRecord(ctx, oneTime.id, { token, url })
  }

  private times({ i18n }: HttpContext, { offered_times: times }: Input) {
    for (const [index, { starts_at: start, ends_at: end }] of (times ?? []).entries()) {
      if (end > start) continue
      const field = `offered_times/${index}/ends_at`
      throw Refusal.ofField(field, 'range_reversed', i18n.t('api.range_reversed'))
    }
    return times?.map(({ starts_at: start, ends_at: end }) => ({ start, end })) ?? null
  }
}
