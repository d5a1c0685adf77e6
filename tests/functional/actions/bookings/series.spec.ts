import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import CancelBooking from '#actions/bookings/cancel_booking'
import PlaceSeries, { type SeriesOutcome, type SeriesRequest } from '#actions/bookings/place_series'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { byClient, byUser } from '#models/by'
import MailboxMessage from '#models/notifications/mailbox_message'
import { findBookingRecord, loadMessages } from '#queries/bookings/find_booking_record'
import { calendarValue } from '#tests/support/calendar_file'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { place, type Shop, tenOClock } from '#tests/support/guest'
import { PRIYA } from '#tests/support/named_clients'
import { owedMail } from '#tests/support/outbox'

const weekly = (count: number, firstDay = 3) =>
  Array.from({ length: count }, (_, week) => tenOClock(firstDay + 7 * week).toMillis())

const series = (
  { business, service }: Pick<Shop, 'business' | 'service'>,
  wanted: Partial<SeriesRequest> = {}
) =>
  new PlaceSeries().handle({
    businessId: business.id,
    serviceId: service.id,
    starts: weekly(4),
    hostId: null,
    client: PRIYA,
    by: byClient(),
    idempotencyKey: null,
    ...wanted,
  })

type ShopOptions = Parameters<typeof openShop>[0]
type Refused = Extract<SeriesOutcome, { outcome: 'unavailable' }>

const refusedSeries = async (shop: Shop, wanted: Partial<SeriesRequest>): Promise<Refused> => {
  const refused = await series(shop, wanted)
  if (refused.outcome !== 'unavailable') throw new Error(refused.outcome)
  return refused
}

/** The series with the first alternative in place of each date that was refused. */
const followed = ({ dates }: Refused) =>
  dates.map(({ startsAt, code, alternatives }) =>
    code === null ? startsAt : alternatives[0].start
  )

const rows = async (...tables: string[]) => {
  const counts: number[] = []
  for (const table of tables) counts.push((await db.from(table)).length)
  return counts
}

