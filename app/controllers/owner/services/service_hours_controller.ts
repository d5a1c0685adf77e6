import type { HttpContext } from '@adonisjs/core/http'
import SetServiceHours from '#actions/services/set_service_hours'
import { bookedFirst, previewSaving } from '#pages/owner/booked_first'
import { findEarlier, formBefore } from '#controllers/owner/form_before'
import { besideStored } from '#controllers/owner/newer_form'
import { renderServiceHours } from '#controllers/owner/services/service_hours_page'
import { seeOther } from '#controllers/see_other'
import type { EarlierSettings } from '#models/audit_entry'
import type Service from '#models/services/service'
import { serviceHoursVersion, storedServiceWeek } from '#pages/owner/services/service_hours_page'
import type { Preview } from '#queries/availability/preview_change'
import { changedServiceHours } from '#queries/availability/proposed_changes'
import { ROUND_THE_CLOCK } from '#scheduling/openings/openings'
import type { WorkingHours } from '#scheduling/types'
import { emptyForm, submittedReading, submittedVersion } from '#validators/form'
import { checkWeek } from '#validators/availability/week_check'
import { type DayRow, readWeek, rearrange, weekOf } from '#validators/availability/week_form'
import { daysBeside, weekValues } from '#validators/availability/week_values'

export default class ServiceHoursController {
  async edit(ctx: HttpContext) {
    const service = await this.find(ctx)
    const earlier = await findEarlier(ctx, { type: 'service', id: service.id })
    if (!earlier) return renderServiceHours(ctx, { service })
    const weekIn = (hours: unknown) =>
      weekOf((hours as WorkingHours | null)?.weeklyHours ?? ROUND_THE_CLOCK)
    const typed = ({ hours }: EarlierSettings['content']) => ({
      week: JSON.stringify(weekIn(hours)),
    })
    const stored = typed({ hours: service.hours })
    const version = serviceHoursVersion(service)
    const weekForm = formBefore(ctx, earlier, { typed, stored, version })
    const days = weekIn(earlier.content.hours)
    return renderServiceHours(ctx, { service, days, weekForm })
  }

  async update(ctx: HttpContext) {
    const { request, i18n } = ctx
    const service = await this.find(ctx)
    const body = request.body()
    if (body.follow !== undefined) {
      const followPreview = await this.preview(ctx, service, null)
      if (!followPreview) return this.save(ctx, service, null)
      return renderServiceHours(ctx, { service, followPreview, status: statusOf(followPreview) })
    }

    const typed = readWeek(body)
    const weekForm = emptyForm(submittedReading(body))
    const page = { service, days: typed, weekForm }
    const rearranged = rearrange(typed, body)
    if (rearranged) return renderServiceHours(ctx, { ...page, ...rearranged })

    const { hours: weeklyHours, errors } = checkWeek(typed)
    if (Object.keys(errors).length > 0) {
      return renderServiceHours(ctx, { ...page, errors, status: 422 })
    }
    if (weeklyHours.length === 0) {
      const refusal = i18n.t('owner.services.hours.none')
      return renderServiceHours(ctx, { ...page, refusal, status: 422 })
    }
    const hours = { weeklyHours, overrides: [] }
    const preview = await this.preview(ctx, service, hours)
    if (preview) return renderServiceHours(ctx, { ...page, preview, status: statusOf(preview) })
    return this.save(ctx, service, hours, typed)
  }

  /** Asked for, or somebody is booked outside who was not shown yet. */
  private preview(
    { business, request }: HttpContext,
    service: Service,
    hours: WorkingHours | null
  ): Promise<Preview | null> {
    const saving = {
      business,
      change: changedServiceHours(service, hours),
      of: { service },
      now: Date.now(),
    }
    const body = request.body()
    return body.preview !== undefined ? previewSaving(saving) : bookedFirst(saving, body)
  }

  private async save(
    ctx: HttpContext,
    service: Service,
    hours: WorkingHours | null,
    days?: DayRow[]
  ) {
    const { business, by, request, response, session, i18n } = ctx
    const outcome = await new SetServiceHours().handle({
      businessId: business.id,
      serviceId: service.id,
      hours,
      version: submittedVersion(request.body()),
      by,
    })
    if (outcome === 'stale') return this.showBesideStored(ctx, days)
    const key = hours ? 'saved' : 'followed'
    session.flash('done', i18n.t(`owner.services.hours.${key}`, { service: service.name }))
    return seeOther(response, 'owner.service_hours.edit', { id: service.id })
  }

  private async showBesideStored(ctx: HttpContext, typed?: DayRow[]) {
    const service = await this.find(ctx)
    const stored = storedServiceWeek(service)
    const values = { ...submittedReading(ctx.request.body()), ...weekValues(typed ?? stored) }
    const weekForm = await besideStored(ctx, emptyForm(values), {
      values: weekValues(stored),
      version: serviceHoursVersion(service),
      subject: { type: 'service', id: service.id, actions: ['service_hours.updated'] },
    })
    const days = typed && daysBeside(typed, stored, weekForm.values)
    return renderServiceHours(ctx, { service, days, weekForm, status: 409 })
  }

  private find({ business, params }: HttpContext): Promise<Service> {
    return business.related('services').query().where('id', params.id).firstOrFail()
  }
}

function statusOf({ isQuestion }: Preview): 200 | 409 {
  return isQuestion ? 409 : 200
}
