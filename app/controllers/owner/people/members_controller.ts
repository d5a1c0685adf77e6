import type { HttpContext } from '@adonisjs/core/http'
import ChangeRole from '#actions/people/change_role'
import { findEarlier, formBefore } from '#controllers/owner/form_before'
import { besideStored } from '#controllers/owner/newer_form'
import { findMember } from '#controllers/find_member'
import { renderMember } from '#controllers/owner/people/member_page'
import { seeOther } from '#controllers/see_other'
import { versionOf } from '#models/version'
import { addressOf } from '#pages/address_of'
import { type Form, submittedVersion, validateForm } from '#validators/form'
import { roleValidator } from '#validators/people/member'

export default class MembersController {
  async edit(ctx: HttpContext) {
    const member = await findMember(ctx)
    const earlier = await findEarlier(ctx, { type: 'user', id: member.userId })
    if (!earlier) return renderMember(ctx, { member })
    const form = formBefore(ctx, earlier, {
      typed: ({ role }) => ({ role: String(role) }),
      stored: { role: member.role },
      version: versionOf(member.role),
    })
    return renderMember(ctx, { member, form })
  }

  async update(ctx: HttpContext) {
    const { bouncer, business, by, request, response, session, i18n } = ctx
    const member = await findMember(ctx)
    const body = request.body()
    const checked = await validateForm(roleValidator, body, ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return renderMember(ctx, { member, form, status: 422 })

    const { role } = checked.data
    if (await bouncer.with('TeamPolicy').denies('grant', role)) {
      form.errors.role = i18n.t('owner.people.member.only_owners')
      return renderMember(ctx, { member, form, status: 422 })
    }
    const outcome = await new ChangeRole().handle({
      businessId: business.id,
      memberId: member.id,
      role,
      version: submittedVersion(body),
      by,
    })
    if (outcome === 'stale') return this.showBesideStored(ctx, form)
    if (outcome === 'last_owner') {
      form.errors.role = i18n.t('owner.people.member.last_owner')
      return renderMember(ctx, { member, form, status: 422 })
    }
    session.flash('done', i18n.t('owner.people.member.saved', { name: member.user.fullName }))
    return seeOther(response, 'owner.people.index')
  }

  private async showBesideStored(ctx: HttpContext, typed: Form) {
    const member = await findMember(ctx)
    const form = await besideStored(ctx, typed, {
      values: { role: member.role },
      version: versionOf(member.role),
      subject: { type: 'user', id: member.userId, actions: ['member.role_changed'] },
      address: addressOf('owner.members.edit', { id: member.id }),
    })
    return renderMember(ctx, { member, form, status: 409 })
  }
}
