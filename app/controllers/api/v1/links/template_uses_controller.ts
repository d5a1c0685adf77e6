import type { HttpContext } from '@adonisjs/core/http'
import ApplyBookingTemplate from '#actions/links/apply_booking_template'
import { answerLink, linkAsked, staleLink } from '#controllers/api/v1/links/link'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { readBody } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import type { ClientQuestion } from '#models/services/client_question'
import { versionOf } from '#models/version'
import { presentLinkRecord } from '#shapes/links/link_record'
import { presentServiceRecord } from '#shapes/services/service_record'
import { templateUseOrder } from '#validators/api/links'

interface Target {
  to: { linkId: number } | { serviceId: number }
  shape: Record<string, unknown>
  questions: ClientQuestion[] | null
  stale: () => Promise<Refusal>
}

/** A link, or a service, asks from then on what the template asks. */
export default class TemplateUsesController {
  async link(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const link = await linkAsked(ctx)
    await this.copy(ctx, {
      to: { linkId: link.id },
      shape: presentLinkRecord(link, ctx.business),
      questions: link.questions,
      stale: () => staleLink(ctx, link.id),
    })
    return answerLink(ctx, link.id)
  }

  async service(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const { id: serviceId, questions } = await this.find(ctx)
    const now = async () => presentServiceRecord(await this.find(ctx), ctx.business.currency)
    await this.copy(ctx, {
      ...{ to: { serviceId }, questions, shape: await now() },
      stale: async () => staleOne(ctx, await now()),
    })
    return answerOne(ctx, await now())
  }

  private async copy(ctx: HttpContext, { to, shape, questions, stale }: Target) {
    const { business, by, i18n } = ctx
    const { template_id: templateId } = await readBody(ctx, templateUseOrder)
    const version = versionAsked(ctx, shape, versionOf(questions))
    const use = { businessId: business.id, templateId, to, version, by }
    const outcome = await new ApplyBookingTemplate().handle(use)
    if (outcome === 'stale') throw await stale()
    if (outcome === 'not_found') {
      throw Refusal.ofField('template_id', 'unknown_template', i18n.t('api.unknown_template'))
    }
  }

  private find({ business, params }: HttpContext) {
    return business
      .related('services')
      .query()
      .where('id', params.id)
      .preload('hosts')
      .firstOrFail()
  }
}
