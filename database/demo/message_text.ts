import SaveMessageText from '#actions/notifications/save_message_text'
import { byUser } from '#models/by'
import type Business from '#models/settings/business'

/** One message that the business says in its own words. */
export async function createMessageText(business: Business): Promise<void> {
  const { userId } = await business.related('memberships').query().firstOrFail()
  await new SaveMessageText().handle({
    ...{ businessId: business.id, type: 'booking_reminder', language: 'en', version: null },
    parts: {
      subject: 'See you at the pool, {client}: {when}',
      opening:
        'Hello {client},\n{host} looks forward to **{service}**. Eat something light an hour before.',
      closing: 'See you in the water!\nYour team at {business}',
    },
    by: byUser(userId),
  })
}
