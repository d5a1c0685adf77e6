import type { HttpContext } from '@adonisjs/core/http'
import AddFirstServices from '#actions/setup/add_first_services'
import { renderSetup, toNextStop } from '#controllers/owner/setup/setup_page'
import { checkRows } from '#validators/row_form'
import { firstServices } from '#validators/setup/first_services'

export default class FirstServicesController {
  async store(ctx: HttpContext) {
    const { business, by, request, setup } = ctx
    if (!setup) return renderSetup(ctx)
    const { currency } = business
    const { rows, form } = await checkRows(request.body(), firstServices, ctx, { currency })
    if (Object.keys(form.errors).length > 0) {
      return renderSetup(ctx, { stop: 'services', form, status: 422 })
    }
    await new AddFirstServices().handle({
      businessId: business.id,
      services: rows.map(({ data }) => ({
        name: data.name,
        durationMinutes: data.duration_minutes,
        price: data.price,
      })),
      by,
    })
    return toNextStop(ctx)
  }
}
