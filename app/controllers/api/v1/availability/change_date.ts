import type { HttpContext } from '@adonisjs/core/http'
import RemoveDateOverrides from '#actions/availability/remove_date_overrides'
import SetDateOverrides from '#actions/availability/set_date_overrides'
import { askOfBooked, checkedRanges } from '#controllers/api/v1/availability/opening_times'
import { Refusal } from '#exceptions/refusal'
import DateOverride from '#models/availability/date_override'
import type Host from '#models/availability/host'
import { changedDates, withoutDates } from '#queries/availability/proposed_changes'
import { dayOf, weekdayOf } from '#scheduling/time/dates'
import { dateAt } from '#scheduling/time/zones'

interface DateAsked {
  date: string
  ranges: { start: string; end: string }[]
  reason?: string | null
  keepsBooked?: boolean
}

/** Replaces whatever hours the date had; none close it. */
export async function setDate(
  ctx: HttpContext,
  host: Host,
  { date, ranges, reason = null, keepsBooked = false }: DateAsked
): Promise<DateOverride> {
  const { business, by, i18n } = ctx
  if (date < dateAt(host.timeZone, Date.now())) {
    throw new Refusal(422, 'date_over', i18n.t('api.date_over'))
  }
  const weekday = weekdayOf(dayOf(date))
  const hours = checkedRanges(
    ctx,
    ranges.map((range) => ({ weekday, ...range }))
  )
  const windows = hours.map(({ start, end }) => ({ start, end }))
  const dates = [{ date, windows, reason }]
  const change = changedDates([host.id], dates)
  await askOfBooked(ctx, { change, of: { hostIds: [host.id] }, keepsBooked })
  await new SetDateOverrides().handle({
    ...{ businessId: business.id, hosts: [host], dates, read: null, by },
  })
  return DateOverride.query()
    .where({ businessId: business.id, hostId: host.id, date })
    .firstOrFail()
}

/** The week's hours hold again. */
export async function clearDate(
  ctx: HttpContext,
  override: DateOverride,
  { keeps_booked: keeps }: { keeps_booked?: 'true' | 'false' }
): Promise<void> {
  const { hostId, date } = override
  const change = withoutDates(hostId, date, date)
  await askOfBooked(ctx, { change, of: { hostIds: [hostId] }, keepsBooked: keeps === 'true' })
  await new RemoveDateOverrides().handle({ override, until: date, version: null, by: ctx.by })
}
