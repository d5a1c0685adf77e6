import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import ChainAudit from '#actions/housekeeping/chain_audit'
import { createGrown } from '#database/demo/grown'
import { findFaults } from '#queries/integrity/find_faults'
import { withGlobalTransaction } from '#tests/support/database'

test.group('The grown business', (group) => {
  withGlobalTransaction(group)

  test('has as much as asked for, as bookings would have written it', async ({ assert }) => {
    const size = { hosts: 3, services: 5, bookings: 1_500, clients: 50 }
    const { id } = await createGrown(size, DateTime.utc())
    for (const [table, count] of Object.entries({
      hosts: 3,
      services: 5,
      bookings: 1_500,
      clients: 50,
    })) {
      const [row] = await db.from(table).where('business_id', id).count('* as count')
      assert.equal(Number(row.count), count, table)
    }
    const states = await db.from('bookings').where('business_id', id).distinct('status')
    assert.sameMembers(
      states.map(({ status }) => status),
      ['approved', 'cancelled', 'completed', 'no_show', 'pending']
    )
    await new ChainAudit().handle()
    const faults = (await findFaults()).flatMap((result) => result.faults)
    assert.isEmpty(faults)
  })
})
