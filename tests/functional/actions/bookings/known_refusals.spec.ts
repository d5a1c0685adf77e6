import { test } from '@japa/runner'
import type { DateTime } from 'luxon'
import CancelBooking from '#actions/bookings/cancel_booking'
import PlaceBooking, { type BookingOutcome } from '#actions/bookings/place_booking'
import { openShop } from '#database/factories/business'
import { byClient } from '#models/by'
import { withEmptyTables } from '#tests/support/database'
import { CLIENT } from '#tests/support/outbox'
import { queriesOf } from '#tests/support/queries'
import { IN_THREE_DAYS, place, type Shop } from '#tests/support/requests'

test.group('A start that is not on offer', (group) => {
  withEmptyTables(group)

  test('is refused from memory as a transaction would, whatever stands in the way', async ({
    assert,
  }) => {
    const shop = await openShop({
      hosts: 2,
      service: { weeklyLimit: 50, slotIntervalMinutes: 30 },
      settings: { minAdvanceBookingHours: 24, maxAdvanceBookingDays: 20 },
    })
    for (let nth = 0; nth < 2; nth++) await place(shop)
    const starts: [code: string, startsAt: DateTime][] = [
      ['slot_taken', IN_THREE_DAYS],
      ['slot_taken', IN_THREE_DAYS.plus({ minutes: 30 })],
      ['not_a_start_time', IN_THREE_DAYS.plus({ minutes: 7 })],
      ['too_soon', IN_THREE_DAYS.minus({ days: 3 }).plus({ hours: 2 })],
      ['too_far', IN_THREE_DAYS.plus({ days: 21 })],
    ]
    for (const [nth, [code, startsAt]] of starts.entries()) {
      await place(shop, { startsAt: IN_THREE_DAYS.plus({ days: 5, hours: 3 * nth }) })
      const [first, asked] = await ask(shop, startsAt)
      assert.isTrue(asked.some((sql) => sql.startsWith('BEGIN')))
      assert.containSubset(first, { outcome: 'unavailable', code })

      const [again, askedAgain] = await ask(shop, startsAt)
      assert.deepEqual(again, first)
      assert.lengthOf(askedAgain, 1)
    }
  })

  test('can be had as soon as it was given back', async ({ assert }) => {
    const shop = await openShop()
    const { id } = await place(shop)
    for (let nth = 0; nth < 2; nth++) {
      const [refused] = await ask(shop, IN_THREE_DAYS)
      assert.equal(refused.outcome, 'unavailable')
    }
    await cancel(shop, id)
    const [placed] = await ask(shop, IN_THREE_DAYS)
    assert.equal(placed.outcome, 'booked')
  })

  test('stays refused under its key, however it was found out', async ({ assert }) => {
    const shop = await openShop()
    const { id } = await place(shop)
    await ask(shop, IN_THREE_DAYS)
    const [refused, asked] = await ask(shop, IN_THREE_DAYS, 'a-key-of-mine')
    assert.isFalse(asked.some((sql) => sql.startsWith('BEGIN')))
    await cancel(shop, id)

    const [again] = await ask(shop, IN_THREE_DAYS, 'a-key-of-mine')
    assert.containSubset(again, { outcome: 'unavailable', code: 'slot_taken' })
    assert.equal(refused.outcome, 'unavailable')
    const [other] = await ask(shop, IN_THREE_DAYS.plus({ hours: 4 }), 'a-key-of-mine')
    assert.equal(other.outcome, 'key_reused')
    const [placed] = await ask(shop, IN_THREE_DAYS, 'another-key')
    assert.equal(placed.outcome, 'booked')
  })

  test('does not hide from its own client that the booking was made', async ({ assert }) => {
    const shop = await openShop()
    const [placed] = await ask(shop, IN_THREE_DAYS, 'a-key-of-mine')
    assert.containSubset(placed, { outcome: 'booked', replayed: false })
    await ask(shop, IN_THREE_DAYS)
    const [again] = await ask(shop, IN_THREE_DAYS, 'a-key-of-mine')
    assert.containSubset(again, { outcome: 'booked', replayed: true })
  })
})

test.group('A booking', (group) => {
  withEmptyTables(group)

  test('takes nine journeys to the database, however many hosts can give it', async ({
    assert,
  }) => {
    for (const hosts of [1, 5]) {
      const shop = await openShop({ hosts })
      await place(shop)
      const [placed, asked] = await ask(shop, IN_THREE_DAYS.plus({ hours: 4 }))
      assert.equal(placed.outcome, 'booked')
      assert.lengthOf(asked, hosts === 1 ? 9 : 10)
    }
  })

  test('may be tried again under its key when the page was switched off at first', async ({
    assert,
  }) => {
    const shop = await openShop({ settings: { isActive: false } })
    const [off] = await ask(shop, IN_THREE_DAYS, 'a-key-of-mine')
    assert.equal(off.outcome, 'page_inactive')
    await shop.business.settings.merge({ isActive: true }).save()
    const [placed] = await ask(shop, IN_THREE_DAYS, 'a-key-of-mine')
    assert.containSubset(placed, { outcome: 'booked', replayed: false })
  })
})

/** What comes of it, and what the database was asked for that. */
async function ask(
  { business, service }: Shop,
  startsAt: DateTime,
  idempotencyKey: string | null = null
): Promise<[BookingOutcome, string[]]> {
  let outcome: BookingOutcome = { outcome: 'busy' }
  const asked = await queriesOf(async () => {
    outcome = await new PlaceBooking().handle({
      businessId: business.id,
      serviceId: service.id,
      startsAt: startsAt.toMillis(),
      hostId: null,
      client: CLIENT,
      idempotencyKey,
      by: byClient(),
    })
  })
  return [outcome, asked.map((sql) => sql.trim())]
}

async function cancel({ business }: Shop, bookingId: number) {
  const who = { by: byClient(), reason: null } as const
  await new CancelBooking().handle({ businessId: business.id, bookingId, ...who })
}
