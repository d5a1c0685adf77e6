import AddressProofMail from '#mails/address_proof_mail'
import BookingCancelledMail from '#mails/booking_cancelled_mail'
import BookingConfirmedMail from '#mails/booking_confirmed_mail'
import BookingChangedMail from '#mails/booking_changed_mail'
import type { BookingMail } from '#mails/booking_mail'
import BookingFollowUpMail from '#mails/booking_follow_up_mail'
import BookingReassignedMail from '#mails/booking_reassigned_mail'
import BookingReminderMail from '#mails/booking_reminder_mail'
import BookingRescheduledMail from '#mails/booking_rescheduled_mail'
import CancellationNoticeMail from '#mails/cancellation_notice_mail'
import ChangeNoticeMail from '#mails/change_notice_mail'
import EnquiryReceivedMail from '#mails/enquiry_received_mail'
import MoveDeclinedMail from '#mails/move_declined_mail'
import MoveExpiredMail from '#mails/move_expired_mail'
import MoveLapsedMail from '#mails/move_lapsed_mail'
import MoveReceivedMail from '#mails/move_received_mail'
import MoveWaitingMail from '#mails/move_waiting_mail'
import NewBookingMail from '#mails/new_booking_mail'
import type { Occasion } from '#mails/occasion'
import ReassignmentNoticeMail from '#mails/reassignment_notice_mail'
import PasswordResetMail from '#mails/password_reset_mail'
import RequestDeclinedMail from '#mails/request_declined_mail'
import RequestExpiredMail from '#mails/request_expired_mail'
import RequestLapsedMail from '#mails/request_lapsed_mail'
import RequestReceivedMail from '#mails/request_received_mail'
import RequestWaitingMail from '#mails/request_waiting_mail'
import RescheduleNoticeMail from '#mails/reschedule_notice_mail'
import WaitlistJoinedMail from '#mails/waitlist_joined_mail'
import WaitlistOfferedMail from '#mails/waitlist_offered_mail'
import WaitlistPassedMail from '#mails/waitlist_passed_mail'
import type { NotificationType } from '#models/notifications/notification'

type MailClass = new (occasion: Occasion) => BookingMail

const MAILS: Record<NotificationType, { client: MailClass | null; staff: MailClass | null }> = {
  booking_requested: { client: RequestReceivedMail, staff: RequestWaitingMail },
  booking_confirmed: { client: BookingConfirmedMail, staff: NewBookingMail },
  booking_rejected: { client: RequestDeclinedMail, staff: null },
  booking_expired: { client: RequestExpiredMail, staff: RequestLapsedMail },
  booking_cancelled: { client: BookingCancelledMail, staff: CancellationNoticeMail },
  booking_reminder: { client: BookingReminderMail, staff: null },
  booking_follow_up: { client: BookingFollowUpMail, staff: null },
  message_failed: { client: null, staff: null },
  message_bounced: { client: null, staff: null },
  booking_rescheduled: { client: BookingRescheduledMail, staff: RescheduleNoticeMail },
  booking_reassigned: { client: BookingReassignedMail, staff: ReassignmentNoticeMail },
  booking_changed: { client: BookingChangedMail, staff: ChangeNoticeMail },
  move_requested: { client: MoveReceivedMail, staff: MoveWaitingMail },
  move_rejected: { client: MoveDeclinedMail, staff: null },
  move_expired: { client: MoveExpiredMail, staff: MoveLapsedMail },
  waitlist_joined: { client: WaitlistJoinedMail, staff: null },
  waitlist_offered: { client: WaitlistOfferedMail, staff: null },
  enquiry_received: { client: null, staff: EnquiryReceivedMail },
  password_reset: { client: null, staff: PasswordResetMail },
  dates_not_planned: { client: null, staff: null },
  address_proof: { client: null, staff: AddressProofMail },
  waitlist_passed: { client: WaitlistPassedMail, staff: null },
}

export function mailFor(type: NotificationType, occasion: Occasion): BookingMail | null {
  const MailClass = MAILS[type][occasion.staff ? 'staff' : 'client']
  return MailClass && new MailClass(occasion)
}
