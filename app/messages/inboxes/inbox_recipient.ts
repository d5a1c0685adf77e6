import { inboxStopLink } from '../links.js'
import type { Member } from '../message.js'
import InboxAddress, { IS_OPEN } from '#models/inboxes/inbox_address'
import type Notification from '#models/notifications/notification'
import type Business from '#models/settings/business'

/** The address that a message goes to; null once it gets no more mails. */
export async function inboxOf(
  { inboxAddressId: id }: Notification,
  business: Business
): Promise<Member | null> {
  const inbox = await InboxAddress.query()
    .where({ businessId: business.id, id: id ?? 0 })
    .whereRaw(IS_OPEN)
    .first()
  if (!inbox) return null
  const { email } = inbox
  return { id: null, fullName: business.name, email, stopLink: inboxStopLink(inbox) }
}
