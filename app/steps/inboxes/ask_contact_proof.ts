import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { askInboxProof, type ProofAsked } from './ask_inbox_proof.js'
import type { By } from '#models/by'
import InboxAddress from '#models/inboxes/inbox_address'
import { answerAddress } from '#queries/inboxes/answer_address'

/** Asks whoever reads the contact address, unless it is known already that they do. */
export async function askContactProof(
  trx: Transaction,
  businessId: number,
  by: By
): Promise<ProofAsked | 'no_contact'> {
  const { contact, isProven } = await answerAddress(businessId, trx)
  if (contact === null) return 'no_contact'
  if (isProven) return 'proven'
  const inbox = await InboxAddress.firstOrCreate(
    { businessId, email: contact },
    { getsMails: false, forAllServices: true, proofMails: 0 },
    { client: trx }
  )
  await inbox.refresh()
  return askInboxProof(trx, inbox, { purpose: 'contact', by })
}
