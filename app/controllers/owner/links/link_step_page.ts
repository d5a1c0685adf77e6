import type { HttpContext } from '@adonisjs/core/http'
import BookingTemplate from '#models/links/booking_template'
import { linkStepPage, type ShownStep } from '#pages/owner/links/link_step_page'

export async function renderLinkStep(
  ctx: HttpContext,
  shown: Omit<ShownStep, 'services' | 'templates'>,
  status: 200 | 409 | 422 = 200
) {
  const { business, i18n, view, response } = ctx
  const services = shown.link ? [] : await bookableServices(ctx)
  const templates =
    shown.step === 'template'
      ? await BookingTemplate.query().where({ businessId: business.id }).orderBy('name')
      : []
  const page = linkStepPage(business, i18n, { ...shown, services, templates })
  const html = await view.render('pages/owner/links/link_step', page)
  return response.status(status).send(html)
}

export function bookableServices({ business }: HttpContext) {
  return business
    .related('services')
    .query()
    .whereNull('archived_at')
    .orderBy('position')
    .orderBy('id')
}
