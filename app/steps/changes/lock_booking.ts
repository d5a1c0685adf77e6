import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { type BookingIds, findBooking } from './find_booking.js'
import { claimedHostIds, lockHosts, releaseExpiredClaims } from '#claims'
import Booking from '#models/bookings/booking'
import { rulesOfLinks } from '#queries/links/link_rules'
import { databaseNow, lockRow } from '#transactions'

export interface LockedBooking {
  booking: Booking
  /** The database's clock, read after all was locked. */
  now: DateTime
}

interface WantedHosts {
  /** Null wants all hosts of the service. */
  hostId: number | null
  /** Beside those whom the booking has. */
  others?: readonly number[]
}

interface Locking extends BookingIds {
  /** Only tests move the clock. */
  clockOffsetMs?: number
}

export async function lockBooking(
  trx: Transaction,
  { businessId, bookingId, clockOffsetMs = 0 }: Locking
): Promise<LockedBooking | null> {
  const booking = await lockRow(trx, Booking, { businessId, id: bookingId })
  if (!booking) return null
  const now = await databaseNow(trx)
  return { booking, now: now.plus(clockOffsetMs) }
}

/**
 * For a change that may take host time; what has expired by then is released. The booking has its
 * service and its business loaded. `hostsOf` gives null where it takes no host's time.
 */
export async function lockWithHosts(
  trx: Transaction,
  input: Locking,
  hostsOf: (found: Booking) => Promise<WantedHosts | null> | WantedHosts | null
): Promise<LockedBooking | null> {
  const found = await findBooking(input, trx)
  if (!found) return null
  const { service, business } = found
  const wanted = await hostsOf(found)
  if (wanted) {
    const { hostId, others = [] } = wanted
    const link = await rulesOfLinks(trx, found)
    const own = await claimedHostIds(trx, found)
    await lockHosts(trx, service, hostId, link, [...others, ...own])
  }
  const locked = await lockBooking(trx, input)
  if (!locked) return null
  if (wanted) await releaseExpiredClaims(trx, service, locked.now)
  locked.booking.$setRelated('service', service)
  locked.booking.$setRelated('business', business)
  return locked
}
