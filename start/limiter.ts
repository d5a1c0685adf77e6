import { createHash } from 'node:crypto'
import { errors } from '@adonisjs/limiter'
import limiter from '@adonisjs/limiter/services/main'
import queueConfig from '#config/queue'
import { networkOf } from '#formats/pages/networks'
import { RedisLimits } from '#services/redis_limits'
import env from '#start/env'

/** So many requests within so many seconds, for each key; limits of different names share none. */
export interface RateLimit {
  name: string
  most: number
  seconds: number
  /** Counted by each process for itself where there is no Redis: reading asks no database for it. */
  isInMemory?: true
}

const MINUTE = 60
const HOUR = 60 * MINUTE

/** Guessing at many accounts from one place. */
export const signInsPerAddress: RateLimit = { name: 'sign_in', most: 50, seconds: 15 * MINUTE }

/** Asking for mails about a forgotten password: from one place, and to one reader. */
export const resetsPerAddress: RateLimit = { name: 'reset', most: 10, seconds: 15 * MINUTE }
export const resetsPerAccount: RateLimit = { name: 'reset_account', most: 3, seconds: 15 * MINUTE }

/** Asking for mails that sign clients in: from one place, and to one reader. */
export const portalLinksPerAddress: RateLimit = {
  ...{ name: 'portal_link', most: 10, seconds: 15 * MINUTE },
}
export const portalLinksPerRecipient: RateLimit = {
  ...{ name: 'portal_link_to', most: 3, seconds: 15 * MINUTE },
}

export const signUpsPerAddress: RateLimit = { name: 'sign_up', most: 10, seconds: HOUR }

/** With one email address, whether it has an account or not: each sends a mail there. */
export const signUpsPerRecipient: RateLimit = { name: 'sign_up_email', most: 3, seconds: 24 * HOUR }

/** Filling a calendar from one place by JSON, where nothing can be asked. */
export const bookingsPerAddress: RateLimit = { name: 'booking', most: 10, seconds: 5 * MINUTE }

/** Booking a dozen dates at a time from one place. */
export const seriesPerAddress: RateLimit = { name: 'series', most: 3, seconds: HOUR }

/** Reading files of clients. */
export const importsPerBusiness: RateLimit = { name: 'import', most: 20, seconds: HOUR }

/** Moving and cancelling from one place. */
export const changesPerAddress: RateLimit = { name: 'change', most: 10, seconds: 5 * MINUTE }

/** Writing to the businesses from one place. */
export const enquiriesPerAddress: RateLimit = { name: 'enquiry', most: 5, seconds: 15 * MINUTE }

/** Looking for clients while somebody is on the phone; far more would be reading the list out. */
export const lookUpsPerUser: RateLimit = { name: 'look_up', most: 240, seconds: 5 * MINUTE }

/** Programs without a key, from one place: several people's behind one connection. */
export const publicRequestsPerAddress: RateLimit = {
  ...{ name: 'public', most: 120, seconds: MINUTE },
  isInMemory: true,
}

/** Pages, forms and files for people: a class behind one connection turns over fewer. */
export const pagesPerAddress: RateLimit = {
  ...{ name: 'page', most: 300, seconds: MINUTE },
  isInMemory: true,
}

/** A page has up to some dozen pictures, each of which a browser keeps. */
export const picturesPerAddress: RateLimit = {
  ...{ name: 'picture_read', most: 3_000, seconds: MINUTE },
  isInMemory: true,
}

/** What needs a sign-in, or leads to one: a whole team works behind one connection. */
export const screensPerAddress: RateLimit = {
  ...{ name: 'screen', most: 900, seconds: MINUTE },
  isInMemory: true,
}

/** Programs that watch over this one: several, every few seconds. */
export const watchersPerAddress: RateLimit = {
  ...{ name: 'watcher', most: 600, seconds: MINUTE },
  isInMemory: true,
}

/** Notices of changes in calendars; few senders speak for all who use one provider. */
export const calendarNoticesPerAddress: RateLimit = {
  ...{ name: 'calendar_notice', most: 600, seconds: MINUTE },
  isInMemory: true,
}

/** Programs that act with one key. */
export const requestsPerKey: RateLimit = { name: 'key', most: 120, seconds: MINUTE }

const redis = queueConfig.redisUrl ? new RedisLimits(queueConfig.redisUrl) : null

/**
 * Counts a request against a limit: `null`, or the seconds to wait when none is left. Counted in Redis
 * where there is one; while that gives no answer, in PostgreSQL, which begins at nought.
 */
export async function consumeLimit(limit: RateLimit, ...key: string[]): Promise<number | null> {
  if (!areLimitsOn()) return null
  const hash = hashed(limit, key)
  const taken = await redis?.take(hash, limit)
  if (taken) return taken.wait
  try {
    await inDatabase(limit).consume(hash)
    return null
  } catch (error) {
    if (error instanceof errors.E_TOO_MANY_REQUESTS) return error.response.availableIn
    throw error
  }
}

export interface Counted {
  /** Which one it is within its time; 0 where nothing is counted. */
  taken: number
  /** The seconds until that time is over. */
  wait: number
}

/** Counts one more, however many there are. */
export async function countRequest(limit: RateLimit, ...key: string[]): Promise<Counted> {
  if (!areLimitsOn()) return { taken: 0, wait: 0 }
  const hash = hashed(limit, key)
  const counted = await redis?.count(hash, limit.seconds)
  if (counted) return counted
  const store = limit.isInMemory ? inMemory(limit) : inDatabase(limit)
  const { consumed, availableIn } = await store.increment(hash)
  return { taken: consumed, wait: availableIn }
}

/** Takes one back that came to nothing. */
export async function uncountRequest(limit: RateLimit, ...key: string[]): Promise<void> {
  if (!areLimitsOn()) return
  const hash = hashed(limit, key)
  if (await redis?.uncount(hash)) return
  await inDatabase(limit).decrement(hash)
}

export function areLimitsOn(): boolean {
  return env.get('RATE_LIMITS') !== 'off'
}

export async function resetLimit(limit: RateLimit, ...key: string[]) {
  if (!areLimitsOn()) return
  const hash = hashed(limit, key)
  await Promise.all([redis?.giveBack(hash), inDatabase(limit).delete(hash)])
}

/** The limit as PostgreSQL counts it. */
export function inDatabase({ most, seconds }: RateLimit) {
  return limiter.use('database', { requests: most, duration: seconds })
}

function inMemory({ most, seconds }: RateLimit) {
  return limiter.use('memory', { requests: most, duration: seconds })
}

/** Keys name people and places; the store need not. An IP address stands for its network. */
function hashed({ name }: { name: string }, key: string[]): string {
  const named = [name, ...key.map((part) => networkOf(part) ?? part)].join('\n').toLowerCase()
  return createHash('sha256').update(named).digest('base64url')
}
