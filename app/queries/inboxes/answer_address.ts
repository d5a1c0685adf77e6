import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { ownerProof } from '#config/mail'
import { sql } from '#transactions'

export interface AnswerAddress {
  /** What clients are shown. */
  contact: string | null
  isProven: boolean
  /** Whoever reads it wants nothing of the business. */
  isStopped: boolean
  /** Where answers to the business's mails go. */
  answersTo: string | null
}

/**
 * Answers go to the contact address once somebody who reads it has said yes, be it as one of those in
 * charge who signs in with it; until then to the address that the owner has proven. Where no mail
 * leaves this machine nobody is asked for a proof, and what they sign in with counts.
 */
export async function answerAddress(
  businessId: number,
  client: QueryClient = db.connection()
): Promise<AnswerAddress> {
  const [found] = await sql<AnswerAddress & { owner: string | null }>(
    client,
    `select businesses.email as contact,
       exists (
         select from inbox_addresses
          where business_id = businesses.id and contact_proven_at is not null
            and inbox_addresses.email = cast(businesses.email as citext))
       or exists (
         select from memberships join users on users.id = memberships.user_id
          where business_id = businesses.id and role in ('owner', 'admin')
            and (email_verified_at is not null or not :isAsked)
            and users.email = cast(businesses.email as citext)) as "isProven",
       exists (
         select from inbox_addresses
          where business_id = businesses.id and stopped_at is not null
            and inbox_addresses.email = cast(businesses.email as citext)) as "isStopped",
       (select users.email from memberships join users on users.id = memberships.user_id
         where business_id = businesses.id and role = 'owner'
           and (email_verified_at is not null or not :isAsked)
         order by memberships.id limit 1) as owner
     from businesses where businesses.id = :businessId`,
    { businessId, isAsked: ownerProof.isAsked }
  )
  const { contact, isProven, isStopped, owner } = found
  // Whoever gives no address shows none.
  const answersTo = contact === null ? null : isProven ? contact : owner
  return { contact, isProven, isStopped, answersTo }
}
