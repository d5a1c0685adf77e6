import type { HttpContext } from '@adonisjs/core/http'
import AvailabilityRule from '#models/availability/availability_rule'
import type BookingLink from '#models/links/booking_link'
import BookingTemplate from '#models/links/booking_template'
import { giversOf } from '#models/services/service_team'
import { linkStepPage, type ShownStep } from '#pages/owner/links/link_step_page'
import { unitedWeek } from '#scheduling/openings/united_week'
import { type DayRow, weekOf } from '#validators/availability/week_form'

export async function renderLinkStep(
  ctx: HttpContext,
  shown: Omit<ShownStep, 'services' | 'templates' | 'storedWeek'> & { storedWeek?: DayRow[] },
  status: 200 | 409 | 422 = 200
) {
  const { business, i18n, view, response } = ctx
  const services = shown.link ? [] : await bookableServices(ctx)
  const templates =
    shown.step === 'template'
      ? await BookingTemplate.query().where({ businessId: business.id }).orderBy('name')
      : []
  const ofHours = shown.step === 'availability' ? shown.link : null
  const storedWeek = shown.storedWeek ?? (ofHours ? await storedLinkWeek(ofHours) : weekOf([]))
  const page = linkStepPage(business, i18n, { ...shown, services, templates, storedWeek })
  const html = await view.render('pages/owner/links/link_step', page)
  return response.status(status).send(html)
}

/** Of its own, else what those begin with: the hours of its service, or of whoever gives it. */
export async function storedLinkWeek({ hours, hosts, service }: BookingLink): Promise<DayRow[]> {
  const own = hours ?? service.hours
  if (own) return weekOf(own.weeklyHours)
  const giving = hosts.length > 0 ? hosts : giversOf(service)
  const rules = await AvailabilityRule.query().whereIn(
    'hostId',
    giving.map(({ id }) => id)
  )
  return weekOf(unitedWeek(rules.map(({ range }) => range)))
}

export function bookableServices({ business }: HttpContext) {
  return business
    .related('services')
    .query()
    .whereNull('archived_at')
    .orderBy('position')
    .orderBy('id')
}
