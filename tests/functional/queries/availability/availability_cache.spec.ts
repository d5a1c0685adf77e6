import { fork } from 'node:child_process'
import { on, once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import ApproveBooking from '#actions/requests/approve_booking'
import CancelBooking from '#actions/bookings/cancel_booking'
import ExpireRequests from '#actions/requests/expire_requests'
import PlaceBooking from '#actions/bookings/place_booking'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { byClient, byUser } from '#models/by'
import { cacheFigures } from '#queries/availability/availability_cache'
import { findBookable } from '#queries/bookings/find_bookable'
import { findBusinessPageById } from '#queries/pages/find_business_page'
import { loadQuestion } from '#queries/availability/load_availability'
import { findSlots } from '#scheduling/slots/slots'
import { type Sightings, type Watch, watch } from '#tests/support/availability_reader'
import { withEmptyTables } from '#tests/support/database'
import { INES } from '#tests/support/named_clients'
import { queriesOf } from '#tests/support/queries'
import type { Shop } from '#tests/support/requests'

const CHANGES = Number(process.env.CACHE_CHANGES ?? 150)

const IN_TWO_DAYS = DateTime.utc().plus({ days: 2 }).startOf('day')
const DAYS = { start: IN_TWO_DAYS.toMillis(), end: IN_TWO_DAYS.plus({ days: 3 }).toMillis() }

test.group('Availability kept in memory', (group) => {
  withEmptyTables(group)
  group.each.timeout(300_000)

  test('is read once until something changes', async ({ assert }) => {
    const { business, service, host } = await openShop()
    const ask = async () => {
      const wanted = { business, service, hostId: null, range: DAYS, now: DAYS.start }
      return findSlots(await loadQuestion(wanted)).length
    }
    const first = await ask()
    const { hits, misses } = { ...cacheFigures }
    assert.equal(await ask(), first)
    assert.deepEqual(cacheFigures, { hits: hits + 1, misses })

    await db.from('availability_rules').where({ host_id: host.id, day_of_week: 1 }).delete()
    await ask()
    assert.deepEqual(cacheFigures, { hits: hits + 1, misses: misses + 1 })
  })

  test('takes one query when it is there and three when it is not, however many hosts', async ({
    assert,
  }) => {
    const { business, service } = await openShop({ hosts: 6, service: { weeklyLimit: 5 } })
    let queries = 0
    const count = () => queries++
    const knex = db.connection().getWriteClient()
    knex.on('query', count)
    for (const expected of [3, 1]) {
      queries = 0
      await loadQuestion({ business, service, hostId: null, range: DAYS, now: DAYS.start })
      assert.equal(queries, expected)
    }
    knex.off('query', count)
  })

  test('stays as it is but for the claims of a host who is booked', async ({ assert }) => {
    const shop = await openShop({ hosts: 3 })
    const { business, service, hosts } = shop
    const ask = async () => {
      const page = await findBusinessPageById(business.id)
      if (!page) throw new Error('The business is gone')
      const offered = { ...page, service: page.services[0] }
      return findSlots(
        await loadQuestion({ ...offered, hostId: null, range: DAYS, now: DAYS.start })
      )
    }
    await ask()
    for (const [change, expected] of [
      [() => book(shop, service.id, DAYS.start, hosts[1].id), ['marks', 'claims']],
      [() => Promise.resolve(), ['marks']],
      [() => service.merge({ name: 'Stroke clinic' }).save(), ['marks', 'page', 'hosts']],
    ] as const) {
      await change()
      const asked = await queriesOf(ask)
      assert.deepEqual(asked.map(kindOf), expected)
    }
    const slot = (await ask()).find(({ start }) => start === DAYS.start)
    assert.deepEqual(slot?.hostIds, [hosts[0].id, hosts[2].id])
  })

  test('knows what a service reads by its own marks, unless it counts or shares with others', async ({
    assert,
  }) => {
    const shop = await openShop()
    const { business, service, host } = shop
    const versionsOf = async (serviceId: number) => {
      const found = await findBookable(db.connection(), { businessId: business.id, serviceId })
      if (!found) throw new Error('The service is gone')
      return found.business.versions
    }
    for (const rules of [{ dailyLimit: 2 }, { weeklyLimit: 2 }, { capacity: 2 }]) {
      const counting = await addService(business, [host], rules)
      assert.isNotNull((await versionsOf(counting.id)).everything)
    }

    const sameHost = await addService(business, [host])
    const before = await versionsOf(service.id)
    await book(shop, sameHost.id, DAYS.start)
    const after = await versionsOf(service.id)
    assert.isNull(after.everything)
    assert.notEqual(after.calendarOf(host.id), before.calendarOf(host.id))
    assert.equal(after.catalogue, before.catalogue)
  })

  test('is no more than the clock allows: a request that ran out holds nothing', async ({
    assert,
  }) => {
    const shop = await openShop({ settings: { requiresApproval: true, bookingExpiryHours: 2 } })
    const { business, service } = shop
    await book(shop, service.id, DAYS.start)
    const freeAt = async (now: number) =>
      findSlots(await loadQuestion({ business, service, hostId: null, range: DAYS, now })).some(
        ({ start }) => start === DAYS.start
      )
    assert.isFalse(await freeAt(Date.now()))
    assert.isTrue(await freeAt(Date.now() + 2 * 3_600_000 + 1000))
  })

  test('is never old, whatever changes while two processes read', async ({ assert }) => {
    const shop = await openShop({ hosts: 2, service: { dailyLimit: 9 } })
    const watched = { businessId: shop.business.id, serviceId: shop.service.id, range: DAYS }
    const other = await anotherProcess(watched)
    let isOver = false
    const here = watch(watched, () => isOver)

    for (let change = 0; change < CHANGES; change++) {
      await changeSomething(shop)
      await sleep(Math.random() * 60)
    }
    isOver = true

    for (const seen of [await here, await other.stop()]) {
      assert.isAbove(seen.compared, CHANGES / 10)
      assert.equal(seen.old, 0)
    }
  })

  test('lets no writer wait for another: bookings and decisions at once do not deadlock', async ({
    assert,
  }) => {
    const shop = await openShop({ hosts: 3, settings: { requiresApproval: true } })
    const together = await addService(shop.business, shop.hosts, { hostMode: 'collective' })
    const before = await deadlocks()

    const work = Array.from({ length: 60 }, async (_, index) => {
      const start = DAYS.start + (index % 30) * 3_600_000
      const serviceId = index % 3 === 0 ? together.id : shop.service.id
      const placed = await book(shop, serviceId, start, index % 2 ? null : shop.hosts[index % 3].id)
      if (placed.outcome !== 'requested') return placed.outcome
      const decision = {
        businessId: shop.business.id,
        bookingId: placed.booking.id,
        by: byClient(),
      }
      if (index % 4 === 0) {
        await db
          .from('claims')
          .where('holder_id', placed.booking.id)
          .update({ expires_at: new Date(0) })
        await db
          .from('bookings')
          .where('id', placed.booking.id)
          .update({ expires_at: new Date(0) })
        await new ExpireRequests().handle()
      } else if (index % 4 === 1) {
        await new ApproveBooking().handle({ ...decision, by: byUser(shop.user.id) })
      } else {
        await new CancelBooking().handle({ ...decision, by: byClient(), reason: null })
      }
      return placed.outcome
    })
    const outcomes = await Promise.all(work)

    assert.isAbove(outcomes.filter((outcome) => outcome === 'requested').length, 15)
    assert.equal(await deadlocks(), before)
  })
})

/** What each query is about. */
function kindOf(query: string): string {
  if (query.includes('booking_settings')) return 'page'
  if (query.includes('claims')) return 'claims'
  return query.includes('service_hosts') ? 'hosts' : 'marks'
}

function book(shop: Shop, serviceId: number, startsAt: number, hostId: number | null = null) {
  return new PlaceBooking().handle({
    businessId: shop.business.id,
    serviceId,
    startsAt,
    hostId,
    client: INES,
    idempotencyKey: null,
    by: byClient(),
  })
}

/** One random change to anything the engine reads. */
async function changeSomething(shop: Shop): Promise<void> {
  const { business, service, hosts } = shop
  const hour = (most: number) => Math.floor(Math.random() * most)
  const at = DAYS.start + hour(72) * 3_600_000
  const time = `${String(hour(24)).padStart(2, '0')}:00`
  const anyone = hosts[hour(hosts.length)]
  const of = { business_id: business.id, host_id: anyone.id }
  const changes = [
    () => book(shop, service.id, at),
    () => book(shop, service.id, at, anyone.id),
    async () => {
      const [booking] = await Booking.query().where('status', 'approved').limit(1)
      if (!booking) return
      const cancelled = { businessId: business.id, bookingId: booking.id, by: byClient() }
      await new CancelBooking().handle({
        ...cancelled,
        by: byClient(),
        reason: null,
      })
    },
    () =>
      db
        .from('availability_rules')
        .where(of)
        .where('day_of_week', hour(7))
        .update({ opens_time: time }),
    () =>
      db
        .table('date_overrides')
        .insert({ ...of, date: IN_TWO_DAYS.plus({ days: hour(3) }).toISODate(), windows: '[]' })
        .onConflict(['host_id', 'date'])
        .merge({ windows: JSON.stringify([{ start: time, end: '24:00' }]) }),
    () => db.from('date_overrides').where(of).delete(),
    () =>
      db.table('calendar_busy').insert({
        ...of,
        starts_at: new Date(at),
        ends_at: new Date(at + 1_800_000),
        source: 'a calendar',
      }),
    () => db.from('calendar_busy').where(of).delete(),
    () =>
      db
        .from('hosts')
        .where('id', anyone.id)
        .update({ daily_limit: 3 + hour(9) }),
    () =>
      db
        .from('hosts')
        .where('id', anyone.id)
        .update({ time_zone: hour(2) ? 'Asia/Kathmandu' : 'UTC' }),
    () =>
      db
        .from('hosts')
        .where('id', hosts[1].id)
        .update({ is_active: hour(2) === 0 }),
    () =>
      db
        .from('service_hosts')
        .where('host_id', hosts[1].id)
        .update({ priority: hour(2) }),
    () =>
      db
        .from('services')
        .where('id', service.id)
        .update({ slot_interval_minutes: 15 * (1 + hour(4)) }),
    () => db.from('booking_settings').update({ buffer_time_minutes: 5 * hour(6) }),
  ]
  await changes[hour(changes.length)]()
}

async function anotherProcess(watched: Watch): Promise<{ stop(): Promise<Sightings> }> {
  const child = fork(new URL('../../../support/availability_process.ts', import.meta.url), {
    execArgv: ['--import=@poppinss/ts-exec'],
  })
  // The application says something of its own first.
  for await (const [message] of on(child, 'message')) {
    if (message === 'listening') break
  }
  child.send(watched)
  return {
    async stop() {
      child.send('stop')
      const [seen] = await once(child, 'message')
      return seen
    },
  }
}

/** Counters reach the statistics within a second. */
async function deadlocks(): Promise<number> {
  await sleep(1500)
  const found = await db.rawQuery(
    'select deadlocks from pg_stat_database where datname = current_database()'
  )
  return found.rows[0].deadlocks
}
