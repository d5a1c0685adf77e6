import type { HttpContext } from '@adonisjs/core/http'
import SwitchBookingLink from '#actions/links/switch_booking_link'
import { linkOfAddress } from '#controllers/owner/links/find_link'
import { renderLink } from '#controllers/owner/links/link_page'
import { addressOf } from '#pages/address_of'
import { submittedVersion } from '#validators/form'
import { localPath } from '#validators/local_path'

export default class LinkActivationsController {
  store(ctx: HttpContext) {
    return this.switch(ctx, true)
  }

  destroy(ctx: HttpContext) {
    return this.switch(ctx, false)
  }

  private async switch(ctx: HttpContext, isOn: boolean) {
    const { business, by, params, request, response, session, i18n } = ctx
    const { name } = await linkOfAddress(ctx)
    const outcome = await new SwitchBookingLink().handle({
      businessId: business.id,
      linkId: params.id,
      isOn,
      version: submittedVersion(request.body()),
      by,
    })
    if (outcome === 'stale') return renderLink(ctx, await linkOfAddress(ctx), { isStale: true })
    session.flash('done', i18n.t(`owner.links.switched.${isOn ? 'on' : 'off'}`, { name }))
    const link = addressOf('owner.booking_links.show', { id: params.id })
    return response.redirect().status(303).toPath(localPath(request.body().return_to, link))
  }
}
