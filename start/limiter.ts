import { createHash } from 'node:crypto'
import { errors } from '@adonisjs/limiter'
import limiter from '@adonisjs/limiter/services/main'
import queueConfig from '#config/queue'
import { networkOf } from '#formats/networks'
import { RedisLimits } from '#services/redis_limits'
import env from '#start/env'

/** So many turns within so many seconds, for each key; limits of different names share none. */
export interface Limit {
  name: string
  turns: number
  seconds: number
}

const MINUTE = 60
const HOUR = 60 * MINUTE

/** Guessing at many accounts from one place. */
export const signInsPerAddress: Limit = { name: 'sign_in', turns: 50, seconds: 15 * MINUTE }

export const signUpsPerAddress: Limit = { name: 'sign_up', turns: 10, seconds: HOUR }

/** Filling a calendar from one place. */
export const bookingsPerAddress: Limit = { name: 'booking', turns: 10, seconds: 5 * MINUTE }

/** Joining waiting lists from one place. */
export const waitersPerAddress: Limit = { name: 'waitlist', turns: 10, seconds: 5 * MINUTE }

/** Booking a dozen dates at a time from one place. */
export const seriesPerAddress: Limit = { name: 'series', turns: 3, seconds: HOUR }

/** Moving and cancelling from one place. */
export const changesPerAddress: Limit = { name: 'change', turns: 10, seconds: 5 * MINUTE }

/** Writing to the businesses from one place. */
export const enquiriesPerAddress: Limit = { name: 'enquiry', turns: 5, seconds: 15 * MINUTE }

const redis = queueConfig.redisUrl ? new RedisLimits(queueConfig.redisUrl) : null

/**
 * Takes one turn of a limit: `null`, or the seconds to wait when none is left. Counted in Redis
 * where there is one; while that gives no answer, in PostgreSQL, which begins at nought.
 */
export async function takeTurn(limit: Limit, ...key: string[]): Promise<number | null> {
  if (env.get('RATE_LIMITS') === 'off') return null
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

export async function giveTurnsBack(limit: Limit, ...key: string[]) {
  if (env.get('RATE_LIMITS') === 'off') return
  const hash = hashed(limit, key)
  await Promise.all([redis?.giveBack(hash), inDatabase(limit).delete(hash)])
}

/** The limit as PostgreSQL counts it. */
export function inDatabase({ turns, seconds }: Limit) {
  return limiter.use('database', { requests: turns, duration: seconds })
}

/** Keys name people and places; the store need not. An IP address stands for its network. */
function hashed({ name }: Limit, key: string[]): string {
  const named = [name, ...key.map((part) => networkOf(part) ?? part)].join('\n').toLowerCase()
  return createHash('sha256').update(named).digest('base64url')
}
