import { DateTime } from 'luxon'
import TakeInOutsideBooking from '#actions/outside/take_in_outside_booking'
import moving from '#config/moving'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import Booking from '#models/bookings/booking'
import CalcomBridge from '#models/outside/calcom_bridge'
import type CalcomDelivery from '#models/outside/calcom_delivery'
import OutsideBooking from '#models/outside/outside_booking'
import OutsideService from '#models/outside/outside_service'
import Service from '#models/services/service'
import type { CalcomBooking, CalcomEvent } from '#services/calcom/calcom_event'
import { inTransaction, lockRowOrFail, sql } from '#transactions'

/** What each of their events does here; all others are written down and change nothing. */
const KINDS: Record<string, 'booked' | 'cancelled'> = {
  BOOKING_CREATED: 'booked',
  BOOKING_RESCHEDULED: 'booked',
  BOOKING_CANCELLED: 'cancelled',
  BOOKING_REJECTED: 'cancelled',
}

type Outcome = CalcomDelivery['outcome']

export type ReceivedOutcome = Outcome | 'known'

/**
 * Once for each event, however often it is sent and in whatever order: the latest that was said of a
 * booking holds. It is written down first, so that nothing is lost where bringing it in fails.
 */
export default class ReceiveCalcomEvent {
  async handle(bridge: CalcomBridge, event: CalcomEvent, now: number): Promise<ReceivedOutcome> {
    const { outcome, outsideId } = await inTransaction(async (trx) => {
      // One after another, so that two events of one booking see each other.
      await lockRowOrFail(trx, CalcomBridge, { id: bridge.id })
      const received = this.isTooOld(event, now)
        ? { outcome: 'too_old' as const, outsideId: null }
        : null
      const deliveryId = await this.write(trx, bridge, event)
      if (deliveryId === null) return { outcome: 'known' as const, outsideId: null }
      const judged = received ?? (await this.judge(trx, bridge, event))
      await sql(
        trx,
        `update calcom_deliveries set outcome = :outcome, outside_booking_id = :outsideId
          where id = :deliveryId`,
        { deliveryId, ...judged }
      )
      return judged
    })
    if (outsideId !== null && outcome === 'taken') {
      await new TakeInOutsideBooking().handle({ outsideId })
    }
    return outcome
  }

  private isTooOld({ sentAt }: CalcomEvent, now: number): boolean {
    const { oldestHours, clocksApartSeconds } = moving.calcom
    return sentAt < now - oldestHours * 3_600_000 || sentAt > now + clocksApartSeconds * 1_000
  }

  /** Null where it was here before. */
  private async write(
    trx: Transaction,
    { id: bridgeId, businessId }: CalcomBridge,
    { event, uid, sentAt }: CalcomEvent
  ): Promise<number | null> {
    const [row] = await sql<{ id: number }>(
      trx,
      `insert into calcom_deliveries (bridge_id, business_id, event, uid, sent_at, outcome)
       values (:bridgeId, :businessId, :event, :uid, :sentAt, 'ignored')
       on conflict (bridge_id, event, uid, sent_at) do nothing returning id`,
      { bridgeId, businessId, event, uid, sentAt: new Date(sentAt) }
    )
    return row?.id ?? null
  }

