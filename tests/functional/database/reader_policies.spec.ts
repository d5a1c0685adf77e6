import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { test } from '@japa/runner'
import { READER_ROWS } from '#database/reader_policies'
import { openShop } from '#database/factories/business'
import type Booking from '#models/bookings/booking'
import { withEmptyTables } from '#tests/support/database'
import { writtenTo } from '#tests/support/enquiries'
import { place, tenOClock } from '#tests/support/guest'
import { portalOf } from '#tests/support/portal'
import { waitFor } from '#tests/support/waitlist'
import { asReader, sqlState } from '#transactions'

const PRIYA = 'priya@example.com'
const OMAR = 'omar@example.com'
const DENIED = '42501'

/** Two clients of one business with something of every kind; only Priya has a booking that she is not told of. */
async function twoClients() {
  const shop = await openShop({ settings: { requiresApproval: false } })
  const own = await place(shop, tenOClock(3), { email: 'Priya@Example.com' })
  const untold = await place(shop, tenOClock(4))
  await db.from('bookings').where('id', untold.id).update({ tells_client: false })
  const others = await place(shop, tenOClock(5), { email: OMAR })
  for (const email of [PRIYA, OMAR]) {
    await writtenTo(shop.business.id, { clientEmail: email })
    const ofBusiness = { business_id: shop.business.id, email }
    await db.table('client_preferences').insert(ofBusiness)
    await waitFor(shop, tenOClock(5), { email })
    await portalOf(email)
  }
  return { shop, own, untold, others }
}

type Row = Record<string, unknown>
const TABLES = Object.keys(READER_ROWS)
const rowsOf = (client: Transaction, table: string): Promise<Row[]> => client.from(table).exec()

test.group('Rows of clients, read for one of them', (group) => {
  withEmptyTables(group)

  test('are theirs alone in every table that the portal reads, with no question asked', async ({
    assert,
  }) => {
    const { own, others } = await twoClients()
    const isOf: Record<string, (row: Row, email: string, booking: Booking) => boolean> = {
      bookings: ({ id }, _, booking) => Number(id) === booking.id,
      booking_events: ({ booking_id: id }, _, booking) => Number(id) === booking.id,
      notifications: ({ booking_id: id, user_id: user }, _, booking) =>
        Number(id) === booking.id && user === null,
      clients: ({ email_key: key }, email) => key === email,
      waitlist_entries: ({ client_email: address }, email) => address === email,
      enquiries: ({ client_email: address }, email) => address === email,
      client_preferences: ({ email: address }, email) => address === email,
      portal_sign_ins: ({ email: address }, email) => address === email,
    }
    assert.sameMembers(Object.keys(isOf), TABLES)
    for (const [email, booking] of [
      [PRIYA, own],
      [OMAR, others],
    ] as const) {
      for (const table of TABLES) {
        const rows = await asReader(email, (trx) => rowsOf(trx, table))
        assert.isNotEmpty(rows, `${table} of ${email}`)
        for (const row of rows) assert.isTrue(isOf[table](row, email, booking), table)
        const { length: all } = await db.from(table)
        assert.isAbove(all, rows.length, `${table} has others’ too`)
      }
    }
  })

  test('are nobody’s for whoever has none, or names nobody', async ({ assert }) => {
    await twoClients()
    for (const email of ['sam@example.com', '', '%']) {
      for (const table of TABLES) {
        const rows = await asReader(email, (trx) => rowsOf(trx, table))
        assert.isEmpty(rows, `${table} of "${email}"`)
      }
    }
  })

  test('are not written, and nothing else is read', async ({ assert }) => {
    const { own } = await twoClients()
    const attempts: ((trx: Transaction) => Promise<unknown>)[] = [
      (trx) => trx.from('bookings').where('id', own.id).update({ client_name: 'Omar' }).exec(),
      (trx) => trx.from('booking_events').delete().exec(),
      (trx) => trx.from('users').exec(),
      (trx) => trx.from('sign_ins').exec(),
      (trx) => trx.from('api_keys').exec(),
      (trx) => trx.from('audit_entries').exec(),
    ]
    for (const attempt of attempts) {
      assert.equal(await asReader(PRIYA, attempt).catch(sqlState), DENIED)
    }
  })

  test('are read as ever afterwards, on the same connection', async ({ assert }) => {
    await twoClients()
    await asReader(PRIYA, (trx) => rowsOf(trx, 'bookings'))
    await asReader(PRIYA, () => Promise.reject(new Error('Broken'))).catch(() => null)
    for (let connection = 0; connection < 12; connection++) {
      const { rows } = await db.rawQuery(
        `select current_user = session_user as "isSelf",
           (select count(*)::int from bookings) as bookings`
      )
      assert.deepEqual(rows[0], { isSelf: true, bookings: 3 })
    }
  })

  test('have policies that only the portal’s role is held to', async ({ assert }) => {
    const { rows } = await db.rawQuery(
      `select tablename, permissive, cmd, roles::text from pg_policies
       where policyname = 'reader_select' order by 1`
    )
    assert.deepEqual(
      rows,
      TABLES.toSorted().map((tablename) => ({
        ...{ tablename, permissive: 'RESTRICTIVE', cmd: 'SELECT', roles: '{bellhop_app_portal}' },
      }))
    )
    const { rows: heirs } = await db.rawQuery(
      `select pg_has_role('bellhop_app_portal', 'USAGE') as inherits, pg_has_role('bellhop_app_portal', 'MEMBER') as may`
    )
    assert.deepEqual(heirs, [{ inherits: false, may: true }])
  })

  test('come to the portal’s pages by those policies, whatever a question forgot', async ({
    assert,
  }) => {
    const { own, others } = await twoClients()
    const browser = await portalOf(PRIYA)
    const page = async () => (await browser.get('/portal/bookings')).text()
    assert.include(await page(), `/portal/bookings/${own.id}"`)
    // As if the code asked for another's: what the database shows of it is nothing.
    const found = await asReader(PRIYA, (trx) => trx.from('bookings').where('id', others.id))
    assert.isEmpty(found)
    const owner = db.connection('owner')
    await owner.rawQuery('alter policy reader_select on bookings using (false)')
    try {
      assert.notInclude(await page(), `/portal/bookings/${own.id}"`)
      assert.equal((await browser.get(`/portal/bookings/${own.id}`)).status, 404)
    } finally {
      await owner.rawQuery(`alter policy reader_select on bookings using (${READER_ROWS.bookings})`)
    }
    assert.equal((await browser.get(`/portal/bookings/${own.id}`)).status, 200)
  })
})
