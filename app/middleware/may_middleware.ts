import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

type Ability =
  ['SettingsPolicy', 'edit'] | ['BookingPolicy', 'create'] | ['EnquiryPolicy', 'answer']

/** Who may use an address, as far as that is told by their role; what a row adds, its controller asks. */
export default class MayMiddleware {
  async handle({ bouncer }: HttpContext, next: NextFn, [policy, ability]: Ability) {
    await bouncer.with(policy).authorize(ability as never)
    return next()
  }
}
