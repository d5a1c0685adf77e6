import type { I18n } from '@adonisjs/i18n'
import { dayMoment } from '#formats/times/month_grid'
import {
  formatDate,
  formatMoment,
  formatRangeInText,
  formatTime,
  isoTime,
  minutesOfDay,
} from '#formats/times/times'
import { formatNames } from '#formats/words/directions'
import type Host from '#models/availability/host'
import type Membership from '#models/accounts/membership'
import type Service from '#models/services/service'
import { missingOf } from '#models/services/service_team'
import type Business from '#models/settings/business'
import { linksOf, type ReasonLink, type Scene } from '#pages/owner/availability/reason_links'
import { keyOf, reasonFigures } from '#formats/availability/reason_figures'
import type { DeskObstacle } from '#queries/bookings/desk_times'
import { serviceRules } from '#queries/services/service_rules'
import { openTimeOf } from '#scheduling/slots/grid'
import { MINUTE, dateOf, dayOf } from '#scheduling/time/dates'
import { spansOf, subtract } from '#scheduling/time/spans'
import { dateAt, startOfDay } from '#scheduling/time/zones'
import type { Instant, Question, Reason, ReasonCode, Span } from '#scheduling/types'
import type { DeskState } from '#validators/bookings/desk_form'

interface DeskScene {
  business: Business
  membership: Membership
  service: Service
  hosts: Host[]
  hostId: number | null
  durationMinutes: number | null
  i18n: I18n
  locale: string
  address: (changes: Partial<Record<keyof DeskState, unknown>>) => string
}

const MOST_LINES = 4
const HELD: ReasonCode[] = ['busy', 'buffer', 'full']

/** Why not, with the person and the setting; what is near; and whether it can be done anyway. */
export function deskRefusal(obstacle: DeskObstacle, startsAt: Instant, desk: DeskScene) {
  const { business, hosts, address, locale } = desk
  const { question, inTheWay, calendars, reasons, anyway, nearest, othersFree } = obstacle
  const { timeZone } = business
  const rules = serviceRules(desk.service, business, desk.durationMinutes)
  const scene: Scene = {
    ...{ service: desk.service, hosts, rules, question, timeZone, locale },
    chosen: { startsAt, reasons, inTheWay, calendars },
  }
  const nameOf = (id: number) => hosts.find((host) => host.id === id)?.name ?? ''
  const at = (start: Instant, hostId?: number) => ({
    href: address({
      ...{ date: dateAt(timeZone, start), time: isoTime(minutesOfDay(start, timeZone)) },
      ...{ anyway: null, ...(hostId !== undefined && { host: hostId }) },
    }),
    host: hostId === undefined ? null : nameOf(hostId),
    time:
      dateAt(timeZone, start) === dateAt(timeZone, startsAt)
        ? formatTime(start, timeZone, locale)
        : formatMoment(start, timeZone, locale),
  })
  const isAlone = question.mode === 'any'
  return {
    lines: told(reasons, question.hosts.length === 1).map((reason) => lineOf(reason, scene, desk)),
    nearest: [
      ...nearest.map(({ start }) => at(start)),
      ...othersFree.slice(0, 3).map((id) => at(startsAt, id)),
    ],
    isHeld: question.hosts.length > 0,
    anyway: anyway && {
      href: address({ anyway: 1, ...(isAlone && { host: anyway.slot.hostIds[0] }) }),
      host: isAlone ? nameOf(anyway.slot.hostIds[0]) : null,
      rules: anyway.setAside,
    },
  }
}

/** All of the one asked for, and one of each where many were; what nobody can set aside comes first. */
function told(reasons: readonly Reason[], isOneWanted: boolean): Reason[] {
  const isHeld = ({ code }: Reason) => HELD.includes(code)
  const sorted = [...reasons.filter(isHeld), ...reasons.filter((reason) => !isHeld(reason))]
  if (isOneWanted) return sorted.slice(0, MOST_LINES)
  const byHost = Map.groupBy(sorted, (reason) => reason.hostId)
  return [...byHost.values()].map(([first]) => first).slice(0, MOST_LINES)
}

interface Line {
  sentence: string
  links: ReasonLink[]
}

function lineOf(reason: Reason, scene: Scene, { membership, i18n }: DeskScene): Line {
  const { timeZone, locale, chosen, hosts } = scene
  const day = dateAt(timeZone, chosen.startsAt)
  const met = chosen.inTheWay.filter(({ hostId }) => hostId === reason.hostId).at(0)
  const figures = {
    ...reasonFigures(reason, scene),
    host: hosts.find(({ id }) => id === reason.hostId)?.name ?? '',
    time: formatTime(chosen.startsAt, timeZone, locale),
    day: formatDate(dayMoment(day), 'UTC', locale),
    end: formatTime(endOf(scene), timeZone, locale),
    hours: hoursOn(reason, scene) || 'none',
    client: met?.clientName ?? met?.serviceName ?? '',
    ...missingFigures(scene.service, locale),
  }
  return {
    sentence: i18n.t(`owner.bookings.desk.refusal.${keyOf(reason, scene)}`, figures),
    // A time that is over is over, whatever the settings say.
    links: membership.isInCharge && reason.code !== 'too_soon' ? linksOf(reason, scene, i18n) : [],
  }
}

/** Why nobody can give it, whatever the time; null where somebody can. */
export function nobodyInWords(
  { hosts }: Question,
  { service, i18n, locale }: Pick<DeskScene, 'service' | 'i18n' | 'locale'>
): string | null {
  if (hosts.length > 0) return null
  const figures = { service: service.name, ...missingFigures(service, locale) }
  return i18n.t('owner.bookings.desk.refusal.no_host', figures)
}

function missingFigures(service: Service, locale: string) {
  const names = missingOf(service).map(({ name }) => name)
  return { missing: formatNames(names, locale) || 'none', count: names.length }
}

function endOf({ chosen, question }: Scene): Instant {
  return chosen.startsAt + question.rules.durationMinutes * MINUTE
}

/** "09:00 – 12:30, 13:30 – 17:00"; empty where the host is not in on that day. */
function hoursOn({ hostId }: Reason, { question, chosen, timeZone, locale }: Scene): string {
  const host = question.hosts.find((each) => each.hostId === hostId)
  if (!host) return ''
  const date = dateAt(timeZone, chosen.startsAt)
  const day: Span = {
    start: startOfDay(timeZone, date),
    end: startOfDay(timeZone, dateOf(dayOf(date) + 1)),
  }
  const { scheduled } = openTimeOf(host, question.rules, day)
  return spansOf(subtract(scheduled, [], day.start, day.end))
    .map(({ start, end }) => formatRangeInText(start, end, timeZone, locale))
    .join(', ')
}
