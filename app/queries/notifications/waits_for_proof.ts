import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { ownerProof } from '#config/mail'
import type Notification from '#models/notifications/notification'
import { sql } from '#transactions'

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
