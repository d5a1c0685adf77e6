import { setTimeout as sleep } from 'node:timers/promises'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import PlaceBooking from '#actions/bookings/place_booking'
import PlaceSeries from '#actions/bookings/place_series'
import { databasePool } from '#config/database'
import { openShop } from '#database/factories/business'
import { byClient } from '#models/by'
import { withEmptyTables } from '#tests/support/database'
import { CLIENT } from '#tests/support/outbox'
import { IN_THREE_DAYS, place, type Shop } from '#tests/support/requests'

const RUSH = 20 * databasePool

test.group('A rush on one host', (group) => {
  withEmptyTables(group)

  test('leaves the connections to the others, and sends off at once who would wait in vain', async ({
    assert,
    cleanup,
  }) => {
    await takeFreshIds()
    const hot = await openShop()
    const other = await openShop()
    const lock = await db.connection('owner').transaction()
    await lock.rawQuery('select pg_advisory_xact_lock(3, ?::int)', [hot.host.id])

    const answers: string[] = []
    const rush = Array.from({ length: RUSH }, async (_, nth) => {
      answers.push((await book(hot, nth)).outcome)
    })
    cleanup(async () => {
      await lock.rollback()
      await Promise.all(rush)
    })
    while (answers.length < RUSH / 4) await sleep(10)
    assert.deepEqual(new Set(answers), new Set(['busy']))
    assert.isBelow(answers.length, RUSH / 2)

    const pool = db.manager.get('postgres')?.connection?.pool
    assert.isAtMost(Number(pool?.numUsed()), databasePool / 2)
    assert.equal((await place(other)).status, 'approved')
    assert.isFalse(answers.includes('booked'), 'the rush still waits')

    await lock.rollback()
    await Promise.all(rush)
    assert.isAbove(answers.filter((outcome) => outcome === 'booked').length, databasePool)
  })
})

/** Whose hosts a service has is known for some seconds: not those of an earlier test's. */
async function takeFreshIds() {
  await db
    .connection('owner')
    .rawQuery(`select setval(pg_get_serial_sequence('services', 'id'), 1000000)`)
}

/** By one date, and every other time by a series. */
function book({ business, service }: Shop, nth: number): Promise<{ outcome: string }> {
  const startsAt = IN_THREE_DAYS.plus({ hours: nth }).toMillis()
  const request = {
    businessId: business.id,
    serviceId: service.id,
    hostId: null,
    client: CLIENT,
    idempotencyKey: null,
    by: byClient(),
  }
  return nth % 2 === 0
    ? new PlaceBooking().handle({ ...request, startsAt })
    : new PlaceSeries().handle({ ...request, starts: [startsAt] })
}
