import type { HttpContext } from '@adonisjs/core/http'
import BookingLink from '#models/links/booking_link'

/** With its service, and with whom; of this business only. */
export async function linkOfAddress({ business, params }: HttpContext): Promise<BookingLink> {
  return BookingLink.query()
    .where({ businessId: business.id, id: params.id })
    .preload('service', (service) => service.preload('hosts'))
    .preload('hosts', (hosts) => hosts.orderBy('position').orderBy('hosts.id'))
    .firstOrFail()
}
