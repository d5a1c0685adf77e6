import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import RemoveMember from '#actions/people/remove_member'
import RevokeKey from '#actions/keys/revoke_key'
import { openShop } from '#database/factories/business'
import { byUser } from '#models/by'
import Membership from '#models/accounts/membership'
import ApiKey, { readKey } from '#models/keys/api_key'
import { withGlobalTransaction } from '#tests/support/database'
import { makeKey, withKey } from '#tests/support/keys'
import { withRateLimits } from '#tests/support/limits'
import { answerOf } from '#tests/support/raw_requests'
import { joinAs } from '#tests/support/requests'

const ADDRESS = '/api/v1/bookings'

test.group('A key of the API', (group) => {
  withGlobalTransaction(group)

  test('opens what its member may see, and notes when it was used', async ({ client, assert }) => {
    const { business, user } = await openShop()
    const api = await withKey(client, { business, user })
    assert.match(api.written, /^bellhop_[\w-]+\.[\w-]+$/)
    assert.isNull((await api.key.refresh()).lastUsedAt)
    const response = await api.get('/bookings')
    response.assertStatus(200)
    response.assertBody({ data: [], next_cursor: null })
    response.assertHeader('cache-control', 'private, no-cache')
    assert.include(String(response.header('vary')).toLowerCase(), 'authorization')
    assert.isUndefined(response.header('set-cookie'))
    await api.key.refresh()
    assert.closeTo(api.key.lastUsedAt?.toMillis() ?? 0, Date.now(), 60_000)
  })

  test('is kept as a hash alone', async ({ assert }) => {
    const { business, user } = await openShop()
    const { key, written } = await makeKey(business, user)
    const [, secret] = written.split('.')
    const rows = JSON.stringify([
      await db.from('api_keys'),
      await db.from('audit_entries').where('subject_type', 'api_key'),
    ])
    assert.notInclude(rows, secret)
    assert.notInclude(rows, Buffer.from(secret, 'base64url').toString())
    assert.equal(key.lastFour, written.slice(-4))
    assert.isTrue(written.startsWith(`${key.beginning}.`))
  })

  test('is asked for, and no cookie stands in for it', async ({ client }) => {
    const { user } = await openShop()
    const missing = await client.get(ADDRESS).loginAs(user)
    missing.assertStatus(401)
    missing.assertHeader('www-authenticate', 'Bearer realm="Bellhop"')
    missing.assertHeader('content-type', 'application/problem+json; charset=utf-8')
    missing.assertBodyContains({ code: 'key_missing', status: 401 })
    const inAddress = await client.get(`${ADDRESS}?access_token=x`)
    inAddress.assertStatus(401)
  })

  test('is refused where its checksum is wrong, without a look at the database', async ({
    client,
    assert,
  }) => {
    const { business, user } = await openShop()
    const { written } = await makeKey(business, user)
    const [beginning, end] = written.split('.')
    const secret = Buffer.from(end, 'base64url').toString()
    const other = secret[0] === 'a' ? 'b' : 'a'
    const mistyped = `${beginning}.${Buffer.from(other + secret.slice(1)).toString('base64url')}`
    assert.isNotNull(readKey(written))
    assert.isNull(readKey(mistyped))
    const named = (id: string) => `bellhop_${Buffer.from(id).toString('base64url')}.${end}`
    for (const key of [
      mistyped,
      'bellhop_',
      'x',
      `${written}x`,
      named('x'),
      named("1'"),
      named('0'),
    ]) {
      const response = await client.get(ADDRESS).header('authorization', `Bearer ${key}`)
      response.assertStatus(401)
      response.assertHeader('www-authenticate', 'Bearer realm="Bellhop", error="invalid_token"')
      response.assertBodyContains({ code: 'key_refused' })
    }
  })

  test('opens nothing under the number of another', async ({ client }) => {
    const [first, second] = [await openShop(), await openShop()]
    const { written } = await makeKey(first.business, first.user)
    const { key } = await makeKey(second.business, second.user)
    const swapped = `${key.beginning}.${written.split('.')[1]}`
    const response = await client.get(ADDRESS).header('authorization', `Bearer ${swapped}`)
    response.assertStatus(401)
  })

  test('opens nothing once it is revoked, has expired, or its member has left', async ({
    client,
    assert,
  }) => {
    const { business, user } = await openShop()
    const revoked = await withKey(client, { business, user })
    const by = byUser(user.id)
    await new RevokeKey().handle({ businessId: business.id, keyId: revoked.key.id, by })
    const expired = await withKey(
      client,
      { business, user },
      { expiresAt: DateTime.utc().minus({ hours: 1 }) }
    )
    const admin = await joinAs('admin', business)
    const left = await withKey(client, { business, user: admin })
    ;(await left.get('/bookings')).assertStatus(200)
    const { membershipId: memberId } = left.key
    await new RemoveMember().handle({
      ...{ businessId: business.id, memberId: Number(memberId), endsBookings: false, by },
    })
    for (const api of [revoked, expired, left]) {
      const response = await api.get('/bookings')
      response.assertStatus(401)
      response.assertBodyContains({ code: 'key_refused' })
    }
    assert.equal((await ApiKey.findOrFail(left.key.id)).stateAt(DateTime.utc()), 'revoked')
  })

  test('is for its scopes only', async ({ client }) => {
    const { business, user } = await openShop()
    const api = await withKey(client, { business, user }, { scopes: ['services:read'] })
    const response = await api.get('/bookings')
    response.assertStatus(403)
    response.assertBodyContains({ code: 'scope_missing', scope: 'bookings:read' })
    response.assertHeader(
      'www-authenticate',
      'Bearer error="insufficient_scope", scope="bookings:read"'
    )
    const writing = await withKey(client, { business, user }, { scopes: ['bookings:write'] })
    ;(await writing.get('/bookings')).assertStatus(403)
  })

  test('is made by a command that prints it alone', async ({ client, assert }) => {
    const { business, user } = await openShop()
    const run = async (...args: string[]) => {
      ace.ui.switchMode('raw')
      const { ui, exitCode } = await ace.exec('key:create', args)
      const logs = ui.logger.getLogs()
      ui.logger.flushLogs()
      ace.ui.switchMode('normal')
      return { logs, exitCode: exitCode ?? 0 }
    }
    const { logs, exitCode } = await run(`--email=${user.email}`, '--scopes=all')
    assert.equal(exitCode, 0)
    assert.lengthOf(logs, 1)
    assert.equal(logs[0].stream, 'stdout')
    const response = await client.get(ADDRESS).header('authorization', `Bearer ${logs[0].message}`)
    response.assertStatus(200)

    const days = await run(
      ...[`--email=${user.email}`, '--scopes=bookings:read, services:read'],
      ...[`--business=${business.slug}`, '--name=Till', '--expires-in-days=30']
    )
    assert.equal(days.exitCode, 0)
    const key = await ApiKey.query().orderBy('id', 'desc').firstOrFail()
    assert.equal(key.name, 'Till')
    assert.deepEqual(key.scopes, ['bookings:read', 'services:read'])
    assert.closeTo(key.expiresAt?.diffNow('days').days ?? 0, 30, 0.1)

    const second = await openShop()
    await Membership.create({ businessId: second.business.id, userId: user.id, role: 'admin' })
    const first = await run(`--email=${user.email}`, '--scopes=all')
    assert.equal(first.exitCode, 0)
    assert.deepEqual(
      first.logs.map(({ stream }) => stream),
      ['stderr', 'stdout']
    )
    assert.include(first.logs[0].message, `It is for ${business.slug}.`)
    assert.include(first.logs[0].message, second.business.slug)

    for (const wrong of [
      ['--email=nobody@example.com', '--scopes=all'],
      [`--email=${user.email}`, '--scopes=everything'],
      [`--email=${user.email}`, '--scopes=all', '--business=other'],
      [`--email=${user.email}`, '--scopes=all', '--expires-in-days=0'],
    ]) {
      const refused = await run(...wrong)
      assert.equal(refused.exitCode, 1)
      assert.deepEqual(
        refused.logs.map(({ stream }) => stream),
        ['stderr']
      )
    }
  })
})

