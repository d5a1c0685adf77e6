import type { ClientDetails } from '#models/bookings/client_details'
import type { ClientAnswer } from '#models/services/client_question'
import type { Instant } from '#scheduling/types'
import type { By } from '#models/by'
import { keyedRequest } from '#transactions'

export interface BookingRequest {
  businessId: number
  serviceId: number
  startsAt: Instant
  hostId: number | null
  sessionId?: number | null
  seats?: number
  durationMinutes?: number | null
  /** Which of the service's places; its first where none is named. */
  placeKey?: number | null
  client: ClientDetails
  /** The offer that it accepts: what that holds is theirs. */
  offerId?: number | null
  linkToken?: string | null
  answers?: ClientAnswer[]
  /** From an earlier mail's link: proves the address that books. */
  returnProof?: string | null
  idempotencyKey: string | null
  by: By
}

/** What a request left out stays left out, so that its hash is that of older requests too. */
export function keyedBooking(request: BookingRequest) {
  const { businessId, serviceId, startsAt, hostId, client, idempotencyKey: key } = request
  const { name, email, phone, notes } = client
  const { sessionId = null, seats = 1, durationMinutes, linkToken, answers } = request
  return keyedRequest(businessId, key, [
    ...[serviceId, startsAt, hostId, name, email, phone, notes],
    ...(sessionId === null && seats === 1 ? [] : [{ sessionId, seats }]),
    ...(durationMinutes ? [{ durationMinutes }] : []),
    ...(request.placeKey ? [{ placeKey: request.placeKey }] : []),
    ...(linkToken ? [{ linkToken }] : []),
    ...(request.returnProof ? [{ returnProof: request.returnProof }] : []),
    ...(client.agreesToTexts ? [{ agreesToTexts: true }] : []),
    ...(answers?.length ? [{ answers }] : []),
  ])
}
