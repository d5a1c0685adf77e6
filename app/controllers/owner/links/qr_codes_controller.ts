import type { HttpContext } from '@adonisjs/core/http'
import { sharedAddress } from '#controllers/owner/links/shared_address'
import { qrCode, qrPicture } from '#formats/pages/qr_code'
import { freeSlug } from '#models/slug'

/** To be kept as a file: as drawn lines, or as a picture. */
export default class QrCodesController {
  async show(ctx: HttpContext) {
    const { address } = await this.named(ctx, 'svg')
    ctx.response.header('content-type', 'image/svg+xml')
    return qrCode(address)
  }

  async picture(ctx: HttpContext) {
    const { address } = await this.named(ctx, 'png')
    ctx.response.header('content-type', 'image/png')
    return qrPicture(address)
  }

  private async named(ctx: HttpContext, ending: 'svg' | 'png') {
    const shared = await sharedAddress(ctx)
    const file = `${freeSlug(shared.name, new Set())}.${ending}`
    ctx.response.header('content-disposition', `attachment; filename="${file}"`)
    return shared
  }
}
