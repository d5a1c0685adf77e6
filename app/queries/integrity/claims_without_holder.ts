import { checkOf } from '#queries/integrity/check'

export default checkOf(
  'claims_without_holder',
  'Host time is taken, and nothing holds it: no session and no booking, or one that was rejected, expired or cancelled',
  `select claims.id as claim_id, claims.host_id, claims.holder_id, bookings.status
     from claims
     left join bookings on bookings.id = claims.holder_id
    where claims.released_at is null
      and not exists (select from group_sessions where group_sessions.id = claims.holder_id)
      and (bookings.id is null or bookings.status in ('rejected', 'expired', 'cancelled'))
    order by claims.id`
)
