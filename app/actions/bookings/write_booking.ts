import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { joinSession } from '#actions/sessions/join_session'
import { takeSeats } from '#actions/sessions/session_seats'
import Booking from '#models/booking'
import { newReference } from '#models/booking_reference'
import type { ClientAnswer } from '#models/client_question'
import type { BookedBusiness, BookedService } from '#queries/find_bookable'
import type { LinkRules } from '#queries/links/link_rules'
import { chooseFairly } from '#queries/host_fairness'
import type { Question, Slot } from '#scheduling/types'

export interface Client {
  name: string
  email: string | null
  phone: string | null
  notes: string | null
  timeZone: string
  locale: string
}

interface TakenSlot {
  business: BookedBusiness
  service: BookedService
  question: Question
  slot: Slot
  client: Client
  /** Places; one where a booking has its time to itself. */
  seats: number
  link: LinkRules | null
  answers: ClientAnswer[]
  /** It holds its time until someone says yes, or the hold runs out. */
  isRequest: boolean
  /** The dates that it is booked together with. */
  seriesId: number | null
  requestId: string | null
  now: DateTime
}

/**
 * The rows of a new booking: its holder, itself, and the claims on its hosts' time or its seats in a
 * session; null where another was quicker to the last of these.
 */
export async function writeBooking(trx: Transaction, taken: TakenSlot): Promise<Booking | null> {
  const { business, service, link, question, slot, client, seats, isRequest, requestId, now } =
    taken
  const startsAt = DateTime.fromMillis(slot.start, { zone: 'utc' })
  const endsAt = DateTime.fromMillis(slot.end, { zone: 'utc' })
  const isShared = slot.sessionId !== undefined || question.rules.capacity > 1
  const joined = isShared ? await joinSession(trx, { service, question, slot, seats, now }) : null
  if (joined === 'full') return null
  const choice = joined?.choice ?? (await chooseFairly(trx, service.id, slot.hostIds, now))
  const expiresAt = isRequest
    ? DateTime.min(now.plus({ hours: business.settings.bookingExpiryHours }), startsAt)
    : null

  const [{ id }] = await trx
    .insertQuery<{ id: number }>()
    .table('holders')
    .insert({ business_id: business.id })
    .returning('id')
  const booking = await new Booking()
    .useTransaction(trx)
    .fill({
      id,
      businessId: business.id,
      serviceId: service.id,
      hostId: choice.hostId,
      hostReason: choice.reason,
      sessionId: joined?.session.id ?? null,
      seats,
      seriesId: taken.seriesId,
      linkId: link?.linkId ?? null,
      oneTimeLinkId: link?.oneTimeLinkId ?? null,
      reference: newReference(),
      status: isRequest ? 'pending' : 'approved',
      startsAt,
      endsAt,
      clientName: client.name,
      clientEmail: client.email,
      clientPhone: client.phone,
      clientTimeZone: client.timeZone,
      clientLocale: client.locale,
      notes: client.notes,
      answers: taken.answers,
      price: priceOf(service, seats),
      currency: business.currency,
      expiresAt,
      approvedAt: isRequest ? null : now,
      calendarSequence: 0,
      linkVersion: 1,
      requestId,
    })
    .save()

  if (joined) {
    const { session } = joined
    await takeSeats(trx, { session, bookingId: booking.id, seats, expiresAt })
    return booking
  }

  const { bufferBeforeMinutes, bufferAfterMinutes } = question.rules
  const blocked = trx.raw('tstzrange(?, ?)', [
    startsAt.minus({ minutes: bufferBeforeMinutes }).toJSDate(),
    endsAt.plus({ minutes: bufferAfterMinutes }).toJSDate(),
  ])
  const claimedHostIds = question.mode === 'collective' ? slot.hostIds : [choice.hostId]
  await trx.table('claims').multiInsert(
    claimedHostIds.map((hostId) => ({
      business_id: business.id,
      host_id: hostId,
      service_id: service.id,
      holder_id: booking.id,
      starts_at: startsAt.toJSDate(),
      ends_at: endsAt.toJSDate(),
      blocked,
      expires_at: expiresAt?.toJSDate() ?? null,
    }))
  )
  return booking
}

/** Of all its places; what a price column holds is exact as a number. */
function priceOf({ price }: BookedService, seats: number): string {
  return seats === 1 ? price : (Number(price) * seats).toFixed(2)
}
