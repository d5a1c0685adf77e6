import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import OneTimeLink from '#models/links/one_time_link'

interface Wanted {
  page: number
  perPage: number
}

export interface OneTimeRow {
  oneTime: OneTimeLink
  /** The one that stands. */
  bookingId: number | null
  bookedAt: DateTime | null
  /** The last one, where none stands. */
  ended: { bookingId: number; status: 'cancelled' | 'rejected' | 'expired' } | null
}

const BOOKING = `bookings.one_time_link_id = one_time_links.id
  and status not in ('cancelled', 'rejected', 'expired')`

const ENDED = `bookings.one_time_link_id = one_time_links.id
  and status in ('cancelled', 'rejected', 'expired')`

/** Each with its service and the booking that it was used for, see `oneTimeRowOf`. */
export const oneTimesOf = (businessId: number) =>
  OneTimeLink.query()
    .where({ businessId })
    .select('*')
    .select(
      db.raw(`(select bookings.id from bookings where ${BOOKING} limit 1) as booking_id`),
      db.raw(`(select bookings.starts_at from bookings where ${BOOKING} limit 1) as booked_at`),
      db.raw(`(select json_build_object('bookingId', bookings.id, 'status', status) from bookings
        where ${ENDED} order by bookings.id desc limit 1) as ended`)
    )
    .preload('service')

/** The newest first, each with its service and the booking that it was used for. */
export async function oneTimeList(businessId: number, { page, perPage }: Wanted) {
  const found = await oneTimesOf(businessId)
    .orderBy('one_time_links.id', 'desc')
    .paginate(page, perPage)
  return { rows: found.all().map(oneTimeRowOf), total: found.total, pages: found.lastPage }
}

export async function oneTimeRow(businessId: number, id: number): Promise<OneTimeRow | null> {
  const oneTime = await oneTimesOf(businessId).where('one_time_links.id', id).first()
  return oneTime && oneTimeRowOf(oneTime)
}

export function oneTimeRowOf(oneTime: OneTimeLink): OneTimeRow {
  const { booking_id: bookingId, booked_at: bookedAt, ended } = oneTime.$extras
  return {
    oneTime,
    bookingId: bookingId === null ? null : Number(bookingId),
    bookedAt: bookedAt && DateTime.fromJSDate(bookedAt),
    ended: bookingId === null ? ended : null,
  }
}
