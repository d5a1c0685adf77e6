import type { HttpContext } from '@adonisjs/core/http'
import { openSchedule } from '#controllers/guest/pages/open_page'
import { guestRefusal } from '#controllers/guest/pages/refusals'
import { readAddress } from '#controllers/guest/pages/read_address'
import { noteLook } from '#controllers/guest/visits/note_look'
import { readerOf } from '#controllers/reader'
import { timesPath } from '#formats/pages/addresses'
import { peopleGiving } from '#pages/guest/pages/faces'
import { scheduleHead } from '#pages/guest/pages/page_head'
import { servicesShown } from '#pages/guest/pages/services_shown'
import { pageAddress } from '#validators/pages/guest_address'

/** Who somebody is, or several are, and what can be booked with them. */
export default class SchedulePagesController {
  async show(ctx: HttpContext) {
    const { own, host, hostIds, ...page } = await openSchedule(ctx)
    const { business } = page
    noteLook(ctx, business, { step: 'page' })
    const query = ctx.request.qs()
    const theirs = await readAddress(ctx, business, pageAddress, query)
    const { shown } = await servicesShown(page, {
      host,
      hostIds,
      theirs,
      query,
      now: Date.now(),
    })
    const people = host ? [] : peopleGiving(page.services)
    const described = { business, own, host, services: page.services }
    const head = scheduleHead(described, readerOf(ctx, business))
    return ctx.view.render('pages/guest/pages/schedule', { ...shown, own, people, head })
  }

  /** The times of one service stand at one address, with whom in it. */
  async service(ctx: HttpContext) {
    const { business, services, host } = await openSchedule(ctx)
    const service = services.find(({ slug }) => slug === ctx.params.service)
    if (!service) throw guestRefusal(ctx, business, 'no_service', 404)
    const redirect = ctx.response.redirect().withQs()
    if (host) redirect.withQs('host', host.id).withQs('page', host.pageSlug)
    return redirect.toPath(timesPath(business, service))
  }
}
