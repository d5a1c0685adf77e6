import type { BookingStatus } from '#scheduling/slots/bookings'

/** A later message says all that an earlier one would. */
export const NEWS = [
  'booking_requested',
  'booking_confirmed',
  'booking_rejected',
  'booking_expired',
  'booking_cancelled',
  'booking_rescheduled',
  'request_lost',
  'booking_reassigned',
  'booking_changed',
] as const
export type NewsType = (typeof NEWS)[number]

/** In the order in which mails name them. */
export const WORD_KINDS = [
  ...(['place', 'room', 'link', 'instructions'] as const),
  ...(['service', 'business', 'hosts'] as const),
] as const
export type WordKind = (typeof WORD_KINDS)[number]

export interface Standing {
  status: BookingStatus
  startsAt: string
  endsAt: string
  hostId: number
  version: number
  /** False for a host when somebody else gives it now. */
  isTheirs: boolean
  /** Nobody gives it: another host is another room. */
  isByRoom?: boolean
  /**
   * Hashes of the words that the recipient sees; very old mails have none. `hosts` are people and rooms;
   * what was told before the two were told apart has these alone.
   */
  words?: Partial<Record<WordKind | 'people', string>>
}

type Times = Pick<Standing, 'startsAt' | 'endsAt'>

export interface Told {
  last: Standing | null
  /** Sendings after `last` whose result is not known, the latest first. */
  unsure: Standing[]
  /** Other messages to them about it, sent or not. */
  hasOthers: boolean
}

interface Telling {
  type: NewsType
  now: Standing
  told: Told
  isClient: boolean
  changed?: WordKind[]
}

export type NoNews = 'told_already' | 'unchanged' | 'never_told'

export type News =
  { type: NewsType; before: Standing | null; changed: WordKind[] } | { reason: NoNews }

/** What may also have been told counts only where there would be nothing to say otherwise. */
export function newsOf(telling: Telling): News {
  const { last, unsure } = telling.told
  const news = newsSince(last, telling)
  if ('type' in news) return news
  for (const before of unsure) {
    const other = newsSince(before, telling)
    if ('type' in other) return other
  }
  return news
}

function newsSince(before: Standing | null, telling: Telling): News {
  if (!before) return firstNews(telling)
  const { now } = telling
  const changed = otherWords(before, telling)
  const type = changeSince(before, now) ?? (changed.length > 0 ? 'booking_changed' : null)
  if (type) return { type, before, changed }
  return { reason: before.version === now.version ? 'told_already' : 'unchanged' }
}

function firstNews({ type, now, told, isClient, changed = [] }: Telling): News {
  // Their calendar has no entry for it.
  if (type === 'booking_changed' && !isClient) return { reason: 'never_told' }
  // They did the earlier steps themselves.
  if (!told.hasOthers) return { type, before: null, changed }
  // The client saw on the page that it was booked.
  const isOver = now.status === 'cancelled' || !now.isTheirs
  if (isOver && !isClient) return { reason: 'never_told' }
  return { type: standingNews(now.status), before: null, changed: [] }
}

function changeSince(before: Standing, now: Standing): NewsType | null {
  const isMoved = isAtAnotherTime(before, now)
  const isWaiting = now.status === 'pending'
  if (hasEnded(now.status)) {
    return before.status === now.status ? null : standingNews(now.status)
  }
  if (!now.isTheirs) {
    if (!before.isTheirs) return null
    return isMoved ? 'booking_rescheduled' : 'booking_reassigned'
  }
  const stoodAlike = isWaiting === (before.status === 'pending') && !hasEnded(before.status)
  if (!stoodAlike) return standingNews(now.status)
  if (isMoved) return isWaiting ? 'booking_requested' : 'booking_rescheduled'
  const isGivenAlike = before.hostId === now.hostId || now.isByRoom
  return isGivenAlike && before.isTheirs ? null : 'booking_reassigned'
}

/** Where it is not known which words were told, those for which the message was owed. */
function otherWords(before: Standing, { type, now, changed = [] }: Telling): WordKind[] {
  if (hasEnded(now.status) || !now.isTheirs) return []
  const { words } = before
  if (!words) return type === 'booking_changed' ? changed : []
  const isWithOthers = before.hostId !== now.hostId && !now.isByRoom
  const isOther = (name: keyof typeof words) => {
    const [was, is] = [words[name], now.words?.[name]]
    return was !== undefined && is !== undefined && was !== is
  }
  const isKnownApart = words.people !== undefined
  const isOnlyRoom = !isKnownApart && changed.includes('room')
  return WORD_KINDS.filter((kind) => {
    if (kind === 'hosts')
      return !isWithOthers && !isOnlyRoom && isOther(isKnownApart ? 'people' : 'hosts')
    return kind === 'room' && isOnlyRoom ? isOther('hosts') : isOther(kind)
  })
}

export function isAtAnotherTime(before: Times, now: Times): boolean {
  return (
    Date.parse(before.startsAt) !== Date.parse(now.startsAt) ||
    Date.parse(before.endsAt) !== Date.parse(now.endsAt)
  )
}

function standingNews(status: BookingStatus): NewsType {
  switch (status) {
    case 'pending':
      return 'booking_requested'
    case 'rejected':
    case 'expired':
    case 'cancelled':
      return `booking_${status}`
    default:
      return 'booking_confirmed'
  }
}

function hasEnded(status: BookingStatus): boolean {
  return status === 'rejected' || status === 'expired' || status === 'cancelled'
}
