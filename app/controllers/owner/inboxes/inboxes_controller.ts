import type { HttpContext } from '@adonisjs/core/http'
import AddInboxAddress from '#actions/inboxes/add_inbox_address'
import ChangeInboxAddress from '#actions/inboxes/change_inbox_address'
import { askToWait } from '#controllers/ask_to_wait'
import { findInbox, toInboxes } from '#controllers/owner/inboxes/find_inbox'
import { mayAskForProof } from '#controllers/proof_limits'
import { besideStored } from '#controllers/owner/newer_form'
import { MOST_INBOXES } from '#models/inboxes/inbox_address'
import type InboxAddress from '#models/inboxes/inbox_address'
import { inboxesPage, inboxPage, inboxVersion, typedInbox } from '#pages/owner/inboxes/inbox_page'
import { emptyForm, type Form, submittedVersion, validateForm } from '#validators/form'
import { inboxValidator, newInboxValidator } from '#validators/inboxes/inbox'

/** Addresses of the business itself, which get what owners and admins are mailed. */
export default class InboxesController {
  index(ctx: HttpContext) {
    return this.show(ctx, emptyForm({ about: 'all' }))
  }

  async store(ctx: HttpContext) {
    const { business, by, request, i18n } = ctx
    const body = request.body()
    const checked = await validateForm(newInboxValidator, body, ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return this.show(ctx, form, 422)
    const { email, about } = checked.data
    const services = await this.chosen(ctx, about)
    if (services?.length === 0) return this.show(ctx, this.withoutService(ctx, form), 422)

    const wait = await mayAskForProof(business.id, email)
    if (wait !== null) {
      form.errors.email = i18n.t('owner.inboxes.too_often', { wait: askToWait(ctx, wait) })
      return this.show(ctx, form, 429)
    }
    const added = await new AddInboxAddress().handle({
      ...{ businessId: business.id, email, services, by },
    })
    if (typeof added === 'string') {
      form.errors.email = i18n.t(`owner.inboxes.${added}`, { most: MOST_INBOXES, email })
      return this.show(ctx, form, 422)
    }
    const message = added.state === 'open' ? 'added_proven' : 'added'
    return toInboxes(ctx, i18n.t(`owner.inboxes.${message}`, { email }))
  }

  async edit(ctx: HttpContext) {
    const inbox = await findInbox(ctx)
    const version = inboxVersion(inbox)
    return this.showOne(ctx, inbox, emptyForm({ ...typedInbox(inbox), version }))
  }

  async update(ctx: HttpContext) {
    const { business, by, request, i18n } = ctx
    const inbox = await findInbox(ctx)
    const body = request.body()
    const checked = await validateForm(inboxValidator, body, ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return this.showOne(ctx, inbox, form, 422)
    const services = await this.chosen(ctx, checked.data.about)
    if (services?.length === 0) {
      return this.showOne(ctx, inbox, this.withoutService(ctx, form), 422)
    }
    const outcome = await new ChangeInboxAddress().handle({
      ...{ businessId: business.id, inboxId: inbox.id, services, by },
      version: submittedVersion(body),
    })
    if (outcome === 'stale') return this.showBesideStored(ctx, form)
    return toInboxes(ctx, i18n.t('owner.inboxes.saved', { email: inbox.email }))
  }

  private async showBesideStored(ctx: HttpContext, form: Form) {
    const inbox = await findInbox(ctx)
    const beside = await besideStored(ctx, form, {
      values: typedInbox(inbox),
      version: inboxVersion(inbox),
      subject: {
        ...{ type: 'inbox_address', id: inbox.id },
        actions: ['inbox.added', 'inbox.changed'],
      },
    })
    return this.showOne(ctx, inbox, beside, 409)
  }

  /** Null for all, now and later. */
  private async chosen({ business, request }: HttpContext, about: 'all' | 'some') {
    if (about === 'all') return null
    const body = request.body()
    const services = await business.related('services').query().select('id')
    return services.map(({ id }) => id).filter((id) => body[`service_${id}`] !== undefined)
  }

  private withoutService({ i18n }: HttpContext, form: Form): Form {
    return { ...form, errors: { about: i18n.t('owner.inboxes.no_service') } }
  }

  private async show(ctx: HttpContext, form: Form, status = 200) {
    ctx.response.status(status)
    return ctx.view.render('pages/owner/inboxes/inboxes', await inboxesPage(ctx.business, form))
  }

  private async showOne(ctx: HttpContext, inbox: InboxAddress, form: Form, status = 200) {
    ctx.response.status(status)
    return ctx.view.render('pages/owner/inboxes/inbox', await inboxPage(ctx.business, inbox, form))
  }
}
