import { checkOf } from '#queries/integrity/check'

export default checkOf(
  'seats_over_capacity',
  'A group session has more places taken than it has',
  `select group_sessions.id as session_id, group_sessions.capacity,
       cast(count(*) as integer) as seats
     from session_seats
     join group_sessions on group_sessions.id = session_seats.session_id
    where session_seats.released_at is null
      and (session_seats.expires_at is null or session_seats.expires_at > now())
    group by group_sessions.id, group_sessions.capacity
   having count(*) > group_sessions.capacity
    order by group_sessions.id`
)
