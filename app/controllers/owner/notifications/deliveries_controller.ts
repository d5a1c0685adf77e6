import type { HttpContext } from '@adonisjs/core/http'
import { renderDelivery } from '#controllers/owner/notifications/delivery_page'
import { deliveryQuery, validQuery } from '#validators/owner_query'

export default class DeliveriesController {
  async index(ctx: HttpContext) {
    const { tab = 'failed', page = 1 } = await validQuery(deliveryQuery, ctx)
    return renderDelivery(ctx, { tab, page })
  }
}
