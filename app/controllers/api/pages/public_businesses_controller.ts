import type { HttpContext } from '@adonisjs/core/http'
import { publicBusiness } from '#controllers/api/pages/public_business'

export default class PublicBusinessesController {
  async show(ctx: HttpContext) {
    const { business } = await publicBusiness(ctx)
    const { settings } = business
    return {
      business: {
        name: business.name,
        description: business.description,
        address: business.address,
        phone: business.phone,
        email: business.email,
        time_zone: business.timeZone,
        currency: business.currency,
      },
      settings: {
        requires_approval: settings.requiresApproval,
        buffer_time_minutes: settings.bufferTimeMinutes,
        is_active: settings.isActive,
      },
    }
  }
}
