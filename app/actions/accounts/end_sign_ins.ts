import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import SignIn from '#models/accounts/sign_in'
import PushDevice from '#models/push/push_device'

interface SignInsToEnd {
  userId: number
  only?: number
}

/**
 * With all of them go the links that would let somebody in with a new password; with each the browser
 * that was told things while it lasted.
 */
export default class EndSignIns {
  async handle({ userId, only }: SignInsToEnd, client?: QueryClient): Promise<number> {
    if (only === undefined) {
      await (client ?? db)
        .from('password_resets')
        .where('user_id', userId)
        .whereNull('spent_at')
        .update({ spent_at: db.raw('now()') })
    }
    await PushDevice.query({ client })
      .where({ userId })
      .if(only !== undefined, (query) => void query.where({ signInId: only ?? 0 }))
      .delete()
    const ended = await SignIn.query({ client })
      .where('userId', userId)
      .whereNull('endedAt')
      .if(only !== undefined, (query) => void query.where('id', only!))
      .update({ ended_at: db.raw('now()') })
    return Number(ended)
  }
}
