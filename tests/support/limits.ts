import db from '@adonisjs/lucid/services/db'
import type { Group } from '@japa/runner/core'
import { Redis } from 'ioredis'
import queueConfig from '#config/queue'
import env from '#start/env'
import { bookingBounds } from '#config/limits'
import { asLimit, bookingsPerAddress, inDatabase } from '#start/limiter'

/** For tests about limits: switched on, and nobody has used a turn yet. Elsewhere they are off. */
export function withRateLimits(group: Group) {
  group.each.setup(async () => {
    env.set('RATE_LIMITS', 'on')
    await db.from('rate_limits').delete()
    await db.from('sign_in_tries').delete()
    await forgetInRedis()
    return () => env.set('RATE_LIMITS', 'off')
  })
}

/**
 * A limit keeps the connection that it is first asked on. Those of bookings are asked in tests with and
 * without a transaction, so it must not be one that ends with a test.
 */
export function openBookingLimit() {
  for (const limit of [bookingsPerAddress, ...Object.values(bookingBounds).map(asLimit)]) {
    inDatabase(limit)
  }
}

async function forgetInRedis() {
  if (!queueConfig.redisUrl) return
  const redis = new Redis(queueConfig.redisUrl)
  const keys = await redis.keys('bellhop:rate-limit:*')
  if (keys.length > 0) await redis.del(keys)
  redis.disconnect()
}
