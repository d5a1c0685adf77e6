import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import ApproveBooking from '#actions/requests/approve_booking'
import CancelBooking from '#actions/bookings/cancel_booking'
import CompleteBookings from '#actions/bookings/complete_bookings'
import ExpireRequests from '#actions/requests/expire_requests'
import MarkAttendance from '#actions/bookings/mark_attendance'
import PlaceBooking from '#actions/bookings/place_booking'
import ReassignBooking from '#actions/bookings/reassign_booking'
import RejectBooking from '#actions/requests/reject_booking'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { byClient, byUser } from '#models/by'
import type Service from '#models/services/service'
import type { Attendance } from '#scheduling/slots/bookings'
import { openQueue } from '#services/queue'
import { CLIENT } from '#tests/support/outbox'
import { IN_THREE_DAYS, type Shop } from '#tests/support/requests'
import { sql } from '#transactions'

/** Thousands of nudges that no worker waits for; what they would nudge stands in the outbox. */
export function withoutNudges() {
  const queue = openQueue()
  const { add } = queue
  Object.assign(queue, { add: async () => undefined })
  return () => void Object.assign(queue, { add })
}

/** One shop with an instant service and one by request, and what can be done to its bookings. */
export class BookingWorld {
  private constructor(
    readonly shop: Shop,
    private readonly byRequest: Service
  ) {}

  static async open(hosts = 1): Promise<BookingWorld> {
    const shop = await openShop({ hosts, settings: { requiresApproval: false } })
    const byRequest = await addService(shop.business, shop.hosts, { requiresApproval: true })
    return new BookingWorld(shop, byRequest)
  }

  book({ slot, host, byRequest }: { slot: number; host?: number; byRequest: boolean }) {
    return new PlaceBooking().handle({
      businessId: this.shop.business.id,
      serviceId: byRequest ? this.byRequest.id : this.shop.service.id,
      startsAt: IN_THREE_DAYS.plus({ hours: slot }).toMillis(),
      hostId: host === undefined ? null : this.shop.hosts[host].id,
      client: CLIENT,
      idempotencyKey: null,
      by: byClient(),
    })
  }

  approve(bookingId: number) {
    return new ApproveBooking().handle(this.decisionOn(bookingId))
  }

  reject(bookingId: number) {
    return new RejectBooking().handle({
      ...this.decisionOn(bookingId),
      reason: 'The pool is closed',
    })
  }

  cancel(bookingId: number) {
    const change = this.decisionOn(bookingId)
    return new CancelBooking().handle({ ...change, by: byClient(), reason: null })
  }

  mark(bookingId: number, attendance: Attendance) {
    return new MarkAttendance().handle({ ...this.decisionOn(bookingId), attendance })
  }

  reassign(bookingId: number, host: number) {
    const hostId = this.shop.hosts[host].id
    const wanted = { hostId, reason: null, version: null }
    return new ReassignBooking().handle({ ...this.decisionOn(bookingId), ...wanted })
  }

  async expire(): Promise<number> {
    return new ExpireRequests().handle()
  }

  async complete(): Promise<number> {
    return new CompleteBookings().handle()
  }

  /** As if the time to answer had run out a moment ago. */
  async lapse(bookingId: number): Promise<void> {
    await sql(
      db.connection(),
      `with lapsed as (
         update bookings set expires_at = clock_timestamp() - interval '1 second'
          where id = :bookingId and status = 'pending' and expires_at > clock_timestamp()
          returning id, expires_at)
       update claims set expires_at = lapsed.expires_at from lapsed where holder_id = lapsed.id`,
      { bookingId }
    )
  }

  /** As if it had begun half an hour ago. */
  begin(bookingId: number): Promise<void> {
    return this.moveTo(bookingId, DateTime.utc().minus({ minutes: 30 }))
  }

  /** As if it had been some days ago; no two at once, since claims may not overlap. */
  end(bookingId: number): Promise<void> {
    return this.moveTo(
      bookingId,
      DateTime.utc().minus({ days: 1, hours: 2 * (bookingId % 10_000) })
    )
  }

  private async moveTo(bookingId: number, startsAt: DateTime): Promise<void> {
    await sql(
      db.connection(),
      `with moved as (
         update bookings set starts_at = :start, ends_at = :end, expires_at = case when expires_at is not null then least(expires_at, :start) end
          where id = :bookingId returning id, starts_at, ends_at, expires_at)
       update claims set starts_at = moved.starts_at, ends_at = moved.ends_at,
           blocked = tstzrange(moved.starts_at, moved.ends_at), expires_at = moved.expires_at
         from moved where holder_id = moved.id and released_at is null`,
      { bookingId, start: startsAt.toJSDate(), end: startsAt.plus({ hours: 1 }).toJSDate() }
    )
  }

  /** Every row there is of a booking, as one text: the same text, and nothing has changed. */
  async rowsOf(bookingId: number): Promise<string> {
    const rows = await sql(
      db.connection(),
      `select (select to_jsonb(b) from bookings b where id = :bookingId) as booking,
         (select jsonb_agg(c order by id) from claims c where holder_id = :bookingId) as claims,
         (select jsonb_agg(e order by id) from booking_events e where booking_id = :bookingId) as history,
         (select jsonb_agg(n order by id) from notifications n where booking_id = :bookingId) as owed,
         (select count(*) from audit_entries
           where subject_type = 'booking' and subject_id = :bookingId) as audited`,
      { bookingId }
    )
    return JSON.stringify(rows)
  }

  /** Of each of these bookings, in their order. */
  async statesOf(bookingIds: number[]) {
    const bookings = await Booking.query()
      .whereIn('id', bookingIds)
      .preload('events', (events) => events.orderBy('id'))
    const states = new Map(
      bookings.map((booking) => [
        booking.id,
        {
          status: booking.statusAt(DateTime.utc()),
          host: this.shop.hosts.findIndex(({ id }) => id === booking.hostId),
          history: booking.events.map(({ toStatus }) => toStatus),
        },
      ])
    )
    return bookingIds.map((id) => states.get(id))
  }

  private decisionOn(bookingId: number) {
    return {
      businessId: this.shop.business.id,
      bookingId,
      by: byUser(this.shop.user.id),
    }
  }
}
