import limiter from '@adonisjs/limiter/services/main'
import db from '@adonisjs/lucid/services/db'
import type { Group } from '@japa/runner/core'
import { Redis } from 'ioredis'
import queueConfig from '#config/queue'
import env from '#start/env'
import * as bounds from '#config/limits'
import * as limits from '#start/limiter'

/** For tests about limits: switched on, and nobody has asked yet. Elsewhere they are off. */
export function withRateLimits(group: Group) {
  group.each.setup(async () => {
    env.set('RATE_LIMITS', 'on')
    await db.connection('owner').from('rate_limits').delete()
    await db.from('sign_in_tries').delete()
    await limiter.clear(['memory'])
    await forgetInRedis()
    return () => env.set('RATE_LIMITS', 'off')
  })
}

/**
 * A limit keeps the connection that it is first asked on. They are asked in tests with and without a
 * transaction, so it must not be one that ends with a test.
 */
export function openLimits() {
  for (const limit of [limits, bounds, bounds.bookingBounds].flatMap(Object.values)) {
    if (isLimit(limit)) limits.inDatabase(limit)
  }
}

function isLimit(value: unknown): value is limits.RateLimit {
  return typeof value === 'object' && value !== null && 'most' in value && 'seconds' in value
}

async function forgetInRedis() {
  if (!queueConfig.redisUrl) return
  const redis = new Redis(queueConfig.redisUrl)
  const keys = await redis.keys('bellhop:rate-limit:*')
  if (keys.length > 0) await redis.del(keys)
  redis.disconnect()
}
