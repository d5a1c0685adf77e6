import { drivers, Encryption } from '@adonisjs/core/encryption'
import { Secret } from '@adonisjs/core/helpers'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import ResealSecrets from '#actions/system/reseal_secrets'
import { openShop } from '#database/factories/business'
import CalendarConnection from '#models/calendars/calendar_connection'
import env from '#start/env'
import { storeConnection } from '#tests/support/calendars'
import { withEmptyTables } from '#tests/support/database'

const SECRETS = { kind: 'ics', url: 'https://calendar.example/secret.ics' }

/** As a deployment whose key is this one alone. */
async function withKey(key: Secret<string>) {
  return new Encryption(await drivers.aes256gcm({ keys: [key], id: 'gcm' }).resolver(app))
}

test.group('Secrets in the database', (group) => {
  withEmptyTables(group)

  test('of the key of before are read, and are of the key of now once rotated', async ({
    assert,
  }) => {
    const { id } = await storeConnection((await openShop()).host)
    const former = await withKey(env.get('FORMER_APP_KEY')!)
    const now = await withKey(env.get('APP_KEY'))
    const purpose = `calendar-connection-${id}`
    const secrets = former.encrypt(SECRETS, undefined, purpose)
    await CalendarConnection.query().where({ id }).update({ secrets })
    assert.deepEqual((await CalendarConnection.findOrFail(id)).opened(), SECRETS)
    assert.isNull(now.decrypt(secrets, purpose))

    assert.deepEqual(await new ResealSecrets().handle(), { resealed: 1, unreadable: [] })
    const connection = await CalendarConnection.findOrFail(id)
    assert.deepEqual(connection.opened(), SECRETS)
    assert.deepEqual(now.decrypt(connection.secrets, purpose), SECRETS)
    assert.isNull(now.decrypt(connection.secrets, `calendar-connection-${id + 1}`))
  })

  test('that neither key opens stay as they are, and are named by their row', async ({
    assert,
  }) => {
    const { id } = await storeConnection((await openShop()).host)
    const other = await withKey(new Secret('a-key-of-some-other-place'))
    const secrets = other.encrypt(SECRETS)
    await CalendarConnection.query().where({ id }).update({ secrets })
    assert.deepEqual(await new ResealSecrets().handle(), {
      ...{ resealed: 0, unreadable: [{ table: 'calendar_connections', id }] },
    })
    assert.equal((await CalendarConnection.findOrFail(id)).secrets, secrets)
  })
})
