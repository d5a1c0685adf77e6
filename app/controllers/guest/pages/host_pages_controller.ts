import type { HttpContext } from '@adonisjs/core/http'
import { openHost } from '#controllers/guest/pages/open_page'
import { guestRefusal } from '#controllers/guest/pages/refusals'
import { readAddress } from '#controllers/guest/pages/read_address'
import { noteLook } from '#controllers/guest/visits/note_look'
import { timesPath } from '#formats/pages/addresses'
import { servicesShown } from '#pages/guest/pages/services_shown'
import { pageAddress } from '#validators/pages/guest_address'

/** Who one host is, and what can be booked with them. */
export default class HostPagesController {
  async show(ctx: HttpContext) {
    const { host, ...page } = await openHost(ctx)
    noteLook(ctx, page.business, { step: 'page' })
    const query = ctx.request.qs()
    const theirs = await readAddress(ctx, page.business, pageAddress, query)
    const shown = await servicesShown(page, { host, theirs, query, now: Date.now() })
    return ctx.view.render('pages/guest/pages/host', shown)
  }

  /** The times of one service stand at one address, with the host in it. */
  async service(ctx: HttpContext) {
    const { business, services, host } = await openHost(ctx)
    const service = services.find(({ slug }) => slug === ctx.params.service)
    if (!service) throw guestRefusal(ctx, business, 'no_service', 404)
    const { response } = ctx
    return response.redirect().withQs().withQs('host', host.id).toPath(timesPath(business, service))
  }
}
