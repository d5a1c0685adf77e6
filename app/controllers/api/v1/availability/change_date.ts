import type { HttpContext } from '@adonisjs/core/http'
import RemoveDateOverrides from '#actions/availability/remove_date_overrides'
import SetDateOverrides from '#actions/availability/set_date_overrides'
import { askOfBooked, checkedRanges } from '#controllers/api/v1/availability/opening_times'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { Refusal } from '#exceptions/refusal'
import DateOverride, { overridesInWords } from '#models/availability/date_override'
import type Host from '#models/availability/host'
import { versionOf } from '#models/version'
import { changedDates, withoutDates } from '#queries/availability/proposed_changes'
import { dayOf, weekdayOf } from '#scheduling/time/dates'
import { dateAt } from '#scheduling/time/zones'

interface DateAsked {
  date: string
  ranges: { start: string; end: string }[]
  reason?: string | null
  keepsBooked?: boolean
}

type Present = (override: DateOverride) => Record<string, unknown>

/** Replaces whatever hours the date had; none close it. */
export async function setDate(
  ctx: HttpContext,
  host: Host,
  { date, ranges, reason = null, keepsBooked = false }: DateAsked,
  present: Present
) {
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
  const find = () => DateOverride.query().where({ businessId: business.id, hostId: host.id, date })
  const current = await find().first()
  const version = versionAsked(ctx, current ? present(current) : {}, contentOf(current))
  const change = changedDates([host.id], dates)
  await askOfBooked(ctx, { change, of: { hostIds: [host.id] }, keepsBooked })
  const { outcome } = await new SetDateOverrides().handle({
    ...{ businessId: business.id, hosts: [host], dates, by },
    read: version === null ? null : { hostIds: [host.id], dates: [date], version },
  })
  const now = await find().first()
  if (outcome === 'stale') throw staleOne(ctx, now ? present(now) : {})
  if (!now) throw new Refusal(404, 'not_found')
  return answerOne(ctx, present(now))
}

/** The week's hours hold again. */
export async function clearDate(
  ctx: HttpContext,
  override: DateOverride,
  { keeps_booked: keeps }: { keeps_booked?: 'true' | 'false' },
  present: Present
): Promise<void> {
  const { hostId, date } = override
  const version = versionAsked(ctx, present(override), contentOf(override))
  const change = withoutDates(hostId, date, date)
  await askOfBooked(ctx, { change, of: { hostIds: [hostId] }, keepsBooked: keeps === 'true' })
  const removing = { override, until: date, version, by: ctx.by }
  const outcome = await new RemoveDateOverrides().handle(removing)
  if (outcome === 'stale') throw staleOne(ctx, present(override))
}

const contentOf = (override: DateOverride | null) =>
  versionOf(overridesInWords(override ? [override] : []))
