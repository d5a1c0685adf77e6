import type { HttpContext } from '@adonisjs/core/http'
import SettleOutsideBooking from '#actions/outside/settle_outside_booking'
import { renderCalcom, toCalcom } from '#controllers/owner/outside/calcom_page'
import { Refusal } from '#exceptions/refusal'
import OutsideBooking from '#models/outside/outside_booking'
import { calcomBridge } from '#queries/outside/outside_list'
import { submittedVersion, validateForm } from '#validators/form'
import { settlingValidator } from '#validators/outside/calcom_form'

export default class OutsideBookingsController {
  async update(ctx: HttpContext) {
    const { business, by, params, request } = ctx
    const businessId = business.id
    const outside = await OutsideBooking.query().where({ businessId, id: params.id }).firstOrFail()
    const bridge = await calcomBridge(businessId)
    if (!bridge) throw new Refusal(404, 'not_found')
    const body = request.body()
    const checked = await validateForm(settlingValidator, body, ctx, 'owner.validator')
    if (!checked.ok) return renderCalcom(ctx, { form: checked.form, status: 422 })
    const outcome = await new SettleOutsideBooking().handle({
      ...{ businessId, bridgeId: bridge.id, outsideId: outside.id, how: checked.data.how, by },
      version: submittedVersion(body),
    })
    if (outcome === 'stale') return renderCalcom(ctx, { status: 409, isStale: true })
    return toCalcom(ctx, outcome === 'kept' ? 'kept' : checked.data.how)
  }
}
