import type { HttpContext } from '@adonisjs/core/http'
import MapOutsideServices from '#actions/outside/map_outside_services'
import { renderCalcom, toCalcom } from '#controllers/owner/outside/calcom_page'
import { Refusal } from '#exceptions/refusal'
import { calcomBridge } from '#queries/outside/outside_list'
import { submittedVersion } from '#validators/form'
import { mappedServices } from '#validators/outside/calcom_form'

export default class OutsideServicesController {
  async update(ctx: HttpContext) {
    const { business, by, request } = ctx
    const bridge = await calcomBridge(business.id)
    if (!bridge) throw new Refusal(404, 'not_found')
    const own = await business.related('services').query().select('id')
    const body = request.body()
    const services = mappedServices(
      body,
      own.map(({ id }) => id)
    )
    const outcome = await new MapOutsideServices().handle({
      ...{ businessId: business.id, subjectId: bridge.id, services, by },
      version: submittedVersion(body),
    })
    if (outcome === 'stale') return renderCalcom(ctx, { status: 409, isStale: true })
    return toCalcom(ctx, 'mapped')
  }
}
