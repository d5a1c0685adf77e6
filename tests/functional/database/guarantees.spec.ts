import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS, place } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'
import { waitFor } from '#tests/support/waitlist'

type Shop = Awaited<ReturnType<typeof openShop>>

const TEN = DateTime.fromISO('2030-01-07T10:00:00Z')

async function claim(shop: Shop, minutesAfterTen: number, holderId?: number) {
  const [holder] = holderId
    ? [{ id: holderId }]
    : await db.table('holders').insert({ business_id: shop.business.id }).returning('id')
  const startsAt = TEN.plus({ minutes: minutesAfterTen })
  const endsAt = startsAt.plus({ hours: 1 })
  await db.table('claims').insert({
    business_id: shop.business.id,
    host_id: shop.host.id,
    service_id: shop.service.id,
    holder_id: holder.id,
    starts_at: startsAt.toJSDate(),
    ends_at: endsAt.toJSDate(),
    blocked: db.raw('tstzrange(?, ?)', [
      startsAt.toJSDate(),
      endsAt.plus({ minutes: 15 }).toJSDate(),
    ]),
  })
  return holder.id as number
}

test.group('What the database itself refuses', (group) => {
  withGlobalTransaction(group)

  test('two holders in one host’s time, one minute of buffer included', async ({ assert }) => {
    const shop = await openShop()
    await claim(shop, 0)
    await claim(shop, 75)
    const overlap = await claim(shop, -74).catch((error) => error.code)
    assert.equal(overlap, '23P01')
  })

  test('but a holder may overlap itself while it moves', async ({ assert }) => {
    const shop = await openShop()
    const holder = await claim(shop, 0)
    assert.equal(await claim(shop, 30, holder), holder)
  })

  for (const hours of ['{}', '{"weeklyHours": []}', '{"weeklyHours": {}, "overrides": []}', '[]']) {
    test(`hours of a service that are ${hours}`, async ({ assert }) => {
      const { service } = await openShop()
      const refused = await db
        .from('services')
        .where('id', service.id)
        .update({ hours })
        .catch((error) => error.constraint)
      assert.equal(refused, 'services_hours')
    })
  }

  test('a booking without email or phone', async ({ assert }) => {
    const shop = await openShop()
    const [{ id }] = await db
      .table('holders')
      .insert({ business_id: shop.business.id })
      .returning('id')
    const refused = await db
      .table('bookings')
      .insert({
        id,
        business_id: shop.business.id,
        service_id: shop.service.id,
        host_id: shop.host.id,
        reference: 'ABCD-2345',
        status: 'approved',
        starts_at: TEN.toJSDate(),
        ends_at: TEN.plus({ hours: 1 }).toJSDate(),
        client_name: 'Nobody',
        client_time_zone: 'UTC',
        client_locale: 'en',
        price: '0',
        currency: 'GBP',
      })
      .catch((error) => error.constraint)
    assert.equal(refused, 'email_or_phone_required')
  })

  test('a claim on a host of another business', async ({ assert }) => {
    const shop = await openShop()
    const other = await openShop()
    const refused = await claim({ ...shop, host: other.host }, 0).catch((error) => error.code)
    assert.equal(refused, '23503')
  })

  for (const column of ['booking_id', 'waitlist_entry_id']) {
    test(`a call about a ${column} of another business`, async ({ assert }) => {
      const shop = await openShop({ service: { capacity: 1, isPlannedOnly: true } })
      const other = await openShop()
      await planSession(shop, IN_THREE_DAYS, { capacity: 1 })
      const { id } = await place(shop)
      const entry = await waitFor(shop, IN_THREE_DAYS)
      const about = { [column]: column === 'booking_id' ? id : entry.id, type: 'session_moved' }
      await db.table('calls').insert({ business_id: shop.business.id, ...about })
      await db.from('calls').delete()
      const refused = await db
        .table('calls')
        .insert({ business_id: other.business.id, ...about })
        .catch((error) => error.code)
      assert.equal(refused, '23503')
    })
  }

  test('changing or deleting an audit entry, and altering the schema')
    .with([
      'update audit_entries set action = action',
      'delete from audit_entries',
      'truncate audit_entries',
      'update audit_chain set hash = hash',
      'alter table bookings add column extra text',
      'drop table claims',
      'create table extra (id int)',
    ])
    .run(async ({ assert }, statement) => {
      const refused = await db.rawQuery(statement).catch((error) => error.code)
      assert.equal(refused, '42501')
    })
})
