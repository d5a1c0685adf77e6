/** What endpoints may be told of, in the order in which they are chosen. */
export const WEBHOOK_EVENTS = [
  ...(['booking.requested', 'booking.approved', 'booking.confirmed', 'booking.rejected'] as const),
  ...(['booking.expired', 'booking.rescheduled', 'booking.cancelled'] as const),
  ...(['booking.reminder_sent', 'booking.completed', 'booking.no_show'] as const),
  ...(['waitlist.joined', 'waitlist.offered', 'waitlist.passed', 'waitlist.withdrawn'] as const),
  ...(['waitlist.booked', 'waitlist.moved', 'waitlist.called_off', 'waitlist.left'] as const),
  ...(['link.created', 'link.updated', 'link.switched_on', 'link.switched_off'] as const),
  ...(['link.one_time_created', 'link.one_time_revoked', 'contact.created'] as const),
  ...(['contact.erased'] as const),
] as const

/** Nobody chooses it: it is sent by hand, to one endpoint. */
export const TEST_EVENT = 'webhook.test'

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number] | typeof TEST_EVENT
