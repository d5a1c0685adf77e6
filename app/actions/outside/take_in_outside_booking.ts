import CancelBooking from '#actions/bookings/cancel_booking'
import MoveBooking from '#actions/bookings/move_booking'
import PlaceSeries from '#actions/bookings/place_series'
import moving from '#config/moving'
import { isSendable } from '#formats/contacts/mail_address'
import Booking from '#models/bookings/booking'
import { bySystem } from '#models/by'
import type OutsideBooking from '#models/outside/outside_booking'
import Business from '#models/settings/business'
import { retryDelaySeconds } from '#outbox'
import { hostByAddress } from '#queries/outside/host_by_address'
import { isOffered } from '#queries/services/service_rules'
import { endOutsideLease, leaseOutside, type OutsideResult, postponeOutside } from '#steps'

const SETTLED: OutsideResult = { state: 'settled' }

/** Brings the booking here to how it stands there, by the same actions as every other booking. Safe to repeat. */
export default class TakeInOutsideBooking {
  /** Only tests move the clock. */
  constructor(private readonly now = () => Date.now()) {}

  async handle({ outsideId }: { outsideId: number }): Promise<OutsideResult | null> {
    const outside = await leaseOutside(outsideId, 'wanted')
    if (!outside) return null
    const result = await this.settle(outside)
    if (result === 'busy') {
      if (outside.attempts < moving.mostAttempts) {
        await postponeOutside(outside, retryDelaySeconds(outside.attempts, Math.random()))
        return null
      }
      return this.end(outside, kept('busy'))
    }
    return this.end(outside, result)
  }

  private async end(outside: OutsideBooking, result: OutsideResult): Promise<OutsideResult> {
    await endOutsideLease(outside, result)
    return result
  }

  private async settle(outside: OutsideBooking): Promise<OutsideResult | 'busy'> {
    const booking = await Booking.query()
      .where('outsideBookingId', outside.id)
      .preload('service')
      .preload('business', (business) => business.preload('settings'))
      .first()
    if (outside.isCancelled) return booking ? this.cancel(outside, booking) : SETTLED
    if (!booking) return this.place(outside)
    if (outside.problem === 'changed_here') return kept(outside.problem)
    if (booking.status === 'cancelled') return kept('cancelled_here')
    const moved = (await this.isThere(outside, booking))
      ? SETTLED
      : await this.move(outside, booking)
    const hasOther = outside.toldAnew.includes('client') && !outside.isOfClient(booking)
    return moved === SETTLED && hasOther ? kept('client_changed') : moved
  }

  /** At that time and, where that was said since, with whoever gives it there. */
  private async isThere(outside: OutsideBooking, booking: Booking): Promise<boolean> {
    if (!outside.isAs(booking)) return false
    if (!outside.toldAnew.includes('host')) return true
    const hostId = await hostByAddress(booking.service, outside.hostEmail)
    return hostId === null || hostId === booking.hostId
  }

  private async place(outside: OutsideBooking): Promise<OutsideResult | 'busy'> {
    const { id, businessId, clientEmail: email, clientPhone: phone } = outside
    const { service, isOfImport } = outside.outsideService
    if (!service) return kept('unmapped')
    if (outside.endsAt.toMillis() <= this.now()) return { state: 'settled', problem: 'past' }
    const business = await Business.findOrFail(businessId)
    const { minutes } = outside
    const placed = await new PlaceSeries().handle({
      ...{ businessId, serviceId: service.id, starts: [outside.startsAt.toMillis()] },
      hostId: await hostByAddress(service, outside.hostEmail),
      durationMinutes: minutes === service.durationMinutes ? null : minutes,
      client: {
        ...{ name: outside.clientName, notes: outside.notes, locale: business.locale },
        email: email && isSendable(email) ? email : null,
        phone: phone?.slice(0, 20) ?? null,
        timeZone: outside.clientTimeZone || business.timeZone,
      },
      desk: {
        // Whoever took the booking has told them of it, and reminds them.
        ...{ clientId: null, tellsClient: false, privateNote: null },
        // Whoever imports a file sees what came of each row.
        tellsStaff: !isOfImport,
        ...{ isAnyway: true, booksBlocked: true, booksTwice: true },
        outsideBookingId: id,
      },
      ...{ idempotencyKey: null, by: bySystem() },
    })
    switch (placed.outcome) {
      case 'booked':
      case 'requested':
        return SETTLED
      case 'unavailable':
        return kept(placed.dates[0]?.code ?? 'slot_taken')
      case 'busy':
        return 'busy'
      default:
        return kept(placed.outcome)
    }
  }

  private async move(outside: OutsideBooking, booking: Booking): Promise<OutsideResult | 'busy'> {
    const { businessId, startsAt, minutes } = outside
    const { business, service } = booking
    const isAsLong = outside.isAsLongAs(booking)
    if (!isAsLong && !isOffered({ business, service }, minutes)) return kept('length_not_offered')
    const moved = await new MoveBooking().handle({
      ...{ businessId, bookingId: booking.id, startsAt: startsAt.toMillis() },
      // Cal.com may give a move to somebody else.
      ...{ hostId: await hostByAddress(service, outside.hostEmail), ...(!isAsLong && { minutes }) },
      ...{ reason: null, version: null, isAnyway: true, tellsClient: false, by: bySystem() },
    })
    switch (moved.outcome) {
      case 'moved':
      case 'requested':
        return SETTLED
      case 'unavailable':
        return kept(moved.code)
      case 'busy':
        return 'busy'
      default:
        return kept(moved.outcome)
    }
  }

  private async cancel(outside: OutsideBooking, booking: Booking): Promise<OutsideResult> {
    const { businessId, reason } = outside
    const cancelled = await new CancelBooking().handle({
      ...{ businessId, bookingId: booking.id, reason, version: null, by: bySystem() },
    })
    return cancelled.outcome === 'cancelled' ? SETTLED : kept(cancelled.outcome)
  }
}

function kept(problem: string): OutsideResult {
  return { state: 'kept', problem }
}
