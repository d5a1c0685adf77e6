import type { HttpContext } from '@adonisjs/core/http'
import { lastChangesOf } from '#controllers/owner/history/recent_history'
import { bookableServices } from '#controllers/owner/links/link_step_page'
import BookingTemplate from '#models/links/booking_template'
import { versionOf } from '#models/version'
import { type ShownTemplate, templatePage } from '#pages/owner/links/template_page'

interface Answered extends ShownTemplate {
  status?: 200 | 409 | 422
  isStale?: boolean
}

export function findTemplate({ business, params }: HttpContext): Promise<BookingTemplate> {
  return BookingTemplate.query().where({ businessId: business.id, id: params.id }).firstOrFail()
}

export async function renderTemplate(
  ctx: HttpContext,
  { isStale = false, status = isStale ? 409 : 200, ...shown }: Answered
) {
  const { template } = shown
  const services = template ? await bookableServices(ctx) : []
  const html = await ctx.view.render('pages/owner/links/template', {
    ...templatePage(shown),
    isStale,
    /** Each with the version of what copying would take the place of. */
    targets: services.map(({ id, name, questions }) => ({
      value: `${id}.${versionOf(questions)}`,
      label: name,
    })),
    lastChanges: template && (await lastChangesOf(ctx, 'booking_template', template.id)),
  })
  return ctx.response.status(status).send(html)
}
