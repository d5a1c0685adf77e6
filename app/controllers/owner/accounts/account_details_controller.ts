import type { HttpContext } from '@adonisjs/core/http'
import ChangeAccountDetails from '#actions/accounts/change_account_details'
import { renderAccount } from '#controllers/owner/accounts/account_page'
import { besideStored } from '#controllers/owner/newer_form'
import { seeOther } from '#controllers/see_other'
import User from '#models/accounts/user'
import { versionOf } from '#models/version'
import { typedAccount } from '#pages/owner/accounts/account_page'
import { accountDetailsValidator } from '#validators/accounts/account'
import { submittedVersion, validateForm } from '#validators/form'

export default class AccountDetailsController {
  async update(ctx: HttpContext) {
    const { auth, request, response, session, i18n } = ctx
    const { id: userId } = auth.use('web').getUserOrFail()
    const body = request.body()
    const checked = await validateForm(accountDetailsValidator, body, ctx, 'owner.validator')
    if (!checked.ok) return renderAccount(ctx, checked.form, 422)

    const { full_name: fullName, locale = null, time_zone: timeZone = null } = checked.data
    const outcome = await new ChangeAccountDetails().handle({
      userId,
      details: { fullName, locale, timeZone },
      version: submittedVersion(body),
    })
    if (outcome === 'stale') {
      const user = await User.findOrFail(userId)
      const form = await besideStored(ctx, checked.form, {
        values: typedAccount(user),
        version: versionOf({ ...user.details }),
        subject: { type: 'user', id: userId, actions: [] },
      })
      return renderAccount(ctx, form, 409)
    }
    session.flash('done', i18n.t('owner.accounts.details.saved'))
    return seeOther(response, 'owner.accounts.show')
  }
}
