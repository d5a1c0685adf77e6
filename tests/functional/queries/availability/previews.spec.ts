import fc from 'fast-check'
import { test } from '@japa/runner'
import RemoveDateOverrides from '#actions/availability/remove_date_overrides'
import SaveService from '#actions/services/save_service'
import SetDateOverrides from '#actions/availability/set_date_overrides'
import SetServiceHours from '#actions/services/set_service_hours'
import UpdateBookingSettings from '#actions/settings/update_booking_settings'
import UpdateBusiness from '#actions/settings/update_business'
import UpdateHost from '#actions/people/update_host'
import UpdateWeeklyHours from '#actions/availability/update_weekly_hours'
import { comingClaims } from '#claims'
import { addService, openShop } from '#database/factories/business'
import Business from '#models/settings/business'
import DateOverride from '#models/availability/date_override'
import Service from '#models/services/service'
import { loadQuestion } from '#queries/availability/load_availability'
import { type Change, previewChange } from '#queries/availability/preview_change'
import * as proposed from '#queries/availability/proposed_changes'
import { outsideOf } from '#scheduling/scenarios/comparison'
import { DAY, dateOf, dayOf } from '#scheduling/time/dates'
import { findSlots } from '#scheduling/slots/slots'
import type { Question, WeeklyRange } from '#scheduling/types'
import { dateAt } from '#scheduling/time/zones'
import { byUser } from '#models/by'
import { withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS, place, type Shop } from '#tests/support/requests'

const CASES = 40

const wallTime = fc.integer({ min: 0, max: 47 }).map(halfHour)
const window = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 16 }))
  .map(([start, length]) => ({
    start: halfHour(start),
    end: start + length >= 48 ? '24:00' : halfHour(start + length),
  }))
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null })

const week = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 6 }), window).map(([weekday, hours]) => ({
    weekday: weekday as WeeklyRange['weekday'],
    ...hours,
  })),
  { maxLength: 9 }
)

const ofService = fc.record({
  kind: fc.constant('service' as const),
  durationMinutes: fc.integer({ min: 5, max: 240 }),
  slotIntervalMinutes: maybe(fc.integer({ min: 5, max: 120 })),
  bufferBeforeMinutes: fc.integer({ min: 0, max: 60 }),
  bufferAfterMinutes: maybe(fc.integer({ min: 0, max: 60 })),
  minimumNoticeMinutes: maybe(fc.integer({ min: 0, max: 6000 })),
  horizonDays: maybe(fc.integer({ min: 1, max: 30 })),
  startTimes: maybe(
    fc.array(
      wallTime.map((start) => ({ start })),
      { minLength: 1, maxLength: 5 }
    )
  ),
  bookableFrom: maybe(fc.integer({ min: -5, max: 10 }).map(dateInDays)),
  bookableUntil: maybe(fc.integer({ min: 10, max: 20 }).map(dateInDays)),
  dailyLimit: maybe(fc.integer({ min: 1, max: 3 })),
  weeklyLimit: maybe(fc.integer({ min: 1, max: 5 })),
  isActive: fc.boolean(),
  team: fc.subarray([0, 1], { minLength: 1 }),
  wasMode: fc.constantFrom('any' as const, 'collective' as const),
  hostMode: fc.constantFrom('any' as const, 'collective' as const),
  /** The second of them. */
  isOff: fc.boolean(),
  isRoom: fc.boolean(),
})

