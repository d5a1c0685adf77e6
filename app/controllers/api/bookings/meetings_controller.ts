import type { HttpContext } from '@adonisjs/core/http'
import { answerManaged } from '#controllers/api/bookings/managed_booking'
import { placePublicBooking } from '#controllers/api/bookings/place_public_booking'
import { inDialect, MEETING_WORDS } from '#controllers/api/dialect'
import { publicPage } from '#controllers/api/pages/public_business'

export default class MeetingsController {
  async store(ctx: HttpContext) {
    const page = await publicPage(ctx)
    const { booking } = await inDialect(MEETING_WORDS, ctx.request.body(), (body) =>
      placePublicBooking(ctx, page, body)
    )
    ctx.response.status(201)
    return answerManaged(ctx, { token: booking.manageToken })
  }
}
