import type { HttpContext } from '@adonisjs/core/http'
import EndSignIns from '#actions/accounts/end_sign_ins'
import { seeOther } from '#controllers/see_other'
import SignIn from '#models/accounts/sign_in'

export default class SignInEndingsController {
  async store(ctx: HttpContext) {
    const { id: userId } = ctx.auth.use('web').getUserOrFail()
    const { id } = await SignIn.query().where({ userId, id: ctx.params.id }).firstOrFail()
    return this.answer(ctx, await new EndSignIns().handle({ userId, only: id }))
  }

  async storeAll(ctx: HttpContext) {
    const guard = ctx.auth.use('web')
    const user = guard.getUserOrFail()
    const ended = await new EndSignIns().handle({ userId: user.id })
    // With a new token, since somebody else may have copied the old one.
    await guard.login(user)
    return this.answer(ctx, ended - 1)
  }

  private answer({ session, response, i18n }: HttpContext, count: number) {
    session.flash('done', i18n.t('owner.accounts.account.ended', { count }))
    return seeOther(response, 'owner.accounts.show')
  }
}
