import db from '@adonisjs/lucid/services/db'
import { ROOM_GOES_ALONG } from '#models/availability/host'

const LISTED = (first: string) =>
  `json_agg(json_build_object('id', hosts.id, 'name', hosts.name, 'kind', hosts.kind)
     order by hosts.id <> ${first}, hosts.position, hosts.id)`

/** Of `services`: more than one host gives it at a time. */
const TAKES_SEVERAL = `(services.host_mode = 'collective' or ${ROOM_GOES_ALONG})`

/** All hosts whose claims it holds or held last; null where its service needs only one. */
const together = (row: string, serviceId: string, isTheirs: string) => `
  case when (select ${TAKES_SEVERAL} from services where services.id = ${serviceId}) then (
    select ${LISTED(`${row}.host_id`)}
      from hosts join (
        select host_id, bool_or(released_at is null) as is_held,
               bool_or(bool_or(released_at is null)) over () as is_any_held
          from claims where ${isTheirs} group by host_id
      ) as theirs on theirs.host_id = hosts.id
     where is_held or not is_any_held
  ) end`

/** A request that holds no time yet counts all hosts of its service. */
const OF_BOOKING = `coalesce(
  ${together(
    'bookings',
    'bookings.service_id',
    `claims.holder_id in (bookings.id, bookings.session_id)
       and claims.move_request_id is null and claims.starts_at = bookings.starts_at`
  )},
  case when not bookings.holds_time then (
    select ${LISTED('bookings.host_id')}
      from services
      join service_hosts on service_hosts.service_id = services.id
      join hosts on hosts.id = service_hosts.host_id and hosts.is_active
     where services.id = bookings.service_id and services.host_mode = 'collective'
  ) end)`

const OF_MOVE = together(
  'move_requests',
  '(select service_id from bookings where bookings.id = move_requests.booking_id)',
  `claims.move_request_id = move_requests.id or claims.holder_id = move_requests.session_id`
)

const OF_SESSION = together(
  'group_sessions',
  'group_sessions.service_id',
  `claims.holder_id = group_sessions.id and claims.starts_at = group_sessions.starts_at`
)

export const bookingHosts = () => db.raw(`${OF_BOOKING} as hosts_together`)
export const moveHosts = () => db.raw(`${OF_MOVE} as hosts_together`)
export const sessionHosts = () => db.raw(`${OF_SESSION} as hosts_together`)

export const givenBy = (hostIds: readonly number[]) =>
  db.raw(
    `(bookings.host_id = any(cast(:ids as bigint[])) or exists (
       select from json_to_recordset(${OF_BOOKING}) as given (id bigint)
        where given.id = any(cast(:ids as bigint[]))))`,
    { ids: `{${hostIds.join()}}` }
  )

export const sessionGivenBy = (hostId: number) =>
  db.raw(
    `(group_sessions.host_id = :hostId or exists (
       select from json_to_recordset(${OF_SESSION}) as given (id bigint)
        where given.id = cast(:hostId as bigint)))`,
    { hostId }
  )

/** JSON; null where one host gives it. Needs a row of `bookings`. */
export const HOSTS_TOGETHER = OF_BOOKING

/** A subquery of ids, empty where one host gives it. Needs a row of `bookings`. */
export const HOSTS_OF_BOOKING = `(
  select given.id from bookings, json_to_recordset(${OF_BOOKING}) as given (id bigint)
   where bookings.id = cast(:bookingId as bigint))`

/** JSON of ids, null where it holds nobody's time; those of a move that waits are among them. */
export const hostsHolding = (holderId: string) => `(
  select json_agg(distinct host_id) from claims
   where holder_id = ${holderId} and released_at is null)`
