import { createHash } from 'node:crypto'
import { errors, type Limiter } from '@adonisjs/limiter'
import limiter from '@adonisjs/limiter/services/main'
import env from '#start/env'

/** Guessing one account's password from one place. */
export const signInsPerAccount = () =>
  limiter.use('database', { requests: 5, duration: '15 minutes' })

/** Guessing at many accounts from one place. */
export const signInsPerAddress = () =>
  limiter.use('database', { requests: 50, duration: '15 minutes' })

export const signUpsPerAddress = () => limiter.use('database', { requests: 10, duration: '1 hour' })

/** Filling a calendar from one place. */
export const bookingsPerAddress = () =>
  limiter.use('database', { requests: 10, duration: '5 minutes' })

/** The same, a dozen dates at a time. */
export const seriesPerAddress = () => limiter.use('database', { requests: 3, duration: '1 hour' })

/** Moving and cancelling from one place. */
export const changesPerAddress = () =>
  limiter.use('database', { requests: 10, duration: '5 minutes' })

/** Takes one turn of a limit: `null`, or the seconds to wait when none is left. */
export async function takeTurn(limit: Limiter, ...key: string[]): Promise<number | null> {
  if (env.get('RATE_LIMITS') === 'off') return null
  try {
    await limit.consume(hashed(key))
    return null
  } catch (error) {
    if (error instanceof errors.E_TOO_MANY_REQUESTS) return error.response.availableIn
    throw error
  }
}

export async function giveTurnsBack(limit: Limiter, ...key: string[]) {
  if (env.get('RATE_LIMITS') !== 'off') await limit.delete(hashed(key))
}

/** Keys name people and places; the table need not. */
function hashed(key: string[]): string {
  return createHash('sha256').update(key.join('\n').toLowerCase()).digest('base64url')
}
