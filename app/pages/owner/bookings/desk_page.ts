import type { I18n } from '@adonisjs/i18n'
import { DateTime } from 'luxon'
import type Membership from '#models/accounts/membership'
import type Host from '#models/availability/host'
import type Booking from '#models/bookings/booking'
import type Service from '#models/services/service'
import type Business from '#models/settings/business'
import { addressOf } from '#pages/address_of'
import { type Desk, hostsToChoose, openDesk } from '#queries/bookings/desk'
import { deskRefusal, nobodyInWords } from '#pages/owner/bookings/desk_refusal'
import { deskPerson, type PersonAtDesk } from '#pages/owner/bookings/desk_person'
import { chosenTime, deskDays } from '#pages/owner/bookings/desk_days'
import { deskOthers } from '#pages/owner/bookings/desk_others'
import { deskPrice } from '#pages/owner/bookings/desk_price'
import {
  type DeskChoice,
  findStartAtDesk,
  loadDeskDays,
  loadOthersOnDay,
} from '#queries/bookings/desk_times'
import { lengthsOf } from '#queries/services/service_rules'
import { dayOf } from '#scheduling/time/dates'
import { dateAt, instantAt } from '#scheduling/time/zones'
import type { Instant, Slot } from '#scheduling/types'
import type { DeskState } from '#validators/bookings/desk_form'

export interface DeskVisit {
  business: Business
  membership: Membership
  /** The one that moves, with its service and their hosts. */
  booking: Booking | null
  i18n: I18n
  locale: string
  now: Instant
}

const DAYS_AT_FIRST = 6

/** All of it follows from the address: who, what, when, and whether that is free. */
export async function deskPage(visit: DeskVisit, query: DeskState) {
  const { business, membership, booking, now } = visit
  const state = booking ? besideItsOwn(booking, business, query) : query
  const desk = await openDesk(business, membership)
  const address = (changes: Partial<Record<keyof DeskState, unknown>>) => {
    const kept = 'who' in changes ? withoutContact(state) : state
    return addressOf('owner.new_bookings.create', {}, { query: { ...kept, ...changes } as never })
  }
  const person = booking ? null : await deskPerson(business, state, at(now, business))
  const service = booking?.service ?? serviceOf(desk, state)
  const shown = { ...desk, chosen: state, address, person, booking, service, ...NOTHING_TO_CHOOSE }
  if (!service || desk.hosts.length === 0) return shown

  const choice = choiceOf(visit, desk, service, state)
  const hosts = hostsToChoose(desk, service)
  const what = {
    ...shown,
    hostsToChoose: service.hostMode === 'any' ? hosts : [],
    hostId: choice.hostId,
    lengths: booking ? [] : lengthsOf({ service, business }),
    places: choice.seats,
    price: deskPrice({
      ...{ business, service, booking, places: choice.seats, i18n: visit.i18n },
      ...{ locale: visit.locale, minutes: minutesOf(choice) },
    }),
  }
  const isReady = booking !== null || person !== null
  if (!isReady) return { ...what, time: plannedTime(business, state) }

  const scene = { ...visit, ...choice, hosts: service.hosts, state, address }
  const first = firstDate(state, business, now)
  const { days, question } = await loadDeskDays(choice, first, now)
  const date = state.date ?? days.find(({ slots }) => slots.length > 0)?.date ?? first
  const colleagues = hosts.filter(({ id }) => id !== choice.hostId)
  const others =
    colleagues.length > 0 ? await loadOthersOnDay(choice, date, now) : new Map<number, Slot[]>()
  const grid = deskDays({ days, first, date, question }, scene)
  const startsAt = state.time === undefined ? null : instantAt(business.timeZone, date, state.time)
  const ofDay = days.find((day) => day.date === date)?.slots ?? []
  const offered = ofDay.find(({ start }) => start === startsAt) ?? null
  const { slot, obstacle } =
    startsAt === null || offered
      ? { slot: offered, obstacle: null }
      : await findStartAtDesk(choice, startsAt, now)
  return {
    ...{ ...what, date, ...grid },
    nobody: nobodyInWords(question, scene),
    others: deskOthers(others, {
      ...{ timeZone: business.timeZone, locale: visit.locale, hosts: colleagues, date, address },
    }),
    refusal: obstacle && startsAt !== null && deskRefusal(obstacle, startsAt, scene),
    time: chosenTime({ slot, obstacle }, scene),
  }
}

