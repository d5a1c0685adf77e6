import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import type { DateTime } from 'luxon'
import Booking from '#models/bookings/booking'
import { sayAsTold } from '#models/bookings/wording'
import { whereStatus } from '#queries/bookings/booking_list'
import { bookingTold } from '#queries/bookings/booking_told'
import { bookingsOfClients } from '#queries/bookings/find_booking_by_token'
import { containing } from '#queries/containing'
import { pageAfter, type PageOrder } from '#queries/cursor_page'
import type { BookingStatus } from '#scheduling/slots/bookings'
import { asReader } from '#transactions'

export const PORTAL_VIEWS = ['upcoming', 'past'] as const
export type PortalView = (typeof PORTAL_VIEWS)[number]

export interface PortalQuestion {
  /** Whose they are, as it is compared: see `addressKey`. */
  email: string
  view: PortalView
  search?: string | null
  /** The slug of a business. */
  business?: string | null
  status?: BookingStatus | null
  now: DateTime
}

type BookingQuery = ModelQueryBuilderContract<typeof Booking, Booking>

const PAGE_SIZE = 20
/** Of one file. */
const MOST_IN_CALENDAR = 500
const BATCH = 500

/** What is next comes first, and what was last. */
export const ORDER_OF_VIEW: Record<PortalView, PageOrder> = {
  upcoming: { column: 'bookings.starts_at', type: 'timestamptz', direction: 'asc' },
  past: { column: 'bookings.starts_at', type: 'timestamptz', direction: 'desc' },
}

/** A request that nobody answered in time is over. */
const UPCOMING = `ends_at > :now and (status in ('approved', 'completed', 'no_show')
  or status = 'pending' and expires_at > :now)`
const VIEWS: Record<PortalView, string> = {
  upcoming: `(${UPCOMING})`,
  past: `(${UPCOMING}) is not true`,
}

/** What its client was told. */
const TEXT = `lower(concat_ws(' ', wording->>'service', wording->>'business', client_name, reference,
  (select string_agg(host.value, ' ') from jsonb_each_text(wording->'hosts') as host)))`

/** Nothing that a business keeps to itself; nothing of other addresses. */
function whereOf(bookings: BookingQuery, email: string): BookingQuery {
  return bookings.where({ client_email: email, tells_client: true })
}

export interface PortalList {
  bookings: Booking[]
  counts: Record<PortalView, number>
  list: { total: number; currentPage: number; lastPage: number }
}

/** Beyond the last page stands the last one. */
export async function portalBookings(question: PortalQuestion, page: number): Promise<PortalList> {
  const { onPage, ...listed } = await asReader(question.email, async (trx) => {
    const counts = await countedFor(question, trx)
    const total = counts[question.view]
    const lastPage = Math.ceil(total / PAGE_SIZE)
    const currentPage = Math.max(1, Math.min(page, lastPage))
    const offset = (currentPage - 1) * PAGE_SIZE
    const rows = await inOrder(narrowed(theirs(trx), question), question.view)
      .offset(offset)
      .limit(PAGE_SIZE)
    return { onPage: rows, counts, list: { total, currentPage, lastPage } }
  })
  return { ...listed, bookings: await whole(onPage, question.email) }
}

export function countPortalBookings(question: PortalQuestion): Promise<Record<PortalView, number>> {
  return asReader(question.email, (trx) => countedFor(question, trx))
}

/** A page of them, after the row that the cursor names. */
export async function portalBookingsAfter(
  question: PortalQuestion,
  wanted: { limit: number; cursor: string | null }
): Promise<{ rows: Booking[]; next: string | null }> {
  const order = ORDER_OF_VIEW[question.view]
  const { rows, next } = await asReader(question.email, (trx) =>
    pageAfter(narrowed(theirs(trx), question), { order, ...wanted })
  )
  return { rows: await whole(rows, question.email), next }
}

/** All pages of the list, read in batches. */
export async function* wholePortalList(question: PortalQuestion): AsyncGenerator<Booking> {
  for (let offset = 0; ; offset += BATCH) {
    const found = await asReader(question.email, (trx) =>
      inOrder(narrowed(theirs(trx), question), question.view)
        .offset(offset)
        .limit(BATCH)
        .exec()
    )
    yield* await whole(found, question.email)
    if (found.length < BATCH) return
  }
}

