import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { bookableServices } from '#controllers/owner/links/link_step_page'
import { readerOf } from '#controllers/reader'
import type BookingLink from '#models/links/booking_link'
import type Service from '#models/services/service'
import { oneTimeFormPage } from '#pages/owner/links/one_time_form_page'
import { timesToOffer } from '#queries/availability/times_to_offer'
import { bookableHosts } from '#queries/bookings/bookable_hosts'
import { linkList } from '#queries/links/link_list'
import type { Form } from '#validators/form'
import { readPicked, readWhat } from '#validators/links/one_time_form'

export interface Offerable {
  services: Service[]
  links: BookingLink[]
}

/** Of the business; links of services that are archived are none. */
export async function offerable(ctx: HttpContext): Promise<Offerable> {
  const services = await bookableServices(ctx)
  const all = await linkList(ctx.business.id)
  return { services, links: all.filter(({ service }) => service.archivedAt === null) }
}

export function chosenOf({ services, links }: Offerable, what: unknown) {
  const wanted = readWhat(what)
  if (!wanted) return null
  const link = 'linkId' in wanted ? links.find(({ id }) => id === wanted.linkId) : undefined
  const serviceId = 'serviceId' in wanted ? wanted.serviceId : link?.serviceId
  const service = services.find(({ id }) => id === serviceId)
  return service ? { service, link: link ?? null } : null
}

export async function renderOneTimeForm(
  ctx: HttpContext,
  form: Form,
  offered: Offerable,
  status: 200 | 409 | 422 | 429 | 503 = 200
) {
  const { business, request, view, response } = ctx
  const now = DateTime.now().setZone(business.timeZone)
  const hosts = await bookableHosts(business.id)
  const chosen = chosenOf(offered, form.values.what)
  const from = DateTime.fromISO(form.values.from ?? '', { zone: business.timeZone })
  const host = hosts.find(({ id }) => String(id) === form.values.host) ?? null
  const free = chosen
    ? await timesToOffer({
        ...{ business, ...chosen, hostId: host?.id ?? null, now: now.toMillis() },
        from: from.isValid ? from.toMillis() : now.toMillis(),
      })
    : []
  const picked = readPicked(request.body().times)
  const page = oneTimeFormPage(
    business,
    { form, ...offered, hosts, free, picked },
    readerOf(ctx, business)
  )
  const html = await view.render('pages/owner/links/one_time_form', page)
  return response.status(status).send(html)
}
