import type { HttpContext } from '@adonisjs/core/http'
import SetHostServices from '#actions/people/set_host_services'
import { besideStored } from '#controllers/owner/newer_form'
import { findPerson } from '#controllers/owner/people/find_person'
import { afterPart, renderPerson } from '#controllers/owner/people/person_page'
import { addressOf } from '#pages/address_of'
import { servicesVersion, typedServices } from '#pages/owner/people/person_page'
import { besidePart, sentPart } from '#pages/owner/people/person_parts'
import { previewHostServices } from '#queries/availability/preview_host_services'
import { type Form, submittedVersion, typedForm } from '#validators/form'

export default class HostServicesController {
  async update(ctx: HttpContext) {
    const { business, by, request, i18n } = ctx
    const host = await findPerson(ctx)
    const body = request.body()
    const services = await business.related('services').query().preload('hosts').orderBy('position')
    const serviceIds = services.map(({ id }) => id).filter((id) => body[`service_${id}`])
    const own = sentPart(body, 'services')
    const servicesForm = typedForm(own)
    const shown = { host, ...besidePart(body, 'services'), servicesForm }
    if (body.preview !== undefined) {
      const proposal = { business, services, hostId: host.id, serviceIds, now: Date.now() }
      const servicesPreview = await previewHostServices(proposal)
      return renderPerson(ctx, { ...shown, servicesPreview })
    }
    const outcome = await new SetHostServices().handle({
      businessId: business.id,
      hostId: host.id,
      serviceIds,
      version: submittedVersion(own),
      by,
    })
    if (outcome === 'stale') return this.showBesideStored(ctx, servicesForm)
    if (outcome !== 'saved') {
      const { kind } = host
      const list = new Intl.ListFormat(i18n.locale).format(outcome.services.map(({ name }) => name))
      const refusal = `owner.people.services_${outcome.outcome}`
      servicesForm.errors.services = i18n.t(refusal, { list, kind })
      return renderPerson(ctx, { ...shown, refusedBy: outcome.services, status: 422 })
    }
    const done = i18n.t('owner.people.services_saved', { host: host.name })
    return afterPart(ctx, 'services', { done, at: 'services' })
  }

  private async showBesideStored(ctx: HttpContext, typed: Form) {
    const host = await findPerson(ctx)
    const servicesForm = await besideStored(ctx, typed, {
      values: typedServices(host),
      version: servicesVersion(host),
      subject: { type: 'host', id: host.id, actions: ['host.services_set', 'host.added'] },
      address: addressOf('owner.hosts.edit', { id: host.id }, { part: 'services' }),
    })
    const beside = besidePart(ctx.request.body(), 'services')
    return renderPerson(ctx, { ...beside, host, servicesForm, status: 409 })
  }
}
