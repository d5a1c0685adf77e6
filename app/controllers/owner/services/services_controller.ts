import type { HttpContext } from '@adonisjs/core/http'
import { errors } from '@adonisjs/lucid'
import SaveService, { type ServiceDetails } from '#actions/services/save_service'
import { serviceContent, type TeamMember } from '#models/services/service_team'
import { askedBefore, formBefore } from '#controllers/owner/form_before'
import { besideStored } from '#controllers/owner/newer_form'
import { savedAndTold, tellChoice, type Telling } from '#controllers/owner/tell_choice'
import type { EarlierSettings } from '#models/audit_entry'
import type Host from '#models/availability/host'
import Service from '#models/services/service'
import { versionOf } from '#models/version'
import { addressOf } from '#pages/address_of'
import { type Preview, previewChange } from '#queries/availability/preview_change'
import { previewNewService } from '#queries/availability/preview_new_service'
import { changedService } from '#queries/availability/proposed_changes'
import { emptyForm, type Form, submittedVersion, validateForm } from '#validators/form'
import { chosenReminders, reminderChoices } from '#validators/services/reminder_form'
import { chosenHosts, serviceDetails, typedService } from '#validators/services/service_form'
import { ruleRows } from '#validators/rule_form'
import { chosenRouting, routingRows } from '#validators/services/routing_form'
import { chosenTurns, typedTurns } from '#validators/services/turns_form'
import { serviceValidator } from '#validators/settings/settings'

interface Page {
  service: Service | null
  others: Service[]
  hosts: Host[]
  form: Form
  status?: 200 | 409 | 422 | 503
  preview?: Preview | null
  telling?: Telling
}

export default class ServicesController {
  async index({ business, view }: HttpContext) {
    const services = await business
      .related('services')
      .query()
      .preload('hosts')
      .orderBy('is_active', 'desc')
      .orderBy('position')
      .orderBy('id')
    return view.render('pages/owner/services/services', { services })
  }

  async create(ctx: HttpContext) {
    const hosts = await this.hosts(ctx)
    const form = emptyForm({ ...typedService(new Service(), hosts), ...typedTurns(hosts) })
    return this.show(ctx, { service: null, others: await this.services(ctx), hosts, form })
  }

  async store(ctx: HttpContext) {
    return this.save(ctx, null, await this.services(ctx))
  }

  async edit(ctx: HttpContext) {
    const { service, others } = await this.find(ctx)
    const hosts = await this.hosts(ctx)
    const [stored, version] = [typedWhole(service, hosts), versionIn(service)]
    const earlier = await askedBefore(ctx, { type: 'service', id: service.id })
    const form = earlier
      ? formBefore(ctx, earlier, { values: typedBefore(earlier, hosts), stored, version })
      : emptyForm({ ...stored, version })
    return this.show(ctx, { service, others, hosts, form })
  }

  async update(ctx: HttpContext) {
    const { service, others } = await this.find(ctx)
    return this.save(ctx, service, others)
  }

  private async save(ctx: HttpContext, service: Service | null, others: Service[]) {
    const { business, by, request, response, session, i18n } = ctx
    const body: Record<string, unknown> = { ...request.body(), currency: business.currency }
    const checked = await validateForm(serviceValidator, body, ctx, 'owner.validator')
    const hosts = await this.hosts(ctx)
    const hostIds = chosenHosts(body, hosts)
    if (hostIds.length === 0) checked.form.errors.hosts = i18n.t('owner.services.service.no_host')
    const turns = chosenTurns(checked.form, hostIds, i18n)
    const team = { hostIds, serviceIds: others.map(({ id }) => id) }
    const routing = chosenRouting(checked.form, team, i18n)
    const isWrong = Object.keys(checked.form.errors).length > 0
    const { form } = checked
    const page = { service, others, hosts, form }
    if (!checked.ok || isWrong) return this.show(ctx, { ...page, status: 422 })
    const ownReminders = chosenReminders(body, service?.reminderMinutes ?? [])
    const details = serviceDetails(checked.data, { ownReminders, routing })
    if (body.preview !== undefined) {
      const preview = await this.preview(ctx, service, details, hostIds)
      return this.show(ctx, { ...page, preview })
    }

    const saved = await new SaveService().handle({
      businessId: business.id,
      serviceId: service?.id ?? null,
      details,
      hostIds,
      turns,
      version: submittedVersion(body),
      tellsBooked: tellChoice(body),
      by,
    })
    if (saved === 'stale') return this.showBesideStored(ctx, page)
    if (saved === 'busy') return this.show(ctx, { ...page, telling: saved, status: 503 })
    if ('asks' in saved) return this.show(ctx, { ...page, telling: saved.asks, status: 409 })
    const done = i18n.t('owner.services.service.saved', { name: saved.service.name })
    session.flash('done', savedAndTold(done, saved.told, i18n))
    return response.redirect().status(303).toPath(addressOf('owner.services.index'))
  }

  private async showBesideStored(ctx: HttpContext, { hosts, form }: Page) {
    const { service, others } = await this.find(ctx)
    const beside = await besideStored(ctx, form, {
      values: typedWhole(service, hosts),
      version: versionIn(service),
      subject: { type: 'service', id: service.id, actions: ['service.created', 'service.updated'] },
    })
    return this.show(ctx, { service, others, hosts, form: beside, status: 409 })
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

  private async find(ctx: HttpContext): Promise<{ service: Service; others: Service[] }> {
    const services = await this.services(ctx)
    const service = services.find(({ id }) => id === ctx.params.id)
    if (!service) throw new errors.E_ROW_NOT_FOUND(Service)
    return { service, others: services.filter((other) => other !== service) }
  }

  private services({ business }: HttpContext): Promise<Service[]> {
    const query = business.related('services').query().preload('hosts')
    return query.orderBy('position').orderBy('id')
  }

  private async hosts({ business }: HttpContext) {
    return business.related('hosts').query().orderBy('position').orderBy('id')
  }

  private async show(
    ctx: HttpContext,
    { service, others, hosts, form, status = 200, preview = null, telling = null }: Page
  ) {
    const choices = {
      reminderChoices: reminderChoices(service?.reminderMinutes ?? []),
      routingRows: routingRows(form),
      ruleRows: ruleRows('service', service ?? {}),
    }
    const page = { service, others, hosts, form, preview, telling, ...choices }
    const html = await ctx.view.render('pages/owner/services/service', page)
    return ctx.response.status(status).send(html)
  }
}

function typedWhole(service: Service, hosts: Host[]): Record<string, string> {
  const turns = { ...typedTurns(hosts), ...typedTurns(service.hosts) }
  return { ...typedService(service, service.hosts), ...turns }
}

function typedBefore({ content }: EarlierSettings, hosts: Host[]): Record<string, string> {
  const { team, ...columns } = content
  const given = (team as TeamMember[]).map(({ id, priority, weight }) => ({
    id,
    $extras: { pivot_priority: priority, pivot_weight: weight },
  }))
  const turns = { ...typedTurns(hosts), ...typedTurns(given) }
  return { ...typedService(new Service().fill(columns), given), ...turns }
}

function versionIn(service: Service): string {
  return versionOf(serviceContent(service, service.hosts))
}
