import type { HttpContext } from '@adonisjs/core/http'
import ClearBookings, { type Cleared, type ClearedWay } from '#actions/bookings/clear_bookings'
import { waitInWords } from '#controllers/ask_to_wait'
import { eachWithinBounds, judgeOwner } from '#controllers/booking_bounds'
import {
  clearSessions,
  findSessions,
  whomToCall,
} from '#controllers/owner/availability/inside_sessions'
import { resultsIn } from '#controllers/owner/results'
import type Call from '#models/calls/call'
import type Booking from '#models/bookings/booking'
import type GroupSession from '#models/sessions/group_session'
import type { BlockDraft } from '#pages/owner/availability/block_draft'
import { wayField } from '#pages/owner/availability/inside_rows'
import { markToCall, openCalls } from '#queries/calls/open_calls'
import { findRequests } from '#queries/requests/request_inbox'
import { seenInRow } from '#validators/seen'

export type ClearedOutcome = Cleared['outcome'] | 'not_yours' | 'too_many_mails'

interface ClearedRowOf {
  id: number
  outcome: ClearedOutcome
  shownBefore?: string | null
  /** How long, where its client may be told of it later. */
  wait?: string
}

export type ClearedRow =
  | (ClearedRowOf & { booking: Booking; session?: undefined })
  | (ClearedRowOf & { session: GroupSession; toCall: Call['about'][]; booking?: undefined })

const MOST = 100
const FIELD = new RegExp(`^${wayField('(\\d{1,15})')}$`)

/** What was chosen for the bookings inside, done and told of one by one; empty where all stay. */
export async function clearInside(
  ctx: HttpContext,
  { insideReason: reason = null }: BlockDraft
): Promise<ClearedRow[]> {
  const { business, by, request } = ctx
  const body = request.body()
  const ways = chosenWays(body)
  if (ways.length === 0) return []

  const found = await findRequests(
    business.id,
    ways.map(({ bookingId }) => bookingId)
  )
  const outcomes = new Map<number, ClearedRow['outcome']>()
  const own = await theirs(ctx, found, ways)
  const tooMany = await eachWithinBounds(
    own,
    ({ reached, clientEmail }) => judgeOwner(business, reached === 'mail' ? clientEmail : null),
    async (passed) => {
      const ids = new Set(passed.map(({ id }) => id))
      const bookings = ways.filter(({ bookingId }) => ids.has(bookingId))
      const cleared = await new ClearBookings().handle({
        ...{ businessId: business.id, bookings, reason, by },
      })
      for (const { bookingId, outcome } of cleared) outcomes.set(bookingId, outcome)
      return ({ id }) => isCleared(outcomes.get(id))
    }
  )
  const waits = new Map(
    [...tooMany].map(([{ id }, { wait }]) => [id, waitInWords(wait, ctx.i18n).words])
  )
  const now = await findRequests(
    business.id,
    found.map(({ id }) => id)
  )
  await markToCall(now)
  const bookings = now.map((booking) => {
    const wait = waits.get(booking.id)
    const outcome = wait ? 'too_many_mails' : (outcomes.get(booking.id) ?? 'not_yours')
    const shownBefore = outcome === 'stale' ? seenInRow(body, booking.id).shown : null
    return { booking, id: booking.id, outcome, shownBefore, wait }
  })
  return [...bookings, ...(await withCalls(business.id, await clearSessions(ctx, ways, reason)))]
}

/** What an address says of it, as the records stand now; null where it says nothing. */
export async function clearedBefore(ctx: HttpContext): Promise<ClearedRow[] | null> {
  const outcomes = resultsIn<ClearedOutcome>(ctx)
  if (!outcomes) return null
  const { id: businessId } = ctx.business
  const ids = [...outcomes.keys()]
  const resultOf = ({ id }: { id: number }) => ({ id, outcome: outcomes.get(id) ?? 'not_found' })
  const bookings = await findRequests(businessId, ids)
  await markToCall(bookings)
  const sessions = await findSessions(businessId, ids)
  const calledOff = sessions.map((session) => ({ session, ...resultOf(session) }))
  return [
    ...bookings.map((booking) => ({ booking, ...resultOf(booking) })),
    ...(await withCalls(businessId, calledOff)),
  ]
}

async function withCalls<Row extends ClearedRowOf & { session: GroupSession }>(
  businessId: number,
  rows: Row[]
) {
  if (rows.length === 0) return []
  const calls = await openCalls(businessId)
  return rows.map((row) => ({ ...row, toCall: whomToCall(calls, row.session) }))
}

/** A page of which something failed is answered as one that was not done whole. */
export function statusOf(cleared: readonly ClearedRow[]): 200 | 409 {
  return cleared.every(({ outcome }) => isCleared(outcome)) ? 200 : 409
}

function isCleared(outcome: ClearedRow['outcome'] | undefined): boolean {
  return outcome === 'reassigned' || outcome === 'room_changed' || outcome === 'cancelled'
}

/** What is not known as a way leaves the booking where it is. */
function chosenWays(body: Record<string, unknown>): ClearedWay[] {
  return Object.entries(body)
    .flatMap(([field, chosen]) => {
      const bookingId = Number(FIELD.exec(field)?.[1] ?? Number.NaN)
      const to = wayOf(chosen)
      return Number.isNaN(bookingId) || to === null
        ? []
        : [{ bookingId, to, version: seenInRow(body, bookingId).version }]
    })
    .slice(0, MOST)
}

function wayOf(chosen: unknown): ClearedWay['to'] | null {
  if (chosen === 'cancel') return 'cancel'
  const instead = /^(give|room)_(\d{1,15})$/.exec(String(chosen))
  if (!instead) return null
  const id = Number(instead[2])
  return instead[1] === 'room' ? { hostId: null, roomId: id } : { hostId: id }
}

/** To give one away fills a colleague's time, so that staff may only cancel. */
async function theirs({ bouncer }: HttpContext, found: Booking[], ways: ClearedWay[]) {
  const own: Booking[] = []
  for (const booking of found) {
    const way = ways.find(({ bookingId }) => bookingId === booking.id)
    const needed = way?.to === 'cancel' ? 'decide' : 'reassign'
    if (await bouncer.with('BookingPolicy').allows(needed, booking)) own.push(booking)
  }
  return own
}
