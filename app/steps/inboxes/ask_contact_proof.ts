import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { askInboxProof } from './ask_inbox_proof.js'
import type { By } from '#models/by'
import InboxAddress from '#models/inboxes/inbox_address'
import type { OwedMail } from '#outbox'
import { answerAddress } from '#queries/inboxes/answer_address'

/** Asks whoever reads the contact address, unless it is known already that they do. */
export async function askContactProof(
  trx: Transaction,
  businessId: number,
  by: By
): Promise<OwedMail[]> {
  const { contact, isProven } = await answerAddress(businessId, trx)
  if (contact === null || isProven) return []
  const inbox = await InboxAddress.firstOrCreate(
    { businessId, email: contact },
    { getsMails: false, forAllServices: true, proofMails: 0 },
    { client: trx }
  )
  await inbox.refresh()
  return askInboxProof(trx, inbox, by)
}
