import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { test } from '@japa/runner'
import ExamineDeployment from '#actions/system/examine_deployment'
import { READER_ROWS, readerPolicies } from '#database/reader_policies'
import { openShop } from '#database/factories/business'
import { outside } from '#services/doctor/outside'
import { withEmptyTables } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'
import { portalOf } from '#tests/support/portal'

const PRIYA = 'priya@example.com'
const APPLICATION = 'bellhop_app'
const ROLE = 'bellhop_app_portal'

const asOwner = (statement: string) => db.connection('owner').rawQuery(statement)
const prepare = () => asOwner(readerPolicies(APPLICATION))

/** Somebody set up the server like that; afterwards it is as it was. */
async function whereServer(before: string, after: string, look: () => Promise<void>) {
  await asOwner(before)
  try {
    await look()
  } finally {
    await asOwner(after)
    await prepare()
  }
}

async function policies(): Promise<{ tables: string[]; roles: string[] }> {
  const { rows } = await asOwner(
    `select array_agg(cast(tablename as text) order by tablename) as tables,
       array_agg(distinct cast(roles as text)) as roles
     from pg_policies where policyname = 'reader_select'`
  )
  return { tables: rows[0].tables ?? [], roles: rows[0].roles ?? [] }
}

async function doctorSays() {
  const read = async () => []
  const findings = await new ExamineDeployment().handle({ ...outside, read })
  const { found, state, values } = findings.find(({ part }) => part === 'portal') ?? {}
  return { found, state, values }
}

const ALL = Object.keys(READER_ROWS).toSorted()
const VALUES = { application: APPLICATION, role: ROLE }

test.group('The role under which the portal reads', (group) => {
  withEmptyTables(group)

  async function aClient() {
    const booking = await place(await openShop(), tenOClock(3), { email: PRIYA })
    const browser = await portalOf(PRIYA)
    return async () =>
      (await (await browser.get('/portal/bookings')).text()).includes(
        `/portal/bookings/${booking.id}"`
      )
  }

  test('may be missing: the portal is read as ever, and the doctor says so', async ({ assert }) => {
    const seesTheirs = await aClient()
    const [away, back] = [
      `alter role ${ROLE} rename to elsewhere`,
      `alter role elsewhere rename to ${ROLE}`,
    ]
    await whereServer(away, back, async () => {
      assert.isTrue(await seesTheirs())
      assert.deepEqual(await doctorSays(), {
        found: 'reader_role_missing',
        state: 'note',
        values: VALUES,
      })
    })
    assert.isTrue(await seesTheirs())
    assert.equal((await doctorSays()).found, 'reader_role_used')
  })

  test('may not have been granted, and is by preparing the database', async ({ assert }) => {
    const seesTheirs = await aClient()
    await whereServer(`revoke ${ROLE} from ${APPLICATION}`, 'select 1', async () => {
      assert.isTrue(await seesTheirs())
      assert.deepEqual(await doctorSays(), {
        found: 'reader_role_unused',
        state: 'note',
        values: VALUES,
      })
    })
    assert.equal((await doctorSays()).found, 'reader_role_used')
  })

  test('does no harm where the application inherits from it', async ({ assert }) => {
    const seesTheirs = await aClient()
    const [wrong, right] = ['true', 'false'].map(
      (inherits) => `grant ${ROLE} to ${APPLICATION} with inherit ${inherits}, set true`
    )
    await whereServer(wrong, right, async () => {
      await prepare()
      const { rows } = await db.rawQuery('select count(*)::int as bookings from bookings')
      assert.deepEqual(rows, [{ bookings: 1 }], 'what the application reads of its own')
      assert.isTrue(await seesTheirs())
      assert.equal((await doctorSays()).found, 'reader_role_unused')
      assert.deepEqual(await policies(), { tables: [], roles: [] })
    })
    assert.deepEqual(await policies(), { tables: ALL, roles: [`{${ROLE}}`] })
    assert.equal((await doctorSays()).found, 'reader_role_used')
  })

  test('is one application’s alone, of all that a server knows', async ({ assert }) => {
    const trx = await db.connection('owner').transaction()
    try {
      await trx.rawQuery('create role other_app login')
      await trx.rawQuery(readerPolicies('other_app'))
      const may = async (application: string, role: string) => {
        const { rows } = await trx.rawQuery(
          `select pg_has_role('${application}', '${role}', 'member') as may`
        )
        return rows[0].may
      }
      assert.isTrue(await may('other_app', 'other_app_portal'))
      assert.isFalse(await may('other_app', ROLE))
      assert.isFalse(await may(APPLICATION, 'other_app_portal'))
      const { rows } = await trx.rawQuery(
        `select distinct cast(roles as text) from pg_policies where policyname = 'reader_select'`
      )
      assert.deepEqual(rows, [{ roles: '{other_app_portal}' }], 'a database has one application')
    } finally {
      await trx.rollback()
    }
  })

  test('is left to others where the schema’s owner may make no roles', async ({ assert }) => {
    const trx = await db.connection('owner').transaction()
    const roles = async (client: Transaction) => {
      const { rows } = await client.rawQuery(
        `select from pg_roles where rolname = 'poor_app_portal'`
      )
      return rows.length
    }
    const isPoliced = async () => {
      const { rows } = await trx.rawQuery(
        `select from pg_policies where policyname = 'reader_select'`
      )
      return rows.length > 0
    }
    try {
      await trx.rawQuery('create role poor_app login')
      await trx.rawQuery('create role poor_owner login')
      for (const table of [...ALL, 'businesses', 'services']) {
        await trx.rawQuery(`alter table ${table} owner to poor_owner`)
      }
      await trx.rawQuery('alter schema public owner to poor_owner; set local role poor_owner')
      await trx.rawQuery(readerPolicies('poor_app'))
      assert.equal(await roles(trx), 0)
      assert.isFalse(await isPoliced())

      await trx.rawQuery(`
        set local role none;
        create role poor_app_portal nologin;
        grant poor_app_portal to poor_app with inherit false, set true;
        set local role poor_owner`)
      await trx.rawQuery(readerPolicies('poor_app'))
      assert.isTrue(await isPoliced())
    } finally {
      await trx.rollback()
    }
  })
})
