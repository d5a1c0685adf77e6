/** Common table expressions; each is named by its first word. */

/** Needs `:businessId`. */
export const HOLDER =
  'holder as (insert into holders (business_id) values (:businessId) returning id)'

export const holdersOf = (rows: string) =>
  `holder as (insert into holders (business_id)
    select cast(:businessId as bigint) from ${rows} returning id)`

interface Claiming {
  /** The table of the rows that hold: an id, a start, an end and what `columns` names. */
  rows: string
  hostIds: string
  businessId: string
  serviceId: string
  expiresAt: string
}

/** Needs `:bufferBeforeMinutes` and `:bufferAfterMinutes`. */
export const claimsOf = ({ rows, hostIds, businessId, serviceId, expiresAt }: Claiming) => `
  claimed as (
    insert into claims
      (business_id, host_id, service_id, holder_id, starts_at, ends_at, blocked, expires_at)
    select ${businessId}, claimed_id, ${serviceId}, ${rows}.id, starts_at, ends_at,
      ${blockedSpan('starts_at', 'ends_at')}, ${expiresAt}
    from ${rows} cross join unnest(cast(${hostIds} as bigint[])) as claimed_id
  )`

export const releasedOf = (rows: string) => `
  released as (
    update claims set released_at = cast(:now as timestamptz)
    from ${rows} where claims.holder_id = ${rows}.id and claims.released_at is null
  )`

/** Buffers included. Needs `:hostIds`. */
export const isFree = (startsAt: string, endsAt: string) => `
  not exists (
    select from claims
    where claims.host_id = any(cast(:hostIds as bigint[])) and claims.released_at is null
      and claims.blocked && ${blockedSpan(startsAt, endsAt)})`

/** Taken by a client or offered to one who waits. Needs `:now`. */
export const hasTakenSeats = (sessionId: string, exceptBookingId?: string) => `
  exists (
    select from session_seats where session_id = ${sessionId} and released_at is null
      and (expires_at is null or expires_at > cast(:now as timestamptz))
      ${exceptBookingId ? `and booking_id <> ${exceptBookingId}` : ''})`

/** How many places of the session are taken, or offered to one who waits. Needs `:now`. */
export const placesTaken = (sessionId: string) => `(
  select cast(count(*) as integer) from session_seats where session_id = ${sessionId}
    and released_at is null and (expires_at is null or expires_at > cast(:now as timestamptz)))`

function blockedSpan(startsAt: string, endsAt: string): string {
  return `tstzrange(${startsAt} - make_interval(mins => cast(:bufferBeforeMinutes as integer)),
        ${endsAt} + make_interval(mins => cast(:bufferAfterMinutes as integer)))`
}
