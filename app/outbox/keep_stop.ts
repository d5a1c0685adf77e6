import db from '@adonisjs/lucid/services/db'
import type Notification from '#models/notifications/notification'
import { sql } from '#transactions'

/** Twilio's word for a number that wrote STOP, which we may not have heard. */
export const STOPPED_THERE = 'Twilio 21610'

export async function keepStop({ bookingId }: Notification): Promise<void> {
  await sql(
    db.connection(),
    `insert into text_stops (number)
     select texts_to from bookings where id = cast(:bookingId as bigint) and texts_to is not null
     on conflict do nothing`,
    { bookingId }
  )
}
