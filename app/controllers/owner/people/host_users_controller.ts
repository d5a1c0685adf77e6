import type { HttpContext } from '@adonisjs/core/http'
import SetHostUser from '#actions/people/set_host_user'
import { besideStored } from '#controllers/owner/newer_form'
import { findPerson } from '#controllers/owner/people/find_person'
import { afterPart, renderPerson } from '#controllers/owner/people/person_page'
import { versionOf } from '#models/version'
import { addressOf } from '#pages/address_of'
import { typedUser } from '#pages/owner/people/person_page'
import { besidePart, sentPart } from '#pages/owner/people/person_parts'
import { type Form, submittedVersion, validateForm } from '#validators/form'
import { hostUserValidator } from '#validators/people/host'

export default class HostUsersController {
  async update(ctx: HttpContext) {
    const { business, by, request, i18n } = ctx
    const host = await findPerson(ctx)
    const body = request.body()
    const own = sentPart(body, 'user')
    const checked = await validateForm(hostUserValidator, own, ctx, 'owner.validator')
    const { form: userForm } = checked
    const shown = { host, ...besidePart(body, 'user'), userForm }
    if (!checked.ok) return renderPerson(ctx, { ...shown, status: 422 })

    const outcome = await new SetHostUser().handle({
      businessId: business.id,
      hostId: host.id,
      userId: checked.data.user ?? null,
      version: submittedVersion(own),
      by,
    })
    if (outcome === 'stale') return this.showBesideStored(ctx, userForm)
    if (outcome === 'no_member') {
      userForm.errors.user = i18n.t('owner.people.no_member')
      return renderPerson(ctx, { ...shown, status: 422 })
    }
    const done = i18n.t('owner.people.user_saved', { host: host.name })
    return afterPart(ctx, 'user', { done, at: 'signs-in' })
  }

  private async showBesideStored(ctx: HttpContext, typed: Form) {
    const host = await findPerson(ctx)
    const userForm = await besideStored(ctx, typed, {
      values: typedUser(host),
      version: versionOf(host.userId),
      subject: { type: 'host', id: host.id, actions: ['host.user_set', 'host.added'] },
      address: addressOf('owner.hosts.edit', { id: host.id }, { part: 'signs-in' }),
    })
    const beside = besidePart(ctx.request.body(), 'user')
    return renderPerson(ctx, { ...beside, host, userForm, status: 409 })
  }
}
