import type { HttpContext } from '@adonisjs/core/http'
import DuplicateService from '#actions/services/duplicate_service'
import { readBody } from '#controllers/api/v1/read'
import { answerService, serviceAsked } from '#controllers/api/v1/services/service'
import { serviceCopyOrder } from '#validators/api/services'

/** With hosts, hours and questions; switched off until somebody has looked at it. */
export default class ServiceCopiesController {
  async store(ctx: HttpContext) {
    const { bouncer, business, by, response } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const { id: serviceId } = await serviceAsked(ctx)
    const { name } = await readBody(ctx, serviceCopyOrder)
    const copying = { businessId: business.id, serviceId, name, by }
    const { id } = await new DuplicateService().handle(copying)
    response.status(201).header('location', `/api/v1/services/${id}`)
    return answerService(ctx, id)
  }
}
