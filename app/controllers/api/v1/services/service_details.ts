import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import type { ServiceDetails } from '#actions/services/save_service'
import { amountOf } from '#controllers/api/v1/amount'
import { Refusal } from '#exceptions/refusal'
import type Service from '#models/services/service'
import { roomsNotPossible } from '#models/services/service_team'
import { pickRules } from '#scheduling/rules/rules'
import type { serviceChangeValidator } from '#validators/api/services'

type Input = Infer<typeof serviceChangeValidator>

/** A service of one's own begins so; null is as the settings have it. */
const NEW: Omit<ServiceDetails, 'name' | 'durationMinutes'> = {
  ...{ slug: null, description: null, category: null, colour: null, durations: [] },
  ...{ lengthPrices: {}, price: '0.00', capacity: 1, hostMode: 'any', locationType: 'in_person' },
  ...{ locationDetails: null, slotIntervalMinutes: null, minimumNoticeMinutes: null },
  ...{ startTimes: null, horizonDays: null, bookableFrom: null, bookableUntil: null },
  ...{ dailyLimit: null, weeklyLimit: null, bufferBeforeMinutes: 0, bufferAfterMinutes: null },
  ...{ rescheduleCutoffMinutes: null, cancelCutoffMinutes: null, maxMoves: null },
  ...{ reminderMinutes: null, requiresApproval: null, acceptsCompetingRequests: null },
  ...{ isActive: true, isHidden: false, isPlannedOnly: false, compactsDay: false, routing: null },
  ...{ instructions: null, policy: null, confirmationMessage: null, confirmationUrl: null },
  ...{ followUp: null, followUpDelayHours: 24 },
}

/** What is left out stays as it is, or as new services have it. */
export function wantedDetails(
  ctx: HttpContext,
  service: Service | null,
  input: Input
): ServiceDetails {
  const { currency } = ctx.business
  const before = service ? detailsOf(service) : { ...NEW, name: '', durationMinutes: 60 }
  const details = { ...before, ...withoutGaps(named(input)) }
  const { bookableFrom: first, bookableUntil: last, durationMinutes } = details
  if (first !== null && last !== null && last < first) {
    throw Refusal.ofField('bookable_until', 'range_reversed', ctx.i18n.t('api.range_reversed'))
  }
  const durations = details.durations.filter((length) => length !== durationMinutes)
  const price = input.price === undefined ? details.price : amountOf(ctx, input.price, currency)
  const typed = input.length_prices?.map((each, index): [string, string] => [
    String(each.duration_minutes),
    amountOf(ctx, each.price, currency, `length_prices/${index}/price`),
  ])
  const prices = typed ?? Object.entries(details.lengthPrices)
  const kept = prices.filter(
    ([length, amount]) => durations.includes(Number(length)) && amount !== price
  )
  return { ...details, ...{ durations, price, lengthPrices: Object.fromEntries(kept) } }
}

/** Of the business, and together as they can be booked. */
export async function wantedHosts(
  { business, i18n }: HttpContext,
  service: Service | null,
  { host_ids: wanted, host_mode: mode, ...input }: Input
): Promise<number[]> {
  const all = await business.related('hosts').query().orderBy('position').orderBy('id')
  const people = all.filter(({ kind }) => kind === 'person')
  const usual = service?.hosts ?? (people.length > 0 ? people : all)
  const ids = wanted ?? usual.map(({ id }) => id)
  const team = all.filter(({ id }) => ids.includes(id))
  if (team.length === 0 || team.length < ids.length) {
    throw Refusal.ofField('host_ids', 'unknown_host', i18n.t('api.unknown_host'))
  }
  const hostMode = mode ?? service?.hostMode ?? 'any'
  const capacity = input.capacity ?? service?.capacity ?? 1
  const isPlannedOnly = input.is_planned_only ?? service?.isPlannedOnly ?? false
  if (roomsNotPossible({ hostMode, hosts: team, capacity, isPlannedOnly }).length > 0) {
    throw Refusal.ofField('host_ids', 'room_alone', i18n.t('api.room_alone'))
  }
  return team.map(({ id }) => id)
}

function detailsOf(service: Service): ServiceDetails {
  const { hours, ...rules } = pickRules('service', service)
  return {
    ...rules,
    ...{ name: service.name, slug: null, description: service.description },
    ...{ category: service.category, colour: service.colour, price: service.price },
    ...{ lengthPrices: service.lengthPrices, hostMode: service.hostMode },
    ...{ locationType: service.locationType, locationDetails: service.locationDetails },
    ...{ instructions: service.instructions, policy: service.policy },
    confirmationMessage: service.confirmationMessage,
    confirmationUrl: service.confirmationUrl,
    requiresApproval: service.requiresApproval,
    acceptsCompetingRequests: service.acceptsCompetingRequests,
    ...{ isHidden: service.isHidden, isPlannedOnly: service.isPlannedOnly },
    ...{ compactsDay: service.compactsDay, mostDates: service.mostDates },
    ...{ routing: service.routing, followUp: service.followUp },
    followUpDelayHours: service.followUpDelayHours,
  }
}

function named(input: Input): Partial<Gaps<ServiceDetails>> {
  return {
    ...{ name: input.name, slug: input.slug, description: input.description },
    ...{ category: input.category, colour: input.color, capacity: input.capacity },
    ...{ durationMinutes: input.duration_minutes, durations: input.durations },
    ...{ hostMode: input.host_mode, locationType: input.location_type },
    locationDetails: input.location_details,
    slotIntervalMinutes: input.slot_interval_minutes,
    minimumNoticeMinutes: input.minimum_notice_minutes,
    ...{ horizonDays: input.horizon_days, dailyLimit: input.daily_limit },
    startTimes: input.start_times,
    ...{ bookableFrom: input.bookable_from, bookableUntil: input.bookable_until },
    weeklyLimit: input.weekly_limit,
    bufferBeforeMinutes: input.buffer_before_minutes,
    bufferAfterMinutes: input.buffer_after_minutes,
    rescheduleCutoffMinutes: input.reschedule_cutoff_minutes,
    cancelCutoffMinutes: input.cancel_cutoff_minutes,
    ...{ maxMoves: input.max_moves, reminderMinutes: input.reminder_minutes },
    requiresApproval: input.requires_approval,
    acceptsCompetingRequests: input.accepts_competing_requests,
    ...{ isActive: input.is_active, isHidden: input.is_hidden },
    ...{ isPlannedOnly: input.is_planned_only, compactsDay: input.compacts_day },
    ...{ mostDates: input.most_dates, instructions: input.instructions },
    ...{ policy: input.cancellation_policy, confirmationUrl: input.confirmation_url },
    confirmationMessage: input.confirmation_message,
    ...{ followUp: input.follow_up, followUpDelayHours: input.follow_up_delay_hours },
  }
}

type Gaps<Row> = { [Name in keyof Row]: Row[Name] | undefined }

function withoutGaps<Row extends object>(row: Partial<Gaps<Row>>): Partial<Row> {
  const given = Object.entries(row).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as Partial<Row>
}
