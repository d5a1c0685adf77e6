import type { HttpContext } from '@adonisjs/core/http'
import { type ServiceHours, serviceHoursPage } from '#pages/owner/services/service_hours_page'

export async function renderServiceHours(
  { business, i18n, response, view }: HttpContext,
  { status = 200, ...page }: ServiceHours & { status?: 200 | 409 | 422 }
) {
  const state = serviceHoursPage(business, i18n, page)
  const html = await view.render('pages/owner/services/service_hours', state)
  return response.status(status).send(html)
}
