import { inboxProofsPerBusiness, inboxProofsPerRecipient } from '#config/limits'
import { mailboxOf } from '#formats/contacts/mailbox'
import { consumeLimit } from '#start/limiter'

/** Whoever reads the address may be a stranger: null, or the seconds until it may be asked again. */
export async function mayAskForProof(businessId: number, email: string): Promise<number | null> {
  return (
    (await consumeLimit(inboxProofsPerBusiness, String(businessId))) ??
    (await consumeLimit(inboxProofsPerRecipient, mailboxOf(email)))
  )
}
