import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import { DateTime } from 'luxon'
import ChangeSession from '#actions/sessions/change_session'
import PlanSeries from '#actions/sessions/plan_series'
import PlanSession from '#actions/sessions/plan_session'
import { findEarlier, formBefore } from '#controllers/owner/form_before'
import { type ClosedOn, renderSession } from '#controllers/owner/sessions/session_page'
import { renderSessions } from '#controllers/owner/sessions/sessions_page'
import { readerLocale } from '#controllers/reader'
import { seeOther } from '#controllers/see_other'
import { dayMoment } from '#formats/times/month_grid'
import { formatDate } from '#formats/times/times'
import type { EarlierSettings } from '#models/audit_entry'
import GroupSession from '#models/sessions/group_session'
import type Host from '#models/availability/host'
import type Service from '#models/services/service'
import { planHost } from '#models/services/service_team'
import { type ShownChoices, typedChoices } from '#pages/owner/sessions/session_form'
import { newPlan, sessionPlanPage, unseenPlaces } from '#pages/owner/sessions/session_plan'
import { keptServices } from '#queries/services/kept_services'
import { instantAt } from '#scheduling/time/zones'
import { emptyForm, type Form, submittedVersion, typedForm, validateForm } from '#validators/form'
import { sessionPlanQuery, validQuery } from '#validators/owner_query'
import {
  closedChoice,
  sessionChangeValidator,
  sessionPlanValidator,
} from '#validators/sessions/session_form'

type Plan = Infer<typeof sessionPlanValidator>

/** Null is as the service has it, undefined as it stands. */
function byHand(offers?: 'inherit' | 'itself' | 'hand'): boolean | null | undefined {
  return offers && (offers === 'inherit' ? null : offers === 'hand')
}

export default class GroupSessionsController {
  async index(ctx: HttpContext) {
    return renderSessions(ctx)
  }

  async create(ctx: HttpContext) {
    const { service } = await validQuery(sessionPlanQuery, ctx)
    return this.ask(ctx, emptyForm(newPlan(service)))
  }

