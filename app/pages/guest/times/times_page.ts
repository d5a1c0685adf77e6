import type { Infer } from '@vinejs/vine/types'
import { datesInAddress } from '#formats/bookings/dates_together'
import { type Query, stated, timesPath, withQuery } from '#formats/pages/addresses'
import { dayStrip, firstOf, weekdayNames } from '#formats/times/month_grid'
import { clockOfLocale, weekStartOf } from '#formats/words/locales'
import { timesOfDay } from '#formats/times/times_of_day'
import { zonesWithClocks } from '#formats/times/time_zones'
import { datesChosen, mostDatesOf } from '#pages/guest/bookings/dates_chosen'
import type { OpenService, Routed } from '#pages/guest/opened'
import { sharedTimes } from '#pages/guest/times/shared_times'
import { loadMonthPage } from '#queries/availability/month_page'
import type { PageHost, PageService } from '#queries/pages/find_business_page'
import { MINUTE } from '#scheduling/time/dates'
import type { Instant } from '#scheduling/types'
import type { monthAddress } from '#validators/pages/guest_address'

/** As many are said in a line; the calendar shows them all. */
const MOST_FULL = 6

interface WantedTimes {
  /** As the address says it. */
  wanted: Infer<typeof monthAddress>
  routed: Routed | null
  /** As the links of the page name it, also where all hosts are needed together. */
  hostId: number | undefined
  host: PageHost | null
  durationMinutes: number | null
  /** What is one visitor's own. */
  theirs: Record<string, string>
  now: Instant
}

/** A month of days and the times of one, and the moments at which it may say something else. */
export async function timesPage(
  page: OpenService,
  { wanted, routed, hostId, host, durationMinutes, theirs, now }: WantedTimes
) {
  const { business, services, service, locale, isZoneFixed, hasChoice, lengths, usualMinutes } =
    page
  const { zone, week } = wanted
  const timeZone = (isZoneFixed ? null : zone) ?? business.timeZone
  const weekStartsOn = week ?? weekStartOf(locale)
  const { dates = [] } = wanted
  const duration = durationMinutes ?? usualMinutes
  const { ends, ...month } = await loadMonthPage({
    business,
    service,
    hostId: host?.id ?? null,
    durationMinutes,
    timeZone,
    weekStartsOn,
    from: wanted.from ?? firstOf(wanted.month),
    date: wanted.date ?? null,
    chosen: dates,
    isGivenByAll: services.every((other) => isGivenBySame(other, service)),
    isHostFixed: Boolean(routed?.host),
    isLeftOut: ({ start, end }) =>
      dates.some((each) => start < each + duration * MINUTE && each < end),
    now,
  })
  const base = timesPath(business, service)
  // What every link of the page takes along.
  const carried = {
    ...stated({ zone, week, host: hostId, duration: durationMinutes, page: page.cameFrom }),
    ...stated(routed?.carried ?? {}),
    ...theirs,
  }
  const address = (query: Query) => withQuery(base, { ...carried, ...query })
  const shown = {
    ...month,
    service,
    isZoneFixed,
    hasChoice,
    servicesPath: page.servicesPath,
    arePickedGone: isPicked(service) && !month.slots.length && !month.soonest.length && !month.next,
    host,
    timeZone,
    clock: clockOfLocale(locale),
    weekStartsOn,
    lengths,
    usualMinutes,
    duration,
    now: now - (now % MINUTE),
    chosenTime: wanted.time,
    sessions: sharedTimes(month, service, timeZone, locale),
    times: timesOfDay(month, timeZone, locale),
    weekdays: weekdayNames(locale, weekStartsOn),
    zones: wanted.choose === 'zone' ? zonesWithClocks(timeZone, now, locale) : null,
    strip: dayStrip(month.weeks),
    fullElsewhere: month.fullDates.filter((day) => day !== month.date).slice(0, MOST_FULL),
    /** The first day that has a time may be another on another clock. */
    statedDate: wanted.date,
    choosesDay: wanted.choose === 'day',
    choosesHost: wanted.choose === 'host' && !routed?.host,
    routed,
    carried,
    base,
    address,
    dates: datesChosen(dates, duration, (others) =>
      address({ date: wanted.date, from: wanted.from, dates: datesInAddress(others) })
    ),
    most: mostDatesOf(service),
  }
  return { shown, ends }
}

/** Whether its link offers nothing but times picked by hand. */
function isPicked({ link }: PageService): boolean {
  return Boolean(link?.layers.one_time_link?.offeredTimes)
}

/** Rooms close nothing. */
function isGivenBySame(other: PageService, { hosts }: PageService): boolean {
  const people = other.hosts.filter(({ kind }) => kind !== 'room')
  return people.every(({ id }) => hosts.some((host) => host.id === id))
}
