import type { BookingStatus } from '#scheduling/slots/bookings'

/** Messages that say how a booking stands; one that comes later says all that an earlier one would. */
export const NEWS = [
  'booking_requested',
  'booking_confirmed',
  'booking_rejected',
  'booking_expired',
  'booking_cancelled',
  'booking_rescheduled',
  'booking_reassigned',
  'booking_changed',
] as const
export type NewsType = (typeof NEWS)[number]

/** What a booking says beside its time and its state, in the order in which mails name it. */
export const WORD_KINDS = ['place', 'link', 'instructions', 'service', 'business', 'hosts'] as const
export type WordKind = (typeof WORD_KINDS)[number]

/** How a booking stands, as a reader is told of it. */
export interface Standing {
  status: BookingStatus
  startsAt: string
  endsAt: string
  hostId: number
  /** The booking's `calendarSequence`. */
  version: number
  /** Not theirs any more, where a host is told that somebody else gives it. */
  isTheirs: boolean
  /** Fingerprints of its words, of those that its reader sees; mails of long ago have none. */
  words?: Partial<Record<WordKind, string>>
}

type Times = Pick<Standing, 'startsAt' | 'endsAt'>

/** What a reader has been told of one booking. */
export interface Told {
  last: Standing | null
  /** What may have reached them after that: sendings that ended without a word, the latest first. */
  unsure: Standing[]
  /** Whether there are other messages to them about it, sent or not. */
  hasOthers: boolean
}

interface Telling {
  /** What the message was owed for. */
  type: NewsType
  now: Standing
  told: Told
  isClient: boolean
  /** Which words it was owed for. */
  changed?: WordKind[]
}

export type NoNews = 'told_already' | 'unchanged' | 'never_told'

/** What there is to say, what it is measured by, and which words are others since. */
export type News =
  { type: NewsType; before: Standing | null; changed: WordKind[] } | { reason: NoNews }

/**
 * What a reader has to be told of a booking, from what they were told last to how it stands. What
 * they may have been told as well counts where there would be nothing to say otherwise.
 */
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

/** Whoever was never told of a booking learns that it stands, or nothing where it is theirs no more. */
function firstNews({ type, now, told, isClient, changed = [] }: Telling): News {
  // No calendar of theirs has the entry.
  if (type === 'booking_changed' && !isClient) return { reason: 'never_told' }
  // They did themselves what came before, and know it.
  if (!told.hasOthers) return { type, before: null, changed }
  // The client has seen on the page that it was booked.
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
  return before.hostId === now.hostId && before.isTheirs ? null : 'booking_reassigned'
}

/** Where nobody knows any more which words were told, those for which it was owed. */
function otherWords(before: Standing, { type, now, changed = [] }: Telling): WordKind[] {
  if (hasEnded(now.status) || !now.isTheirs) return []
  const { words } = before
  if (!words) return type === 'booking_changed' ? changed : []
  const isWithOthers = before.hostId !== now.hostId
  return WORD_KINDS.filter((kind) => {
    const [was, is] = [words[kind], now.words?.[kind]]
    return (
      was !== undefined && is !== undefined && was !== is && !(kind === 'hosts' && isWithOthers)
    )
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