test.group('A series', (group) => {
  withGlobalTransaction(group)

  test('books all of its dates, each with its claim, history and messages', async ({ assert }) => {
    const shop = await openShop()
    const placed = await series(shop)
    if (placed.outcome !== 'booked') throw new Error(placed.outcome)
    assert.deepEqual(
      placed.bookings.map(({ startsAt }) => startsAt.toMillis()),
      weekly(4)
    )
    assert.lengthOf(new Set(placed.bookings.map(({ seriesId }) => seriesId)), 1)
    const counted = await rows('claims', 'booking_events', 'notifications', 'booking_series')
    assert.deepEqual(counted, [4, 4, 6, 1])
  })

  test('tells each recipient once, with every date and its calendar file', async ({ assert }) => {
    const shop = await openShop()
    const placed = await series(shop)
    if (placed.outcome !== 'booked') throw new Error(placed.outcome)
    const [first, second] = placed.bookings
    await first.refresh()
    await new CancelBooking().handle({
      ...{ businessId: first.businessId, bookingId: first.id, by: byClient(), reason: null },
    })

    for (const recipient of ['client', 'staff'] as const) {
      const owed = await owedMail('booking_confirmed', recipient)
      assert.equal(await new DeliverNotification().handle({ notificationId: owed.id }), 'sent')
      const mail = await MailboxMessage.query().orderBy('id', 'desc').firstOrFail()
      const files = mail.attachments.map(({ content }) => Buffer.from(content, 'base64').toString())
      const standing = placed.bookings.slice(1)
      assert.deepEqual(
        files.map((file) => calendarValue(file, 'UID')),
        standing.map(({ calendarUid }) => `${calendarUid}@localhost`),
        'what was cancelled meanwhile is left out'
      )
      assert.include(String(mail.text), '£150.00 in all', 'what all that stand cost')
      for (const { id, startsAt, manageToken } of standing) {
        const own = recipient === 'client' ? `/manage/${manageToken}?as=` : `/admin/bookings/${id}`
        assert.include(String(mail.text), own, 'each date has its page')
        const day = startsAt.setZone('Europe/London').toFormat('cccc d LLLL')
        assert.include(String(mail.text), `${day}, 10:00`)
      }
    }
    const record = await findBookingRecord(shop.business, second.id)
    await loadMessages(record)
    assert.include(
      record.notifications.map(({ type }) => type),
      'booking_confirmed'
    )
  })

  test('books none where one is taken, and says of each date how it stands', async ({ assert }) => {
    const shop = await openShop()
    await place(shop, tenOClock(17))
    const before = await rows('bookings', 'claims', 'notifications', 'audit_entries', 'holders')
    const refused = await series(shop)
    if (refused.outcome !== 'unavailable') throw new Error(refused.outcome)
    assert.deepEqual(
      refused.dates.map(({ startsAt, code }) => [startsAt, code]),
      weekly(4).map((start, week) => [start, week === 2 ? 'slot_taken' : null])
    )
    const [, , taken] = refused.dates
    assert.sameMembers(
      taken.alternatives.map(({ start }) => start - taken.startsAt),
      [-7_200_000, -3_600_000, 3_600_000]
    )
    const after = await rows('bookings', 'claims', 'notifications', 'audit_entries', 'holders')
    assert.deepEqual(after, before)
    assert.deepEqual(await rows('booking_series'), [0])
  })

  test('counts its own dates for the limits, and against one another', async ({ assert }) => {
    const limited = await openShop({ service: { dailyLimit: 1 } })
    const [start] = weekly(1)
    const sameDay = await series(limited, { starts: [start + 7_200_000, start] })
    if (sameDay.outcome !== 'unavailable') throw new Error(sameDay.outcome)
    assert.deepEqual(
      sameDay.dates.map(({ code }) => code),
      [null, 'limit_day']
    )
    const twice = await series(await openShop(), { starts: [start, start] })
    if (twice.outcome !== 'unavailable') throw new Error(twice.outcome)
    assert.deepEqual(
      twice.dates.map(({ code }) => code),
      [null, 'slot_taken']
    )
  })

  test('is had whole with the first alternative of each date, limits included', async ({
    assert,
  }) => {
    const at = (day: number, hour = 10) => tenOClock(day).set({ hour })
    const days = [3, 4, 5, 6].map((day) => at(day).toMillis())
    const hours = (...all: number[]) => all.map((hour) => at(3, hour).toMillis())
    const both = [at(4, 15), at(5, 15)]
    const cases: [ShopOptions, taken: DateTime[], starts: number[]][] = [
      [{ service: { dailyLimit: 1 } }, both, days],
      [{ service: { dailyLimit: 1 }, hosts: 2 }, both, days],
      [{ service: { weeklyLimit: 2 } }, both, days],
      [{ service: { weeklyLimit: 2 }, hosts: 2 }, both, days],
      [{ service: { dailyLimit: 2, weeklyLimit: 3 } }, [at(3, 15), at(4)], [...days, ...hours(11)]],
      [{}, [at(3), at(3, 11)], hours(10, 11, 12)],
      [{ hosts: 2 }, [at(3), at(3), at(3, 11), at(3, 11)], hours(10, 11, 12)],
      [{ service: { bufferAfterMinutes: 30 } }, [at(3)], hours(10, 12)],
      [
        { service: { hostMode: 'collective', dailyLimit: 2 }, hosts: 2 },
        [at(3)],
        hours(10, 11, 12),
      ],
    ]
    for (const [options, taken, starts] of cases) {
      const shop = await openShop(options)
      for (const startsAt of taken) await place(shop, startsAt)
      const refused = await refusedSeries(shop, { starts })
      const { outcome } = await series(shop, { starts: followed(refused) })
      assert.equal(outcome, 'booked', JSON.stringify(options))
    }
  })

  test('leaves each date its places in a group', async ({ assert }) => {
    const shop = await openShop({ service: { capacity: 3 } })
    const [nine, ten, eleven] = [9, 10, 11].map((hour) => tenOClock(3).set({ hour }).toMillis())
    for (let client = 0; client < 2; client++) await place(shop, tenOClock(3))
    const wanted = { seats: 2, starts: [ten, eleven] }
    const refused = await refusedSeries(shop, wanted)
    const starts = refused.dates[0].alternatives.map(({ start }) => start)
    assert.include(starts, nine)
    assert.notInclude(starts, eleven, 'where one place would be left')
    assert.equal((await series(shop, { ...wanted, starts: followed(refused) })).outcome, 'booked')
  })

  test('is offered no time for which the only host of another date would be taken', async ({
    assert,
  }) => {
    const monday = tenOClock(3).startOf('week').plus({ weeks: 1 }).set({ hour: 11 })
    const wednesday = monday.plus({ days: 2 })
    const shop = await openShop({
      hosts: 2,
      service: { bookableFrom: monday.toFormat('yyyy-MM-dd') },
      weeklyHours: [{ weekday: 1, start: '11:00', end: '12:00' }],
    })
    const { business, host } = shop
    await host.merge({ weeklyLimit: 1 }).save()
    await host.related('availabilityRules').create({
      ...{ businessId: business.id, dayOfWeek: 3 },
      ...{ opensTime: '11:00', closesTime: '12:00' },
    })
    const starts = [monday.set({ hour: 9 }).toMillis(), wednesday.toMillis()]
    const refused = await refusedSeries(shop, { starts })
    assert.deepEqual(
      refused.dates.map(({ code }) => code),
      ['outside_hours', null]
    )
    assert.equal((await series(shop, { starts: followed(refused) })).outcome, 'booked')
  })

  test('waits for approval as a whole, each date with a hold of its own', async ({ assert }) => {
    const asked = await series(await openShop({ settings: { requiresApproval: true } }))
    if (asked.outcome !== 'requested') throw new Error(asked.outcome)
    for (const booking of asked.bookings) {
      assert.equal(booking.status, 'pending')
      assert.isNotNull(booking.expiresAt)
    }
  })

  test('is booked by the business without approval, notice or horizon', async ({ assert }) => {
    const settings = { requiresApproval: true, minAdvanceBookingHours: 96 }
    const shop = await openShop({ settings: { ...settings, maxAdvanceBookingDays: 10 } })
    const ofClient = await series(shop)
    if (ofClient.outcome !== 'unavailable') throw new Error(ofClient.outcome)
    assert.deepEqual(
      ofClient.dates.map(({ code }) => code),
      ['too_soon', null, 'too_far', 'too_far']
    )
    const placed = await series(shop, { by: byUser(shop.user.id) })
    if (placed.outcome !== 'booked') throw new Error(placed.outcome)
    const [first] = placed.bookings
    const event = await db.from('booking_events').where('booking_id', first.id).firstOrFail()
    assert.deepEqual([event.actor, event.user_id], ['user', shop.user.id])
    const told = await db.from('notifications').where('booking_id', first.id).select('user_id')
    assert.deepEqual(told, [{ user_id: null }])
  })

  test('of another business’s service is not found', async ({ assert }) => {
    const { business } = await openShop()
    const { service } = await openShop()
    const { outcome } = await series({ business, service })
    assert.equal(outcome, 'not_found')
  })

  test('sent again under its key is answered again, whichever way it went', async ({ assert }) => {
    const shop = await openShop()
    const keyed = { idempotencyKey: 'one' }
    const first = await series(shop, keyed)
    const again = await series(shop, keyed)
    if (first.outcome !== 'booked' || again.outcome !== 'booked') throw new Error(again.outcome)
    assert.isTrue(again.replayed)
    assert.deepEqual(
      again.bookings.map(({ id }) => id),
      first.bookings.map(({ id }) => id)
    )
    const other = await series(shop, { ...keyed, starts: weekly(5) })
    assert.equal(other.outcome, 'key_reused')

    const clash = { idempotencyKey: 'two' }
    assert.equal((await series(shop, clash)).outcome, 'unavailable')
    await db.from('claims').update({ released_at: new Date() })
    assert.equal((await series(shop, clash)).outcome, 'unavailable')
    assert.lengthOf(await Booking.all(), 4)
  })
})

test.group('Series at once', (group) => {
  withEmptyTables(group)

  test('that share one date each: one is booked whole, the others not at all', async ({
    assert,
  }) => {
    const shop = await openShop({ hosts: 2, service: { hostMode: 'collective' } })
    const outcomes = await Promise.all(
      [1, 2, 3, 4, 5].map((day) => {
        const own = [1, 2, 3, 4].map((turn) => tenOClock(turn * 6 + day).toMillis())
        const shared = tenOClock(40).toMillis()
        return series(shop, { starts: [...own, shared].toReversed() })
      })
    )
    const won = outcomes.flatMap((each) => ('bookings' in each ? [each.bookings.length] : []))
    assert.deepEqual(won, [5])
    assert.deepEqual(await rows('bookings', 'booking_series'), [5, 1])
  })
})
