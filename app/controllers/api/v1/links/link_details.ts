import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import type { LinkDetails } from '#actions/links/save_booking_link'
import { checkedRanges } from '#controllers/api/v1/availability/opening_times'
import { questionsAsked } from '#controllers/api/v1/services/questions_asked'
import { Refusal } from '#exceptions/refusal'
import type BookingLink from '#models/links/booking_link'
import type Service from '#models/services/service'
import { giversOf } from '#models/services/service_team'
import type { WeeklyRange } from '#scheduling/types'
import type { linkChangeOrder } from '#validators/api/links'
import { excludedOrNone } from '#validators/links/excluded_dates'

type Input = Infer<typeof linkChangeOrder>

/** What is left out stays as it is, or as the service has it. */
export async function linkDetails(
  ctx: HttpContext,
  { link, service }: { link: BookingLink | null; service: Service },
  input: Input
): Promise<LinkDetails> {
  const { bookable_from: first = link?.bookableFrom, bookable_until: last = link?.bookableUntil } =
    input
  if (first && last && last < first) {
    throw Refusal.ofField('bookable_until', 'range_reversed', ctx.i18n.t('api.range_reversed'))
  }
  const { duration_minutes: own = link?.durationMinutes ?? null } = input
  const length = own ?? service.durationMinutes
  const lengths = input.durations ?? link?.durations
  const weeklyHours = input.hours && checkedRanges(ctx, input.hours as WeeklyRange[], 'hours')
  const questions = input.questions && (await questionsAsked(ctx, input.questions))
  const named: { [Name in keyof LinkDetails]: LinkDetails[Name] | undefined } = {
    ...{ name: input.name, durationMinutes: input.duration_minutes },
    durations: lengths?.filter((each) => each !== length),
    slotIntervalMinutes: input.slot_interval_minutes,
    bufferBeforeMinutes: input.buffer_before_minutes,
    bufferAfterMinutes: input.buffer_after_minutes,
    minimumNoticeMinutes: input.minimum_notice_minutes,
    ...{ horizonDays: input.horizon_days, bookableFrom: input.bookable_from },
    excludedDates:
      input.excluded_dates &&
      excludedOrNone(
        input.excluded_dates.map(({ first_date: firstDate, last_date: lastDate }) => ({
          ...{ firstDate, lastDate },
        }))
      ),
    timeZoneOf: input.time_zone_of,
    ...{ bookableUntil: input.bookable_until, dailyLimit: input.daily_limit },
    ...{ weeklyLimit: input.weekly_limit, requiresApproval: input.requires_approval },
    hours: weeklyHours ? { weeklyHours, overrides: [] } : input.hours,
    questions: questions ?? input.questions,
    ...{ followUp: input.follow_up, followUpDelayHours: input.follow_up_delay_hours },
  } as LinkDetails
  const given = Object.entries(named).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as LinkDetails
}

/** All who give the service are as good as none, also once somebody joins. */
export function linkHosts(
  { link, service }: { link: BookingLink | null; service: Service },
  { host_ids: wanted }: Input
): number[] {
  const ids = wanted ?? link?.hosts.map(({ id }) => id) ?? []
  const givers = giversOf(service)
  const isEverybody = givers.every(({ id }) => ids.includes(id))
  return isEverybody && ids.length === givers.length ? [] : ids
}
