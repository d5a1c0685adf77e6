import { inboxOf } from './inboxes/inbox_recipient.js'
import type { Member } from './message.js'
import Membership from '#models/accounts/membership'
import type Notification from '#models/notifications/notification'
import type Business from '#models/settings/business'

/** Or one of its addresses; null for who has left. */
export async function memberOfBusiness(
  notification: Notification,
  business: Business
): Promise<Member | null> {
  if (notification.inboxAddressId !== null) return inboxOf(notification, business)
  const membership = await Membership.query()
    .where({ businessId: business.id, userId: notification.userId ?? 0 })
    .preload('user')
    .first()
  return membership?.user ?? null
}
