import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import DeleteBookingTemplate from '#actions/links/delete_booking_template'
import SaveBookingTemplate from '#actions/links/save_booking_template'
import { questionsAsked } from '#controllers/api/v1/services/questions_asked'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readChange, readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import BookingTemplate from '#models/links/booking_template'
import { templateContent } from '#models/links/link_content'
import { versionOf } from '#models/version'
import { presentTemplate } from '#shapes/links/template'
import { newTemplateOrder, templateChangeOrder, templateListQuery } from '#validators/api/links'

const ORDER = { column: 'booking_templates.name', type: 'text', direction: 'asc' } as const

export default class TemplatesController {
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, templateListQuery)
    const templates = BookingTemplate.query().where('business_id', ctx.business.id)
    return answerPage(ctx, templates, asked, ORDER, (rows) => rows.map(presentTemplate))
  }

  async show(ctx: HttpContext) {
    return answerOne(ctx, presentTemplate(await this.find(ctx)))
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const input = await readBody(ctx, newTemplateOrder)
    const template = await this.save(ctx, null, { questions: [], ...input })
    ctx.response.status(201).header('location', `/api/v1/templates/${template.id}`)
    return answerOne(ctx, presentTemplate(template))
  }

  /** Changes none of its copies. */
  async update(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const template = await this.find(ctx)
    const input = await readChange(ctx, templateChangeOrder, presentTemplate(template))
    return answerOne(ctx, presentTemplate(await this.save(ctx, template, input)))
  }

  async destroy(ctx: HttpContext) {
    const { bouncer, business, by, response } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const template = await this.find(ctx)
    const outcome = await new DeleteBookingTemplate().handle({
      ...{ businessId: business.id, templateId: template.id, by },
      version: this.version(ctx, template) ?? versionOf(templateContent(template)),
    })
    if (outcome === 'stale') throw staleOne(ctx, presentTemplate(await this.find(ctx)))
    return response.status(204)
  }

  private async save(
    ctx: HttpContext,
    template: BookingTemplate | null,
    { name, questions, ...input }: Infer<typeof templateChangeOrder>
  ): Promise<BookingTemplate> {
    const { business, by, i18n } = ctx
    const { follow_up: followUp, follow_up_delay_hours: followUpDelayHours } = input
    const saved = await new SaveBookingTemplate().handle({
      ...{ businessId: business.id, templateId: template?.id ?? null, by },
      details: {
        ...(name !== undefined && { name }),
        ...(questions && { questions: await questionsAsked(ctx, questions) }),
        ...(followUp !== undefined && { followUp }),
        ...(followUpDelayHours !== undefined && { followUpDelayHours }),
      },
      version: template && this.version(ctx, template),
    })
    switch (saved.outcome) {
      case 'saved':
        return saved.template
      case 'name_taken':
        throw Refusal.ofField('name', 'name_taken', i18n.t('api.name_taken'))
      case 'stale':
        throw staleOne(ctx, presentTemplate(await this.find(ctx)))
      case 'not_found':
        throw new Refusal(404, 'not_found')
    }
  }

  private find({ business, params }: HttpContext): Promise<BookingTemplate> {
    return BookingTemplate.query().where({ businessId: business.id, id: params.id }).firstOrFail()
  }

  private version(ctx: HttpContext, template: BookingTemplate): string | null {
    return versionAsked(ctx, presentTemplate(template), versionOf(templateContent(template)))
  }
}
