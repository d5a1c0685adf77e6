import type { HttpContext } from '@adonisjs/core/http'
import AddHost from '#actions/availability/add_host'
import UpdateHost from '#actions/availability/update_host'
import { findHost, renderAvailability } from '#controllers/owner/availability/availability_page'
import { hostVersion, typedHost } from '#pages/owner/availability/availability_page'
import { bookedFirst, previewSaving } from '#pages/owner/booked_first'
import { besideStored } from '#controllers/owner/newer_form'
import { savedAndTold, tellChoice } from '#controllers/owner/tell_choice'
import { zoneChoices } from '#formats/words/choices'
import { addressOf } from '#pages/address_of'
import { changedHost } from '#queries/availability/proposed_changes'
import { emptyForm, type Form, submittedVersion, validateForm } from '#validators/form'
import { hostQuery, validQuery } from '#validators/owner_query'
import { chosenRules } from '#validators/rule_form'
import { hostValidator, newHostValidator } from '#validators/settings/settings'

export default class HostsController {
  async create(ctx: HttpContext) {
    const services = await servicesOf(ctx)
    const taken = services.filter(({ hostMode }) => hostMode === 'any')
    const given = taken.map(({ id }) => [`service_${id}`, 'on'])
    const form = emptyForm({ time_zone: ctx.business.timeZone, ...Object.fromEntries(given) })
    return this.show(ctx, form)
  }

  async store(ctx: HttpContext) {
    const { business, by, request, response, session, i18n } = ctx
    const body = request.body()
    const checked = await validateForm(newHostValidator, body, ctx, 'owner.validator')
    if (!checked.ok) return this.show(ctx, checked.form, 422)

    const { name, time_zone: timeZone } = checked.data
    const services = await servicesOf(ctx)
    const host = await new AddHost().handle({
      businessId: business.id,
      name,
      timeZone,
      serviceIds: services.map(({ id }) => id).filter((id) => body[`service_${id}`]),
      by,
    })
    session.flash('done', i18n.t('owner.availability.host.added', { host: host.name }))
    return response
      .redirect()
      .status(303)
      .toPath(addressOf('owner.weekly_hours.edit', {}, { query: { host: host.id } }))
  }

  async update(ctx: HttpContext) {
    const { business, by, request, response, session, i18n } = ctx

    const { host: hostId } = await validQuery(hostQuery, ctx)
    const { host, hosts } = await findHost(ctx, hostId)
    const body = request.body()
    const checked = await validateForm(hostValidator, body, ctx, 'owner.validator')
    const hostForm = checked.form
    if (!checked.ok) return renderAvailability(ctx, { host, hosts, hostForm, status: 422 })

    const { data } = checked
    const details = { ...chosenRules('host', data), name: data.name, timeZone: data.time_zone }
    const page = { host, hosts, hostForm }
    const saving = { business, change: changedHost(host, details), of: { hostIds: [host.id] } }
    if (body.preview !== undefined) {
      return renderAvailability(ctx, { ...page, hostPreview: await previewSaving(saving) })
    }
    const booked = await bookedFirst(saving, body)
    if (booked) return renderAvailability(ctx, { ...page, hostPreview: booked, status: 409 })

    const saved = await new UpdateHost().handle({
      businessId: business.id,
      hostId: host.id,
      details,
      version: submittedVersion(body),
      tellsBooked: tellChoice(body),
      by,
    })
    if (saved.outcome === 'stale') return this.showBesideStored(ctx, host.id, hostForm)
    if (saved.outcome === 'busy') {
      return renderAvailability(ctx, { ...page, hostTelling: 'busy', status: 503 })
    }
    if (saved.outcome === 'asks') {
      return renderAvailability(ctx, { ...page, hostTelling: saved.asks, status: 409 })
    }
    const done = i18n.t('owner.availability.host.saved', { host: details.name })
    session.flash('done', savedAndTold(done, saved.told, i18n))
    return response
      .redirect()
      .status(303)
      .toPath(
        addressOf('owner.weekly_hours.edit', {}, { query: { host: host.id }, part: 'host-rules' })
      )
  }

  private async showBesideStored(ctx: HttpContext, hostId: number, typed: Form) {
    const { host, hosts } = await findHost(ctx, hostId)
    const hostForm = await besideStored(ctx, typed, {
      values: typedHost(host),
      version: hostVersion(host),
      subject: { type: 'host', id: host.id, actions: ['host.updated', 'host.added'] },
    })
    return renderAvailability(ctx, { host, hosts, hostForm, status: 409 })
  }

  private async show(ctx: HttpContext, form: Form, status: 200 | 422 = 200) {
    const page = {
      form,
      services: await servicesOf(ctx),
      zones: zoneChoices(ctx.business.timeZone),
    }
    const html = await ctx.view.render('pages/owner/availability/host', page)
    return ctx.response.status(status).send(html)
  }
}

function servicesOf({ business }: HttpContext) {
  return business.related('services').query().orderBy('position').orderBy('id')
}