  async store(ctx: HttpContext) {
    const { request, response, i18n } = ctx
    if (request.body().see !== undefined) {
      return this.ask(ctx, { ...typedForm(request.body()), focus: 'service_id' })
    }
    const checked = await validateForm(sessionPlanValidator, request.body(), ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return this.ask(ctx, form, 422)

    const services = await this.services(ctx)
    const unseen = unseenPlaces(services, form.values)
    if (unseen) {
      form.errors.capacity = i18n.t('owner.sessions.error.other_places', unseen)
      return this.ask(ctx, form, 422)
    }
    const service = services.find(({ id }) => id === checked.data.service_id)
    const host = service && planHost(service, checked.data.host_id)
    if (!service) form.errors.service_id = i18n.t('owner.sessions.error.service')
    else if (!host) form.errors.host_id = i18n.t('owner.sessions.error.host')
    if (!service || !host) return this.ask(ctx, form, 422)

    const { repeats } = checked.data
    const refused =
      repeats === 'once'
        ? await this.planOne(ctx, checked.data, service, host)
        : await this.planMany(ctx, checked.data, service, host)
    if (refused && typeof refused === 'object') {
      return this.ask(ctx, form, 409, refused.closed, refused.all)
    }
    if (refused) {
      form.errors[refused === 'busy' ? 'form' : 'date'] = i18n.t(`owner.sessions.error.${refused}`)
      return this.ask(ctx, form, refused === 'past' ? 422 : 409)
    }
    return seeOther(response, 'owner.group_sessions.index')
  }

  async show(ctx: HttpContext) {
    const { business, params } = ctx
    const earlier = await findEarlier(ctx, { type: 'group_session', id: params.id })
    if (!earlier) return renderSession(ctx)
    const session = await GroupSession.query()
      .where({ businessId: business.id, id: params.id })
      .firstOrFail()
    if (!session.canBeChanged(DateTime.utc())) {
      return renderSession(ctx, { status: 409, problem: 'session_over' })
    }
    const typed = (content: EarlierSettings['content']) => typedChoices(content as ShownChoices)
    const { version } = session
    const form = formBefore(ctx, earlier, { typed, stored: typedChoices(session), version })
    return renderSession(ctx, { form })
  }

  async update(ctx: HttpContext) {
    const { business, by, params, request, response, session, i18n } = ctx
    const { isPlanned, capacity } = await GroupSession.query()
      .where({ businessId: business.id, id: params.id })
      .firstOrFail()
    // A session that a booking began has its service's places, so its form does not ask for them.
    const body = { ...request.body(), ...(!isPlanned && { capacity: String(capacity) }) }
    const checked = await validateForm(sessionChangeValidator, body, ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return renderSession(ctx, { form, status: 422 })

    const changed = await new ChangeSession().handle({
      businessId: business.id,
      sessionId: params.id,
      capacity: checked.data.capacity,
      bookingDeadlineHours: checked.data.booking_deadline_hours,
      isBookable: checked.data.is_bookable !== undefined,
      offersByHand: byHand(checked.data.offers),
      version: submittedVersion(request.body()),
      by,
    })
    if (changed.outcome === 'too_few') {
      form.errors.capacity = i18n.t('owner.sessions.error.too_few', { count: changed.taken })
      return renderSession(ctx, { form, status: 409 })
    }
    if (changed.outcome === 'stale') return renderSession(ctx, { form, status: 409, isNewer: true })
    if (changed.outcome === 'busy') {
      return renderSession(ctx, { form, status: 503, problem: 'session_busy' })
    }
    if (changed.outcome !== 'changed') {
      return renderSession(ctx, { form, status: 409, problem: 'session_over' })
    }
    session.flash('done', i18n.t('owner.sessions.changed'))
    return seeOther(response, 'owner.group_sessions.show', { id: params.id })
  }

  private async planOne(ctx: HttpContext, plan: Plan, service: Service, host: Host) {
    const start = instantAt(host.timeZone, plan.date, plan.time)
    const choice = closedChoice(plan)
    const planned = await new PlanSession().handle({
      ...this.planned(ctx, plan, service, host),
      startsAt: DateTime.fromMillis(start, { zone: 'utc' }),
      isClosedSeen: choice?.plansThem && choice.shown.includes(plan.date),
    })
    switch (planned.outcome) {
      case 'planned':
        ctx.session.flash('done', ctx.i18n.t('owner.sessions.planned', { count: 1, left: 0 }))
        return null
      case 'closed':
        return { closed: [{ ...planned, date: plan.date }], all: [] }
      case 'past':
      case 'taken':
      case 'busy':
        return planned.outcome
      default:
        return 'gone'
    }
  }

  private async planMany(ctx: HttpContext, plan: Plan, service: Service, host: Host) {
    const done = await new PlanSeries().handle({
      ...this.planned(ctx, plan, service, host),
      firstDate: plan.date,
      lastDate: plan.until ?? null,
      startsTime: plan.time,
      everyWeeks: Number(plan.repeats),
      onClosed: closedChoice(plan),
    })
    switch (done.outcome) {
      case 'planned': {
        const counts = { count: done.planned.length, left: done.unplanned.length }
        const said = [ctx.i18n.t('owner.sessions.planned', counts)]
        const last = done.planned.toSorted().at(-1)
        if (last && !plan.until) {
          const locale = readerLocale(ctx, ctx.business)
          const day = formatDate(dayMoment(last), 'UTC', locale)
          said.push(ctx.i18n.t('owner.sessions.goes_on', { day }))
        }
        ctx.session.flash('done', said.join(' '))
        return null
      }
      case 'closed':
        return { closed: done.dates, all: done.all }
      case 'past':
      case 'busy':
        return done.outcome
      default:
        return 'gone'
    }
  }

  private planned({ business, by }: HttpContext, plan: Plan, service: Service, host: Host) {
    return {
      businessId: business.id,
      serviceId: service.id,
      hostId: host.id,
      durationMinutes: service.durationMinutes,
      capacity: plan.capacity,
      bookingDeadlineHours: plan.booking_deadline_hours,
      by,
    }
  }

  private async services({ business }: HttpContext): Promise<Service[]> {
    const services = await keptServices(business.id).preload('hosts', (hosts) =>
      hosts.orderBy('position').orderBy('hosts.id')
    )
    return services.filter((service) => service.isShared)
  }

  /** `closed` are dates without hours, to be confirmed, of `all` that the series has. */
  private async ask(
    ctx: HttpContext,
    form: Form,
    status = 200,
    closed: ClosedOn[] = [],
    all: string[] = []
  ) {
    const page = { ...sessionPlanPage(await this.services(ctx), form), closed, all }
    const html = await ctx.view.render('pages/owner/sessions/session_plan', page)
    return ctx.response.status(status).send(html)
  }
}
