import type { HttpContext } from '@adonisjs/core/http'
import { chosenService, publicPage } from '#controllers/api/pages/public_business'
import { presentLink } from '#shapes/links/link'

export default class PublicLinksController {
  async show(ctx: HttpContext) {
    const page = await publicPage(ctx)
    return presentLink(page.business, chosenService(ctx, page, page.meant?.id))
  }
}
