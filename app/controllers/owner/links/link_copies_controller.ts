import type { HttpContext } from '@adonisjs/core/http'
import DuplicateBookingLink from '#actions/links/duplicate_booking_link'
import { linkOfAddress } from '#controllers/owner/links/find_link'
import { seeOther } from '#controllers/see_other'

const LONGEST_NAME = 255

export default class LinkCopiesController {
  async store(ctx: HttpContext) {
    const { business, by, params, response, session, i18n } = ctx
    const { name } = await linkOfAddress(ctx)
    const copy = await new DuplicateBookingLink().handle({
      businessId: business.id,
      linkId: params.id,
      name: i18n.t('owner.links.copied_name', { name }).slice(0, LONGEST_NAME),
      by,
    })
    session.flash('done', i18n.t('owner.links.duplicated', { name }))
    return seeOther(response, 'owner.booking_links.show', { id: copy.id })
  }
}
