/** Messages are written in the transaction that causes them. */
export {
  holdBack,
  keepLease,
  type Lease,
  markDropped,
  markSent,
  markTelling,
  markUntold,
  postpone,
  takeLease,
} from './delivery_lease.js'
export { giveUp } from './give_up.js'
export { issuePasswordReset, RESET_MINUTES } from './issue_password_reset.js'
export { messageIdOf } from './message_id.js'
export { oweEnquiry } from './owe_enquiry.js'
export {
  type Occasion,
  occasionParameters,
  OWE_OF_NEW,
  type OwedMail,
  oweNotifications,
} from './owe_notifications.js'
export { oweProofMail } from './owe_proof_mail.js'
export { oweWaitlistMail } from './owe_waitlist_mail.js'
export { planFollowUp } from './plan_follow_up.js'
export { planComingReminders, planReminders, REMIND_OF_NEW } from './plan_reminders.js'
export { findInLine, type InLine, nextInLine } from './reader_line.js'
export { reasonNotToAsk, reasonNotToOffer, reasonToDrop } from './reason_to_drop.js'
export { retryDelaySeconds } from './retry_delay.js'
export { tellThoseInCharge } from './tell_those_in_charge.js'
export { deliveryJobId, wakeDeliveries, wakeNext, wakeUnwaited } from './wake_deliveries.js'
