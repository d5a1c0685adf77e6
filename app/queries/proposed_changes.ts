import type Business from '#models/business'
import Service from '#models/service'
import type { Change } from '#queries/preview_change'
import type { RuledBusiness } from '#queries/service_rules'
import type { DateOverride, HostCalendar, WeeklyRange, WorkingHours } from '#scheduling/types'

export function changedWeek(hostId: number, weeklyHours: readonly WeeklyRange[]): Change {
  return { calendar: (host) => (host.hostId === hostId ? { ...host, weeklyHours } : host) }
}

/** The last override of a date wins, so those that it has may stay. */
export function changedDates(hostIds: readonly number[], added: readonly DateOverride[]): Change {
  const calendar = (host: HostCalendar) =>
    hostIds.includes(host.hostId) ? { ...host, overrides: [...host.overrides, ...added] } : host
  return { calendar }
}

/** The dates from the first to the last one follow the week again. */
export function withoutDates(hostId: number, first: string, last: string): Change {
  const isLeft = ({ date }: DateOverride) => date < first || date > last
  const calendar = (host: HostCalendar) =>
    host.hostId === hostId ? { ...host, overrides: host.overrides.filter(isLeft) } : host
  return { calendar }
}

export function changedHost(
  hostId: number,
  details: Pick<HostCalendar, 'timeZone' | 'dailyLimit' | 'weeklyLimit'>
): Change {
  return { calendar: (host) => (host.hostId === hostId ? { ...host, ...details } : host) }
}

export function changedSettings(business: Business, settings: RuledBusiness['settings']): Change {
  return { business: { weekStartsOn: business.weekStartsOn, settings } }
}

export function changedServiceHours(service: Service, hours: WorkingHours | null): Change {
  return { service: new Service().merge({ ...service.$attributes, hours }) }
}

/** The service comes with its hosts. */
export function changedService(
  service: Service,
  details: Partial<Service['$attributes']>,
  hostIds: number[]
): Change {
  const changed = new Service().merge({ ...service.$attributes, ...details })
  const isSameTeam = sorted(service.hosts.map(({ id }) => id)).join() === sorted(hostIds).join()
  return { service: changed, ...(!isSameTeam && { hostIds }) }
}

function sorted(ids: number[]): number[] {
  return ids.toSorted((one, other) => one - other)
}
