import string from '@adonisjs/core/helpers/string'
import type { I18n } from '@adonisjs/i18n'
import { hoursAtFault } from '#pages/owner/availability/hours_at_fault'
import { dayMoment } from '#formats/times/month_grid'
import { formatDate, formatRange } from '#formats/times/times'
import type Host from '#models/availability/host'
import type Service from '#models/services/service'
import { missingOf } from '#models/services/service_team'
import { addressOf } from '#pages/address_of'
import type { StartInDetail } from '#queries/availability/why_not_offered'
import { MINUTE } from '#scheduling/time/dates'
import type { EffectiveRules } from '#scheduling/rules/effective_rules'
import { type Rule, RULES, type SlotRuleName } from '#scheduling/rules/rules'
import type { Question, Reason } from '#scheduling/types'
import { dateAt } from '#scheduling/time/zones'

export interface ReasonLink {
  href: string
  label: string
}

export interface Scene {
  service: Service
  hosts: Host[]
  rules: EffectiveRules
  question: Question
  chosen: StartInDetail
  timeZone: string
  locale: string
}

/** To where the cause can be changed, or seen. */
export function linksOf(reason: Reason, scene: Scene, i18n: I18n): ReasonLink[] {
  const rule = (name: SlotRuleName) => ruleLink(name, scene, i18n)
  const hours = () => hoursLinks(reason, scene, i18n)
  const bookings = () => bookingLinks(reason, scene, i18n)

  switch (reason.code) {
    case 'inactive':
      return [rule('isActive')]
    case 'no_host':
      return [...missingLinks(scene, i18n), hostsLink(scene, i18n)]
    case 'past_deadline':
      return []
    case 'too_soon':
      return [rule('minimumNoticeMinutes')]
    case 'too_early':
      return [rule('bookableFrom')]
    case 'too_far':
      return [
        rule(scene.rules.bookableUntil.value === reason.lastDate ? 'bookableUntil' : 'horizonDays'),
      ]
    case 'closed_that_day':
    case 'outside_hours':
      return hours()
    case 'blocked':
      return [blocksLink(reason, scene, i18n)]
    case 'does_not_fit':
      return [...hours(), rule('durationMinutes')]
    case 'not_a_start':
      return scene.rules.startTimes.value
        ? [rule('startTimes')]
        : [rule('slotIntervalMinutes'), ...hours()]
    case 'busy':
      return [...bookings(), ...calendarLinks(reason, scene, i18n)]
    case 'full':
      return bookings()
    case 'buffer':
      return [...[...bookings(), ...calendarLinks(reason, scene, i18n)], rule('bufferAfterMinutes')]
    case 'day_limit':
      return [reason.owner === 'host' ? limitsLink(reason.hostId, scene, i18n) : rule('dailyLimit')]
    case 'week_limit':
      return [
        reason.owner === 'host' ? limitsLink(reason.hostId, scene, i18n) : rule('weeklyLimit'),
      ]
  }
}

function ruleLink(name: SlotRuleName, { service, rules }: Scene, i18n: I18n): ReasonLink {
  const { settings }: Rule = RULES[name]
  const isInherited = settings !== undefined && rules[name].source !== 'service'
  return {
    href: isInherited
      ? addressOf('owner.booking_settings.edit', {}, { part: string.snakeCase(settings.name) })
      : addressOf('owner.services.edit', { id: service.id }, { part: string.snakeCase(name) }),
    label: i18n.t(`owner.availability.why.setting.${name}`, {
      source: isInherited ? 'settings' : 'service',
      service: service.name,
    }),
  }
}

function hostsLink({ service }: Scene, i18n: I18n): ReasonLink {
  return {
    href: addressOf('owner.services.edit', { id: service.id }, { part: 'hosts' }),
    label: i18n.t('owner.availability.why.setting.hosts', { service: service.name }),
  }
}

function missingLinks({ service, hosts }: Scene, i18n: I18n): ReasonLink[] {
  return missingOf({ hostMode: service.hostMode, hosts }).map(({ id, name }) => ({
    href: addressOf('owner.hosts.edit', { id }, { part: 'is_active' }),
    label: i18n.t('owner.availability.why.setting.takes_bookings', { host: name }),
  }))
}

