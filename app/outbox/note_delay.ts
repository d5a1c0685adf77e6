import db from '@adonisjs/lucid/services/db'
import { sql } from '#transactions'

/** Shown with the mail until it is sent anew, or comes back for good; false where there is no such mail. */
export async function noteDelay(messageId: string): Promise<boolean> {
  const known = await sql(
    db.connection(),
    `update notifications
     set last_error = case when status = 'sent' then 'delayed' else last_error end
     where message_id = :messageId and channel = 'mail' returning id`,
    { messageId }
  )
  return known.length > 0
}
