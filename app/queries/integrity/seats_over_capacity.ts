import { checkOf } from '#queries/integrity/check'

/** Only younger seats count: whoever lowers the number of places keeps what was taken. */
export default checkOf(
  'seats_over_capacity',
  'A group session has more places taken than it has',
  `with sessions as (
     select sessions.id, sessions.capacity as numbered,
         case when sessions.is_planned then sessions.capacity else services.capacity end as places,
         case when sessions.is_planned then '-infinity' else services.updated_at end as places_since
       from group_sessions as sessions
       join services on services.id = sessions.service_id
   )
   select sessions.id as session_id, sessions.places as capacity,
       cast(count(*) as integer) as seats
     from session_seats
     join sessions on sessions.id = session_seats.session_id
    where session_seats.released_at is null
      and (session_seats.expires_at is null or session_seats.expires_at > now())
    group by sessions.id, sessions.numbered, sessions.places, sessions.places_since
   having count(*) > sessions.numbered
       or count(*) > sessions.places and max(session_seats.created_at) > sessions.places_since
    order by sessions.id`
)
