/**
 * Time held for somebody without a booking, as by an offer to who waits or by a one-time link: each
 * once, however many hosts it needs. Needs `:businessId`, `:hostId` (null is everybody's), `:from`,
 * `:until` and `:now`.
 */
export const KEPT_TIME = `
  select distinct on (claims.holder_id, claims.starts_at) claims.host_id, claims.starts_at
  from hosts join claims on claims.host_id = hosts.id
  where hosts.business_id = :businessId
    and (cast(:hostId as bigint) is null or hosts.id = :hostId)
    and claims.released_at is null
    and (claims.expires_at is null or claims.expires_at > cast(:now as timestamptz))
    and claims.starts_at >= cast(:from as timestamptz)
    and claims.starts_at < cast(:until as timestamptz)
    and not exists (select from bookings where bookings.id = claims.holder_id)
    and not exists (select from group_sessions where group_sessions.id = claims.holder_id)`
