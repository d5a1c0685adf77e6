import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { ownerProof } from '#config/mail'
import type Notification from '#models/notifications/notification'
import { sql } from '#transactions'

/** SQL of whether an owner of the business has proven their address; `business` is an expression. */
export const ownerIsProven = (business: string) => `exists (
  select from memberships join users on users.id = memberships.user_id
   where memberships.business_id = ${business} and role = 'owner' and email_verified_at is not null)`

/** Whether no mail to clients goes out yet, where that is the answer of `ownerIsProven`. */
export function mailsWait(isOwnerProven: boolean): boolean {
  return ownerProof.isAsked && !isOwnerProven
}

/**
 * Mails to users whose address is not proven, and mails for a business none of whose owners has a
 * proven address.
 */
export async function waitsForProof(
  client: QueryClient,
  { userId, businessId }: Notification
): Promise<boolean> {
  if (!ownerProof.isAsked) return false
  const [{ isProven }] = await sql<{ isProven: boolean }>(
    client,
    `select exists (
       select from memberships join users on users.id = memberships.user_id
       where memberships.business_id = :businessId and email_verified_at is not null
         and (memberships.user_id = cast(:userId as bigint)
           or cast(:userId as bigint) is null and role = 'owner')
     ) as "isProven"`,
    { businessId, userId }
  )
  return !isProven
}
