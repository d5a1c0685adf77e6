import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import pg from 'pg'
import PlaceBooking from '#actions/bookings/place_booking'
import { openShop } from '#database/factories/business'
import { byClient } from '#models/by'
import { findFaults } from '#queries/integrity/find_faults'
import type { Instant } from '#scheduling/types'
import { withEmptyTables } from '#tests/support/database'
import { hammer, isLong, overlapsIn, QUARTER_MS, tell } from '#tests/support/hammer'
import { CLIENT } from '#tests/support/outbox'

const CLIENTS = isLong ? 50 : 20
const TABLE = 'control_claims'

const LOCK = 'select pg_advisory_xact_lock(3, 1)'
const OVERLAPPING = `select 1 from ${TABLE} where host_id = 1 and released_at is null
  and blocked && tstzrange($1::timestamptz, $2::timestamptz)`
const INSERT = `insert into ${TABLE}
  (business_id, host_id, service_id, holder_id, starts_at, ends_at, blocked)
  select 1, 1, 1, nextval('control_holders'), $1::timestamptz, $2::timestamptz,
    tstzrange($1::timestamptz, $2::timestamptz)`

type Take = (client: pg.Client, span: [Date, Date]) => Promise<boolean>

/** What looks as if it took a time once only, and what does. No constraint stands behind any. */
const VARIANTS: { name: string; isSound: boolean; take: Take }[] = [
  {
    name: 'the lock, then the check, then the claim',
    isSound: true,
    take: async (client, span) => {
      await client.query(LOCK)
      return claimWhereFree(client, span, OVERLAPPING)
    },
  },
  {
    name: 'no lock',
    isSound: false,
    take: (client, span) => claimWhereFree(client, span, OVERLAPPING),
  },
  {
    name: 'FOR UPDATE on the rows that are there',
    isSound: false,
    take: (client, span) => claimWhereFree(client, span, `${OVERLAPPING} for update`),
  },
  {
    name: 'the lock, under REPEATABLE READ',
    isSound: false,
    take: async (client, span) => {
      await client.query('set transaction isolation level repeatable read')
      await client.query(LOCK)
      return claimWhereFree(client, span, OVERLAPPING)
    },
  },
  {
    name: 'the lock and the check in one statement',
    isSound: false,
    take: async (client, span) => {
      const { rowCount } = await client.query(
        `with locked as materialized (${LOCK}) ${INSERT} from locked
         where not exists (${OVERLAPPING})`,
        span
      )
      return rowCount === 1
    },
  },
]

test.group('The hammer', (group) => {
  const clients: pg.Client[] = []

  withEmptyTables(group)
  group.setup(async () => {
    await dropTable()
    await db
      .connection('owner')
      .rawQuery(`create table ${TABLE} (like claims including defaults including identity)`)
    await db
      .connection('owner')
      .rawQuery(`create index on ${TABLE} using gist (host_id, blocked) where released_at is null`)
    await db.connection('owner').rawQuery('create sequence control_holders')
    for (let nth = 0; nth < CLIENTS; nth++) {
      const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL })
      await client.connect()
      clients.push(client)
    }
    return async () => {
      await Promise.all(clients.map((client) => client.end()))
      await dropTable()
    }
  })

  for (const { name, isSound, take } of VARIANTS) {
    test(`${isSound ? 'finds nothing against' : 'sees the double bookings of'} ${name}`, async ({
      assert,
    }) => {
      const outcomes = await hammer({
        clients: CLIENTS,
        seconds: isLong ? 10 : isSound ? 1 : 20,
        attempt: (startsAt, nth) => inTransaction(clients[nth], take, startsAt),
        isEnough: async () => !isLong && !isSound && (await overlapsIn(TABLE)) > 0,
      })
      const overlaps = await overlapsIn(TABLE)
      tell(name, { ...outcomes, overlaps })
      assert.isAbove(outcomes.booked, 0)
      if (isSound) assert.equal(overlaps, 0)
      else assert.isAbove(overlaps, 0)
    })
  }

  test('finds nothing against the booking itself', async ({ assert }) => {
    const { business, service } = await openShop({
      service: { durationMinutes: 30, slotIntervalMinutes: 15 },
    })
    const outcomes = await hammer({
      clients: CLIENTS,
      seconds: isLong ? 20 : 2,
      attempt: async (startsAt) => {
        const placed = await new PlaceBooking().handle({
          businessId: business.id,
          serviceId: service.id,
          startsAt,
          hostId: null,
          client: CLIENT,
          idempotencyKey: null,
          by: byClient(),
        })
        return 'code' in placed ? placed.code : placed.outcome
      },
    })
    const overlaps = await overlapsIn('claims')
    tell('the booking itself', { ...outcomes, overlaps })
    assert.isAbove(outcomes.booked, 0)
    assert.includeMembers(['booked', 'slot_taken', 'busy'], Object.keys(outcomes))
    assert.equal(overlaps, 0)
    const faults = (await findFaults()).filter((result) => result.faults.length > 0)
    assert.deepEqual(faults, [])
  })
})

async function inTransaction(client: pg.Client, take: Take, startsAt: Instant): Promise<string> {
  await client.query('begin')
  const isBooked = await take(client, [new Date(startsAt), new Date(startsAt + 2 * QUARTER_MS)])
  await client.query(isBooked ? 'commit' : 'rollback')
  return isBooked ? 'booked' : 'taken'
}

async function claimWhereFree(client: pg.Client, span: [Date, Date], overlapping: string) {
  const { rowCount } = await client.query(overlapping, span)
  if (rowCount !== 0) return false
  await client.query(INSERT, span)
  return true
}

async function dropTable() {
  await db.connection('owner').rawQuery(`drop table if exists ${TABLE}`)
  await db.connection('owner').rawQuery('drop sequence if exists control_holders')
}
