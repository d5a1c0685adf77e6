import type { HttpContext } from '@adonisjs/core/http'
import { chosenService, publicBusiness } from '#controllers/api/pages/public_business'
import { presentLink } from '#shapes/links/link'

export default class PublicLinksController {
  async show(ctx: HttpContext) {
    const page = await publicBusiness(ctx)
    return presentLink(page.business, chosenService(ctx, page, page.services[0]?.id))
  }
}
