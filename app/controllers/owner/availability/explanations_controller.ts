import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { readerLocale } from '#controllers/reader'
import { enoughOf, reasonGroups } from '#pages/owner/availability/reason_words'
import { timesPath, withQuery } from '#formats/pages/addresses'
import { isoMoment } from '#formats/times/times'
import type Host from '#models/availability/host'
import type Service from '#models/services/service'
import { roomsAlongOf } from '#queries/services/service_host_ids'
import { lengthsOf, serviceRules } from '#queries/services/service_rules'
import { whyNotOffered } from '#queries/availability/why_not_offered'
import type { Instant } from '#scheduling/types'
import { dateAt } from '#scheduling/time/zones'
import { validateForm } from '#validators/form'
import { filledIn, explanationQuery } from '#validators/owner_query'

export default class ExplanationsController {
  async show(ctx: HttpContext) {
    const { business, request, response, view, i18n } = ctx
    const query = filledIn(request.qs())
    const checked = await validateForm(explanationQuery, query, ctx, 'owner.validator')
    const { form } = checked
    const { service: serviceId, host: hostId, length, date, time } = checked.ok ? checked.data : {}

    const services = await business
      .related('services')
      .query()
      .whereNull('archived_at')
      .orderBy('is_active', 'desc')
      .orderBy('position')
      .orderBy('id')
    const hosts = await business.related('hosts').query().orderBy('position').orderBy('id')
    const service = services.find(({ id }) => id === (serviceId ?? services.at(0)?.id)) ?? null
    const named = hosts.find(({ id }) => id === hostId) ?? null
    const host = service && (await this.goesAlong(named, service)) ? null : named
    if (serviceId && !service) form.errors.service = i18n.t('owner.validator.messages.in')
    const lengths = service ? lengthsOf({ service, business }) : []
    // Whoever asks about another service sends the former one's length along.
    const durationMinutes = lengths.find((minutes) => minutes === length) ?? null
    if (durationMinutes === null) delete form.values.length
    if (hostId && !named) form.errors.host = i18n.t('owner.validator.messages.in')

    const now = Date.now()
    if (!host) delete form.values.host
    const timeZone = host?.timeZone ?? business.timeZone
    const page = { form, services, hosts, service, lengths, timeZone, now }
    if (!service || Object.keys(form.errors).length > 0) {
      response.status(services.length > 0 ? 422 : 200)
      return view.render('pages/owner/availability/explanation', page)
    }

    form.values.date ??= dateAt(timeZone, now)
    const whom = { hostId: host?.id ?? null, durationMinutes }
    const inquiry = { business, service, ...whom, timeZone, now }
    const day = await whyNotOffered({
      ...inquiry,
      date: date ?? form.values.date,
      time: time ?? null,
    })
    const locale = readerLocale(ctx, business)
    const rules = serviceRules(service, business, durationMinutes)
    const scene = { service, hosts, rules, question: day.question, timeZone, locale }
    return view.render('pages/owner/availability/explanation', {
      ...page,
      ...day,
      enough: day.chosen && enoughOf(day.question, day.chosen.reasons),
      groups: day.chosen && reasonGroups(i18n, { ...scene, chosen: day.chosen }),
      publicPath: (startsAt: Instant) =>
        withQuery(timesPath(business, service), {
          ...wallClock(startsAt, business.timeZone),
          duration: durationMinutes,
          host: host?.id,
        }),
      address: (startsAt: Instant) =>
        withQuery(request.url(), {
          service: service.id,
          length: durationMinutes,
          host: host?.id,
          ...wallClock(startsAt, timeZone),
        }),
    })
  }

  /** Then it has no times of its own: it is one of those in which whoever is free gives it. */
  private async goesAlong(host: Host | null, service: Service): Promise<boolean> {
    if (host?.kind !== 'room') return false
    const rooms = await roomsAlongOf(db.connection(), service.id)
    return rooms.includes(host.id)
  }
}

function wallClock(moment: Instant, timeZone: string) {
  const written = isoMoment(moment, timeZone)
  return { date: written.slice(0, 10), time: written.slice(11, 16) }
}
