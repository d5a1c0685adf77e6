import { randomUUID } from 'node:crypto'
import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { OwedMail } from './owe.js'
import { ownerProof } from '#config/mail'
import { sql } from '#transactions'

interface Input {
  businessId: number
  userId: number
  requestId: string | null
}

/** Each call owes a new mail. One statement, whatever it finds. */
export async function oweProofMail(client: QueryClient, input: Input): Promise<OwedMail[]> {
  return sql<OwedMail>(
    client,
    `insert into notifications (business_id, subject_type, subject_id, user_id, type, channel, dedupe_key, request_id)
     select :businessId, 'user', id, id, 'address_proof', 'mail', 'address_proof:' || cast(:key as text), :requestId
     from users where id = :userId and email_verified_at is null
       and (:isAsked or exists (
         select from users others
         where others.email = users.email and others.email_verified_at is not null))
     returning id as "notificationId", attempts as attempt`,
    { ...input, key: randomUUID(), isAsked: ownerProof.isAsked }
  )
}
