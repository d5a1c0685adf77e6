import { checkOf } from '#queries/integrity/check'

export default checkOf(
  'claims_without_holder',
  'Host time is taken, and nothing holds it: no booking, session, move, offer or link, or one that is over',
  `select claims.id as claim_id, claims.host_id, claims.holder_id,
       coalesce(moves.status, bookings.status, sessions.status, offers.status) as status
     from claims
     left join bookings on bookings.id = claims.holder_id
     left join group_sessions as sessions on sessions.id = claims.holder_id
     left join waitlist_offers as offers on offers.id = claims.holder_id
     left join one_time_links as links on links.holder_id = claims.holder_id
     left join move_requests as moves on moves.id = claims.move_request_id
    where claims.released_at is null
      and (bookings.id is null and sessions.id is null and offers.id is null
          and links.id is null
        or bookings.status in ('rejected', 'expired', 'cancelled')
        or not bookings.holds_time
        or sessions.status = 'cancelled'
        or offers.status <> 'open'
        or links.spent_at is not null or links.revoked_at is not null
        or links.id is not null and claims.expires_at is null
        or moves.status <> 'pending')
    order by claims.id`
)
