import type { HttpContext } from '@adonisjs/core/http'
import Invite from '#actions/people/invite'
import { askToWait } from '#controllers/ask_to_wait'
import { waitToInvite } from '#controllers/invitation_limits'
import { seeOther } from '#controllers/see_other'
import { invitationForm, newInvitationPage } from '#pages/owner/people/new_invitation_page'
import { type Form, validateForm } from '#validators/form'
import { validQuery } from '#validators/owner_query'
import { invitationQuery, invitationValidator } from '#validators/people/invitation'

export default class InvitationsController {
  async create(ctx: HttpContext) {
    const { host } = await validQuery(invitationQuery, ctx)
    return this.show(ctx, await invitationForm(ctx.business, host))
  }

  async store(ctx: HttpContext) {
    const { bouncer, business, by, request, response, session, i18n } = ctx
    const body = request.body()
    const checked = await validateForm(invitationValidator, body, ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return this.show(ctx, form, 422)

    const { their_name: fullName, email, role, host } = checked.data
    if (await bouncer.with('TeamPolicy').denies('grant', role)) {
      form.errors.role = i18n.t('owner.people.invite.only_owners')
      return this.show(ctx, form, 422)
    }
    const wait = await waitToInvite(business, email)
    if (wait !== null) {
      form.errors.email = i18n.t('owner.people.invite.too_many', { wait: askToWait(ctx, wait) })
      return this.show(ctx, form, 429)
    }
    const hostId = host ?? null
    const sent = await new Invite().handle({
      ...{ businessId: business.id, fullName, email, role, hostId, by },
    })
    if (typeof sent === 'string') {
      form.errors.email = i18n.t(`owner.people.invite.${sent}`)
      return this.show(ctx, form, 422)
    }
    session.flash('done', i18n.t('owner.people.invite.sent', { email }))
    return seeOther(response, 'owner.people.index', {}, { part: 'invitations' })
  }

  private async show(ctx: HttpContext, form: Form, status: 200 | 422 | 429 = 200) {
    const page = await newInvitationPage(ctx.business, ctx.membership, form)
    ctx.response.status(status)
    return ctx.view.render('pages/owner/people/new_invitation', page)
  }
}
