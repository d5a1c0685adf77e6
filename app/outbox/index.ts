/** Messages owed: written with what caused them, planned, leased, sent, tried again, given up; and who is woken. */
export { bounceIfReturned, keepReturned, markBounced } from './bounce.js'
export { deliverAfter, type Owing } from './deliver_after.js'
export { deliver, type Delivery, type Sender } from './deliver.js'
export { type Lease, takeLease } from './delivery_lease.js'
export { markRead, type ReadMessages } from './mark_read.js'
export { noteDelay } from './note_delay.js'
export { owe, oweEachTime, type OwedMail } from './owe.js'
export { dropTextsTo } from './drop_sms_to.js'
export { dropCallToWaiting, oweCalls, oweCallToWaiting } from './owe_calls.js'
export { oweAccountMail } from './owe_account_mail.js'
export { type Morning, oweDigests } from './owe_digests.js'
export { type MessageTest, oweMessageTest } from './owe_message_test.js'
export {
  type WhatHappened,
  owedParameters,
  OWE_OF_NEW,
  oweNotifications,
  writeBodiesOf,
} from './owe_notifications.js'
export { oweToClients } from './owe_to_clients.js'
export { OWE_PASSWORD_RESET, passwordResetParameters } from './owe_password_reset.js'
export { OWE_PORTAL_LINK, portalLinkParameters } from './owe_portal_link.js'
export { oweTest } from './owe_test.js'
export { oweProofMail } from './owe_proof_mail.js'
export { KEEP_ANSWERS_OWED, oweReworded } from './owe_reworded.js'
export { planAsChosen } from './plan_as_chosen.js'
export { planFollowUp } from './plan_follow_up.js'
export {
  planComingReminders,
  planReminders,
  planRemindersOfNumber,
  REMIND_OF_NEW,
} from './plan_reminders.js'
export { markAstray, requeue, requeueToClients } from './requeue.js'
export { retryDelaySeconds } from './retry_delay.js'
export { tellSeriesOnce, tellStaffOnce } from './tell_series_once.js'
export { tellThoseInCharge } from './tell_those_in_charge.js'
export { deliveryJobId, wakeDeliveries, wakeUnwaited } from './wake_deliveries.js'
export { forgetCopies, forgetMessages, tellAnew } from './forget_messages.js'
export { forgetWebhooks } from './forget_webhooks.js'
export type { OwedWebhook } from './webhook_bodies.js'
export { wakeProven } from './wake_proven.js'
