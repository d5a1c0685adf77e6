import type { HttpContext } from '@adonisjs/core/http'
import OrderServices from '#actions/services/order_services'
import { renderServices } from '#controllers/owner/services/service_pages'
import { orderAfter } from '#formats/pages/service_groups'
import { addressOf } from '#pages/address_of'
import { submittedVersion } from '#validators/form'
import { readPress, typedOrder } from '#validators/services/order_form'

export default class ServiceOrdersController {
  async store(ctx: HttpContext) {
    const { business, by, request, response, session } = ctx
    const body = request.body()
    const press = readPress(body)
    const ids = press ? orderAfter(await this.kept(ctx), press) : typedOrder(body)
    const outcome = await new OrderServices().handle({
      businessId: business.id,
      ids,
      version: submittedVersion(body),
      by,
    })
    if (outcome === 'stale') return renderServices(ctx, { isStale: true })
    if (press) session.flash('moved', press)
    return response.redirect().status(303).toPath(addressOf('owner.services.index'))
  }

  private kept({ business }: HttpContext) {
    const query = business.related('services').query().whereNull('archived_at')
    return query.orderBy('position').orderBy('id')
  }
}
