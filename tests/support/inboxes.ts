import AddInboxAddress from '#actions/inboxes/add_inbox_address'
import ProveInboxAddress from '#actions/inboxes/prove_inbox_address'
import SendContactProof from '#actions/inboxes/send_contact_proof'
import { byClient, bySystem } from '#models/by'
import InboxAddress from '#models/inboxes/inbox_address'
import type Business from '#models/settings/business'

interface Added {
  email?: string
  services?: number[] | null
  isProven?: boolean
}

export async function addInbox(
  { id: businessId }: Business,
  { email = 'reception@shop.example', services = null, isProven = true }: Added = {}
): Promise<InboxAddress> {
  const added = await new AddInboxAddress().handle({ businessId, email, services, by: bySystem() })
  if (typeof added === 'string') throw new Error(`Not added: ${added}`)
  if (isProven)
    await new ProveInboxAddress().handle({ inboxId: added.id, purpose: 'mails', by: byClient() })
  return added.refresh()
}

/** Whoever reads the address that clients are shown has said yes. */
export async function proveContact({ id: businessId, email }: Business): Promise<void> {
  await new SendContactProof().handle({ businessId, by: bySystem() })
  const inbox = await InboxAddress.findByOrFail({ businessId, email })
  await new ProveInboxAddress().handle({ inboxId: inbox.id, purpose: 'contact', by: byClient() })
}
