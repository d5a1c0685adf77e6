import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import AttendancesController from '#controllers/api/v1/bookings/attendances_controller'
import { answerMade } from '#controllers/api/v1/bookings/booking'
import { bookAtDesk } from '#controllers/api/v1/bookings/new_booking'
import { readBody } from '#controllers/api/v1/read'
import { sessionAsked, sessionRefused } from '#controllers/api/v1/sessions/session'
import { newSeatValidator } from '#validators/api/sessions'

/** A seat, or several together, is a booking. */
export default class SeatsController {
  /** At the desk: for a client, by whoever has the key. */
  async store(ctx: HttpContext) {
    const { session } = await sessionAsked(ctx)
    await ctx.bouncer.with('BookingPolicy').authorize('create')
    const input = await readBody(ctx, newSeatValidator)
    if (!session.canBeChanged(DateTime.utc())) throw await sessionRefused(ctx, 'not_possible')
    const { serviceId, hostId, startsAt } = session
    const order = { ...input, service_id: serviceId, host_id: hostId }
    return answerMade(ctx, await bookAtDesk(ctx, order, [startsAt.toMillis()]))
  }

  async checkIn(ctx: HttpContext) {
    await this.toBooking(ctx)
    return new AttendancesController().complete(ctx)
  }

  async noShow(ctx: HttpContext) {
    await this.toBooking(ctx)
    return new AttendancesController().noShow(ctx)
  }

  /** From here on the address is the booking's. */
  private async toBooking(ctx: HttpContext) {
    const { session } = await sessionAsked(ctx)
    const { id } = await session
      .related('bookings')
      .query()
      .where('id', ctx.params.seat)
      .firstOrFail()
    ctx.params.id = id
  }
}
