import type { HttpContext } from '@adonisjs/core/http'
import SetDateOverrides, { type OverriddenDate } from '#actions/availability/set_date_overrides'
import { bookedFirst, previewSaving } from '#pages/owner/booked_first'
import { besideStored } from '#controllers/owner/newer_form'
import { renderHolidayReview } from '#controllers/owner/availability/holiday_review_page'
import { seeOther } from '#controllers/see_other'
import { addressOf } from '#pages/address_of'
import { holidayVersion } from '#pages/owner/availability/holiday_review_page'
import { changedDates } from '#queries/availability/proposed_changes'
import { emptyForm, submittedVersion, validateForm } from '#validators/form'
import { holidaysValidator, reviewedHolidays } from '#validators/availability/holiday_form'

export default class HolidaysController {
  async create({ view }: HttpContext) {
    return view.render('pages/owner/availability/holidays', { form: emptyForm() })
  }

  async store(ctx: HttpContext) {
    const { business, by, request, response, session, i18n } = ctx

    const body = request.body()
    const holidays = reviewedHolidays(body)
    const dates = holidays
      .filter(({ isChosen }) => isChosen)
      .map(({ date, name }) => ({ date, ...(name && { name }) }))
    const input = { host: body.host ?? undefined, dates }
    const checked = await validateForm(
      holidaysValidator,
      input,
      ctx,
      'owner.availability.holidays.wrong'
    )
    const all = await business.related('hosts').query().orderBy('position').orderBy('id')
    const hostId = checked.ok ? (checked.data.host ?? null) : null
    const hosts = hostId === null ? all : all.filter(({ id }) => id === hostId)
    const version = submittedVersion(body)
    const page = { hosts: all, holidays, hostId, version }
    if (!checked.ok || hosts.length === 0) {
      const [message = i18n.t('owner.availability.holidays.wrong.messages.in')] = Object.values(
        checked.form.errors
      )
      return renderHolidayReview(ctx, { ...page, errors: { dates: message }, status: 422 })
    }

    const closures = checked.data.dates.map(closure)
    const hostIds = hosts.map(({ id }) => id)
    const saving = {
      business,
      change: changedDates(hostIds, closures),
      of: { hostIds },
      now: Date.now(),
    }
    if (body.preview !== undefined) {
      return renderHolidayReview(ctx, { ...page, preview: await previewSaving(saving) })
    }
    const booked = await bookedFirst(saving, body)
    if (booked) return renderHolidayReview(ctx, { ...page, preview: booked, status: 409 })

    const listed = { hostIds: all.map(({ id }) => id), dates: holidays.map(({ date }) => date) }
    const set = await new SetDateOverrides().handle({
      businessId: business.id,
      hosts: hostId === null ? 'everyone' : hosts,
      dates: closures,
      read: { ...listed, version },
      by,
    })
    if (set.outcome === 'stale') {
      const fresh = await holidayVersion(business, holidays)
      const { newer } = await besideStored(ctx, emptyForm(), {
        values: {},
        version: fresh,
        subject: { type: 'host', id: hosts[0].id, actions: ['date_overrides.set'] },
        address: addressOf('owner.holidays.create'),
      })
      const words = {
        title: i18n.t('owner.availability.holidays.newer_title'),
        sentence: i18n.t('owner.availability.holidays.newer'),
      }
      const beside = { ...page, version: fresh, newer: newer && { ...newer, words } }
      return renderHolidayReview(ctx, { ...beside, status: 409 })
    }
    session.flash('done', i18n.t('owner.availability.holidays.saved', { count: closures.length }))
    return seeOther(
      response,
      'owner.weekly_hours.edit',
      {},
      { query: { host: hosts[0].id }, part: 'dates' }
    )
  }
}

function closure({ date, name }: { date: string; name?: string }): OverriddenDate {
  return { date, windows: [], reason: name ?? null }
}
