import type { HttpContext } from '@adonisjs/core/http'
import ApplyBookingTemplate from '#actions/links/apply_booking_template'
import { findTemplate, renderTemplate } from '#controllers/owner/links/template_page'
import { seeOther } from '#controllers/see_other'

export default class TemplateCopiesController {
  async store(ctx: HttpContext) {
    const { business, by, request, response, session, i18n } = ctx
    const template = await findTemplate(ctx)
    const [, id = '0', version = ''] =
      /^(\d{1,15})\.([\w-]*)$/.exec(String(request.body().service ?? '')) ?? []
    const outcome = await new ApplyBookingTemplate().handle({
      businessId: business.id,
      templateId: template.id,
      to: { serviceId: Number(id) },
      version,
      by,
    })
    if (outcome !== 'applied') return renderTemplate(ctx, { template, isStale: true })
    session.flash('done', i18n.t('owner.templates.copied', { name: template.name }))
    return seeOther(response, 'owner.service_questions.edit', { id })
  }
}
