import { isLinkTokenFor, type LinkPurpose, readLinkToken } from '#models/links/link_token'
import InboxAddress, { type InboxPurpose } from '#models/inboxes/inbox_address'

const PROOFS = [
  ['prove_inbox', 'mails'],
  ['prove_contact', 'contact'],
] as const

/** By the link that stops all mails; with its business. */
export function findInboxToStop(token: string): Promise<InboxAddress | null> {
  return find(token, 'stop_inbox')
}

/** By the link in the mail that asks for a yes, and to what; with its business. */
export async function findInboxToProve(
  token: string
): Promise<{ inbox: InboxAddress; purpose: InboxPurpose } | null> {
  for (const [link, purpose] of PROOFS) {
    const inbox = await find(token, link)
    if (inbox) return { inbox, purpose }
  }
  return null
}

async function find(token: string, purpose: LinkPurpose): Promise<InboxAddress | null> {
  const named = readLinkToken(token)
  if (named?.userId !== null) return null
  const inbox = await InboxAddress.query().where('id', named.id).preload('business').first()
  return inbox && isLinkTokenFor(token, purpose, inbox.linkSubject) ? inbox : null
}
