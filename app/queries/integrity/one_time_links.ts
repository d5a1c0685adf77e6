import { checkOf } from '#queries/integrity/check'

/** A one-time link stays used when its booking ends, unless its setting gives it back. */
export default checkOf(
  'one_time_links',
  'A one-time link is spent without its booking, or its booking stands and it is not spent',
  `select links.id as one_time_link_id, standing.id as booking_id
     from one_time_links as links
     left join bookings as standing on standing.one_time_link_id = links.id
       and standing.status not in ('cancelled', 'rejected', 'expired')
    where (links.spent_at is not null) <> (standing.id is not null)
      and not (links.spent_at is not null and not links.rearms_on_cancel
        and exists (select from bookings where bookings.one_time_link_id = links.id))
    order by links.id`
)
