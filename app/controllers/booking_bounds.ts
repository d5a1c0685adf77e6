import db from '@adonisjs/lucid/services/db'
import { type Bound, bookingBounds, newForDays } from '#config/limits'
import { mailboxOf } from '#formats/contacts/mailbox'
import type Booking from '#models/bookings/booking'
import type Business from '#models/settings/business'
import type { PageBusiness } from '#queries/pages/find_business_page'
import { isProvenClient } from '#queries/bookings/returning_client'
import { countRequest, type Counted, uncountRequest } from '#start/limiter'

const DAY_MS = 86_400_000

interface Asking {
  business: Pick<PageBusiness, 'id' | 'openedAt'>
  client: { email: string | null; phone: string | null }
  /** From the link in one of our mails. */
  returnProof: string | null
}

/** Not for so many seconds. */
export interface TooMany {
  wait: number
  because: Bound['name']
}

export interface Judgement {
  /** Goes on at once, or after a question. */
  verdict: 'free' | 'ask' | TooMany
  /** Nothing was booked, so the messages that were counted are not sent. */
  cameToNothing(): Promise<void>
}

interface Count extends Counted {
  bound: Bound
  key: string
}

/** Whether somebody who books, or joins a waitlist, does so as people do. */
export async function judgePages(ip: string, asking: Asking): Promise<Judgement> {
  const { pace, hour } = bookingBounds
  return judge([await counted(pace, ip), await counted(hour, ip)], await countUnproven(asking))
}

/** A machine is asked no question: a limit of its own says how often one may book. */
export async function judgeMachine(asking: Asking): Promise<Judgement> {
  return judge([], await countUnproven(asking))
}

/** Each change sends one more mail to an address that nobody has proven. */
export async function judgeChange(
  { business, clientEmail }: Pick<Booking, 'business' | 'clientEmail'>,
  returnProof: string | null
): Promise<Judgement> {
  if (clientEmail === null) return judge([], [])
  const client = { email: clientEmail, phone: null }
  return judge([], await countUnproven({ business: opened(business), client, returnProof }))
}

/** A new business's recipients have not asked for any of its mails. */
export async function judgeOwner(
  business: Business,
  ...emails: (string | null)[]
): Promise<Judgement> {
  const recipients = isNew(opened(business)) ? emails.flatMap((email) => nameOf(email) ?? []) : []
  const counts: Count[] = []
  for (const recipient of recipients) counts.push(await counted(bookingBounds.client, recipient))
  return judge([], counts)
}

/** What is sent is counted before; it is given back where too much was, or nothing came of it. */
export async function withinBounds<Done>(
  judging: Promise<Judgement>,
  work: () => Promise<Done>,
  isSent: (done: Done) => boolean
): Promise<{ done: Done } | { tooMany: TooMany }> {
  const { verdict, cameToNothing } = await judging
  if (typeof verdict !== 'string') {
    await cameToNothing()
    return { tooMany: verdict }
  }
  const done = await work()
  if (!isSent(done)) await cameToNothing()
  return { done }
}

/** The same for many that are done at once; gives those for whom there was too much. */
export async function eachWithinBounds<Item>(
  items: readonly Item[],
  judging: (item: Item) => Promise<Judgement>,
  work: (passed: Item[]) => Promise<(item: Item) => boolean>
): Promise<Map<Item, TooMany>> {
  const tooMany = new Map<Item, TooMany>()
  const judged = new Map<Item, Judgement>()
  for (const item of items) {
    const judgement = await judging(item)
    if (typeof judgement.verdict === 'string') {
      judged.set(item, judgement)
      continue
    }
    await judgement.cameToNothing()
    tooMany.set(item, judgement.verdict)
  }
  const isSent = await work([...judged.keys()])
  for (const [item, { cameToNothing }] of judged) if (!isSent(item)) await cameToNothing()
  return tooMany
}

const opened = ({ id, createdAt }: Business) => ({ id, openedAt: createdAt.toMillis() })

function isNew({ openedAt }: Asking['business']): boolean {
  return Date.now() - openedAt < newForDays * DAY_MS
}

/** Whoever came by a link from a mail reads what is sent to that address, and is not counted. */
async function countUnproven({ business, client, returnProof }: Asking): Promise<Count[]> {
  const { email, phone } = client
  const claimed = { businessId: business.id, email, proof: returnProof }
  if (await isProvenClient(db.connection(), claimed)) return []

  const counts = [await counted(bookingBounds.client, nameOf(email) ?? digits(phone))]
  if (isNew(business)) {
    counts.push(await counted(bookingBounds.newBusiness, String(business.id)))
  }
  return counts
}

function judge(ofConnection: Count[], unproven: Count[]): Judgement {
  return {
    verdict: verdictOf([...ofConnection, ...unproven]),
    async cameToNothing() {
      for (const { bound, key } of unproven) await uncountRequest(bound, key)
    },
  }
}

function verdictOf(counts: Count[]): Judgement['verdict'] {
  const full = counts.find(({ taken, bound }) => taken > bound.most)
  if (full) return { wait: full.wait, because: full.bound.name }
  return counts.some(({ taken, bound }) => taken > bound.free) ? 'ask' : 'free'
}

async function counted(bound: Bound, key: string): Promise<Count> {
  return { bound, key, ...(await countRequest(bound, key)) }
}

function nameOf(email: string | null): string | null {
  return email ? mailboxOf(email) : null
}

function digits(phone: string | null): string {
  return (phone ?? '').replaceAll(/\D/g, '')
}
