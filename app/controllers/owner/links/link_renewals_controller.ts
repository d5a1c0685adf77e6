import type { HttpContext } from '@adonisjs/core/http'
import RenewBookingLink from '#actions/links/renew_booking_link'
import { linkOfAddress } from '#controllers/owner/links/find_link'
import { renderLink } from '#controllers/owner/links/link_page'
import { seeOther } from '#controllers/see_other'
import { submittedVersion } from '#validators/form'

export default class LinkRenewalsController {
  async store(ctx: HttpContext) {
    const { business, by, params, request, response, session, i18n } = ctx
    const { name } = await linkOfAddress(ctx)
    const outcome = await new RenewBookingLink().handle({
      businessId: business.id,
      linkId: params.id,
      version: submittedVersion(request.body()),
      by,
    })
    if (outcome === 'stale') return renderLink(ctx, await linkOfAddress(ctx), { isStale: true })
    session.flash('done', i18n.t('owner.links.renewed', { name }))
    return seeOther(response, 'owner.booking_links.show', { id: params.id })
  }
}
