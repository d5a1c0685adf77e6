import type { HttpContext } from '@adonisjs/core/http'
import ChooseBusiness from '#actions/accounts/choose_business'
import AcceptInvitation, { type Accepted } from '#actions/people/accept_invitation'
import { rememberDevice } from '#controllers/owner/accounts/known_device'
import { logSignIn } from '#controllers/owner/accounts/sign_in_log'
import { renderInvitation } from '#controllers/owner/people/invitation_page'
import { seeOther } from '#controllers/see_other'
import { keyedHash } from '#models/tokens/keyed_hash'
import { joinedAccountValidator } from '#validators/people/invitation'
import { validateForm } from '#validators/form'

export default class InvitationAcceptancesController {
  async show(ctx: HttpContext) {
    return renderInvitation(ctx)
  }

  /** With the account that is signed in. */
  async store(ctx: HttpContext) {
    const { auth, by, params, request, response } = ctx
    if (!(await auth.use('web').check())) {
      const query = { to: request.url() }
      return seeOther(response, 'owner.sign_ins.create', {}, { query })
    }
    const { id: userId, signInId = 0 } = auth.use('web').getUserOrFail()
    const accepted = await new AcceptInvitation().handle({
      token: params.token,
      as: { userId },
      requestId: by.requestId,
    })
    if (typeof accepted === 'string') return renderInvitation(ctx, { status: 409 })
    const { businessId } = accepted.invitation
    await new ChooseBusiness().handle({ userId, signInId, businessId })
    return this.welcome(ctx, accepted)
  }

  /** With a new account at the address that was invited. */
  async storeAccount(ctx: HttpContext) {
    const { auth, by, params, request } = ctx
    const body = request.body()
    const checked = await validateForm(joinedAccountValidator, body, ctx, 'owner.validator')
    if (!checked.ok) return renderInvitation(ctx, { form: checked.form, status: 422 })

    const { full_name: fullName, password } = checked.data
    const accepted = await new AcceptInvitation().handle({
      token: params.token,
      as: { fullName, password },
      requestId: by.requestId,
    })
    if (typeof accepted === 'string') return renderInvitation(ctx, { status: 409 })

    const account = keyedHash('account', accepted.user.email)
    await auth.use('web').login(accepted.user)
    rememberDevice(ctx, account)
    logSignIn(ctx, 'succeeded', { account, userId: accepted.user.id })
    return this.welcome(ctx, accepted)
  }

  private async welcome(
    { session, response, i18n }: HttpContext,
    { invitation }: Exclude<Accepted, string>
  ) {
    await invitation.load('business')
    session.flash('done', i18n.t('owner.people.joined', { business: invitation.business.name }))
    return seeOther(response, 'owner.days.show')
  }
}
