import type { Client } from '#models/bookings/client'
import type { ClientAnswer } from '#models/services/client_question'
import type { Instant } from '#scheduling/types'
import { keyedRequest } from '#transactions'

export interface BookingRequest {
  businessId: number
  serviceId: number
  startsAt: Instant
  /** null leaves the choice to us. */
  hostId: number | null
  /** The session to join; otherwise whichever the start leads to. */
  sessionId?: number | null
  /** Places; one unless told otherwise. */
  seats?: number
  /** One of the lengths on offer; null is the service's usual one. */
  durationMinutes?: number | null
  client: Client
  /** The offer to someone who waited that it takes up: what that holds is theirs. */
  offerId?: number | null
  /** The link it comes through, under whose rules it is taken. */
  linkToken?: string | null
  /** To what the service or the link asks, checked. */
  answers?: ClientAnswer[]
  /** From an earlier mail's link: proves the address that books. */
  returnMark?: string | null
  idempotencyKey: string | null
  requestId: string | null
}

/** What it asks for, under its key: what was left unsaid, as older requests did, stays unsaid. */
export function keyed(request: BookingRequest) {
  const { businessId, serviceId, startsAt, hostId, client, idempotencyKey: key } = request
  const { name, email, phone, notes } = client
  const { sessionId = null, seats = 1, durationMinutes, linkToken, answers } = request
  return keyedRequest(businessId, key, [
    ...[serviceId, startsAt, hostId, name, email, phone, notes],
    ...(sessionId === null && seats === 1 ? [] : [{ sessionId, seats }]),
    ...(durationMinutes ? [{ durationMinutes }] : []),
    ...(linkToken ? [{ linkToken }] : []),
    ...(request.returnMark ? [{ returnMark: request.returnMark }] : []),
    ...(answers?.length ? [{ answers }] : []),
  ])
}