const NOTHING_TO_CHOOSE = {
  hostsToChoose: [] as Host[],
  hostId: null as number | null,
  lengths: [] as readonly number[],
  places: 1,
  price: null as string | null,
  others: [] as ReturnType<typeof deskOthers>,
  date: null as string | null,
  days: [] as ReturnType<typeof deskDays>['days'],
  day: null as ReturnType<typeof deskDays>['day'] | null,
  earlier: null as string | null,
  later: null as string | null,
  nobody: null as string | null,
  refusal: null as ReturnType<typeof deskRefusal> | null,
  time: null as ReturnType<typeof chosenTime>,
}

export type DeskPerson = PersonAtDesk | null

/** A booking is moved near where it is, unless another day is asked for. */
function besideItsOwn({ startsAt }: Booking, { timeZone }: Business, query: DeskState): DeskState {
  const isElsewhere = query.date !== undefined || query.from !== undefined
  return isElsewhere ? query : { ...query, date: dateAt(timeZone, startsAt.toMillis()) }
}

/** Somebody else, of whom nothing was read anywhere. */
function withoutContact(state: DeskState): DeskState {
  const nothing = { contact_name: undefined, contact_email: undefined, contact_phone: undefined }
  return { ...state, ...nothing }
}

function at(now: Instant, { timeZone }: Business): DateTime {
  return DateTime.fromMillis(now, { zone: timeZone })
}

/** Of what a gap of the calendar names only the host, the first that they give. */
function serviceOf({ services, ...desk }: Desk, { service: id, host }: DeskState): Service | null {
  const chosen = services.find((each) => each.id === id)
  if (chosen) return chosen
  const given = services.filter((each) => hostsToChoose({ services, ...desk }, each).length > 0)
  const theirs = given.find(({ hosts }) => hosts.some((each) => each.id === host))
  return theirs ?? given.at(0) ?? null
}

function choiceOf(
  { business, booking }: DeskVisit,
  desk: Desk,
  service: Service,
  { host, length, places }: DeskState
): DeskChoice {
  const choosable = hostsToChoose(desk, service)
  const own = desk.isOwnOnly ? (choosable.at(0)?.id ?? desk.hosts[0].id) : null
  const chosen = choosable.some(({ id }) => id === host) ? host : undefined
  const kept = choosable.find(({ id }) => id === booking?.hostId)?.id
  const hostId = chosen ?? kept ?? own
  const lengths = lengthsOf({ service, business })
  return {
    ...{ business, service, booking },
    hostId: service.hostMode === 'any' ? hostId : null,
    durationMinutes: length !== undefined && lengths.includes(length) ? length : null,
    seats: booking?.seats ?? places ?? 1,
  }
}

function minutesOf({ service, durationMinutes, booking }: DeskChoice): number {
  return booking?.minutes ?? durationMinutes ?? service.durationMinutes
}

/** The next days, unless what is chosen lies elsewhere. */
function firstDate({ from, date }: DeskState, { timeZone }: Business, now: Instant): string {
  const today = dateAt(timeZone, now)
  if (from !== undefined) return from
  if (date === undefined) return today
  const ahead = dayOf(date) - dayOf(today)
  return ahead >= 0 && ahead < DAYS_AT_FIRST ? today : date
}

/** What a gap of the calendar asks for, before anybody is chosen. */
function plannedTime({ timeZone }: Business, { date, time }: DeskState) {
  if (date === undefined || time === undefined) return null
  const startsAt = instantAt(timeZone, date, time)
  return { startsAt, endsAt: startsAt, host: null, overrides: [], placesLeft: null }
}
