import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { answerBy } from './answer_by.js'
import { changePlace, type NewTime } from './booking_places.js'
import { recordMove } from './record_move.js'
import { offerFreedPlaces } from '../waitlist/offer_freed_places.js'
import { NotFree } from '#claims'
import type { By } from '#models/by'
import type { Override } from '#models/bookings/booking_event'
import type { SetAside } from '#scheduling/reasons/start_anyway'
import { type OwedMail, oweNotifications } from '#outbox'

interface Taking extends NewTime {
  by: By
  reason: string | null
  overrides?: Override[]
  /** The business's own rules that its new time is taken against. */
  setAside?: SetAside[]
  tellsClient?: boolean
  rule?: 'returning_client' | null
}

export async function takeNewTime(trx: Transaction, taking: Taking): Promise<OwedMail[]> {
  const { booking, slot, by, now, setAside = [] } = taking
  const { startsAt: left, hostId: formerHostId, serviceId, status } = booking
  const startsAt = DateTime.fromMillis(slot.start, { zone: 'utc' })
  const endsAt = DateTime.fromMillis(slot.end, { zone: 'utc' })
  const expiresAt = booking.expiresAt && answerBy(startsAt, now, booking.expiresAt)
  const taken = await changePlace(trx, taking, expiresAt)
  if (!taken) throw new NotFree()

  const { session, ...host } = taken
  const holdsTime = booking.holdsTime || session !== null
  const overrides = [...booking.overrides.filter(isOfClient), ...setAside]
  const held = { sessionId: session?.id ?? null, holdsTime, overrides }
  const place = { startsAt, endsAt, ...host, ...held }
  const owed = await recordMove(trx, booking, { ...taking, place })
  if (status === 'pending' && formerHostId !== booking.hostId) {
    const lost = { booking, type: 'request_lost', formerHostId, by } as const
    owed.push(...(await oweNotifications(trx, lost)))
  }
  owed.push(...(await offerFreedPlaces(trx, { serviceId, startsAt: left, now, by })))
  return owed
}

/** It stays with the booking, whatever its time. */
function isOfClient(override: Override): boolean {
  return override === 'blocked_client'
}
