import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import ApiKey from '#models/keys/api_key'
import { withGlobalTransaction } from '#tests/support/database'
import { makeKey } from '#tests/support/keys'

const PAGE = '/admin/settings/keys'

test.group('Keys of a business', (group) => {
  withGlobalTransaction(group)

  test('are made with a name, scopes and an end, and shown once', async ({ client, assert }) => {
    const { user } = await openShop()
    const form = { name: 'Website', reach: 'some', bookings_read: 'on', lives: '90' }
    const made = await client.post(PAGE).form(form).loginAs(user).withCsrfToken()
    made.assertStatus(200)
    made.assertHeader('cache-control', 'no-store')
    const [written] = /bellhop_[\w-]+\.[\w-]+/.exec(made.text()) ?? []
    assert.isDefined(written)
    const key = await ApiKey.firstOrFail()
    assert.deepEqual(key.scopes, ['bookings:read'])
    assert.closeTo(key.expiresAt?.diffNow('days').days ?? 0, 90, 0.1)
    const used = await client
      .get('/api/v1/bookings')
      .header('authorization', `Bearer ${written ?? ''}`)
    used.assertStatus(200)

    for (const path of [PAGE, `${PAGE}/${key.id}`]) {
      const page = (await client.get(path).loginAs(user)).text()
      assert.include(page, `${key.beginning}…${key.lastFour}`)
      assert.notInclude(page, String(written))
      assert.include(page, 'Bookings and requests (Read)')
    }
  })

  test('are refused without a name, an end or anything to do', async ({ client, assert }) => {
    const { user } = await openShop()
    for (const [form, what] of [
      [{ name: '', reach: 'all', lives: 'never' }, 'href="#name"'],
      [{ name: 'Website', reach: 'some', lives: 'never' }, 'Choose at least one thing'],
      [{ name: 'Website', reach: 'all', lives: '1000' }, 'href="#lives"'],
    ] as const) {
      const refused = await client.post(PAGE).form(form).loginAs(user).withCsrfToken()
      refused.assertStatus(422)
      refused.assertTextIncludes(what)
      refused.assertTextIncludes(`value="${form.name}"`)
    }
    assert.isEmpty(await ApiKey.all())
  })

  test('are withdrawn, which the history tells', async ({ client, assert }) => {
    const { business, user } = await openShop()
    const { key } = await makeKey(business, user, { name: 'Bookkeeping' })
    const own = `${PAGE}/${key.id}`
    ;(await client.get(own).loginAs(user)).assertTextIncludes('Withdraw this key')
    const done = await client.post(`${own}/revocation`).loginAs(user).withCsrfToken()
    done.assertTextIncludes('“Bookkeeping” opens nothing any more.')
    await key.refresh()
    assert.isNotNull(key.revokedAt)
    assert.notInclude((await client.get(own).loginAs(user)).text(), 'Withdraw this key')
    const history = (await client.get('/admin/history?about=api_key').loginAs(user)).text()
    assert.include(history, 'Key made')
    assert.include(history, 'Key withdrawn')
    assert.include(history, 'Bookkeeping')
    const again = await client.post(`${own}/revocation`).loginAs(user).withCsrfToken()
    again.assertStatus(200)
    const actions = await db.from('audit_entries').where('action', 'key.revoked')
    assert.lengthOf(actions, 1)
  })
})
