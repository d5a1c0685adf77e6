import BookingLink from '#models/links/booking_link'

/** With what can be booked through each, and with whom; the newest first. */
export function linkList(businessId: number): Promise<BookingLink[]> {
  return BookingLink.query()
    .where({ businessId })
    .preload('service')
    .preload('hosts', (hosts) => hosts.orderBy('position').orderBy('hosts.id'))
    .orderBy('booking_links.id', 'desc')
}
