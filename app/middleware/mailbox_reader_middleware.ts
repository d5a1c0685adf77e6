import { Exception } from '@adonisjs/core/exceptions'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { isAtThisMachine } from '#middleware/this_machine'
import Membership from '#models/accounts/membership'

/** The mailbox holds secret links, so for most people it does not exist. */
export default class MailboxReaderMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    ctx.mailboxOf = isAtThisMachine(ctx.request) ? 'everyone' : await ownBusinessIds(ctx)
    ctx.response.header('cache-control', 'no-store')
    ctx.response.header('x-robots-tag', 'noindex')
    return next()
  }
}

async function ownBusinessIds({ auth }: HttpContext): Promise<number[]> {
  await auth.use('web').check()
  const userId = auth.use('web').user?.id ?? 0
  const memberships = await Membership.query().where({ userId, role: 'owner' })
  if (memberships.length === 0) {
    throw new Exception('No such page', { status: 404, code: 'E_NO_MAILBOX' })
  }
  return memberships.map(({ businessId }) => businessId)
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    mailboxOf: 'everyone' | number[]
  }
}
