import MessageText from '#models/notifications/message_text'

/** All that a business says in its own words. */
export async function ownTexts(businessId: number): Promise<MessageText[]> {
  const texts = await MessageText.query().where({ businessId }).orderBy('language')
  return texts.filter(({ isOwn }) => isOwn)
}

interface Named {
  businessId: number
  type: string
  language: string
}

export function findMessageText(named: Named): Promise<MessageText | null> {
  return MessageText.query()
    .where({ ...named })
    .first()
}
