import { test } from '@japa/runner'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { addService, openShop } from '#database/factories/business'
import { chosenPeriod, periodBefore } from '#formats/times/periods'
import { numbersPage } from '#pages/owner/numbers/numbers_page'
import { loadNumbers } from '#queries/numbers/load_numbers'
import { withGlobalTransaction } from '#tests/support/database'
import { makeLink } from '#tests/support/links'
import { storeBookings, storeVisits } from '#tests/support/numbers'

const READER = { t: (key: string) => key, language: 'en', locale: 'en-GB' }
const HELD = ['approved', 'completed', 'no_show']
const SOURCES = [null, 'google.com', 'news.example']
const RUNS = 25

/** Four weeks around a change of clocks, with moments on both sides of each midnight. */
const MOMENT = fc.record({
  day: fc.integer({ min: -30, max: 30 }),
  minute: fc.oneof(fc.constantFrom(0, 1, 59, 1439), fc.nat(1439)),
})
const BOOKING = fc.record({
  moment: MOMENT,
  service: fc.nat(1),
  status: fc.constantFrom(...HELD, 'cancelled', 'pending', 'rejected', 'expired'),
  lead: fc.integer({ min: -60, max: 20_000 }),
  cents: fc.nat(90_000),
  currency: fc.constantFrom('GBP', 'EUR'),
})
const VISIT = fc.record({
  moment: MOMENT,
  step: fc.integer({ min: 1, max: 5 }),
  sawNoTimes: fc.boolean(),
  door: fc.nat(3),
  source: fc.nat(SOURCES.length - 1),
  services: fc.subarray([0, 1]),
})

