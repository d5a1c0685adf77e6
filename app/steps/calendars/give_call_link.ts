import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordReworded } from '#history'
import { bySystem } from '#models/by'
import { KEEP_ANSWERS_OWED, oweReworded, type OwedMail } from '#outbox'
import { sql } from '#transactions'

/** Only where nobody gave a link of their own. The database puts it into the words that are told. */
const GIVE = `
  with booked as (
    select session_id, host_id from bookings where id = :bookingId
  ), found as (
    select bookings.id from bookings, booked
     where (bookings.id = :bookingId or bookings.session_id = booked.session_id)
       and bookings.host_id = booked.host_id and status = 'approved'
       and ends_at > clock_timestamp() and call_link is distinct from :link
       and coalesce(trim(wording->>'locationDetails'), '') in ('', coalesce(call_link, ''))
     order by bookings.id for update of bookings
  ), renewed as (
    update bookings
       set call_link = :link, calendar_sequence = calendar_sequence + 1,
         updated_at = clock_timestamp()
      from found where bookings.id = found.id
    returning bookings.id, calendar_sequence
  ), answers as (
    ${KEEP_ANSWERS_OWED}
  )
  select id from renewed`

/** A calendar made it after the booking was told; nothing waited for it, so clients are told again. */
export async function giveCallLink(
  trx: Transaction,
  { bookingId, link }: { bookingId: number; link: string }
): Promise<OwedMail[]> {
  const renewed = await sql<{ id: number }>(trx, GIVE, { bookingId, link })
  const bookingIds = renewed.map(({ id }) => id)
  if (bookingIds.length === 0) return []
  const reworded = { bookingIds, changed: ['link' as const], by: bySystem() }
  await recordReworded(trx, reworded)
  return oweReworded(trx, { ...reworded, isForClient: true })
}
