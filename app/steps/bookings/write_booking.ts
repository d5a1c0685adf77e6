import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { answerBy } from './answer_by.js'
import { type Inserted, insertBooking } from './insert_booking.js'
import { clientParameters } from '../clients/client_of_new.js'
import { joinSession } from '../sessions/join_session.js'
import { chooseFairly, takeSeats } from '#claims'
import { priceOfPlaces } from '#formats/bookings/money'
import { priceOfLength } from '#formats/bookings/prices'
import { ASKED_FOR } from '#models/bookings/booking'
import type { By } from '#models/by'
import { newReference } from '#models/bookings/booking_reference'
import type { Override } from '#models/bookings/booking_event'
import type { ClientDetails } from '#models/bookings/client_details'
import { textConsent } from '#models/bookings/sms_consent'
import type { ClientAnswer } from '#models/services/client_question'
import type { approvalNeeded } from '#queries/bookings/approval_needed'
import type { BookedBusiness, BookedService } from '#queries/bookings/find_bookable'
import type { LinkRules } from '#queries/links/link_rules'
import { buffersOf } from '#scheduling/rules/buffers'
import { hostsTaken, isSharedSlot } from '#scheduling/slots/taken_slot'
import type { Question, Slot } from '#scheduling/types'

export interface WantedBooking {
  business: BookedBusiness
  service: BookedService
  hostId: number | null
  client: ClientDetails
  seats: number
  placeKey: number
  link: LinkRules | null
  answers: ClientAnswer[]
  /** A request holds its time until it is answered or expires. */
  approval: Awaited<ReturnType<typeof approvalNeeded>>
  competes: boolean
  by: By
  seriesId: number | null
  /** Known before the booking; else found by address or number. */
  clientId?: number | null
  isAnother?: boolean
  isNobody?: boolean
  /** What does not bind whoever books. */
  overrides?: Override[]
  /** Whoever gave no address and no number is told nothing, whatever is said here. */
  tellsClient?: boolean
  tellsStaff?: boolean
  privateNote?: string | null
  /** What it was made from, where it was made elsewhere; one makes one. */
  outsideBookingId?: number
  now: DateTime
}

interface TakenSlot extends WantedBooking {
  question: Question
  slot: Slot
}

/** Null where another was quicker to the session's last seats. */
export async function writeBooking(trx: Transaction, taken: TakenSlot): Promise<Inserted | null> {
  const { business, service, link, question, slot, client, seats, now } = taken
  const { approval, by, seriesId, overrides = [], clientId = null, isAnother, isNobody } = taken
  const canBeTold = client.email !== null || client.phone !== null
  const tellsClient = canBeTold && (taken.tellsClient ?? true)
  const isRequest = approval === 'yes'
  const startsAt = DateTime.fromMillis(slot.start, { zone: 'utc' })
  const isShared = isSharedSlot(slot, question)
  const joined = isShared ? await joinSession(trx, { service, question, slot, seats, now }) : null
  if (joined === 'full') return null
  const choice = joined?.choice ?? (await chooseFairly(trx, service.id, slot.hostIds, now))
  const holdsTime = joined !== null || !(isRequest && taken.competes)
  const expiresAt = isRequest
    ? answerBy(startsAt, now, now.plus({ hours: business.settings.bookingExpiryHours }))
    : null

  const isChosen = taken.hostId !== null && question.mode === 'any' && !joined
  const hostReason = isChosen ? ASKED_FOR : choice.reason
  const hostIds = hostsTaken(slot, question, choice.hostId)
  const price = priceOfLength(service, question.rules.durationMinutes)
  const status = isRequest ? 'pending' : 'approved'
  const agreesToTexts = client.agreesToTexts && business.settings.sendsTexts
  const texts = textConsent({ ...client, agreesToTexts }, business, now.toJSDate())
  const booking = {
    businessId: business.id,
    hostId: choice.hostId,
    serviceId: service.id,
    clientEmail: client.email,
    textsTo: texts.textsTo,
    tellsClient,
    status,
    calendarSequence: 0,
  } as const
  const inserted = await insertBooking(trx, {
    values: {
      serviceId: service.id,
      hostReason: JSON.stringify(hostReason),
      sessionId: joined?.session.id ?? null,
      seats,
      placeKey: taken.placeKey,
      seriesId,
      linkId: link?.linkId ?? null,
      oneTimeLinkId: link?.oneTimeLinkId ?? null,
      reference: newReference(),
      holdsTime,
      startsAt: startsAt.toJSDate(),
      endsAt: new Date(slot.end),
      ...clientParameters(business, client, {
        ...{ clientId, isAnother, isNobody },
        since: isRequest ? null : now.toJSDate(),
      }),
      clientName: client.name,
      clientPhone: client.phone,
      clientTimeZone: client.timeZone,
      clientLocale: client.locale,
      clientClock: client.clock ?? null,
      ...texts,
      notes: client.notes,
      answers: JSON.stringify(taken.answers),
      price: priceOfPlaces(price, seats, business.currency),
      currency: business.currency,
      policy: service.policy,
      consentTextId: client.consentTextId ?? null,
      overrides,
      tellsClientOfIt: tellsClient,
      privateNote: taken.privateNote ?? null,
      outsideBookingId: taken.outsideBookingId ?? null,
      expiresAt: expiresAt?.toJSDate() ?? null,
      approvedAt: isRequest ? null : now.toJSDate(),
    },
    claims: {
      claimedIds: joined || !holdsTime ? [] : [...hostIds],
      ...buffersOf(question.rules),
    },
    change: {
      booking,
      from: null,
      to: status,
      by,
      rule: approval === 'waived' ? 'returning_client' : null,
      details: overrides.length > 0 ? { overrides } : {},
    },
    happened: {
      booking: { ...booking, startsAt, endsAt: DateTime.fromMillis(slot.end) },
      type: isRequest ? 'booking_requested' : 'booking_confirmed',
      tellsStaff: taken.tellsStaff,
      by,
    },
    now: now.toJSDate(),
  })
  if (joined) {
    const { session } = joined
    await takeSeats(trx, { session, bookingId: inserted.booking.id, seats, expiresAt })
  }
  return inserted
}
