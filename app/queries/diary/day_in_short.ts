import { DateTime } from 'luxon'
import type Membership from '#models/accounts/membership'
import Host from '#models/availability/host'
import type Booking from '#models/bookings/booking'
import type MoveRequest from '#models/bookings/move_request'
import type Notification from '#models/notifications/notification'
import { type AgendaEntry, loadAgenda } from '#queries/bookings/day_agenda'
import { failedMessages } from '#queries/notifications/failed_messages'
import { waitingMoves } from '#queries/requests/find_move'
import { requestInbox } from '#queries/requests/request_inbox'

export interface DayInShort {
  day: DateTime
  entries: AgendaEntry[]
  /** What waits for an answer, the first to expire on top. */
  requests: Booking[]
  moves: MoveRequest[]
  failed: Notification[]
}

/** What a member has on a day, and what needs them then; of their own bookings unless in charge. */
export async function dayInShort(
  membership: Membership,
  date: string,
  now: DateTime
): Promise<DayInShort> {
  const { businessId, business } = membership
  const hostIds = await hostIdsOf(membership)
  const day = DateTime.fromISO(date, { zone: business.timeZone })
  const agenda = await loadAgenda({ businessId, hostIds, day, now })
  const requests = await requestInbox({ businessId, tab: 'waiting', filters: {}, now })
  const moves = await waitingMoves(businessId, now)
  const failed = await failedMessages(businessId, now)
  const isTheirs = (host: number) => hostIds === null || hostIds.includes(host)
  const since = now.minus({ days: 1 })
  return {
    day,
    entries: agenda.entries,
    requests: requests.filter((booking) => booking.hostIds.some(isTheirs)),
    moves: moves.filter((move) => move.hostIds.some(isTheirs)),
    failed: failed.filter(
      ({ booking, nextAttemptAt }) =>
        nextAttemptAt > since && (hostIds === null || (booking && isTheirs(booking.hostId)))
    ),
  }
}

/** Null for all of them. */
async function hostIdsOf({ businessId, userId, role }: Membership): Promise<number[] | null> {
  if (role === 'owner' || role === 'admin') return null
  const hosts = await Host.query().where({ businessId, userId }).select('id')
  return hosts.map(({ id }) => id)
}
