import { addressChange, addressLeaving } from './accounts/address_change.js'
import { addressProof } from './accounts/address_proof.js'
import { passwordChanged } from './accounts/password_changed.js'
import { passwordReset } from './accounts/password_reset.js'
import { secondStepChanged } from './accounts/second_step_changed.js'
import { bookingCancelled } from './bookings/booking_cancelled.js'
import { bookingChanged } from './bookings/booking_changed.js'
import { bookingConfirmed } from './bookings/booking_confirmed.js'
import { bookingCorrected } from './bookings/booking_corrected.js'
import { bookingExpired } from './bookings/booking_expired.js'
import { bookingFollowUp } from './bookings/booking_follow_up.js'
import { bookingReassigned } from './bookings/booking_reassigned.js'
import { bookingRejected } from './bookings/booking_rejected.js'
import { bookingReminder } from './bookings/booking_reminder.js'
import { bookingRequested } from './bookings/booking_requested.js'
import { bookingRescheduled, requestLost } from './bookings/booking_rescheduled.js'
import { saidComing, saidNotComing } from './bookings/client_reply.js'
import { messageWritten } from './bookings/message_written.js'
import { moveExpired } from './bookings/move_expired.js'
import { moveRejected } from './bookings/move_rejected.js'
import { moveRequested } from './bookings/move_requested.js'
import { calendarLost } from './calendars/calendar_lost.js'
import { clientWritten } from './clients/client_written.js'
import { digest } from './digests/digest.js'
import { enquiryReceived } from './enquiries/enquiry_received.js'
import { contactProof, inboxProof } from './inboxes/inbox_proof.js'
import { messageBounced, messageFailed } from './notifications/undelivered.js'
import { oneTimeLinkSent } from './one_time/one_time_link_sent.js'
import { invitationSent } from './people/invitation_sent.js'
import { portalLink } from './portal/portal_link.js'
import { erasureAsked } from './privacy/erasure_asked.js'
import { erasureDone, erasureRefused } from './privacy/erasure_ended.js'
import { register } from './registry.js'
import { datesNotPlanned } from './sessions/dates_not_planned.js'
import { messageTest } from './texts/message_test.js'
import { waitlistCalledOff } from './waitlist/waitlist_called_off.js'
import { waitlistJoined } from './waitlist/waitlist_joined.js'
import { waitlistMoved } from './waitlist/waitlist_moved.js'
import { waitlistOffered } from './waitlist/waitlist_offered.js'
import { waitlistPassed } from './waitlist/waitlist_passed.js'
import { waitlistToCall } from './waitlist/waitlist_to_call.js'
import { waitlistWithdrawn } from './waitlist/waitlist_withdrawn.js'
import {
  bookingApproved,
  bookingCompleted,
  bookingMissed,
  bookingReminded,
  clientCreated,
  clientErased,
  linkCreated,
  linkSwitchedOff,
  linkSwitchedOn,
  linkUpdated,
  oneTimeCreated,
  oneTimeRevoked,
  placeOffered,
  waitlistBooked,
  waitlistLeft,
  webhookTest,
} from './webhooks/only_webhooks.js'
import { outsideKept } from './outside/outside_kept.js'
import { webhookPaused } from './webhooks/webhook_paused.js'

/** In the order in which their samples are shown. */
const MESSAGES = [
  ...[bookingRequested, bookingConfirmed, bookingReminder, bookingFollowUp],
  ...[bookingRejected, bookingExpired, bookingCancelled, bookingRescheduled],
  ...[requestLost, bookingReassigned, bookingChanged, bookingCorrected, messageWritten],
  ...[saidNotComing, saidComing],
  ...[clientWritten, oneTimeLinkSent, portalLink, erasureDone, erasureRefused],
  ...[moveRequested, moveRejected, moveExpired],
  ...[waitlistJoined, waitlistOffered, waitlistPassed, waitlistWithdrawn],
  ...[waitlistMoved, waitlistCalledOff],
  ...[passwordReset, passwordChanged, secondStepChanged, addressChange, addressLeaving],
  ...[enquiryReceived, erasureAsked, addressProof, inboxProof, contactProof, invitationSent],
  messageTest,
  digest,
  ...[datesNotPlanned, waitlistToCall, messageFailed, messageBounced],
  ...[webhookPaused, calendarLost, outsideKept],
  ...[bookingApproved, bookingReminded, bookingCompleted, bookingMissed],
  ...[placeOffered, waitlistBooked, waitlistLeft],
  ...[linkCreated, linkUpdated, linkSwitchedOn, linkSwitchedOff, oneTimeCreated, oneTimeRevoked],
  ...[clientCreated, clientErased, webhookTest],
]
export type MessageType = (typeof MESSAGES)[number]['type']

for (const each of MESSAGES) register(each)

export { allMessages, messageOf, register } from './registry.js'