/** Those that are settled, the soonest first. */
export async function comingBookings(
  email: string,
  now: DateTime,
  most = MOST_IN_CALENDAR
): Promise<Booking[]> {
  const question = { email, view: 'upcoming', status: 'approved', now } as const
  const found = await asReader(email, (trx) =>
    inOrder(narrowed(theirs(trx), question), 'upcoming')
      .limit(most)
      .exec()
  )
  return whole(found, email)
}

/** Null where it is none of theirs. */
export async function findPortalBooking(email: string, id: number): Promise<Booking | null> {
  const found = await asReader(email, (trx) => whereOf(theirs(trx), email).where('id', id).exec())
  const [booking = null] = await whole(found, email, (bookings) =>
    bookings.select(bookingTold()).preload('link')
  )
  return booking
}

/** The businesses at which they booked, by name. */
export function portalBusinesses(email: string): Promise<{ slug: string; name: string }[]> {
  return asReader(email, async (trx) =>
    trx
      .from('businesses')
      .whereIn('id', whereOf(Booking.query({ client: trx }), email).select('business_id'))
      .select('slug', 'name')
      .orderBy('name')
      .orderBy('id')
  )
}

/** One booking at each of them, by which what was chosen there is found. */
export async function bookingAtEach(email: string): Promise<Booking[]> {
  const bookings = await asReader(email, (trx) => {
    const last = whereOf(Booking.query({ client: trx }), email)
      .max('id')
      .groupBy('business_id')
    return Booking.query({ client: trx }).whereIn('id', last).preload('business').exec()
  })
  return bookings.toSorted((one, other) => one.business.name.localeCompare(other.business.name))
}

/** Which ones, without what is said of them. */
function theirs(client: Transaction): BookingQuery {
  return Booking.query({ client }).select('bookings.id')
}

/**
 * Those that were found, in their order, as their client was told of them. What belongs to a booking is
 * read at once over several connections, which a transaction has not.
 */
async function whole(
  found: readonly Booking[],
  email: string,
  more: (bookings: BookingQuery) => BookingQuery = (bookings) => bookings
): Promise<Booking[]> {
  if (found.length === 0) return []
  const ids = found.map(({ id }) => id)
  const bookings = await more(whereOf(bookingsOfClients(), email).whereIn('id', ids))
  for (const booking of bookings) sayAsTold(booking)
  return bookings.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))
}

async function countedFor(
  question: PortalQuestion,
  client: Transaction
): Promise<Record<PortalView, number>> {
  const counted = whereMeant(Booking.query({ client }), question)
  for (const view of PORTAL_VIEWS) {
    counted.select(
      db.raw(`count(*) filter (where ${VIEWS[view]})::int as ${view}`, { now: at(question) })
    )
  }
  const { $extras: counts } = await counted.firstOrFail()
  return { upcoming: counts.upcoming, past: counts.past }
}

function narrowed(bookings: BookingQuery, question: PortalQuestion): BookingQuery {
  return whereMeant(bookings, question).whereRaw(VIEWS[question.view], { now: at(question) })
}

function whereMeant(bookings: BookingQuery, question: PortalQuestion): BookingQuery {
  const { email, search, business, status, now } = question
  whereOf(bookings, email)
  if (business) {
    bookings.whereIn('business_id', db.from('businesses').where('slug', business).select('id'))
  }
  if (status) whereStatus(bookings, status, now)
  for (const word of search?.split(/\s+/).filter(Boolean) ?? []) {
    bookings.whereRaw(`${TEXT} like lower(?)`, [containing(word)])
  }
  return bookings
}

function inOrder(bookings: BookingQuery, view: PortalView): BookingQuery {
  const { direction } = ORDER_OF_VIEW[view]
  return bookings.orderBy('starts_at', direction).orderBy('id', direction)
}

function at({ now }: PortalQuestion): Date {
  return now.toJSDate()
}
