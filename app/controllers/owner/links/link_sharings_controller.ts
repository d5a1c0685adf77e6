import type { HttpContext } from '@adonisjs/core/http'
import { servicesToShare, sharedAddress } from '#controllers/owner/links/shared_address'
import { qrCode } from '#formats/pages/qr_code'
import { sharingPage } from '#pages/owner/links/sharing_page'
import { legibleQuery } from '#validators/owner_query'
import { prefillQuery } from '#validators/links/prefill_form'
import { answersAhead } from '#validators/pages/answers_ahead'

export default class LinkSharingsController {
  async show(ctx: HttpContext) {
    const { business, params, view } = ctx
    const services = params.id === undefined ? await servicesToShare(business) : []
    const shared = await sharedAddress(ctx, services)
    const filled = {
      ...(await legibleQuery(prefillQuery, ctx)),
      ...answersAhead(shared.questions, ctx.request.qs()),
    }
    const page = sharingPage(shared, { filled, services, business, i18n: ctx.i18n })
    return view.render('pages/owner/links/sharing', { ...page, code: await qrCode(shared.address) })
  }

  /** On paper, of the size of a postcard. */
  async card(ctx: HttpContext) {
    const shared = await sharedAddress(ctx)
    const code = await qrCode(shared.address)
    return ctx.view.render('pages/owner/links/card', { ...shared, code })
  }
}
