import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type Erasure from '#models/privacy/erasure'
import { ERASURE_STATUSES } from '#models/privacy/erasure'
import { inUtc, inUtcOrNull, momentOrNull, momentShape, wholeShape } from '#shapes/schema'

/** That a client is erased, as they asked or the business began it. */
export const erasureShape = vine.create({
  id: wholeShape(),
  client_id: wholeShape().nullable(),
  client_name: vine.string().nullable(),
  email: vine.string().nullable(),
  status: vine.enum(ERASURE_STATUSES),
  reason: vine.string().nullable(),
  decided_at: momentOrNull(),
  created_at: momentShape(),
})

export function presentErasure(erasure: Erasure): Infer<typeof erasureShape> {
  return {
    id: erasure.id,
    client_id: erasure.clientId,
    client_name: erasure.clientName,
    email: erasure.email,
    status: erasure.status,
    reason: erasure.reason,
    decided_at: inUtcOrNull(erasure.decidedAt),
    created_at: inUtc(erasure.createdAt),
  }
}
