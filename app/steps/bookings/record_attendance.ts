import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordChange } from '#history'
import { bookingCompleted, bookingMissed } from '#messages'
import type Booking from '#models/bookings/booking'
import type { By } from '#models/by'
import { oweEachTime, type OwedMail, planFollowUp } from '#outbox'
import type { Attendance } from '#scheduling/slots/bookings'

export async function recordAttendance(
  trx: Transaction,
  booking: Booking,
  { attendance, by }: { attendance: Attendance; by: By }
): Promise<OwedMail[]> {
  const from = booking.status
  await booking.merge({ status: attendance }).save()
  await recordChange(trx, { booking, from, to: attendance, by })
  await planFollowUp(trx, booking)
  if (attendance === 'approved') return []
  const { businessId, id } = booking
  const message = attendance === 'completed' ? bookingCompleted : bookingMissed
  return oweEachTime(trx, message, { businessId, subject: { type: 'booking', id }, by })
}
