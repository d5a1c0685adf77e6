import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { ownerProof } from '#config/mail'
import type Notification from '#models/notifications/notification'
import { sql } from '#transactions'

const OF_ACCOUNTS = new Set<Notification['type']>(['address_proof', 'password_reset'])

/** Mails about one's own account need no proof. */
export async function waitsForProof(
  client: QueryClient,
  { type, userId, businessId }: Notification
): Promise<boolean> {
  if (!ownerProof.isAsked || OF_ACCOUNTS.has(type)) return false
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
