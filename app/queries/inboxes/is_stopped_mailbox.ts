import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { mailboxOf } from '#formats/contacts/mailbox'
import InboxAddress from '#models/inboxes/inbox_address'

/** Whether somebody who reads it wants nothing more of the business, however the address is spelt. */
export async function isStoppedMailbox(
  client: QueryClient,
  { businessId, email }: { businessId: number; email: string }
): Promise<boolean> {
  const stopped = await InboxAddress.query({ client })
    .where({ businessId })
    .whereNotNull('stopped_at')
    .select('email')
  return stopped.some((each) => mailboxOf(each.email) === mailboxOf(email))
}
