import type { HttpContext } from '@adonisjs/core/http'
import { renderInbox, renderRequest } from '#controllers/owner/request_page'
import { findBookingRecord } from '#queries/find_booking_record'
import { inboxQuery, validQuery } from '#validators/owner_query'

export default class RequestsController {
  async index(ctx: HttpContext) {
    const { tab = 'waiting', service, page = 1 } = await validQuery(inboxQuery, ctx)
    return renderInbox(ctx, { tab, serviceId: service ?? null, page })
  }

  async show(ctx: HttpContext) {
    const booking = await findBookingRecord(ctx.business, ctx.params.id)
    if (booking.status === 'cancelled') {
      return ctx.response.redirect().toPath(`/admin/bookings/${booking.id}`)
    }
    return renderRequest(ctx, booking)
  }
}
