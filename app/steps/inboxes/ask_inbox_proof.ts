import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { inboxProof } from '#messages'
import type { By } from '#models/by'
import type InboxAddress from '#models/inboxes/inbox_address'
import { owe, type OwedMail } from '#outbox'

/** One more mail that asks whoever reads the address, unless they said yes already. */
export async function askInboxProof(
  trx: Transaction,
  inbox: InboxAddress,
  by: By
): Promise<OwedMail[]> {
  if (inbox.state === 'open') return []
  await inbox.merge({ proofMails: inbox.proofMails + 1 }).save()
  const { id, businessId, proofMails: occurrence } = inbox
  return owe(trx, inboxProof, {
    ...{ businessId, occurrence, by },
    subject: { type: 'inbox_address', id },
  })
}
