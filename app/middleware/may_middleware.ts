import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

type Ability =
  | ['SettingsPolicy', 'edit']
  | ['BookingPolicy', 'create']
  | ['CalendarPolicy', 'connect']
  | ['ClientPolicy', 'keep' | 'manage']
  | ['EnquiryPolicy', 'answer']
  | ['TeamPolicy', 'manage']

/** By the role only; what depends on a row is checked by its controller. */
export default class MayMiddleware {
  async handle({ bouncer }: HttpContext, next: NextFn, [policy, ability]: Ability) {
    await bouncer.with(policy).authorize(ability as never)
    return next()
  }
}
