import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import Booking from '#models/booking'
import { newReference } from '#models/booking_reference'
import type Business from '#models/business'
import type Service from '#models/service'
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
  business: Business
  service: Service
  question: Question
  slot: Slot
  client: Client
  requestId: string | null
  now: DateTime
}

/** The rows of a new booking: its holder, itself, and the claims on its hosts' time. */
export async function writeBooking(trx: Transaction, taken: TakenSlot): Promise<Booking> {
  const { business, service, question, slot, client, requestId, now } = taken
  const startsAt = DateTime.fromMillis(slot.start, { zone: 'utc' })
  const endsAt = DateTime.fromMillis(slot.end, { zone: 'utc' })
  const choice = await chooseFairly(trx, service.id, slot.hostIds, now)
  const isRequest = service.needsApproval(business.settings)
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
      answers: [],
      price: service.price,
      currency: business.currency,
      expiresAt,
      approvedAt: isRequest ? null : now,
      calendarSequence: 0,
      linkVersion: 1,
      requestId,
    })
    .save()

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
