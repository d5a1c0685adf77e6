import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { answerManaged } from '#controllers/api/bookings/managed_booking'
import { pageAsked } from '#controllers/api/v1/page'
import { readQuery } from '#controllers/api/v1/read'
import { countPortalBookings, portalBookingsAfter } from '#queries/portal/portal_bookings'
import { presentPortalBooking } from '#shapes/bookings/portal_booking'
import { portalListQuery } from '#validators/portal/bookings'

/** Of whoever is signed in at the portal. */
export default class PortalBookingsController {
  async index(ctx: HttpContext) {
    const { view = 'upcoming', ...asked } = await readQuery(ctx, portalListQuery)
    const question = { email: ctx.reader.email, view, ...asked, now: DateTime.now() }
    const { rows, next } = await pageAsked(ctx, asked, (wanted) =>
      portalBookingsAfter(question, wanted)
    )
    const data = rows.map((booking) => presentPortalBooking(booking, question.now))
    tellToken(ctx)
    return { data, next_cursor: next, counts: await countPortalBookings(question) }
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
