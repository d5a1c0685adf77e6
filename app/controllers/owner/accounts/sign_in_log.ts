import type { HttpContext } from '@adonisjs/core/http'
import logger from '@adonisjs/core/services/logger'
import { networkOf } from '#formats/pages/networks'
import { keyedHash } from '#models/tokens/keyed_hash'

type SignInOutcome = 'succeeded' | 'failed' | 'delayed' | 'ended'

/** The user where there is one, and hashes of both addresses. */
export function logSignIn(
  { request }: HttpContext,
  outcome: SignInOutcome,
  { account, userId }: { account?: string; userId?: number }
): void {
  const ip = request.ip()
  logger[outcome === 'succeeded' || outcome === 'ended' ? 'info' : 'warn'](
    {
      sign_in: outcome,
      user_id: userId ?? null,
      ...(account && { account }),
      from: keyedHash('from', networkOf(ip) ?? ip),
      request_id: request.id(),
    },
    `A sign-in ${outcome}`
  )
}
