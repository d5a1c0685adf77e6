import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import AttendancesController from '#controllers/api/v1/bookings/attendances_controller'
import { answerChanged } from '#controllers/api/v1/bookings/booking'
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
    const { booking, replayed } = await bookAtDesk(ctx, {
      ...input,
      ...{ service_id: session.serviceId, host_id: session.hostId },
      starts_at: session.startsAt.toMillis(),
    })
    ctx.params.id = booking.id
    ctx.response.status(201).header('location', `/api/v1/bookings/${booking.id}`)
    return answerChanged(ctx, { replayed })
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
