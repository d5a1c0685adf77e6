import type { HttpContext } from '@adonisjs/core/http'
import SetHostUser from '#actions/people/set_host_user'
import { besideStored } from '#controllers/owner/newer_form'
import { findPerson } from '#controllers/owner/people/find_person'
import { renderPerson } from '#controllers/owner/people/person_page'
import { seeOther } from '#controllers/see_other'
import { versionOf } from '#models/version'
import { addressOf } from '#pages/address_of'
import { typedUser } from '#pages/owner/people/person_page'
import { type Form, submittedVersion, validateForm } from '#validators/form'
import { hostUserValidator } from '#validators/people/host'

export default class HostUsersController {
  async update(ctx: HttpContext) {
    const { business, by, request, response, session, i18n } = ctx
    const host = await findPerson(ctx)
    const body = request.body()
    const checked = await validateForm(hostUserValidator, body, ctx, 'owner.validator')
    const { form: userForm } = checked
    if (!checked.ok) return renderPerson(ctx, { host, userForm, status: 422 })

    const outcome = await new SetHostUser().handle({
      businessId: business.id,
      hostId: host.id,
      userId: checked.data.user ?? null,
      version: submittedVersion(body),
      by,
    })
    if (outcome === 'stale') return this.showBesideStored(ctx, userForm)
    if (outcome === 'no_member') {
      userForm.errors.user = i18n.t('owner.people.no_member')
      return renderPerson(ctx, { host, userForm, status: 422 })
    }
    session.flash('done', i18n.t('owner.people.user_saved', { host: host.name }))
    return seeOther(response, 'owner.hosts.edit', { id: host.id }, { part: 'signs-in' })
  }

  private async showBesideStored(ctx: HttpContext, typed: Form) {
    const host = await findPerson(ctx)
    const userForm = await besideStored(ctx, typed, {
      values: typedUser(host),
      version: versionOf(host.userId),
      subject: { type: 'host', id: host.id, actions: ['host.user_set', 'host.added'] },
      address: addressOf('owner.hosts.edit', { id: host.id }, { part: 'signs-in' }),
    })
    return renderPerson(ctx, { host, userForm, status: 409 })
  }
}
