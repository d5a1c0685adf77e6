import { isLinkTokenFor, readLinkToken } from '#models/links/link_token'
import InboxAddress from '#models/inboxes/inbox_address'

/** By the link in the mail that asks for a yes, or by that which stops all others; with its business. */
export async function findInboxAddress(
  token: string,
  purpose: 'prove_inbox' | 'stop_inbox'
): Promise<InboxAddress | null> {
  const named = readLinkToken(token)
  if (named?.userId !== null) return null
  const inbox = await InboxAddress.query().where('id', named.id).preload('business').first()
  return inbox && isLinkTokenFor(token, purpose, inbox.linkSubject) ? inbox : null
}
