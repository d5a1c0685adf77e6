import type { HttpContext } from '@adonisjs/core/http'
import { dayMoment } from '#formats/month_grid'
import DateOverride from '#models/date_override'
import type Host from '#models/host'
import type { Preview } from '#queries/preview_change'
import { emptyForm, type Form } from '#validators/form'
import type { ReviewedHoliday } from '#validators/holiday_form'

interface Review {
  hosts: Host[]
  holidays: ReviewedHoliday[]
  /** Null applies the list to everyone. */
  hostId: number | null
  errors?: Form['errors']
  preview?: Preview | null
  status?: 200 | 422
}

/** The list to tick before anything is saved; dates with hours of their own already are marked. */
export async function renderHolidayReview(ctx: HttpContext, review: Review) {
  const { hosts, holidays, hostId, errors = {}, preview = null, status = 200 } = review
  const taken = await overriddenDates(ctx, holidays)
  const form: Form = { ...emptyForm({ host: String(hostId ?? '') }), errors }
  for (const { date, isChosen } of holidays) if (isChosen) form.values[`take_${date}`] = 'on'

  const html = await ctx.view.render('pages/owner/holiday_review', {
    hosts,
    form,
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

export async function overriddenDates(
  { business }: Pick<HttpContext, 'business'>,
  holidays: readonly { date: string }[]
): Promise<Set<string>> {
  const overrides = await DateOverride.query()
    .where('business_id', business.id)
    .whereIn(
      'date',
      holidays.map(({ date }) => date)
    )
    .select('date')
  return new Set(overrides.map(({ date }) => date))
}
