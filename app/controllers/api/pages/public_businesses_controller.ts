import type { HttpContext } from '@adonisjs/core/http'
import { publicBusiness } from '#controllers/api/pages/public_business'
import { presentBusiness } from '#shapes/pages/business'

export default class PublicBusinessesController {
  async show(ctx: HttpContext) {
    const { business } = await publicBusiness(ctx)
    return presentBusiness(business)
  }
}
