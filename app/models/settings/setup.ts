/** What a new business goes through, in this order. */
export const SETUP_STOPS = ['services', 'people', 'hours', 'closures', 'share'] as const
export type SetupStop = (typeof SETUP_STOPS)[number]

/** Until the first booking of a client. */
export interface Setup {
  done: SetupStop[]
  of: number
}

/** SQL, beside a row of memberships: null once somebody has booked who is not of the team. */
export const SETUP_DONE = `case when not exists (
  select from bookings
  where bookings.business_id = memberships.business_id and not exists (
    select from memberships as team join users on users.id = team.user_id
    where team.business_id = bookings.business_id and users.email = bookings.client_email)
) then array(select stop from setup_stops
  where setup_stops.business_id = memberships.business_id) end`
