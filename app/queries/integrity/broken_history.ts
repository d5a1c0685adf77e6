import { checkOf } from '#queries/integrity/check'
import { BOOKING_STATUSES, movesFrom } from '#scheduling/slots/bookings'

const LEGAL = BOOKING_STATUSES.flatMap((from) => movesFrom(from).map((to) => `${from}>${to}`))

/** A change of the time or the host leaves the status as it was. */
export default checkOf(
  'broken_history',
  'A row of history does not follow from the one before it, or is a move that no booking may make',
  `select booking_id, id as event_id, from_status, to_status
     from (
       select *, lag(to_status) over (partition by booking_id order by id) as before
         from booking_events) as history
    where from_status is distinct from before
      or from_status is not null and from_status <> to_status
        and from_status || '>' || to_status <> all (:legal)
    order by id`,
  { legal: LEGAL }
)
