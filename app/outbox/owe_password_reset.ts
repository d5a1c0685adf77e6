import { randomUUID } from 'node:crypto'

/** Ends a statement; with `passwordResetParameters`. Each call owes a new mail. */
export const OWE_PASSWORD_RESET = `
  insert into notifications
    (business_id, subject_type, subject_id, user_id, type, channel, dedupe_key, request_id)
  select business_id, 'user', user_id, user_id, 'password_reset', 'mail', :key, :requestId
  from memberships join users on users.id = memberships.user_id
  where users.email = :email
  order by email_verified_at is null, users.id desc, memberships.id limit 1
  returning id as "notificationId", attempts as attempt`

export function passwordResetParameters(email: string, requestId: string | null) {
  return { email, key: `password_reset:${randomUUID()}`, requestId }
}
