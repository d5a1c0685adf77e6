import type { HttpContext } from '@adonisjs/core/http'
import OrderServices from '#actions/services/order_services'
import { renderServices } from '#controllers/owner/services/service_pages'
import { seeOther } from '#controllers/see_other'
import { orderAfter } from '#formats/pages/service_groups'
import { keptServices } from '#queries/services/kept_services'
import { submittedVersion } from '#validators/form'
import { readPress, typedOrder } from '#validators/services/order_form'

export default class ServiceOrdersController {
  async store(ctx: HttpContext) {
    const { business, by, request, response, session } = ctx
    const body = request.body()
    const press = readPress(body)
    const ids = press ? orderAfter(await keptServices(business.id), press) : typedOrder(body)
    const outcome = await new OrderServices().handle({
      businessId: business.id,
      ids,
      version: submittedVersion(body),
      by,
    })
    if (outcome === 'stale') return renderServices(ctx, { isStale: true })
    if (press) session.flash('moved', press)
    return seeOther(response, 'owner.services.index')
  }
}
