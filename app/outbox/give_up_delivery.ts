import db from '@adonisjs/lucid/services/db'
import type { Lease } from './delivery_lease.js'
import { tellThoseInCharge } from './tell_those_in_charge.js'
import { sql } from '#transactions'

export async function giveUpDelivery(
  { notificationId, attempt }: Lease,
  reason: string
): Promise<void> {
  await sql(
    db.connection(),
    `with troubled as (
       update notifications set status = 'failed', last_error = :reason, leased_until = null
       where id = :notificationId and attempts = :attempt and status = 'queued'
       returning id, business_id, subject_type, subject_id, booking_id, attempts, request_id
     )
     ${tellThoseInCharge('message_failed')}`,
    { notificationId, attempt, reason }
  )
}
