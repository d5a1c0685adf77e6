import MailboxMessage from '#models/notifications/mailbox_message'

/** What proves an address, or opens an account, is nobody's to see but its recipient's. */
export function mailbox(of: 'everyone' | number[]) {
  return MailboxMessage.query()
    .if(of !== 'everyone', (query) =>
      query
        .whereRaw(`headers ->> 'X-Bellhop-Business' = any(?)`, [[of].flat().map(String)])
        .whereRaw(`headers ->> 'X-Bellhop-Secret' is null`)
    )
    .orderBy('id', 'desc')
}
