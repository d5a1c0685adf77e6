import type { HttpContext } from '@adonisjs/core/http'
import { publicBusiness } from '#controllers/api/pages/public_business'
import { presentService } from '#shapes/services/service'

export default class PublicServicesController {
  async index(ctx: HttpContext) {
    const page = await publicBusiness(ctx)
    const shown = page.services.filter((service) => !service.isHidden)
    return shown.map((service) => presentService(service, page))
  }
}
