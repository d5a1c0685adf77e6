import { randomUUID } from 'node:crypto'
import { ownerIsProven } from '#queries/notifications/waits_for_proof'

/**
 * Ends a statement; with `portalLinkParameters`. Owes nothing to an address that nothing was booked
 * with. Each call owes a new mail, but for one in the same moments: whoever presses twice gets one.
 */
export const OWE_PORTAL_LINK = `
  insert into notifications
    (business_id, subject_type, subject_id, type, channel, dedupe_key, request_id, data)
  select clients.business_id, 'client', clients.id, 'portal_link', 'mail', :key, :requestId,
    json_build_object('language', cast(:language as text))
  from bookings join clients on clients.business_id = bookings.business_id
    and clients.email_key = cast(:email as text)
  where bookings.client_email = cast(:email as citext) and bookings.tells_client
    and not exists (
      select from notifications as former join clients as same on same.id = former.subject_id
       where former.subject_type = 'client' and former.type = 'portal_link'
         and same.email_key = cast(:email as text)
         and former.created_at > clock_timestamp() - interval '20 seconds')
  order by ${ownerIsProven('bookings.business_id')} desc, bookings.id desc limit 1
  returning id as "notificationId", attempts as attempt`

interface AskedFor {
  /** As it is compared: see `addressKey`. */
  email: string
  language: string
  requestId: string | null
}

export function portalLinkParameters({ email, language, requestId }: AskedFor) {
  return { email, language, requestId, key: `portal_link:${randomUUID()}` }
}
