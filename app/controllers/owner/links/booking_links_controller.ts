import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import SaveBookingLink from '#actions/links/save_booking_link'
import { linkOfAddress } from '#controllers/owner/links/find_link'
import { renderLink } from '#controllers/owner/links/link_page'
import { renderLinkStep } from '#controllers/owner/links/link_step_page'
import { readerOf } from '#controllers/reader'
import { seeOther } from '#controllers/see_other'
import { numberOf } from '#models/links/link_step'
import { linksPage } from '#pages/owner/links/links_page'
import { emptyForm, validateForm } from '#validators/form'
import { newLinkValidator } from '#validators/links/link_form'

export default class BookingLinksController {
  async index(ctx: HttpContext) {
    const { business, membership, view } = ctx
    const seen = { business, isInCharge: membership.isInCharge }
    const page = await linksPage(seen, DateTime.utc(), readerOf(ctx, business))
    return view.render('pages/owner/links/links', page)
  }

  create(ctx: HttpContext) {
    return renderLinkStep(ctx, { step: 'basics', link: null, form: emptyForm() })
  }

  /** Off, and not finished: its form goes on from there. */
  async store(ctx: HttpContext) {
    const { business, by, request, response, i18n } = ctx
    const checked = await validateForm(newLinkValidator, request.body(), ctx, 'owner.validator')
    const { form } = checked
    const page = { step: 'basics', link: null, form } as const
    if (!checked.ok) return renderLinkStep(ctx, page, 422)
    const saved = await new SaveBookingLink().handle({
      businessId: business.id,
      serviceId: checked.data.service,
      linkId: null,
      details: { name: checked.data.name },
      hostIds: [],
      draftStep: numberOf('availability'),
      by,
    })
    if (saved.outcome === 'saved') {
      return seeOther(response, 'owner.link_availability.edit', { id: saved.link.id })
    }
    form.errors.service = i18n.t('owner.validator.messages.in')
    return renderLinkStep(ctx, page, 422)
  }

  async show(ctx: HttpContext) {
    return renderLink(ctx, await linkOfAddress(ctx))
  }
}