test.group('Numbers', (group) => {
  withGlobalTransaction(group)

  test('are what counting one by one comes to', async ({ assert }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('Europe/London', 'America/New_York', 'Asia/Tokyo'),
        fc.nat(6),
        fc.array(BOOKING, { maxLength: 40 }),
        fc.array(VISIT, { maxLength: 40 }),
        async (timeZone, weekStartsOn, bookings, visits) => {
          const shop = await openShop({ business: { timeZone } })
          const other = await addService(shop.business, shop.hosts, { name: 'Assessment' })
          const link = await makeLink(shop)
          const services = [shop.service.id, other.id]
          const middle = DateTime.fromISO('2025-10-26', { zone: timeZone })
          const on = ({ day, minute }: { day: number; minute: number }) =>
            middle.plus({ days: day }).plus({ minutes: minute })

          const booked = bookings.map(({ moment, service, status, lead, cents, currency }) => ({
            startsAt: on(moment),
            createdAt: on(moment).minus({ minutes: lead }),
            status,
            serviceId: services[service],
            price: (cents / 100).toFixed(2),
            currency,
          }))
          const seen = visits.map(({ moment, step, sawNoTimes, door, source, services: of }) => ({
            at: on(moment),
            ...{ step, sawNoTimes },
            linkId: door === 1 || door === 2 ? link.id : null,
            isOneTime: door >= 2,
            source: SOURCES[source],
            services: of.map((index) => ({ serviceId: services[index], step, sawNoTimes })),
          }))
          await storeBookings(shop, booked)
          await storeVisits(shop, seen)
          const period = chosenPeriod(
            { from: middle.minus({ days: 9 }), until: middle.plus({ days: 12 }) },
            middle,
            weekStartsOn
          )
          const page = numbersPage(
            {
              period,
              weekStartsOn,
              now: middle,
              ...(await loadNumbers(shop.business, period, middle)),
            },
            READER,
            true
          )

          const within = (moment: DateTime) => moment >= period.from && moment < period.until
          const inside = booked.filter(({ startsAt }) => within(startsAt))
          const held = inside.filter(({ status }) => HELD.includes(status))
          const of = (status: string, rows = inside) =>
            rows.filter((row) => row.status === status).length
          assert.equal(page.figures.bookings.value, held.length)
          assert.equal(page.figures.missed.value, of('no_show'))
          assert.equal(page.figures.tookPlace.value, of('no_show') + of('completed'))
          const before = periodBefore(period)
          const numbers = await loadNumbers(shop.business, period, middle)
          assert.equal(
            numbers.bookings.heldBefore,
            booked.filter(
              ({ startsAt, status }) =>
                HELD.includes(status) && startsAt >= before.from && startsAt < before.until
            ).length
          )
          const leads = held
            .map(({ startsAt, createdAt }) =>
              Math.max(0, startsAt.diff(createdAt, 'seconds').seconds)
            )
            .toSorted((one, another) => one - another)
          const half = (leads.length - 1) / 2
          const median = leads.length
            ? (leads[Math.floor(half)] + leads[Math.ceil(half)]) / 2
            : null
          assert.equal(numbers.bookings.leadSeconds, median)

          const parts = new Map<string, number>()
          for (const { startsAt } of held) {
            const back = (startsAt.weekday - weekStartsOn + 7) % 7
            const begins = DateTime.max(startsAt.startOf('day').minus({ days: back }), period.from)
            const name = begins
              .setLocale('en-GB')
              .toLocaleString({ day: 'numeric', month: 'short' })
            parts.set(name, (parts.get(name) ?? 0) + 1)
          }
          for (const part of page.parts) {
            assert.equal(part.held.value, parts.get(part.name) ?? 0, part.name)
          }
          assert.equal(
            page.parts.reduce((sum, { cancelled }) => sum + cancelled.value, 0),
            of('cancelled')
          )
          for (const { startsAt } of held) {
            const row = page.hours.rows.find(({ hour }) => hour === startsAt.toFormat('HH:00'))
            const column = (startsAt.weekday - weekStartsOn + 7) % 7
            const alike = held.filter(
              ({ startsAt: at }) => at.hour === startsAt.hour && at.weekday === startsAt.weekday
            )
            assert.equal(row?.cells[column].held.value, alike.length)
          }

          const worth = (rows: typeof booked) =>
            rows.reduce((sum, { price }) => sum + Math.round(100 * Number(price)), 0)
          for (const row of page.worth.services) {
            const serviceId = services[[shop.service.name, other.name].indexOf(row.name)]
            const ofRow = held.filter(
              (each) => each.serviceId === serviceId && each.currency === row.currency
            )
            assert.deepEqual(
              [row.value, row.completedValue, row.missedValue].map(({ value }) =>
                Math.round(100 * value)
              ),
              [
                worth(ofRow),
                worth(ofRow.filter(({ status }) => status === 'completed')),
                worth(ofRow.filter(({ status }) => status === 'no_show')),
              ]
            )
          }
          for (const [at, currency] of page.currencies.entries()) {
            const ofOne = held.filter((each) => each.currency === currency)
            assert.equal(Math.round(100 * page.worth.all[at].value.value), worth(ofOne))
            const inParts = page.parts.reduce((sum, { values }) => sum + values[at].value, 0)
            assert.equal(Math.round(100 * inParts), worth(ofOne))
          }

          const looked = seen.filter(({ at }) => within(at))
          const counts = page.funnel.map(({ visits: { value } }) => value)
          const reach = (least: number) => looked.filter(({ step }) => step >= least).length
          assert.deepEqual(counts, [
            looked.length,
            reach(2),
            looked.filter(({ sawNoTimes }) => sawNoTimes).length,
            reach(3),
            reach(4),
            reach(5),
          ])
          const doors = [
            looked.filter(({ linkId, isOneTime }) => !linkId && !isOneTime),
            looked.filter(({ linkId }) => linkId),
            looked.filter(({ linkId, isOneTime }) => !linkId && isOneTime),
          ].filter((rows, index) => index === 0 || rows.length > 0)
          assert.deepEqual(
            page.doors.map((row) => [row.visits.value, row.booked.value]),
            doors.map((rows) => [rows.length, rows.filter(({ step }) => step === 5).length])
          )
          for (const [index, serviceId] of services.entries()) {
            const rows = looked.flatMap((visit) =>
              visit.services.filter((part) => part.serviceId === serviceId)
            )
            const ofService = inside.filter((row) => row.serviceId === serviceId)
            const counted = ofService.filter(({ status }) =>
              [...HELD, 'cancelled'].includes(status)
            )
            const shown = page.services.find(
              ({ name }) => name === [shop.service.name, other.name][index]
            )
            const expected = [
              rows.length,
              rows.filter(({ sawNoTimes }) => sawNoTimes).length,
              rows.filter(({ step }) => step === 5).length,
              ofService.filter(({ status }) => HELD.includes(status)).length,
              of('no_show', ofService),
              of('cancelled', ofService),
            ]
            const {
              visits: all,
              noTimes,
              booked: some,
              held: kept,
              missed,
              cancelled,
            } = shown ?? {}
            assert.deepEqual(
              [all, noTimes, some, kept, missed, cancelled].map((number) => number?.value),
              rows.length + counted.length === 0 ? expected.map(() => undefined) : expected
            )
          }
          for (const {
            name,
            visits: { value },
          } of page.sources) {
            const source = name === 'owner.numbers.source.none' ? null : name
            assert.equal(value, looked.filter((visit) => visit.source === source).length)
          }
          for (const { rate } of [page.figures, ...page.doors, ...page.services, ...page.sources]) {
            assert.match(rate, /^(–|\d{1,2}%|100%)$/)
          }
        }
      ),
      { numRuns: RUNS }
    )
  }).timeout(240_000)
})
