import { invitationsPerBusiness, invitationsPerRecipient } from '#config/limits'
import { mailboxOf } from '#formats/contacts/mailbox'
import type Business from '#models/settings/business'
import { consumeLimit } from '#start/limiter'

/** How many seconds until somebody else may be invited; null is at once. */
export async function waitToInvite(
  { id }: Pick<Business, 'id'>,
  email: string
): Promise<number | null> {
  return (
    (await consumeLimit(invitationsPerBusiness, String(id))) ?? (await waitToInviteAgain(email))
  )
}

/** The same for another mail to somebody who is invited. */
export function waitToInviteAgain(email: string): Promise<number | null> {
  return consumeLimit(invitationsPerRecipient, mailboxOf(email))
}
