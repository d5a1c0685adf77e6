import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { NEWS } from '#scheduling/news'
import type { MessageType } from '#messages'
import { sql } from '#transactions'

/** Answers to a request for another time never come before what the booking is. */
const AFTER_NEWS: MessageType[] = ['move_requested', 'move_rejected', 'move_expired']

const IN_LINE: string[] = [...NEWS, ...AFTER_NEWS]
const IS_NEWS = new Set<string>(NEWS)

/** First half of an advisory lock's key; the second is made of the booking and the recipient. */
const LOCK = 20

/** A mail, or an SMS, that waits in line with others about the same booking to the same recipient. */
export interface InLine {
  id: number
  channel: string
  type: string
  bookingId: number
  seriesId: number | null
  userId: number | null
  inboxAddressId: number | null
  dates: number[] | null
}

interface Owed extends InLine {
  isInHand: boolean
  nextAttemptAt: Date
}

/** What becomes of a mail when it is at the front. */
export type PlaceInLine =
  | { kind: 'goes'; replaces: number[] }
  /** A later one says all that it would. */
  | { kind: 'is_replaced' }
  /** Another is on its way, or comes first; until when there is no use in looking again. */
  | { kind: 'waits'; until: Date | null }

/** Null where a mail is about no booking, or may go out whatever else is owed. */
export async function findInLine(notificationId: number): Promise<InLine | null> {
  const [row] = await sql<InLine>(
    db.connection(),
    `select notifications.id, channel, type, booking_id as "bookingId", series_id as "seriesId",
       user_id as "userId", inbox_address_id as "inboxAddressId", data->'dates' as dates
     from notifications join bookings on bookings.id = notifications.booking_id
     where notifications.id = :notificationId and notifications.status = 'queued'
       and channel in ('mail', 'sms') and type = any(:types)`,
    { notificationId, types: IN_LINE }
  )
  return row ?? null
}

/**
 * Where a mail stands among those that are owed to its recipient about its booking: one is on its way
 * at a time, a later one takes the place of all before it that say no more, and what tells of
 * several dates goes before what tells of one of them. Others who ask wait until this transaction
 * ends.
 */
export async function placeInLine(
  trx: Transaction,
  mail: InLine,
  clockOffsetSeconds: number
): Promise<PlaceInLine> {
  const subject = mail.seriesId === null ? `booking ${mail.bookingId}` : `series ${mail.seriesId}`
  await sql(trx, `select pg_advisory_xact_lock(${LOCK}, hashtext(:key))`, {
    key: `${subject} to ${mail.inboxAddressId ? `inbox ${mail.inboxAddressId}` : (mail.userId ?? 'client')}`,
  })
  const others = await findOthers(trx, mail, clockOffsetSeconds)
  if (others.some(({ isInHand }) => isInHand)) return { kind: 'waits', until: null }
  if (IS_NEWS.has(mail.type) && others.some((other) => replaces(other, mail))) {
    return { kind: 'is_replaced' }
  }

  const replaced = others.filter((other) => replaces(mail, other)).map(({ id }) => id)
  const first = others.find(
    ({ id, type }) => id < mail.id && IS_NEWS.has(type) && !replaced.includes(id)
  )
  if (first) return { kind: 'waits', until: first.nextAttemptAt }
  return { kind: 'goes', replaces: replaced }
}

/** Mails of the same line that are due, in the order in which they were owed. */
export async function nextInLine(mail: InLine): Promise<{ id: number; attempts: number } | null> {
  const rows = await sql<Owed & { attempts: number }>(
    db.connection(),
    `${OTHERS} and next_attempt_at <= clock_timestamp() order by notifications.id`,
    parameters(mail, 0)
  )
  return rows.find((other) => overlap(mail, other)) ?? null
}

const OTHERS = `
  select notifications.id, channel, type, booking_id as "bookingId", series_id as "seriesId", attempts,
    user_id as "userId", inbox_address_id as "inboxAddressId", data->'dates' as dates,
    next_attempt_at as "nextAttemptAt",
    coalesce(leased_until > clock_timestamp()
      + make_interval(secs => cast(:offsetSeconds as double precision)), false) as "isInHand"
  from notifications join bookings on bookings.id = notifications.booking_id
  where notifications.status = 'queued' and channel = :channel and type = any(:types)
    and notifications.id <> :id and user_id is not distinct from cast(:userId as bigint)
    and inbox_address_id is not distinct from cast(:inboxAddressId as bigint)
    and (booking_id = :bookingId or series_id = cast(:seriesId as bigint))`

function parameters(mail: InLine, offsetSeconds: number) {
  const { id, channel, bookingId, seriesId, userId, inboxAddressId } = mail
  return { id, channel, bookingId, seriesId, userId, inboxAddressId, types: IN_LINE, offsetSeconds }
}

async function findOthers(
  trx: Transaction,
  mail: InLine,
  clockOffsetSeconds: number
): Promise<Owed[]> {
  const rows = await sql<Owed>(
    trx,
    `${OTHERS} order by notifications.id`,
    parameters(mail, clockOffsetSeconds)
  )
  return rows.filter((other) => overlap(mail, other))
}

function replaces(later: InLine, earlier: InLine): boolean {
  const isLater = later.id > earlier.id && IS_NEWS.has(later.type) && IS_NEWS.has(earlier.type)
  const told = new Set(bookingsOf(later))
  return isLater && bookingsOf(earlier).every((id) => told.has(id))
}

function overlap(one: InLine, other: InLine): boolean {
  const ids = new Set(bookingsOf(one))
  return bookingsOf(other).some((id) => ids.has(id))
}

function bookingsOf({ bookingId, dates }: InLine): number[] {
  return [bookingId, ...(dates ?? [])]
}