/** Any change that a screen can make, by what its form says. */
const wanted = fc.oneof(
  fc.record({ kind: fc.constant('week' as const), week }),
  fc.record({ kind: fc.constant('service_hours' as const), week: maybe(week) }),
  fc.record({
    kind: fc.constant('host' as const),
    timeZone: fc.constantFrom('Europe/London', 'Asia/Kathmandu', 'Pacific/Apia'),
    dailyLimit: maybe(fc.integer({ min: 1, max: 3 })),
    weeklyLimit: maybe(fc.integer({ min: 1, max: 5 })),
    wasActive: fc.boolean(),
    isActive: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('business' as const),
    timeZone: fc.constantFrom('Europe/London', 'Asia/Kathmandu', 'Pacific/Apia'),
    weekStartsOn: fc.constantFrom(0 as const, 1 as const, 6 as const),
  }),
  fc.record({
    kind: fc.constant('dates' as const),
    first: fc.integer({ min: 0, max: 20 }),
    count: fc.integer({ min: 1, max: 9 }),
    windows: fc.array(window, { maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant('removal' as const),
    first: fc.integer({ min: 0, max: 8 }),
    count: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({
    kind: fc.constant('settings' as const),
    isActive: fc.boolean(),
    bufferTimeMinutes: fc.integer({ min: 0, max: 90 }),
    maxAdvanceBookingDays: fc.integer({ min: 1, max: 30 }),
    minAdvanceBookingHours: fc.integer({ min: 0, max: 96 }),
  }),
  ofService
)

/** While one of its two people, or its room, is off. */
const otherMode = ofService.map((change) => ({
  ...{ ...change, team: [0, 1], isActive: true, isOff: true },
  hostMode: change.wasMode === 'any' ? ('collective' as const) : ('any' as const),
}))

type Wanted = typeof wanted extends fc.Arbitrary<infer Value> ? Value : never

/** What clients may change has no part in what is on offer. */
const MESSAGES = { reminderMinutes: [], quietFrom: null, quietUntil: null }
const CHANGES = { rescheduleCutoffMinutes: 0, cancelCutoffMinutes: 0, maxMoves: 3 }

test.group('A preview', (group) => {
  withGlobalTransaction(group)

  for (const [title, changes, runs] of [
    [`${CASES} random changes`, wanted, CASES],
    ['changes between one who is enough and all of them together', otherMode, CASES / 4],
  ] as const)
    test(`is what saving does, in ${title}`, async ({ assert }) => {
      await fc.assert(
        fc.asyncProperty(changes, wallTime, async (change, opens) => {
          const shop = await openBusyShop(opens)
          if (change.kind === 'host') await shop.host.merge({ isActive: change.wasActive }).save()
          if (change.kind === 'service') await beforehand(change, shop)
          const now = Date.now()
          const all = await servicesOf(shop)
          const services = change.kind.startsWith('service') ? [all[0]] : all
          const { business } = shop
          const preview = await previewChange({
            business,
            services,
            change: proposalOf(change, shop, services[0]),
            now,
          })
          const range = { start: now, end: preview.until + 2 * DAY }
          const ask = async () => {
            const current = await Business.query()
              .where('id', business.id)
              .preload('settings')
              .firstOrFail()
            const stored = await servicesOf(shop)
            return Promise.all(
              stored.map((service) =>
                loadQuestion({ business: current, service, hostId: null, range, now })
              )
            )
          }

          const before = await ask()
          await save(change, shop)
          const after = await ask()
          for (const [index, { removed, added }] of preview.services.entries()) {
            const [had, has] = [startsOf(before[index]), startsOf(after[index])]
            assert.deepEqual(
              removed,
              had.filter((start) => !has.includes(start))
            )
            assert.deepEqual(
              added,
              has.filter((start) => !had.includes(start))
            )
          }
          const held = await comingClaims({ businessId: business.id, now })
          const outside = services.flatMap(({ id }, index) => {
            const own = held.filter(({ serviceId }) => serviceId === id)
            const already = outsideOf(before[index], own)
            return outsideOf(after[index], own).filter((claim) => !already.includes(claim))
          })
          const listed = preview.outside.map(({ isLeft, ...claim }) => claim)
          assert.sameDeepMembers(listed, outside)
        }),
        { numRuns: runs }
      )
    })
})

async function openBusyShop(opens: string): Promise<Shop> {
  const shop = await openShop({ hosts: 2, settings: { maxAdvanceBookingDays: 20 } })
  await addService(shop.business, [shop.hosts[0]], { durationMinutes: 45 })
  for (const hours of [0, 3, 26, 50, 130]) {
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours }) })
  }
  await shop.hosts[0].related('availabilityRules').query().update({ opensTime: opens })
  const dates = datesOf({ first: 3, count: 3, windows: [{ start: opens, end: '24:00' }] }, shop)
  await shop.host
    .related('dateOverrides')
    .createMany(dates.map((date) => ({ ...date, businessId: shop.business.id })))
  return shop
}

type ServiceChange = Extract<Wanted, { kind: 'service' }>

async function beforehand({ wasMode, isOff, isRoom }: ServiceChange, shop: Shop) {
  const kind = isRoom ? 'room' : 'person'
  await shop.hosts[1].merge({ kind, isActive: !isOff }).save()
  await shop.service.merge({ hostMode: wasMode }).save()
}

function detailsOf({ kind, team, wasMode, isOff, isRoom, ...details }: ServiceChange) {
  return details
}

function servicesOf({ business }: Shop): Promise<Service[]> {
  return Service.query().where('business_id', business.id).preload('hosts').orderBy('id').exec()
}

function startsOf(question: Question): number[] {
  return findSlots(question).map(({ start }) => start)
}

function proposalOf(change: Wanted, shop: Shop, service: Service): Change {
  const { business, host, hosts } = shop
  switch (change.kind) {
    case 'week':
      return proposed.changedWeek(host.id, change.week)
    case 'service_hours':
      return proposed.changedServiceHours(service, hoursOf(change))
    case 'removal': {
      const [first, last] = removedDates(change, shop)
      return proposed.withoutDates(host.id, first, last)
    }
    case 'host':
      return proposed.changedHost(host, change)
    case 'business':
      return proposed.changedBusiness(business, change)
    case 'dates':
      return proposed.changedDates([host.id], datesOf(change, shop))
    case 'settings':
      return proposed.changedSettings(business, change)
    case 'service': {
      const hostIds = change.team.map((index) => hosts[index].id)
      return proposed.changedService(service, detailsOf(change), hostIds)
    }
  }
}

