import MailboxMessage from '#models/notifications/mailbox_message'

export function mailbox(of: 'everyone' | number[]) {
  return MailboxMessage.query()
    .if(of !== 'everyone', (query) =>
      query.whereRaw(`headers ->> 'X-Bellhop-Business' = any(?)`, [[of].flat().map(String)])
    )
    .orderBy('id', 'desc')
}
