import { formatLength } from '#formats/times/lengths'
import { dayMoment } from '#formats/times/month_grid'
import { formatDate, formatMoment, formatRange, formatTime } from '#formats/times/times'
import type { EffectiveRules } from '#scheduling/rules/effective_rules'
import type { Reason, Span } from '#scheduling/types'

export interface ReasonScene {
  service: { name: string }
  rules: EffectiveRules
  timeZone: string
  locale: string
  /** Calendars elsewhere that make a host busy then, and what is booked. */
  chosen: { calendars: readonly NamedTime[]; inTheWay: readonly HostTime[] }
}

interface HostTime extends Span {
  hostId: number
}

interface NamedTime extends HostTime {
  name: string
}

/**
 * A service that lists its times or dates needs another sentence for two of the reasons, as does time
 * that a calendar elsewhere takes.
 */
export function keyOf(reason: Reason, scene: ReasonScene): string {
  const { rules } = scene
  if (calendarOf(reason, scene)) return `${reason.code}_calendar`
  if (reason.code === 'not_a_start' && rules.startTimes.value) return 'not_listed'
  if (reason.code === 'too_far' && rules.bookableUntil.value === reason.lastDate) return 'too_late'
  return reason.code
}

export function reasonFigures(reason: Reason, scene: ReasonScene) {
  const calendar = calendarOf(reason, scene)?.name ?? ''
  return { ...figuresOfRules(scene), ...figuresOf(reason, scene), calendar }
}

/** The one that makes the host busy, where nothing that is booked does. */
function calendarOf(
  reason: Reason,
  { chosen: { calendars, inTheWay } }: ReasonScene
): NamedTime | undefined {
  if (reason.code !== 'busy' && reason.code !== 'buffer') return undefined
  const isMet = ({ hostId, start, end }: HostTime) =>
    hostId === reason.hostId && start < reason.end && end > reason.start
  return inTheWay.some(isMet) ? undefined : calendars.find(isMet)
}

function figuresOfRules({ rules, service, locale }: ReasonScene) {
  const length = (minutes: number) => formatLength(minutes, locale)
  return {
    service: service.name,
    notice: length(rules.minimumNoticeMinutes.value),
    days: rules.horizonDays.value ?? 0,
    interval: length(rules.slotIntervalMinutes.value),
    length: length(rules.durationMinutes.value),
    before: length(rules.bufferBeforeMinutes.value),
    after: length(rules.bufferAfterMinutes.value),
  }
}

function figuresOf(
  reason: Reason,
  { timeZone, locale }: ReasonScene
): Record<string, string | number> {
  const day = (date: string) => formatDate(dayMoment(date), 'UTC', locale)
  switch (reason.code) {
    case 'past_deadline':
      return { deadline: formatMoment(reason.deadline, timeZone, locale) }
    case 'too_soon':
      return { earliest: formatMoment(reason.earliest, timeZone, locale) }
    case 'too_early':
      return { first: day(reason.firstDate) }
    case 'too_far':
      return { last: day(reason.lastDate) }
    case 'closed_that_day':
      return { day: day(reason.date) }
    case 'does_not_fit':
      return { closes: formatTime(reason.closesAt, timeZone, locale) }
    case 'blocked':
    case 'busy':
    case 'buffer':
      return { range: formatRange(reason.start, reason.end, timeZone, locale) }
    case 'day_limit':
      return { day: day(reason.date), limit: reason.limit, owner: reason.owner }
    case 'week_limit':
      return { day: day(reason.weekOf), limit: reason.limit, owner: reason.owner }
    case 'full':
      return { capacity: reason.capacity }
    default:
      return {}
  }
}
