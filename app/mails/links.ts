import { appUrl } from '#config/app'
import type Booking from '#models/booking'

export function manageLink(booking: Booking): string {
  return `${appUrl}/manage/${booking.manageToken}`
}

export function calendarFileLink(booking: Booking): string {
  return `${manageLink(booking)}/calendar.ics`
}

export function decisionLink(booking: Booking, userId: number): string {
  return `${appUrl}/decide/${booking.decisionTokenFor(userId)}`
}

export function otherTimesLink({ business, service }: Booking): string {
  return `${appUrl}/book/${business.slug}/${service.slug}`
}

export function adminBookingLink(booking: Booking): string {
  return `${appUrl}/admin/bookings/${booking.id}`
}
