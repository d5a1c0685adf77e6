import type { HttpContext } from '@adonisjs/core/http'
import { sharedAddress } from '#controllers/owner/links/shared_address'
import { qrCode } from '#formats/pages/qr_code'
import { sharingPage } from '#pages/owner/links/sharing_page'
import { legibleQuery } from '#validators/owner_query'
import { prefillQuery } from '#validators/links/prefill_form'

export default class LinkSharingsController {
  async show(ctx: HttpContext) {
    const { view } = ctx
    const shared = await sharedAddress(ctx)
    const filled = await legibleQuery(prefillQuery, ctx)
    const code = await qrCode(shared.address)
    return view.render('pages/owner/links/sharing', { ...sharingPage(shared, filled), code })
  }

  /** On paper, of the size of a postcard. */
  async card(ctx: HttpContext) {
    const shared = await sharedAddress(ctx)
    const code = await qrCode(shared.address)
    return ctx.view.render('pages/owner/links/card', { ...shared, code })
  }
}
