/** What happened, written once: whom each message is for, when it no longer holds, and how each channel says it. */
export { issuePasswordReset } from './accounts/password_reset.js'
export { issuePortalLink } from './portal/portal_link.js'
export {
  clientChannels,
  isForInboxes,
  STAFF_CHANNELS,
  type StaffChannel,
  staffChannels,
} from './channels.js'
export { enquiryReceived } from './enquiries/enquiry_received.js'
export { type EnquirySubject, enquirySubject } from './enquiries/enquiry_subject.js'
export { notificationList, onScreen, pageOfNotification, UNREAD } from './in_app.js'
export { contactProof, inboxProof } from './inboxes/inbox_proof.js'
export { againPath, manageLink } from './links.js'
export { languageOf, mailFor } from './mail/mail_for.js'
export type { MessageMail } from './mail/message_mail.js'
export { organizerOf } from './mail/organized.js'
export {
  type Loaded,
  message,
  type Message,
  type StaffAudience,
  type StaffEvent,
  type Thread,
} from './message.js'
export { allMessages, messageOf, type MessageType, register } from './messages.js'
export { outsideKept } from './outside/outside_kept.js'
export { oneTimeLinkSent } from './one_time/one_time_link_sent.js'
export { invitationSent } from './people/invitation_sent.js'
export { erasureAsked } from './privacy/erasure_asked.js'
export { erasureDone, erasureRefused } from './privacy/erasure_ended.js'
export { previews, previewsOf } from './previews.js'
export { datesNotPlanned } from './sessions/dates_not_planned.js'
export { type ToldEvent, toldEvents } from './staff_events.js'
export { TEXT_GROUPS, variablesOf } from './texts/own_texts.js'
export { type SampleWanted, shownMail, shownSubject } from './texts/shown_mail.js'
export { waitlistCalledOff } from './waitlist/waitlist_called_off.js'
export { waitlistJoined } from './waitlist/waitlist_joined.js'
export { waitlistMoved } from './waitlist/waitlist_moved.js'
export { waitlistOffered } from './waitlist/waitlist_offered.js'
export { waitlistPassed } from './waitlist/waitlist_passed.js'
export { waitlistToCall } from './waitlist/waitlist_to_call.js'
export { waitlistWithdrawn } from './waitlist/waitlist_withdrawn.js'
export {
  bookingApproved,
  bookingCompleted,
  bookingMissed,
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
export { webhookData } from './webhooks/webhook_data.js'
export { entryContent, type EntryContent } from './bookings/calendar_entry.js'
export { calendarLost } from './calendars/calendar_lost.js'
export { pushFor } from './push/push_for.js'
export { textFor } from './sms/sms_for.js'
export { textPreviews } from './sms/sms_previews.js'
export { webhookPaused } from './webhooks/webhook_paused.js'
