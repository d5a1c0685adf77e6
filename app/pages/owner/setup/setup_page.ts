import { type DateTime } from 'luxon'
import { dateFormat } from '#formats/words/intl'
import { weekInWords } from '#models/availability/availability_rule'
import type Host from '#models/availability/host'
import type Business from '#models/settings/business'
import { type Setup, SETUP_STOPS, type SetupStop } from '#models/settings/setup'
import { versionOf } from '#models/version'
import { findBusinessPage } from '#queries/pages/find_business_page'
import { unansweredInvitations } from '#queries/people/unanswered_invitations'
import { nextFreeTimes } from '#queries/availability/next_free_times'
import { keptServices } from '#queries/services/kept_services'
import { CLOSURE_ROWS } from '#validators/setup/first_closures'
import { PEOPLE_ROWS } from '#validators/setup/first_people'
import { SERVICE_ROWS } from '#validators/setup/first_services'
import { typedOpening } from '#validators/setup/opening_week'
import { emptyForm, type Form } from '#validators/form'

export interface OpenStop {
  stop?: SetupStop
  form?: Form
}

/** Roughly, for somebody who does it for the first time. */
const MINUTES: Record<SetupStop, number> = {
  ...{ services: 2, people: 1, hours: 1, closures: 1, share: 1 },
}

export async function setupPage(
  business: Business,
  { done }: Setup,
  opened: OpenStop,
  { locale, now }: { locale: string; now: DateTime }
) {
  const services = await keptServices(business.id)
  const hosts = await hostsOf(business, now)
  const invitations = await unansweredInvitations(business.id)
  const left = SETUP_STOPS.filter((stop) => !done.includes(stop))
  const next = left[0] ?? null
  const open = opened.stop ?? next
  return {
    stops: SETUP_STOPS.map((name) => ({
      name,
      isDone: done.includes(name),
      isOpen: name === open,
      isNext: name === next,
    })),
    doneCount: done.length,
    stopCount: SETUP_STOPS.length,
    minutesLeft: left.reduce((sum, stop) => sum + MINUTES[stop], 0),
    services,
    hosts,
    invited: invitations.map(({ hostId }) => hostId),
    week: weekOf(hosts[0]),
    isEven: new Set(hosts.map((host) => weekInWords(weekOf(host)).join())).size < 2,
    closedCount: new Set(
      hosts.flatMap(({ dateOverrides }) => dateOverrides.map(({ date }) => date))
    ).size,
    nextFree: await nextFree(business, now.toMillis()),
    days: daysFrom(business.weekStartsOn, locale),
    rows: { services: SERVICE_ROWS, people: PEOPLE_ROWS, closures: CLOSURE_ROWS },
    form: opened.form ?? blankForm(open, { hosts, services }),
  }
}

export type SetupPage = Awaited<ReturnType<typeof setupPage>>

export function weeksVersion(hosts: Host[]): string {
  const byId = hosts.toSorted((one, other) => one.id - other.id)
  return versionOf(byId.map((host) => weekInWords(weekOf(host))))
}

export function hostsOf(business: Business, now: DateTime): Promise<Host[]> {
  return business
    .related('hosts')
    .query()
    .preload('availabilityRules')
    .preload('dateOverrides', (dates) =>
      dates.where('date', '>=', now.toISODate() ?? '').whereRaw(`windows = '[]'`)
    )
    .orderBy('position')
    .orderBy('id')
    .exec()
}

export function blankForm(
  stop: SetupStop | null,
  { hosts, services }: { hosts: Host[]; services: { durationMinutes: number }[] }
): Form {
  if (stop === 'hours') {
    return emptyForm({ ...typedOpening(weekOf(hosts[0])), version: weeksVersion(hosts) })
  }
  if (stop !== 'services') return emptyForm()
  const usual = String(services[0]?.durationMinutes ?? 60)
  return emptyForm(
    Object.fromEntries(
      Array.from({ length: SERVICE_ROWS }, (_, number) => [`duration_minutes_${number}`, usual])
    )
  )
}

function weekOf(host: Host | undefined) {
  return host?.availabilityRules.map(({ range }) => range) ?? []
}

async function nextFree(business: Business, now: number): Promise<number | null> {
  const page = await findBusinessPage(business.slug)
  if (!page || 'movedTo' in page) return null
  const { openings: starts } = await nextFreeTimes(page.business, page.services, now)
  return [...starts.values()].reduce<number | null>(
    (first, start) => (first === null || (start !== null && start < first) ? start : first),
    null
  )
}

function daysFrom(weekStartsOn: number, locale: string) {
  return [0, 1, 2, 3, 4, 5, 6].map((offset) => {
    const weekday = (weekStartsOn + offset) % 7
    // 4 January 1970 was a Sunday.
    const day = Date.UTC(1970, 0, 4 + weekday)
    const name = (style: 'weekday' | 'shortWeekday') => dateFormat(style, 'UTC', locale).format(day)
    return { weekday, short: name('shortWeekday'), long: name('weekday') }
  })
}
