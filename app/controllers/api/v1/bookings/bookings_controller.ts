import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import { DateTime } from 'luxon'
import { answerBooking } from '#controllers/api/v1/bookings/booking'
import { answerPage } from '#controllers/api/v1/page'
import { readQuery } from '#controllers/api/v1/read'
import { bookingsAsked } from '#queries/bookings/booking_list'
import { presentBookingRecord } from '#shapes/bookings/booking_record'
import { bookingListQuery, bookingQuery } from '#validators/api/bookings'

export default class BookingsController {
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, bookingListQuery)
    const now = DateTime.utc()
    const rows = bookingsAsked({
      ...{ businessId: ctx.business.id, view: 'all', now },
      filters: {
        status: asked.status,
        serviceId: asked.service_id,
        hostId: asked.host_id,
        clientId: asked.client_id,
        search: asked.client,
        from: momentOf(asked.from),
        until: momentOf(asked.to),
        updatedSince: momentOf(asked.updated_since),
      },
    })
    return answerPage(ctx, rows, asked, orderOf(asked), (bookings) =>
      bookings.map((booking) => presentBookingRecord(booking, now))
    )
  }

  async show(ctx: HttpContext) {
    const { include } = await readQuery(ctx, bookingQuery)
    return answerBooking(ctx, include)
  }
}

function momentOf(instant: number | undefined): DateTime | null {
  return instant === undefined ? null : DateTime.fromMillis(instant, { zone: 'utc' })
}

function orderOf({ sort = 'starts_at' }: Infer<typeof bookingListQuery>) {
  const direction = sort.startsWith('-') ? ('desc' as const) : ('asc' as const)
  const column = sort.endsWith('updated_at') ? 'bookings.updated_at' : 'bookings.starts_at'
  return { column, type: 'timestamptz' as const, direction }
}