test.group('A key of the API that is used very often', (group) => {
  withGlobalTransaction(group)
  withRateLimits(group)

  test('waits, and others do not wait with it', async ({ client, assert }) => {
    const { business, user } = await openShop()
    const [busy, other] = [
      await withKey(client, { business, user }),
      await withKey(client, { business, user }),
    ]
    for (let nth = 0; nth < 120; nth++) (await busy.get('/bookings?limit=1')).assertStatus(200)
    const refused = await busy.get('/bookings')
    refused.assertStatus(429)
    refused.assertBodyContains({ code: 'too_many_requests' })
    assert.isAbove(Number(refused.header('retry-after')), 0)
    ;(await other.get('/bookings')).assertStatus(200)
  })

  test('is told what is left with whatever is refused of it', async ({ client, assert }) => {
    const { business, user } = await openShop()
    const { written } = await makeKey(business, user)
    const sent = async (path: string, type: string, body: string) => {
      const { status, headers } = await answerOf({
        ...{ method: 'POST', path, body },
        headers: {
          'authorization': `Bearer ${written}`,
          'content-type': type,
          'content-length': String(body.length),
        },
      })
      assert.match(String(headers.ratelimit), /^"key";r=\d+;t=\d+$/, String(status))
      return status
    }
    for (const path of ['/api/v1/bookings', '/api/booking/requests/1/approve', '/mcp']) {
      assert.equal(await sent(path, 'application/json', '{'), 400)
      assert.equal(await sent(path, 'text/plain', 'x'), 415)
      assert.equal(await sent(path, 'application/json', `"${'x'.repeat(300_000)}"`), 413)
    }
    const stranger = await client.get('/api/v1/bookings')
    stranger.assertStatus(401)
    assert.match(String(stranger.header('ratelimit')), /^"public";r=119;t=\d+$/)
  })

  test('is not guessed: whoever brings none that is known waits', async ({ client, assert }) => {
    const ask = () => client.get('/api/v1/bookings').header('authorization', 'Bearer bellhop_guess')
    for (let nth = 0; nth < 120; nth++) (await ask()).assertStatus(401)
    const refused = await ask()
    refused.assertStatus(429)
    refused.assertBodyContains({ code: 'too_many_requests' })
    assert.isAbove(Number(refused.header('retry-after')), 0)
  })
})
