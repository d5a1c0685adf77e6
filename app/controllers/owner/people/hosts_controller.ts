import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import UpdateHost, { type HostDetails } from '#actions/people/update_host'
import { besideStored } from '#controllers/owner/newer_form'
import { findEarlier, formBefore } from '#controllers/owner/form_before'
import { findPerson } from '#controllers/owner/people/find_person'
import { afterPart, renderPerson } from '#controllers/owner/people/person_page'
import { savedAndTold, tellChoice } from '#controllers/owner/tell_choice'
import { formatNames } from '#formats/words/directions'
import type { EarlierSettings } from '#models/audit_entry'
import Host from '#models/availability/host'
import type Service from '#models/services/service'
import { versionOf } from '#models/version'
import { bookedFirst, previewSaving } from '#pages/owner/booked_first'
import {
  hostVersion,
  servicesVersion,
  chosenServices,
  typedHost,
  typedServices,
  typedUser,
} from '#pages/owner/people/person_page'
import { besidePart, sentPart } from '#pages/owner/people/person_parts'
import { changedHost } from '#queries/availability/proposed_changes'
import { mixedServices } from '#queries/services/mixed_services'
import { type Form, submittedVersion, validateForm } from '#validators/form'
import { hostDetails, hostValidator } from '#validators/people/host'

type Fields = Record<string, string>
type Content = EarlierSettings['content']

export default class HostsController {
  async edit(ctx: HttpContext) {
    const host = await findPerson(ctx)
    const earlier = await findEarlier(ctx, { type: 'host', id: host.id })
    return renderPerson(ctx, { host, ...(earlier && personBefore(ctx, host, earlier)) })
  }

  async update(ctx: HttpContext) {
    const { business, by, request, i18n } = ctx
    const host = await findPerson(ctx)
    const body = request.body()
    const checked = await validateForm(
      hostValidator,
      sentPart(body, 'about'),
      ctx,
      'owner.validator'
    )
    const { form } = checked
    const shown = { host, ...besidePart(body, 'about'), form }
    if (!checked.ok) return renderPerson(ctx, { ...shown, status: 422 })

    const details = hostDetails(checked.data)
    const mixed = await this.mixedAs(host, details)
    if (mixed.length > 0) {
      const list = new Intl.ListFormat(i18n.locale).format(mixed.map(({ name }) => name))
      form.errors.kind = i18n.t('owner.people.kind_mixed', { list, kind: details.kind })
      return renderPerson(ctx, { ...shown, refusedBy: mixed, status: 422 })
    }
    const saving = {
      business,
      change: changedHost(host, details),
      of: { hostIds: [host.id] },
      now: Date.now(),
    }
    if (body.preview !== undefined) {
      return renderPerson(ctx, { ...shown, preview: await previewSaving(saving) })
    }
    const booked = await bookedFirst(saving, body)
    if (booked) return renderPerson(ctx, { ...shown, preview: booked, status: 409 })

    const isSwitchedOff = host.isActive && !details.isActive
    const switchedOff = isSwitchedOff ? await previewSaving(saving) : null
    const saved = await new UpdateHost().handle({
      businessId: business.id,
      hostId: host.id,
      details,
      version: submittedVersion(body),
      tellsBooked: tellChoice(body),
      by,
    })
    switch (saved.outcome) {
      case 'stale':
        return this.showBesideStored(ctx, form)
      case 'busy':
        return renderPerson(ctx, { ...shown, telling: 'busy', status: 503 })
      case 'asks':
        return renderPerson(ctx, { ...shown, telling: saved.asks, status: 409 })
    }
    const done = i18n.t('owner.people.saved', { host: details.name })
    const told = savedAndTold(done, saved.told, i18n)
    const emptied = switchedOff?.emptied ?? []
    return afterPart(ctx, 'about', {
      done: emptied.length > 0 ? `${told} ${emptiedInWords(emptied, i18n)}` : told,
    })
  }

  /** Nobody becomes a room beside those with whom they took turns, and no room a person. */
  private async mixedAs(host: Host, { kind = host.kind }: HostDetails) {
    const { id: hostId, businessId } = host
    if (kind === host.kind) return []
    const serviceIds = host.services.map(({ id }) => id)
    return mixedServices(db.connection(), { businessId, hostId, kind, serviceIds })
  }

  private async showBesideStored(ctx: HttpContext, typed: Form) {
    const host = await findPerson(ctx)
    const form = await besideStored(ctx, typed, {
      values: typedHost(host),
      version: hostVersion(host),
      subject: { type: 'host', id: host.id, actions: ['host.updated', 'host.added'] },
    })
    return renderPerson(ctx, {
      ...besidePart(ctx.request.body(), 'about'),
      host,
      form,
      status: 409,
    })
  }
}

function emptiedInWords(emptied: readonly Service[], i18n: HttpContext['i18n']): string {
  const services = formatNames(
    emptied.map(({ name }) => name),
    i18n.locale
  )
  return i18n.t('owner.availability.preview.emptied', { services, count: emptied.length })
}

/** The page holds three forms. */
function personBefore(ctx: HttpContext, host: Host, earlier: EarlierSettings) {
  const before = (typed: (content: Content) => Fields, stored: Fields, version: string) =>
    formBefore(ctx, earlier, { typed, stored, version })
  const as = (typed: (was: Host) => Fields) => (content: Content) => typed(new Host().fill(content))
  switch (earlier.action) {
    case 'host.services_set': {
      const typed = ({ services }: Content) => chosenServices(services as number[])
      return { servicesForm: before(typed, typedServices(host), servicesVersion(host)) }
    }
    case 'host.user_set':
      return { userForm: before(as(typedUser), typedUser(host), versionOf(host.userId)) }
    default:
      return { form: before(as(typedHost), typedHost(host), hostVersion(host)) }
  }
}
