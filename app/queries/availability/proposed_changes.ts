import type Business from '#models/settings/business'
import type { KeptDate } from '#models/availability/date_override'
import type Host from '#models/availability/host'
import Service from '#models/services/service'
import type { Change } from '#queries/availability/preview_change'
import type { RuledBusiness } from '#queries/services/service_rules'
import type {
  BlockedDates,
  DateHours,
  HostCalendar,
  WeeklyRange,
  WorkingHours,
} from '#scheduling/types'

export function changedWeek(hostId: number, weeklyHours: readonly WeeklyRange[]): Change {
  return { calendar: (host) => (host.hostId === hostId ? { ...host, weeklyHours } : host) }
}

/** The last override of a date wins, so those that it has may stay. */
export function changedDates(hostIds: readonly number[], added: readonly DateHours[]): Change {
  const calendar = (host: HostCalendar) =>
    hostIds.includes(host.hostId) ? { ...host, overrides: [...host.overrides, ...added] } : host
  return { calendar }
}

interface BlockOf {
  hostIds: readonly number[]
  dates: BlockedDates
}

export function changedBlocks(before: readonly BlockOf[], after: readonly BlockOf[]): Change {
  const calendar = (host: HostCalendar) => {
    const isOf = ({ hostIds }: BlockOf) => hostIds.includes(host.hostId)
    const gone = before.filter(isOf).map(({ dates }) => JSON.stringify(inOrder(dates)))
    const kept = (host.blocks ?? []).filter(
      (dates) => !gone.includes(JSON.stringify(inOrder(dates)))
    )
    return { ...host, blocks: [...kept, ...after.filter(isOf).map(({ dates }) => dates)] }
  }
  return { calendar }
}

export function withoutDates(hostId: number, first: string, last: string): Change {
  const isLeft = ({ date }: DateHours) => date < first || date > last
  const calendar = (host: HostCalendar) =>
    host.hostId === hostId ? { ...host, overrides: host.overrides.filter(isLeft) } : host
  return { calendar }
}

/** Those dates as they were; one without hours of its own follows the week. */
export function returnedDates(hostId: number, kept: readonly KeptDate[]): Change {
  const days = new Set(kept.map(({ date }) => date))
  const own = kept.flatMap(({ date, windows }) => (windows ? [{ date, windows }] : []))
  const calendar = (host: HostCalendar) => {
    if (host.hostId !== hostId) return host
    const others = host.overrides.filter(({ date }) => !days.has(date))
    return { ...host, overrides: [...others, ...own] }
  }
  return { calendar }
}

type HostRules = Pick<HostCalendar, 'timeZone' | 'dailyLimit' | 'weeklyLimit'>

export function changedHost(
  host: Host,
  { timeZone, dailyLimit, weeklyLimit, isActive }: HostRules & { isActive: boolean }
): Change {
  const rules = { timeZone, dailyLimit, weeklyLimit }
  return {
    calendar: (calendar) => (calendar.hostId === host.id ? { ...calendar, ...rules } : calendar),
    ...(isActive !== host.isActive && { switched: { hostId: host.id, isActive } }),
  }
}

export function changedSettings(business: Business, settings: RuledBusiness['settings']): Change {
  const { weekStartsOn, timeZone } = business
  return { business: { weekStartsOn, timeZone, settings } }
}

/** Hosts without a zone of their own follow the business's clock. */
export function changedBusiness(
  { settings, timeZone: former }: Business,
  { timeZone, weekStartsOn }: Pick<Business, 'timeZone' | 'weekStartsOn'>
): Change {
  return {
    business: { weekStartsOn, timeZone, settings },
    calendar: (host) => (host.timeZone === former ? { ...host, timeZone } : host),
  }
}

export function changedServiceHours(service: Service, hours: WorkingHours | null): Change {
  return { service: new Service().merge({ ...service.$attributes, hours }) }
}

export function changedService(
  service: Service,
  details: Partial<Service['$attributes']>,
  hostIds: number[]
): Change {
  const changed = new Service().merge({ ...service.$attributes, ...details })
  const isSameTeam = sorted(service.hosts.map(({ id }) => id)).join() === sorted(hostIds).join()
  const isSameMode = changed.hostMode === service.hostMode
  return { service: changed, ...(!(isSameTeam && isSameMode) && { hostIds }) }
}

function sorted(ids: number[]): number[] {
  return ids.toSorted((one, other) => one - other)
}

function inOrder({ firstDate, lastDate, weeklyDays, start, end, skippedDates }: BlockedDates) {
  return [firstDate, lastDate, weeklyDays, start, end, skippedDates]
}
