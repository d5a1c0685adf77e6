import type { HttpContext } from '@adonisjs/core/http'
import RequestErasure from '#actions/privacy/request_erasure'
import { seeOther } from '#controllers/see_other'
import { Refusal } from '#exceptions/refusal'
import { bookingAtEach } from '#queries/portal/portal_bookings'
import { validateForm } from '#validators/form'
import { portalErasureValidator } from '#validators/portal/erasure'

/** Each business decides for itself, so each is asked by itself. */
export default class PortalErasuresController {
  async store(ctx: HttpContext) {
    const { by, i18n, reader, request, response } = ctx
    const checked = await validateForm(portalErasureValidator, request.body(), ctx)
    const bookings = checked.ok ? await bookingAtEach(reader.email) : []
    const asked = bookings.find(
      ({ business }) => checked.ok && business.slug === checked.data.business
    )
    if (!asked) throw new Refusal(404, 'not_found')

    await new RequestErasure().handle({
      ...{ businessId: asked.businessId, email: reader.email, language: i18n.locale, by },
    })
    return seeOther(response, 'portal.account.show')
  }
}