function hoursLink(hostId: number | null, scene: Scene, i18n: I18n): ReasonLink {
  const calendar = scene.question.hosts.find((host) => host.hostId === hostId)
  const date = calendar && dateAt(calendar.timeZone, scene.chosen.startsAt)
  const isOverridden = calendar?.overrides.some((override) => override.date === date)
  if (!date || !isOverridden) return weekLink(hostId, scene, i18n)

  const day = formatDate(dayMoment(date), 'UTC', scene.locale)
  return {
    href: addressOf('owner.weekly_hours.edit', {}, { query: { host: hostId }, part: 'dates' }),
    label: i18n.t('owner.availability.why.setting.override', { day }),
  }
}

function blocksLink({ hostId }: Reason, { hosts }: Scene, i18n: I18n): ReasonLink {
  const host = hosts.find(({ id }) => id === hostId)
  return {
    href: addressOf('owner.blocks.index', {}, { query: { host: hostId } }),
    label: i18n.t('owner.availability.why.setting.blocks', { host: host?.name ?? '' }),
  }
}

function hoursLinks(reason: Reason, scene: Scene, i18n: I18n): ReasonLink[] {
  const { service } = scene
  const own = {
    href: addressOf('owner.service_hours.edit', { id: service.id }),
    label: i18n.t('owner.availability.why.setting.service_hours', { service: service.name }),
  }
  const isAtFault = hoursAtFault(reason, scene)
  return [
    ...(isAtFault.host && reason.hostId !== null ? [hoursLink(reason.hostId, scene, i18n)] : []),
    ...(isAtFault.service ? [own] : []),
  ]
}

function weekLink(hostId: number | null, scene: Scene, i18n: I18n): ReasonLink {
  return {
    href: addressOf('owner.weekly_hours.edit', {}, { query: { host: hostId }, part: 'week' }),
    label: i18n.t('owner.availability.why.setting.week', { host: nameOf(hostId, scene) }),
  }
}

function limitsLink(hostId: number | null, scene: Scene, i18n: I18n): ReasonLink {
  return {
    href: addressOf('owner.hosts.edit', { id: hostId ?? 0 }, { part: 'daily_limit' }),
    label: i18n.t('owner.availability.why.setting.limits', { host: nameOf(hostId, scene) }),
  }
}

function nameOf(hostId: number | null, { hosts }: Scene): string {
  return hosts.find(({ id }) => id === hostId)?.name ?? ''
}

/** The bookings that are met or, for a buffer, those that are not. */
function bookingLinks({ hostId, code }: Reason, scene: Scene, i18n: I18n): ReasonLink[] {
  const { chosen, rules, timeZone, locale } = scene
  const endsAt = chosen.startsAt + rules.durationMinutes.value * MINUTE
  return chosen.inTheWay
    .filter((booking) => booking.hostId === hostId)
    .filter(({ start, end }) => {
      const isMet = start < endsAt && end > chosen.startsAt
      return code === 'buffer' ? !isMet : isMet
    })
    .map(({ id, clientName, serviceName, start, end }) => ({
      href:
        clientName === null
          ? addressOf('owner.group_sessions.show', { id })
          : addressOf('owner.bookings.show', { id }),
      label: i18n.t('owner.availability.why.booking', {
        client: clientName ?? serviceName,
        range: formatRange(start, end, timeZone, locale),
      }),
    }))
}

/** Once each, however much is in it. */
function calendarLinks({ hostId }: Reason, { chosen }: Scene, i18n: I18n): ReasonLink[] {
  const theirs = chosen.calendars.filter((calendar) => calendar.hostId === hostId)
  const each = new Map(theirs.map((calendar) => [calendar.connectionId, calendar]))
  return [...each.values()].map(({ connectionId: id, name }) => ({
    href: addressOf('owner.calendar_connections.show', { id }),
    label: i18n.t('owner.availability.why.setting.calendar', { name }),
  }))
}
