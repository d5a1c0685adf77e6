/** Of staff, only what waits with them; see `decidesOnlyOf`. */
const IS_THEIRS = `(memberships.role <> 'staff' or hosts.user_id = memberships.user_id)`

/** How many requests and moves wait to be decided by whom, in a statement that has `memberships`. */
export const WAITING_COUNT = `(
  select count(*) from bookings join hosts on hosts.id = bookings.host_id
  where bookings.business_id = memberships.business_id and bookings.status = 'pending'
    and bookings.expires_at > now() and ${IS_THEIRS}
) + (
  select count(*) from move_requests
    join bookings on bookings.id = move_requests.booking_id
    join hosts on hosts.id = bookings.host_id
  where move_requests.business_id = memberships.business_id and move_requests.status = 'pending'
    and move_requests.expires_at > now() and ${IS_THEIRS}
)`
