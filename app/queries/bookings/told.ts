import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type Booking from '#models/bookings/booking'
import type Notification from '#models/notifications/notification'
import type { Saying } from '#models/notifications/notification'
import { NEWS, type Standing, type Told } from '#scheduling/news'
import { sql } from '#transactions'

interface SayingRow {
  id: number
  status: Notification['status']
  told: Saying | null
  telling: Saying | null
  isAstray: boolean
}

/** On the channel that tells it now. Includes mails that were under way when a worker or a mail server failed. */
export async function findTold(
  { id, channel, userId, inboxAddressId }: Notification,
  booking: Booking,
  client: QueryClient = db.connection()
): Promise<Told> {
  const rows = await sql<SayingRow>(
    client,
    `select id, status, told, telling,
       status = 'bounced' or data->>'astray' is not null as "isAstray"
     from notifications
     where channel = :channel and type = any(:news)
       and user_id is not distinct from cast(:userId as bigint)
       and inbox_address_id is not distinct from cast(:inboxAddressId as bigint)
       and (booking_id = :bookingId or data->'dates' @> to_jsonb(cast(:bookingId as bigint))
         and booking_id in (select id from bookings where series_id = cast(:seriesId as bigint)))`,
    {
      news: [...NEWS],
      channel: channel === 'sms' ? channel : 'mail',
      userId,
      inboxAddressId,
      bookingId: booking.id,
      seriesId: booking.seriesId,
    }
  )
  const sayings = rows.flatMap((row) => [
    ...(row.isAstray ? [] : standingOf(row.told, booking, true)),
    ...standingOf(row.telling, booking, false),
  ])
  const latestFirst = sayings.toSorted((one, other) => other.at - one.at)
  const lastSure = latestFirst.findIndex(({ isSure }) => isSure)
  const unsure = lastSure === -1 ? latestFirst : latestFirst.slice(0, lastSure)
  return {
    last: latestFirst[lastSure]?.standing ?? null,
    unsure: unsure.map(({ standing }) => standing),
    hasOthers: rows.some((row) => row.id !== id),
  }
}

function standingOf(saying: Saying | null, { id }: Booking, isSure: boolean) {
  const standing: Standing | undefined = saying?.bookings[id]
  return saying && standing ? [{ at: Date.parse(saying.at), standing, isSure }] : []
}
