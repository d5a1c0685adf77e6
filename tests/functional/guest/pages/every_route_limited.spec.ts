import router from '@adonisjs/core/services/router'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import env from '#start/env'
import * as limits from '#start/limiter'
import { withEmptyTables } from '#tests/support/database'
import { withRateLimits } from '#tests/support/limits'
import { watchLog } from '#tests/support/log'

/** One of these fits whatever a part of an address has to look like. */
const SAMPLES = [
  ...['1', 'nobody', '7:toggle', '7:duplicate', 'a'.repeat(22), 'a'.repeat(32)],
  ...['640.webp', '0123456789abcdef.png', 'nobody.md', 'reminders', '2030-01-01'],
]

/** Where our own requests come from. */
const HERE = '127.0.0.1'

interface Address {
  method: string
  pattern: string
  path: string
}

/** Everything that answers, with what can stand in each part of its address. */
function everyRoute(): Address[] {
  return Object.values(router.toJSON())
    .flat()
    .flatMap(({ methods, pattern, matchers }) =>
      methods
        .filter((method) => method !== 'HEAD')
        .map((method) => ({
          method,
          pattern,
          path: pattern.replace(/:([a-z_]+)\??(:[a-z]+)?/gi, (_, name: string, verb = '') => {
            const match = matchers[`${name}${verb}`]?.match ?? matchers[name]?.match
            return SAMPLES.find((sample) => !match || match.test(sample)) ?? 'no-sample'
          }),
        }))
    )
}

/** Every limit of connections that is counted in memory, to its end. */
async function exhaust(address: string) {
  for (const limit of Object.values(limits)) {
    if (typeof limit !== 'object' || !limit.isInMemory) continue
    for (let taken = 0; taken < limit.most; taken++) await limits.countRequest(limit, address)
  }
}

const ask = (client: ApiClient, { method, path }: Pick<Address, 'method' | 'path'>) =>
  client
    .request(path, method)
    .headers({ 'sec-fetch-site': 'same-origin', 'accept': 'text/html' })
    .redirects(0)

test.group('Every route', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('has a limit, of which the answer says when it ends', async ({ client, assert }) => {
    await exhaust(HERE)
    const unlimited: string[] = []
    for (const address of everyRoute()) {
      // What no route answers has a limit of its own, which must not be taken for this one's.
      const { method, path, pattern } = address
      assert.equal(router.match(path, method, true, null)?.route.pattern, pattern, path)
      const response = await ask(client, address)
      if (response.status() !== 429) {
        unlimited.push(`${address.method} ${address.pattern}: ${response.status()}`)
        continue
      }
      assert.isAbove(Number(response.header('retry-after')), 0, address.pattern)
    }
    assert.deepEqual(unlimited, [])
  }).timeout(60_000)

  test('below its limit answers as ever, and no more for whoever is past it', async ({
    client,
    assert,
  }) => {
    const { business } = await openShop()
    const page = { method: 'GET', path: `/privacy/${business.slug}` }
    ;(await ask(client, page)).assertStatus(200)
    for (let taken = 2; taken < limits.pagesPerAddress.most; taken++) {
      await limits.countRequest(limits.pagesPerAddress, HERE)
    }
    ;(await ask(client, page)).assertStatus(200)
    const refused = await ask(client, page)
    refused.assertStatus(429)
    refused.assertHeader('content-type', 'text/html; charset=utf-8')
    assert.include(refused.text(), 'Too many tries')
    assert.exists(refused.header('content-security-policy'))
    const machine = await client.get(page.path).accept('json')
    machine.assertStatus(429)
    machine.assertHeader('content-type', 'application/problem+json; charset=utf-8')
    assert.equal(machine.body().code, 'too_many_requests')
    ;(await ask(client, { method: 'GET', path: '/no/page/is/here' })).assertStatus(429)

    env.set('RATE_LIMITS', 'off')
    ;(await ask(client, page)).assertStatus(200)
  })

  test('says so in the language of whoever asks', async ({ client, assert }) => {
    await exhaust(HERE)
    const refused = await client.get('/book/nobody?lang=de').header('accept', 'text/html')
    refused.assertStatus(429)
    assert.include(refused.text(), 'lang="de"')
  })

  test('that a visitor has used up stands in the log once a minute, without an address', async ({
    client,
    assert,
    cleanup,
  }) => {
    await exhaust(HERE)
    const log = watchLog(cleanup)
    const secret = 'priya-token-of-a-booking'
    for (let times = 0; times < 3; times++) {
      await ask(client, { method: 'GET', path: `/manage/${secret}?email=priya@example.com` })
    }
    const lines = log.take()
    assert.lengthOf(lines.match(/A limit was reached/g) ?? [], 1)
    assert.match(lines, /"route":"guest.confirmations.show"/)
    assert.match(lines, /"network":"[\da-f]{12}"/)
    for (const told of [HERE, secret, 'priya@example.com']) assert.notInclude(lines, told)
  })

  test('counts by what the connection says where no proxy is trusted', async ({
    client,
    assert,
  }) => {
    await exhaust(HERE)
    for (const forwarded of ['203.0.113.7', '2001:db8::1']) {
      const response = await client
        .get('/book/nobody')
        .headers({ 'accept': 'text/html', 'x-forwarded-for': forwarded, 'x-real-ip': forwarded })
      assert.equal(response.status(), 429)
    }
  })
})
