import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { sql } from '#transactions'

export interface OutboxFigures {
  oldestAgeSeconds: number
  deadLetters: number
  bounced: number
  texts: { sent: number; failed: number; bounced: number }
  webhooks: { sent: number; postponed: number; failed: number }
  /** What was read in the mailbox of what comes back, by what it was. */
  reports: Record<string, number>
  /** Of the reminders sent in the last 15 minutes; 0 when none was. */
  reminderLatenessSeconds: number
}

export async function outboxFigures(client: QueryClient): Promise<OutboxFigures> {
  const [figures] = await sql<OutboxFigures>(
    client,
    `select
       (select cast(coalesce(extract(epoch from clock_timestamp() - min(next_attempt_at)), 0) as float8)
        from notifications
        where status = 'queued' and channel <> 'in_app' and next_attempt_at <= clock_timestamp()
       ) as "oldestAgeSeconds",
       (select count(*) from notifications
         where status = 'failed' and channel not in ('webhook', 'push')) as "deadLetters",
       (select count(*) from notifications where status = 'bounced') as bounced,
       (select json_build_object(
           'sent', count(*) filter (where status = 'sent'),
           'failed', count(*) filter (where status = 'failed'),
           'bounced', count(*) filter (where status = 'bounced'))
        from notifications where channel = 'sms') as texts,
       (select json_build_object(
           'sent', coalesce(sum(total) filter (where outcome = 'sent'), 0),
           'postponed', coalesce(sum(total) filter (where outcome = 'postponed'), 0),
           'failed', coalesce(sum(total) filter (where outcome = 'failed'), 0))
        from webhook_totals) as webhooks,
       (select coalesce(json_object_agg(outcome, total), '{}') from report_totals) as reports,
       (select cast(greatest(0, coalesce(max(extract(epoch from
            sent_at - greatest(held_until, bookings.starts_at - make_interval(mins => offset_minutes))
          )), 0)) as float8)
        from notifications join bookings on bookings.id = notifications.booking_id
        where type = 'booking_reminder' and notifications.status = 'sent'
          and sent_at > clock_timestamp() - interval '15 minutes'
          and booking_version = bookings.calendar_sequence
       ) as "reminderLatenessSeconds"`
  )
  return figures
}
