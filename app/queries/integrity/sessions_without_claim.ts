import { checkOf } from '#queries/integrity/check'

/** A session that a booking made has no expiry once a booking in it is confirmed. */
export default checkOf(
  'sessions_without_claim',
  'A group session stands on paper only: no claim of its host covers it',
  `select sessions.id as session_id, sessions.host_id
     from group_sessions as sessions
    where sessions.status = 'scheduled' and sessions.ends_at > now()
      and (sessions.is_planned or exists (
        select from bookings
         where bookings.session_id = sessions.id and bookings.status = 'approved'))
      and not exists (
        select from claims
         where claims.holder_id = sessions.id and claims.host_id = sessions.host_id
           and claims.released_at is null and claims.expires_at is null
           and claims.starts_at = sessions.starts_at and claims.ends_at = sessions.ends_at)
    order by sessions.id`
)
