import type { HttpContext } from '@adonisjs/core/http'
import { dayMoment } from '#formats/times/month_grid'
import DateOverride, { overridesInWords } from '#models/availability/date_override'
import type Host from '#models/availability/host'
import { versionOf } from '#models/version'
import type { Preview } from '#queries/availability/preview_change'
import type { Form } from '#validators/form'
import type { ReviewedHoliday } from '#validators/availability/holiday_form'

interface Review {
  hosts: Host[]
  holidays: ReviewedHoliday[]
  /** Null applies the list to everyone. */
  hostId: number | null
  /** Of the dates as the list was made from them; else as they are. */
  version?: string
  errors?: Form['errors']
  newer?: Form['newer']
  preview?: Preview | null
  status?: 200 | 409 | 422
}

/** The list to tick before anything is saved; dates with hours of their own already are marked. */
export async function renderHolidayReview(ctx: HttpContext, review: Review) {
  const { hosts, holidays, hostId, errors = {}, preview = null, status = 200 } = review
  const taken = await overriddenDates(ctx, holidays)
  const version = review.version ?? (await holidayVersion(ctx, holidays))
  const form: Form = { values: { host: String(hostId ?? ''), version }, errors }
  for (const { date, isChosen } of holidays) if (isChosen) form.values[`take_${date}`] = 'on'

  const html = await ctx.view.render('pages/owner/availability/holiday_review', {
    hosts,
    form,
    newer: review.newer && { ...form, newer: review.newer },
    preview,
    holidays: holidays.map(({ date, name }) => ({
      date,
      name,
      day: dayMoment(date),
      isOverridden: taken.has(date),
    })),
  })
  return ctx.response.status(status).send(html)
}

export async function overriddenDates(ctx: HttpContext, holidays: readonly { date: string }[]) {
  const overrides = await overridesOn(ctx, holidays)
  return new Set(overrides.map(({ date }) => date))
}

/** `versionOf` all hours of their own that anybody has on those dates. */
export async function holidayVersion(ctx: HttpContext, holidays: readonly { date: string }[]) {
  return versionOf(overridesInWords(await overridesOn(ctx, holidays)))
}

function overridesOn({ business }: HttpContext, holidays: readonly { date: string }[]) {
  const dates = holidays.map(({ date }) => date)
  return DateOverride.query().where('business_id', business.id).whereIn('date', dates)
}
