import db from '@adonisjs/lucid/services/db'
import { messageIdsIn, type SmtpSink } from '#tests/support/smtp_sink'

export interface OwedMailRow {
  id: string
  status: 'queued' | 'sent' | 'failed' | 'dropped'
  message_id: string | null
  last_error: string | null
}

/** Every mail that is owed or was, whoever reads it. */
export function owedMails(): Promise<OwedMailRow[]> {
  return db
    .from('notifications')
    .where('channel', 'mail')
    .orderBy('id')
    .select('id', 'status', 'message_id', 'last_error')
}

/** How many there are that a worker has in hand just now. */
export async function mailsInHand(): Promise<number> {
  const [{ count }] = await db
    .from('notifications')
    .where({ channel: 'mail', status: 'queued' })
    .whereRaw('leased_until > clock_timestamp()')
    .count('* as count')
  return Number(count)
}

/** Those of these bookings with which no worker has come to an end yet, good or bad. */
export function mailsUntried(references: string[]): Promise<{ id: string }[]> {
  return db
    .from('notifications')
    .join('bookings', 'bookings.id', 'notifications.booking_id')
    .where({ 'channel': 'mail', 'notifications.status': 'queued' })
    .whereNull('last_error')
    .whereIn('bookings.reference', references)
    .select('notifications.id')
}

/** As if the time until the next try of each had gone by; those in somebody's hands stay there. */
export async function letRetriesComeDue(): Promise<void> {
  await db
    .from('notifications')
    .where({ channel: 'mail', status: 'queued' })
    .update({ next_attempt_at: db.raw('clock_timestamp()') })
}

/** What the rows call sent but never reached the server, and how many came there twice. */
export function compareWithSink(mails: OwedMailRow[], sink: SmtpSink) {
  const arrived = messageIdsIn(sink)
  const known = new Set(arrived)
  return {
    missing: mails.filter(
      ({ status, message_id: id }) => status === 'sent' && !known.has(id ?? '')
    ),
    twice: arrived.length - known.size,
  }
}