async function save(change: Wanted, { user, business, host, hosts, service }: Shop) {
  const by = { by: byUser(user.id), version: null }
  const quietly = { ...by, tellsBooked: false }
  switch (change.kind) {
    case 'week':
      return new UpdateWeeklyHours().handle({ host, hours: change.week, ...by })
    case 'service_hours':
      return new SetServiceHours().handle({
        businessId: business.id,
        serviceId: service.id,
        hours: hoursOf(change),
        ...by,
      })
    case 'removal': {
      const [date, until] = removedDates(change, { host })
      const override = new DateOverride().merge({ businessId: business.id, hostId: host.id, date })
      return new RemoveDateOverrides().handle({ override, until, ...by })
    }
    case 'host': {
      const { kind, wasActive, ...rules } = change
      const details = { name: host.name, ...rules }
      return new UpdateHost().handle({ businessId: business.id, hostId: host.id, details, ...by })
    }
    case 'business': {
      const { kind, ...clock } = change
      const { name, slug, currency, locale, brandColour } = business
      const same = {
        ...{ description: null, address: null, phone: null, email: null },
        ...{ openingTimes: null, policy: null },
      }
      const details = { name, slug, currency, locale, brandColour, ...same, ...clock }
      return new UpdateBusiness().handle({ businessId: business.id, details, ...quietly })
    }
    case 'dates': {
      const dates = datesOf(change, { host })
      return new SetDateOverrides().handle({
        businessId: business.id,
        hosts: [host],
        dates: dates.map((date) => ({ ...date, reason: null })),
        read: null,
        ...by,
      })
    }
    case 'settings': {
      const { kind, ...rules } = change
      const { requiresApproval, autoApproveReturningClients } = business.settings
      const { acceptsCompetingRequests, bookingExpiryHours } = business.settings
      const approval = { requiresApproval, autoApproveReturningClients, acceptsCompetingRequests }
      const sites = { frameSites: [], apiSites: [] }
      const texts = { sendsTexts: false, textReminderMinutes: [60] }
      const kept = { ...approval, bookingExpiryHours, declinePhrases: null, ...sites, ...texts }
      return new UpdateBookingSettings().handle({
        businessId: business.id,
        rules: { ...kept, ...rules, ...CHANGES, ...MESSAGES },
        ...by,
      })
    }
    case 'service': {
      const stored = await Service.findOrFail(service.id)
      return new SaveService().handle({
        businessId: business.id,
        serviceId: service.id,
        details: {
          ...CHANGES,
          name: stored.name,
          description: null,
          price: stored.price,
          capacity: stored.capacity,
          isPlannedOnly: stored.isPlannedOnly,
          routing: stored.routing,
          locationType: stored.locationType,
          locationDetails: null,
          instructions: null,
          policy: null,
          confirmationMessage: null,
          confirmationUrl: null,
          durations: [],
          lengthPrices: {},
          compactsDay: false,
          requiresApproval: null,
          reminderMinutes: null,
          followUp: null,
          followUpDelayHours: 24,
          isHidden: false,
          slug: null,
          category: null,
          colour: null,
          ...detailsOf(change),
        },
        hostIds: change.team.map((index) => hosts[index].id),
        ...quietly,
      })
    }
  }
}

function hoursOf({ week: weeklyHours }: Extract<Wanted, { kind: 'service_hours' }>) {
  return weeklyHours && { weeklyHours, overrides: [] }
}

function removedDates(
  { first, count }: Extract<Wanted, { kind: 'removal' }>,
  at: Pick<Shop, 'host'>
) {
  const today = dayOf(dateAt(at.host.timeZone, Date.now()))
  return [first, first + count - 1].map((days) => dateOf(today + days))
}

function datesOf(
  change: Omit<Extract<Wanted, { kind: 'dates' }>, 'kind'>,
  { host }: Pick<Shop, 'host'>
) {
  const first = dayOf(dateAt(host.timeZone, Date.now())) + change.first
  return Array.from({ length: change.count }, (_, offset) => ({
    date: dateOf(first + offset),
    windows: change.windows,
  }))
}

function halfHour(count: number): string {
  return `${String(Math.floor(count / 2)).padStart(2, '0')}:${count % 2 ? '30' : '00'}`
}

function dateInDays(days: number): string {
  return dateOf(dayOf(new Date().toISOString().slice(0, 10)) + days)
}
