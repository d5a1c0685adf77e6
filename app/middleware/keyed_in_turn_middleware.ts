import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** By address, who asks, and key: when the last of them is answered. */
const asking = new Map<string, Promise<unknown>>()

/**
 * Those who ask the same under one `Idempotency-Key` are answered one after the other: the later ones
 * are told what the first came to, before limits count any of them as more than that one.
 */
export default class KeyedInTurnMiddleware {
  async handle({ request }: HttpContext, next: NextFn) {
    const key = request.header('idempotency-key')
    if (!key) return next()
    const name = [request.method(), request.url(), request.header('authorization'), key].join(' ')
    const before = asking.get(name) ?? Promise.resolve()
    const answer = before.then(() => next())
    const ended = answer.catch(() => {})
    asking.set(name, ended)
    try {
      return await answer
    } finally {
      if (asking.get(name) === ended) asking.delete(name)
    }
  }
}
