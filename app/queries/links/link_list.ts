import db from '@adonisjs/lucid/services/db'
import BookingLink from '#models/links/booking_link'

/** With what can be booked through each, with whom, and what was booked; the newest first. */
export function linkList(businessId: number): Promise<BookingLink[]> {
  return BookingLink.query()
    .where({ businessId })
    .select('booking_links.*')
    .select(
      db
        .from('bookings')
        .whereColumn('bookings.link_id', 'booking_links.id')
        .count('*')
        .as('bookings_count')
    )
    .preload('service')
    .preload('hosts', (hosts) => hosts.orderBy('position').orderBy('hosts.id'))
    .orderBy('booking_links.id', 'desc')
}
