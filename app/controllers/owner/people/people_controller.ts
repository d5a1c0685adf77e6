import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import AddHost from '#actions/people/add_host'
import { seeOther } from '#controllers/see_other'
import { newHostForm, newHostPage } from '#pages/owner/people/new_host_page'
import { peoplePage } from '#pages/owner/people/people_page'
import { mixedServices } from '#queries/services/mixed_services'
import { type Form, validateForm } from '#validators/form'
import { newHostQuery, validQuery } from '#validators/owner_query'
import { newHostValidator } from '#validators/people/host'

export default class PeopleController {
  async index({ business, view }: HttpContext) {
    return view.render('pages/owner/people/people', await peoplePage(business, DateTime.now()))
  }

  async create(ctx: HttpContext) {
    const { kind } = await validQuery(newHostQuery, ctx)
    return this.show(ctx, await newHostForm(ctx.business, kind))
  }

  async store(ctx: HttpContext) {
    const { business, by, request, response, session, i18n } = ctx
    const body = request.body()
    const checked = await validateForm(newHostValidator, body, ctx, 'owner.validator')
    if (!checked.ok) return this.show(ctx, checked.form, 422)

    const { data } = checked
    const services = await business.related('services').query().select('id')
    const { kind = 'person' } = data
    const serviceIds = services.map(({ id }) => id).filter((id) => body[`service_${id}`])
    const joining = { businessId: business.id, kind, serviceIds, areClasses: true }
    const mixed = await mixedServices(db.connection(), joining)
    if (mixed.length > 0) {
      const list = new Intl.ListFormat(i18n.locale).format(mixed.map(({ name }) => name))
      checked.form.errors.services = i18n.t('owner.people.services_mixed', { list, kind })
      return this.show(ctx, checked.form, 422, mixed)
    }
    const host = await new AddHost().handle({
      businessId: business.id,
      kind,
      name: data.name,
      timeZone: data.time_zone,
      serviceIds,
      hoursOf: data.hours_of,
      by,
    })
    session.flash('done', i18n.t('owner.people.added', { host: host.name }))
    return seeOther(response, 'owner.hosts.edit', { id: host.id })
  }

  private async show(
    ctx: HttpContext,
    form: Form,
    status: 200 | 422 = 200,
    refusedBy: { id: number; name: string }[] = []
  ) {
    const page = await newHostPage(ctx.business, form)
    const html = await ctx.view.render('pages/owner/people/new_host', { ...page, refusedBy })
    return ctx.response.status(status).send(html)
  }
}
