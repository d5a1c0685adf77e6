import type { HttpContext } from '@adonisjs/core/http'
import UpdatePersonalPage from '#actions/people/update_personal_page'
import { besideStored } from '#controllers/owner/newer_form'
import { findEarlier, formBefore } from '#controllers/owner/form_before'
import { findPerson } from '#controllers/owner/people/find_person'
import { Refusal } from '#exceptions/refusal'
import { seeOther } from '#controllers/see_other'
import Host from '#models/availability/host'
import { versionOf } from '#models/version'
import { personalPage, typedPageFields } from '#pages/owner/people/personal_page'
import { type Form, submittedVersion, validateForm } from '#validators/form'
import { pageDetailsOf, personalPageValidator } from '#validators/people/personal_page'

/** What stands at `/schedule/{slug}`, and who may word it beside whoever is in charge: its person. */
export default class PersonalPagesController {
  async edit(ctx: HttpContext) {
    const { business } = ctx
    const host = await this.find(ctx)
    const earlier = await findEarlier(ctx, { type: 'host', id: host.id })
    if (!earlier) return this.show(ctx, host)
    const form = formBefore(ctx, earlier, {
      typed: (content) => typedPageFields(new Host().fill(content), business),
      stored: typedPageFields(host, business),
      version: versionOf(host.pageContent),
    })
    return this.show(ctx, host, form)
  }

  async update(ctx: HttpContext) {
    const { business, by, request, response, session, i18n } = ctx
    const host = await this.find(ctx)
    const body = request.body()
    const checked = await validateForm(personalPageValidator, body, ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return this.show(ctx, host, form, 422)

    const outcome = await new UpdatePersonalPage().handle({
      businessId: business.id,
      hostId: host.id,
      page: pageDetailsOf(checked.data),
      version: submittedVersion(body),
      by,
    })
    if (outcome === 'stale') return this.showBesideStored(ctx, form)
    if (outcome === 'address_taken') {
      form.errors.page_slug = i18n.t('owner.people.address_taken')
      return this.show(ctx, host, form, 422)
    }
    session.flash('done', i18n.t('owner.people.own_page.saved', { host: host.name }))
    return seeOther(response, 'owner.personal_pages.edit', { id: host.id })
  }

  private async find(ctx: HttpContext): Promise<Host> {
    const host = await findPerson(ctx)
    await ctx.bouncer.with('PagePolicy').authorize('edit', host)
    if (!host.mayHavePage) throw new Refusal(404, 'not_found')
    return host
  }

  private async showBesideStored(ctx: HttpContext, typed: Form) {
    const host = await findPerson(ctx)
    const form = await besideStored(ctx, typed, {
      values: typedPageFields(host, ctx.business),
      version: versionOf(host.pageContent),
      subject: { type: 'host', id: host.id, actions: ['host.page_updated', 'host.added'] },
    })
    return this.show(ctx, host, form, 409)
  }

  private async show(
    { business, response, view }: HttpContext,
    host: Host,
    form?: Form,
    status: 200 | 409 | 422 = 200
  ) {
    const page = await personalPage(business, host, form)
    return response.status(status).send(await view.render('pages/owner/people/personal_page', page))
  }
}
