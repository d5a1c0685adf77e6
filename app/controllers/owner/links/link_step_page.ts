import type { HttpContext } from '@adonisjs/core/http'
import AvailabilityRule from '#models/availability/availability_rule'
import type BookingLink from '#models/links/booking_link'
import BookingTemplate from '#models/links/booking_template'
import { giversOf } from '#models/services/service_team'
import { linkStepPage, type ShownStep } from '#pages/owner/links/link_step_page'
import type { WeeklyRange } from '#scheduling/types'

export async function renderLinkStep(
  ctx: HttpContext,
  shown: Omit<ShownStep, 'services' | 'templates' | 'hostHours'>,
  status: 200 | 409 | 422 = 200
) {
  const { business, i18n, view, response } = ctx
  const services = shown.link ? [] : await bookableServices(ctx)
  const templates =
    shown.step === 'template'
      ? await BookingTemplate.query().where({ businessId: business.id }).orderBy('name')
      : []
  const hostHours =
    shown.step === 'availability' && shown.link ? await hoursOfHosts(shown.link) : []
  const page = linkStepPage(business, i18n, { ...shown, services, templates, hostHours })
  const html = await view.render('pages/owner/links/link_step', page)
  return response.status(status).send(html)
}

/** Of whoever gives it. */
async function hoursOfHosts({ hosts, service }: BookingLink): Promise<WeeklyRange[]> {
  const giving = hosts.length > 0 ? hosts : giversOf(service)
  const rules = await AvailabilityRule.query().whereIn(
    'hostId',
    giving.map(({ id }) => id)
  )
  return rules.map(({ range }) => range)
}

export function bookableServices({ business }: HttpContext) {
  return business
    .related('services')
    .query()
    .whereNull('archived_at')
    .orderBy('position')
    .orderBy('id')
}
