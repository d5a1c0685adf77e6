import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { answerManaged } from '#controllers/api/bookings/managed_booking'
import { answerPage } from '#controllers/api/v1/page'
import { readQuery } from '#controllers/api/v1/read'
import {
  bookingsAskedFor,
  countPortalBookings,
  ORDER_OF_VIEW,
} from '#queries/portal/portal_bookings'
import { sayAsTold } from '#models/bookings/wording'
import { presentPortalBooking } from '#shapes/bookings/portal_booking'
import { portalListQuery } from '#validators/portal/bookings'

/** Of whoever is signed in at the portal. */
export default class PortalBookingsController {
  async index(ctx: HttpContext) {
    const { view = 'upcoming', ...asked } = await readQuery(ctx, portalListQuery)
    const question = { email: ctx.reader.email, view, ...asked, now: DateTime.now() }
    const page = await answerPage(
      ctx,
      bookingsAskedFor(question),
      asked,
      ORDER_OF_VIEW[view],
      (bookings) =>
        bookings.map((booking) => {
          sayAsTold(booking)
          return presentPortalBooking(booking, question.now)
        })
    )
    tellToken(ctx)
    return { ...page, counts: await countPortalBookings(question) }
  }

  show(ctx: HttpContext) {
    tellToken(ctx)
    return answerManaged(ctx)
  }
}

/** Whoever changes something sends it along, as pages do in their forms. */
function tellToken({ request, response }: HttpContext): void {
  response.header('x-csrf-token', request.csrfToken)
}
