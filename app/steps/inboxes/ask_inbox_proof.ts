import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { contactProof, inboxProof } from '#messages'
import type { By } from '#models/by'
import type InboxAddress from '#models/inboxes/inbox_address'
import type { InboxPurpose } from '#models/inboxes/inbox_address'
import { owe, type OwedMail } from '#outbox'
import { isStoppedMailbox } from '#queries/inboxes/is_stopped_mailbox'

export type ProofAsked = OwedMail[] | 'proven' | 'stopped'

/** One more mail that asks whoever reads the address, unless they said yes already, or that they want none. */
export async function askInboxProof(
  trx: Transaction,
  inbox: InboxAddress,
  { purpose, by }: { purpose: InboxPurpose; by: By }
): Promise<ProofAsked> {
  const { id, businessId, email } = inbox
  if (inbox.isProvenFor(purpose)) return 'proven'
  if (await isStoppedMailbox(trx, { businessId, email })) return 'stopped'
  await inbox.merge({ proofMails: inbox.proofMails + 1 }).save()
  return owe(trx, purpose === 'mails' ? inboxProof : contactProof, {
    ...{ businessId, occurrence: inbox.proofMails, by },
    subject: { type: 'inbox_address', id },
  })
}
