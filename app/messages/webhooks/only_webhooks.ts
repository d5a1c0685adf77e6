import { message } from '../message.js'

/** What endpoints alone are told: people know of it, or are told of it in another message. */
export const bookingApproved = message({ type: 'booking_approved', webhook: 'booking.approved' })

export const bookingReminded = message({
  type: 'booking_reminded',
  webhook: 'booking.reminder_sent',
})

export const bookingCompleted = message({
  type: 'booking_completed',
  webhook: 'booking.completed',
})

export const bookingMissed = message({ type: 'booking_no_show', webhook: 'booking.no_show' })

/** To somebody who is on the phone, or will be called. */
export const placeOffered = message({ type: 'place_offered', webhook: 'waitlist.offered' })

export const waitlistBooked = message({ type: 'waitlist_booked', webhook: 'waitlist.booked' })

export const waitlistLeft = message({ type: 'waitlist_left', webhook: 'waitlist.left' })

export const linkCreated = message({ type: 'link_created', webhook: 'link.created' })

export const linkUpdated = message({ type: 'link_updated', webhook: 'link.updated' })

export const linkSwitchedOn = message({ type: 'link_switched_on', webhook: 'link.switched_on' })

export const linkSwitchedOff = message({ type: 'link_switched_off', webhook: 'link.switched_off' })

export const oneTimeCreated = message({
  type: 'one_time_created',
  webhook: 'link.one_time_created',
})

export const oneTimeRevoked = message({
  type: 'one_time_revoked',
  webhook: 'link.one_time_revoked',
})

export const clientCreated = message({ type: 'client_created', webhook: 'contact.created' })

/** Says no more than which one it was. */
export const clientErased = message({ type: 'client_erased', webhook: 'contact.erased' })

/** Sent by hand, to the one endpoint that it is about. */
export const webhookTest = message({ type: 'webhook_test', webhook: 'webhook.test' })
