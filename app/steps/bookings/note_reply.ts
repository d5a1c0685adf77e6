import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { lockBooking } from '../changes/lock_booking.js'
import { recordChange } from '#history'
import { messageOf } from '#messages'
import type { By } from '#models/by'
import { oweEachTime, type OwedMail } from '#outbox'
import { sql } from '#transactions'

interface Reply {
  /** E.164. */
  number: string
  isComing: boolean
  now: DateTime
  by: By
}

/** An answer is to the reminder that went there last, of a time that is still to come. */
const REMINDED = `
  select bookings.id, bookings.business_id as "businessId"
  from bookings join notifications on notifications.booking_id = bookings.id
  where bookings.texts_to = :number and bookings.status = 'approved' and bookings.starts_at > :now
    and notifications.type = 'booking_reminder' and notifications.channel = 'sms'
    and notifications.status = 'sent' and notifications.booking_version = bookings.calendar_sequence
  order by notifications.sent_at desc, notifications.id desc
  limit 1`

/** The booking stands either way; null where no reminder went to that number. */
export async function noteReply(
  trx: Transaction,
  { number, isComing, now, by }: Reply
): Promise<OwedMail[] | null> {
  const [reminded] = await sql<{ id: number; businessId: number }>(trx, REMINDED, {
    ...{ number, now: now.toJSDate() },
  })
  if (!reminded) return null
  const { id: bookingId, businessId } = reminded
  const locked = await lockBooking(trx, { businessId, bookingId })
  if (!locked || locked.booking.status !== 'approved') return null
  const { booking } = locked
  if (booking.isComing === isComing) return []

  const { status, serviceId, hostId } = booking
  await booking.merge({ isComing }).save()
  const kind = isComing ? 'said_coming' : 'said_not_coming'
  await recordChange(trx, { booking, from: status, to: status, by, details: { kind } })
  const subject = { type: 'booking' as const, id: bookingId }
  return oweEachTime(trx, messageOf(kind), { businessId, subject, serviceId, hostId, by })
}
