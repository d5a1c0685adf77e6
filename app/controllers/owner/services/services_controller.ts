import type { HttpContext } from '@adonisjs/core/http'
import DeleteService from '#actions/services/delete_service'
import SaveService, { type ServiceDetails } from '#actions/services/save_service'
import { findEarlier, formBefore } from '#controllers/owner/form_before'
import { besideStored } from '#controllers/owner/newer_form'
import {
  renderService,
  renderServices,
  showRefused,
} from '#controllers/owner/services/service_pages'
import { findShown, newShown, typedBefore } from '#controllers/owner/services/shown_service'
import { savedAndTold, tellChoice } from '#controllers/owner/tell_choice'
import { roomsNotPossible } from '#models/services/service_team'
import { seeOther } from '#controllers/see_other'
import type { EarlierSettings } from '#models/audit_entry'
import Service from '#models/services/service'
import { serviceRuleRows, type ShownService } from '#pages/owner/services/service_page'
import { type Preview, previewChange } from '#queries/availability/preview_change'
import { previewNewService } from '#queries/availability/preview_new_service'
import { changedService } from '#queries/availability/proposed_changes'
import { emptyForm, submittedVersion, typedForm, validateForm } from '#validators/form'
import { withoutRule } from '#validators/rule_form'
import { chosenPrices, withFurtherLengths } from '#validators/services/further_lengths_form'
import { withChosenLength } from '#validators/services/length_form'
import { chosenPlaces } from '#validators/services/places_form'
import { chosenReminders } from '#validators/services/reminder_form'
import { chosenRouting } from '#validators/services/routing_form'
import { chosenHosts, serviceDetails } from '#validators/services/service_form'
import { serviceValidator } from '#validators/services/service_validator'
import { chosenRoundRobin } from '#validators/services/round_robin_form'

/** As clients would see it. */
function seenService({ slug, ...details }: ServiceDetails, service: Service | null): Service {
  return new Service().merge({ ...details, slug: slug ?? service?.slug ?? '' })
}

export default class ServicesController {
  index(ctx: HttpContext) {
    return renderServices(ctx)
  }

  async create(ctx: HttpContext) {
    const shown = await newShown(ctx)
    return renderService(ctx, { ...shown, form: emptyForm(shown.stored) })
  }

  async store(ctx: HttpContext) {
    return this.save(ctx, await newShown(ctx))
  }

  async edit(ctx: HttpContext) {
    const shown = await findShown(ctx)
    const { service, hosts, stored } = shown
    const earlier = await findEarlier(ctx, { type: 'service', id: service.id })
    if (!earlier) return renderService(ctx, { ...shown, form: emptyForm(stored) })
    const { version, ...values } = stored
    const typed = (content: EarlierSettings['content']) => typedBefore(content, hosts)
    const form = formBefore(ctx, earlier, { typed, stored: values, version })
    return renderService(ctx, { ...shown, form })
  }

  async update(ctx: HttpContext) {
    return this.save(ctx, await findShown(ctx))
  }

  async destroy(ctx: HttpContext) {
    const { business, by, params, request, response, session, i18n } = ctx
    const { name } = await business.related('services').query().where('id', params.id).firstOrFail()
    const outcome = await new DeleteService().handle({
      businessId: business.id,
      serviceId: params.id,
      version: submittedVersion(request.body()),
      by,
    })
    if (outcome !== 'deleted') return showRefused(ctx, outcome)
    session.flash('done', i18n.t('owner.services.removal.done', { name }))
    return seeOther(response, 'owner.services.index')
  }

  private async save(ctx: HttpContext, shown: Omit<ShownService, 'form'>) {
    const { business, by, request, response, session, i18n } = ctx
    const { service, hosts, others } = shown
    const reset = withoutRule(
      typedForm(request.body()),
      request.body().reset,
      serviceRuleRows(service, business)
    )
    if (reset) return renderService(ctx, { ...shown, form: reset })
    if (request.body().see !== undefined) {
      const form = typedForm(request.body())
      return renderService(ctx, { ...shown, form })
    }
    const body = withFurtherLengths(
      withChosenLength({ ...request.body(), currency: business.currency })
    )
    const checked = await validateForm(serviceValidator, body, ctx, 'owner.validator')
    const hostIds = chosenHosts(body, hosts)
    if (hostIds.length === 0) checked.form.errors.hosts = i18n.t('owner.services.service.no_host')
    const team = hosts.filter(({ id }) => hostIds.includes(id))
    const roundRobin = chosenRoundRobin(checked.form, hostIds, i18n)
    const serviceIds = others.map(({ id }) => id)
    const routing = chosenRouting(checked.form, { hostIds, serviceIds }, i18n)
    const prices = chosenPrices(checked.form, business.currency, i18n)
    const furtherPlaces = chosenPlaces(checked.form, i18n)
    const isWrong = Object.keys(checked.form.errors).length > 0
    const { form } = checked
    const page = { ...shown, form }
    if (!checked.ok || isWrong) return renderService(ctx, page, { status: 422 })
    const ownReminders = chosenReminders(body, service?.reminderMinutes ?? [])
    const details = serviceDetails(checked.data, { furtherPlaces, ownReminders, prices, routing })
    const [room] = roomsNotPossible({ ...details, hosts: team })
    if (room) {
      form.errors.hosts = i18n.t('owner.services.service.room_alone', { room: room.name })
      return renderService(ctx, page, { status: 422 })
    }
    if (body.preview !== undefined) {
      const preview = await this.preview(ctx, service, details, hostIds)
      return renderService(ctx, { ...page, preview, seen: seenService(details, service) })
    }

    const saved = await new SaveService().handle({
      businessId: business.id,
      serviceId: service?.id ?? null,
      details,
      hostIds,
      roundRobin,
      version: submittedVersion(body),
      tellsBooked: tellChoice(body),
      by,
    })
    if (saved.outcome === 'stale') return this.showBesideStored(ctx, page)
    if (saved.outcome === 'slug_taken') {
      form.errors.slug = i18n.t('owner.services.service.slug_taken')
      return renderService(ctx, page, { status: 422 })
    }
    if (saved.outcome === 'busy') return renderService(ctx, page, { telling: 'busy', status: 503 })
    if (saved.outcome === 'asks')
      return renderService(ctx, page, { telling: saved.asks, status: 409 })
    const done = i18n.t('owner.services.service.saved', { name: details.name })
    session.flash('done', savedAndTold(done, saved.told, i18n))
    return seeOther(response, 'owner.services.index')
  }

  private async showBesideStored(ctx: HttpContext, { form }: ShownService) {
    const { service, ...shown } = await findShown(ctx)
    const { version, ...values } = shown.stored
    const beside = await besideStored(ctx, form, {
      values,
      version,
      subject: {
        type: 'service',
        id: service.id,
        actions: ['service.created', 'service.updated', 'service.archived', 'service.restored'],
      },
    })
    return renderService(ctx, { ...shown, service, form: beside }, { status: 409 })
  }

  private preview(
    { business }: HttpContext,
    service: Service | null,
    details: ServiceDetails,
    hostIds: number[]
  ): Promise<Preview> {
    const now = Date.now()
    if (!service) return previewNewService({ business, details, hostIds, now })
    const change = changedService(service, details, hostIds)
    return previewChange({ business, services: [service], change, now })
  }
}
