import { randomUUID } from 'node:crypto'

/**
 * Ends a statement; with `passwordResetParameters`. Each call owes a new mail, but for one in the
 * same moments: whoever presses twice gets one.
 */
export const OWE_PASSWORD_RESET = `
  insert into notifications
    (business_id, subject_type, subject_id, user_id, type, channel, dedupe_key, request_id)
  select business_id, 'user', user_id, user_id, 'password_reset', 'mail', :key, :requestId
  from memberships join users on users.id = memberships.user_id
  where users.email = :email
    and not exists (
      select from notifications as former
       where former.user_id = users.id and former.type = 'password_reset'
         and former.created_at > clock_timestamp() - interval '20 seconds')
  order by email_verified_at is null, users.id desc, memberships.id limit 1
  returning id as "notificationId", attempts as attempt`

export function passwordResetParameters(email: string, requestId: string | null) {
  return { email, key: `password_reset:${randomUUID()}`, requestId }
}
