import type BookingLink from '#models/links/booking_link'
import type OneTimeLink from '#models/links/one_time_link'
import { utcMoment } from '#shapes/webhooks/moment'

/** Without its address, which lets whoever has it book. */
export function presentToldLink(link: BookingLink) {
  return {
    id: link.id,
    kind: 'link',
    name: link.name,
    service_id: link.serviceId,
    is_active: link.isActive,
    bookable_from: link.bookableFrom,
    bookable_until: link.bookableUntil,
    created_at: utcMoment(link.createdAt),
    updated_at: utcMoment(link.updatedAt),
  }
}

export function presentToldOneTime(oneTime: OneTimeLink) {
  return {
    id: oneTime.id,
    kind: 'one_time',
    link_id: oneTime.linkId,
    service_id: oneTime.serviceId,
    host_id: oneTime.hostId,
    recipient_name: oneTime.recipientName,
    recipient_email: oneTime.recipientEmail,
    expires_at: utcMoment(oneTime.expiresAt),
    booked_at: utcMoment(oneTime.spentAt),
    revoked_at: utcMoment(oneTime.revokedAt),
    created_at: utcMoment(oneTime.createdAt),
  }
}
