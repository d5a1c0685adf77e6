import type { DateTime } from 'luxon'
import type Host from '#models/availability/host'
import type Booking from '#models/bookings/booking'
import GroupSession from '#models/sessions/group_session'
import type Business from '#models/settings/business'
import { addressOf } from '#pages/address_of'
import type { BlockDraft } from '#pages/owner/availability/block_draft'
import type { PageReader } from '#pages/reader'
import type { BookedInside } from '#queries/availability/booked_inside'
import { findBookingsInside } from '#queries/bookings/bookings_inside'
import { freeStandIns } from '#queries/bookings/stand_ins'
import { toldOfEach } from '#queries/sessions/session_list'
import { sessionStandIns } from '#queries/sessions/session_stand_ins'

export interface InsideRow {
  id: number
  /** What can be done with it here; null for a session, and where the client waits for an answer. */
  ways: InsideWays | null
  /** What can be called off here. */
  session: InsideSession | null
  start: number
  end: number
  who: string
  what: string
  href: string
  isWaiting: boolean
}

interface InsideSession {
  session: GroupSession
  field: string
  chosen: string
  /** Who booked a place, and who waits for one: told by mail, or to be called. */
  mails: number
  calls: number
  /** The colleagues who are free then and give its service. */
  free: Host[]
}

interface InsideWays {
  booking: Booking
  field: string
  /** The colleagues who are free then and give its service, or the rooms, where only its room is blocked. */
  free: Host[]
  isOfRoom: boolean
  /** What becomes of it unless that is changed. */
  chosen: string
  moveHref: string | null
}

interface Scene {
  business: Business
  hosts: readonly Host[]
  /** Those whose time is blocked. */
  away: readonly Host[]
  now: DateTime
  reader: PageReader
  draft: Pick<BlockDraft, 'form' | 'isAway'>
  /** Where the block is typed, as it is typed now. */
  returnTo: string
}

/** As it is sent with the block: of its booking, what shall become of it. */
export const wayField = (id: number | string) => `inside_${id}`

export async function insideRows(
  inside: readonly BookedInside[],
  scene: Scene
): Promise<InsideRow[]> {
  const { hosts, reader } = scene
  const names = new Map(hosts.map(({ id, name }) => [id, name]))
  const list = new Intl.ListFormat(reader.locale)
  const suggest = oneAfterTheOther()
  const sessions = await sessionsOf(inside, scene, suggest)
  const ways = await waysOf(inside, scene, suggest)
  return inside.map((one) => ({
    ...{ id: one.id, start: one.start, end: one.end, ways: ways.get(one.id) ?? null },
    session: sessions.get(one.id) ?? null,
    who: one.clientName ?? one.serviceName,
    what: whatInWords(one, list.format(one.hostIds.map((id) => names.get(id) ?? '')), reader),
    href: hrefOf(one),
    isWaiting: one.kind === 'move' || one.isWaiting,
  }))
}

async function waysOf(
  inside: readonly BookedInside[],
  { business, hosts, away, now, draft, returnTo }: Scene,
  suggest: Suggest
): Promise<Map<number, InsideWays>> {
  const blockedOf = new Map(inside.map(({ id, hostIds }) => [id, hostIds]))
  const ids = inside.filter(({ kind }) => kind === 'booking').map(({ id }) => id)
  const bookings = await findBookingsInside(business, ids)
  const coming = bookings.filter((booking) => booking.canBeCancelled(now))
  const awayIds = away.map(({ id }) => id)
  const free = await freeStandIns(business, coming, { awayIds, now: now.toMillis() })
  return new Map(
    coming.map((booking) => {
      const isOfRoom = !blockedOf.get(booking.id)?.includes(booking.hostId)
      const { hostIds = [], roomIds = [] } = free.get(booking.id) ?? {}
      const freeIds = isOfRoom ? roomIds : hostIds
      const instead = hosts.filter(({ id }) => freeIds.includes(id))
      const field = wayField(booking.id)
      const suggested = draft.isAway ? suggest(booking, instead) : null
      return [
        booking.id,
        {
          ...{ booking, field, free: instead, isOfRoom },
          chosen:
            draft.form.values[field] ??
            (suggested ? `${isOfRoom ? 'room' : 'give'}_${suggested.id}` : 'leave'),
          moveHref: moveHref(booking, returnTo),
        },
      ]
    })
  )
}

async function sessionsOf(
  inside: readonly BookedInside[],
  { business, away, now, draft }: Scene,
  suggest: Suggest
): Promise<Map<number, InsideSession>> {
  const ids = inside.flatMap(({ kind, id }) => (kind === 'session' ? id : []))
  if (ids.length === 0) return new Map()
  const found = await GroupSession.query()
    .where({ businessId: business.id })
    .whereIn('id', ids)
    .preload('service')
  const coming = found.filter((session) => session.canBeChanged(now))
  const told = await toldOfEach(coming, now)
  const standIns = await sessionStandIns(coming, now.toMillis())
  const isAway = (host: Host) => away.some(({ id }) => id === host.id)
  return new Map(
    coming.map((session) => {
      const field = wayField(session.id)
      const free = (standIns.get(session.id) ?? []).flatMap(({ host, why }) =>
        why === null && !isAway(host) ? host : []
      )
      const suggested = draft.isAway ? suggest(session, free) : null
      const chosen = draft.form.values[field] ?? (suggested ? `give_${suggested.id}` : 'leave')
      const { count = 0, waiting = 0, calls = 0 } = told.get(session.id) ?? {}
      return [session.id, { session, field, chosen, mails: count + waiting, calls, free }]
    })
  )
}

type Timed = Pick<GroupSession, 'startsAt' | 'endsAt'>

type Suggest = (one: Timed, colleagues: readonly Host[]) => Host | null

/** Whoever has been given the least so far, and nothing at that time. */
function oneAfterTheOther(): Suggest {
  const given = new Map<number, Timed[]>()
  return (booking, colleagues) => {
    const able = colleagues.filter(({ id }) => !given.get(id)?.some((one) => meet(one, booking)))
    const countOf = ({ id }: Host) => given.get(id)?.length ?? 0
    const [least] = able.toSorted((one, other) => countOf(one) - countOf(other))
    if (!least) return null
    given.set(least.id, [...(given.get(least.id) ?? []), booking])
    return least
  }
}

function meet(one: Timed, other: Timed): boolean {
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt
}

function moveHref({ id, status }: Booking, returnTo: string): string | null {
  if (status !== 'approved') return null
  return addressOf('owner.new_bookings.create', {}, { query: { move: id, return_to: returnTo } })
}

function whatInWords(one: BookedInside, hosts: string, { t }: PageReader): string {
  const { kind, isWaiting, serviceName: service, bookings: count } = one
  if (kind === 'session') {
    const clients = clientsOf([one])
    return t('owner.availability.blocks.inside.session', { hosts, count, clients })
  }
  if (kind === 'move') return t('owner.availability.blocks.inside.move', { service, hosts })
  return isWaiting
    ? t('owner.availability.blocks.inside.waiting', { service, hosts })
    : t('owner.common.service_with_host', { service, host: hosts })
}

/** Each once, however often they are booked. */
export function clientsOf(inside: readonly BookedInside[]): number {
  return new Set(inside.flatMap(({ clients }) => clients)).size
}

function hrefOf({ kind, id, isWaiting }: BookedInside): string {
  if (kind === 'session') return addressOf('owner.group_sessions.show', { id })
  if (kind === 'move') return addressOf('owner.move_requests.show', { id })
  return addressOf(isWaiting ? 'owner.requests.show' : 'owner.bookings.show', { id })
}