  private async judge(
    trx: Transaction,
    { businessId }: CalcomBridge,
    { event, uid, sentAt, booking: told }: CalcomEvent
  ): Promise<{ outcome: Outcome; outsideId: number | null }> {
    const kind = KINDS[event]
    if (!kind) return { outcome: 'ignored', outsideId: null }
    if (!told) return { outcome: 'unreadable', outsideId: null }
    const toldAt = DateTime.fromMillis(sentAt)
    const known = await this.find(trx, businessId, uid, told.formerUid)
    if (known && (known.toldAt > toldAt || known.formerUids.includes(uid))) {
      return { outcome: 'stale', outsideId: known.id }
    }
    const isCancelled = kind === 'cancelled'
    const wanted = {
      ...{ isCancelled, toldAt, reason: told.reason, hostEmail: told.hostEmail },
      startsAt: DateTime.fromMillis(told.startsAt),
      endsAt: DateTime.fromMillis(told.endsAt),
      ...{ clientName: told.clientName, clientEmail: told.clientEmail, notes: told.notes },
      ...{ clientPhone: told.clientPhone, clientTimeZone: told.clientTimeZone },
      ...{ pushProblem: null, problem: null, attempts: 0, nextAttemptAt: null },
    }
    if (!known) {
      const former = told.formerUid && told.formerUid !== uid ? [told.formerUid] : []
      const outside = await new OutsideBooking()
        .useTransaction(trx)
        .fill({
          ...{ businessId, source: 'calcom', uid, formerUids: former, state: 'wanted' },
          outsideServiceId: await this.serviceOf(trx, businessId, told),
          ...wanted,
        })
        .save()
      return { outcome: 'taken', outsideId: outside.id }
    }

    const isOvertaken = await this.isChangedHere(trx, known, wanted)
    const toldAnew = [...known.toldAnew, ...saidOtherwise(known, told)]
    known.merge({
      ...wanted,
      toldAnew: [...new Set(toldAnew)],
      formerUids: known.uid === uid ? known.formerUids : [...known.formerUids, known.uid],
      uid,
      state: 'wanted',
      problem: isOvertaken ? 'changed_here' : null,
    })
    await known.save()
    return { outcome: 'taken', outsideId: known.id }
  }

  /** By what it is called now, or was before it was moved. */
  private find(
    trx: Transaction,
    businessId: number,
    uid: string,
    formerUid: string | null
  ): Promise<OutsideBooking | null> {
    const uids = formerUid ? [uid, formerUid] : [uid]
    return OutsideBooking.query({ client: trx })
      .where({ businessId, source: 'calcom' })
      .where((named) =>
        named.whereIn('uid', uids).orWhereRaw('former_uids && cast(? as text[])', [uids])
      )
      .orderBy('told_at', 'desc')
      .forUpdate()
      .first()
  }

  /** Moved or cancelled here, which Cal.com does not know yet, and now it says something else. */
  private async isChangedHere(
    trx: Transaction,
    known: OutsideBooking,
    wanted: Pick<OutsideBooking, 'startsAt' | 'endsAt' | 'isCancelled'>
  ): Promise<boolean> {
    if (known.state !== 'settled' || wanted.isCancelled) return false
    const booking = await Booking.query({ client: trx })
      .where('outside_booking_id', known.id)
      .first()
    if (!booking || known.isAs(booking)) return false
    const told = new OutsideBooking().fill(wanted)
    return !told.isAs(booking)
  }

  /** The one that has its name, until somebody says otherwise. */
  private async serviceOf(
    trx: Transaction,
    businessId: number,
    { eventTypeId: remoteId, eventTypeName: name }: CalcomBooking
  ): Promise<number> {
    const known = await OutsideService.query({ client: trx })
      .where({ businessId, source: 'calcom', remoteId })
      .first()
    if (known) return known.id
    const alike = await Service.query({ client: trx })
      .where({ businessId, isActive: true })
      .whereRaw('lower(name) = lower(?)', [name])
      .orderBy('id')
      .limit(2)
    const made = await new OutsideService()
      .useTransaction(trx)
      .fill({
        ...{ businessId, source: 'calcom', remoteId, name },
        serviceId: alike.length === 1 ? alike[0].id : null,
      })
      .save()
    return made.id
  }
}

/** A cancellation says nothing of it. */
function saidOtherwise(
  { hostEmail, clientName, clientEmail }: OutsideBooking,
  told: CalcomBooking
): OutsideBooking['toldAnew'] {
  const hasOtherHost = told.hostEmail !== null && told.hostEmail !== hostEmail
  const hasOtherClient = told.clientName !== clientName || told.clientEmail !== clientEmail
  return [
    ...(hasOtherHost ? ['host' as const] : []),
    ...(hasOtherClient ? ['client' as const] : []),
  ]
}
