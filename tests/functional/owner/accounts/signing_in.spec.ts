import type { IncomingMessage } from 'node:http'
import logger from '@adonisjs/core/services/logger'
import server from '@adonisjs/core/services/server'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { appUrl } from '#config/app'
import { openShop } from '#database/factories/business'
import { BrowserSession } from '#tests/support/browser_session'
import { withGlobalTransaction } from '#tests/support/database'
import { withRateLimits } from '#tests/support/limits'
import { until } from '#tests/support/until'

const PASSWORD = 'a-long-password'

const ago = (seconds: number) => db.raw(`clock_timestamp() - interval '${seconds} seconds'`)

/** What is written to the log from now on. */
function linesOf(cleanup: (undo: () => void) => void) {
  const lines: Record<string, unknown>[] = []
  for (const level of ['info', 'warn'] as const) {
    const original = logger[level]
    logger[level] = (line: unknown) => void lines.push(line as Record<string, unknown>)
    cleanup(() => void (logger[level] = original))
  }
  return lines
}

test.group('Signing in and out', (group) => {
  withGlobalTransaction(group)
  withRateLimits(group)

  test('leads a signed-out reader to sign in, and back to the page', async ({ client, assert }) => {
    const { user } = await openShop()
    const asked = await client.get('/admin/bookings?status=pending').redirects(0)
    asked.assertStatus(302)
    const address = asked.header('location') ?? ''
    assert.equal(address, '/sign-in?to=%2Fadmin%2Fbookings%3Fstatus%3Dpending')

    const page = await client.get(address)
    page.assertTextIncludes('name="to" value="/admin/bookings?status=pending"')
    const signedIn = await client
      .post('/sign-in')
      .form({ email: user.email, password: PASSWORD, to: '/admin/bookings?status=pending' })
      .withCsrfToken()
      .redirects(0)
    signedIn.assertStatus(303)
    signedIn.assertHeader('location', '/admin/bookings?status=pending')
  })

  for (const to of [
    ...['//evil.example', '/\\evil.example', '/.//evil.example', '/a/..//evil.example'],
    ...['https://evil.example', '@evil.example', '/\t/evil.example'],
  ]) {
    test(`never returns to ${to}`, async ({ client }) => {
      const { user } = await openShop()
      const response = await client
        .post('/sign-in')
        .form({ email: user.email, password: PASSWORD, to })
        .withCsrfToken()
        .redirects(0)
      response.assertHeader('location', '/admin')
    })
  }

  test('says the same of a wrong password and of an unknown address', async ({
    client,
    assert,
  }) => {
    const { user } = await openShop()
    for (const email of [user.email, 'nobody@example.com']) {
      const response = await client
        .post('/sign-in')
        .form({ email, password: 'wrong-password' })
        .withCsrfToken()
      response.assertStatus(422)
      response.assertTextIncludes('The email or the password is not right')
      response.assertTextIncludes(`value="${email}"`)
      assert.notInclude(response.text(), 'wrong-password')
    }
  })

  test('stops guessing at one account after five tries, in words', async ({ client, assert }) => {
    const { user } = await openShop()
    const guess = (password: string) =>
      client.post('/sign-in').form({ email: user.email, password }).withCsrfToken().redirects(0)
    for (let turn = 0; turn < 5; turn++) (await guess('wrong-password')).assertStatus(422)

    const refused = await guess(PASSWORD)
    refused.assertStatus(429)
    const seconds = Number(refused.header('retry-after'))
    assert.isAbove(seconds, 1)
    assert.isAtMost(seconds, 15)
    refused.assertTextIncludes(`Too many tries. Wait ${seconds} seconds and try again`)
  })

  test('makes guesses at one account wait longer and longer, many at once too', async ({
    assert,
  }) => {
    const { user } = await openShop()
    const guess = async () =>
      (await new BrowserSession().signIn(user.email, 'wrong-password')).status
    const answers = await Promise.all(Array.from({ length: 25 }, guess))
    assert.lengthOf(
      answers.filter((status) => status === 422),
      5
    )
    const waits: number[] = []
    for (let round = 0; round < 9; round++) {
      const refused = await new BrowserSession().signIn(user.email, PASSWORD)
      assert.equal(refused.status, 429)
      const wait = Number(refused.headers.get('retry-after'))
      waits.push(wait)
      await db.from('sign_in_tries').update({ tried_at: ago(901) })
      await guess()
    }
    assert.deepEqual(
      waits.map((wait) => Math.round(wait / 15) * 15),
      [15, 30, 60, 120, 240, 480, 900, 900, 900]
    )
    await db.from('sign_in_tries').update({ tried_at: ago(901) })
    assert.equal((await new BrowserSession().signIn(user.email, PASSWORD)).status, 303)
  })

  test('tells an address without an account the same', async ({ client }) => {
    const guess = () =>
      client
        .post('/sign-in')
        .form({ email: 'nobody@example.com', password: 'wrong-password' })
        .withCsrfToken()
    for (let turn = 0; turn < 5; turn++) (await guess()).assertStatus(422)
    ;(await guess()).assertStatus(429)
  })

  test('goes on in a browser that signed in before, whatever strangers guess; its own guesses count', async ({
    assert,
  }) => {
    const { user } = await openShop()
    const own = new BrowserSession()
    await own.signIn(user.email, PASSWORD)
    await own.submit('/admin/account', '/sign-out')
    const stranger = new BrowserSession()
    for (let turn = 0; turn < 6; turn++) await stranger.signIn(user.email, 'wrong-password')
    assert.equal((await stranger.signIn(user.email, PASSWORD)).status, 429)

    for (let turn = 0; turn < 4; turn++) {
      assert.equal((await own.signIn(user.email, 'wrong-password')).status, 422)
    }
    assert.equal((await own.signIn(user.email, PASSWORD)).status, 303)
    assert.equal((await stranger.signIn(user.email, PASSWORD)).status, 429)
    await own.submit('/admin/account', '/sign-out')
    for (let turn = 0; turn < 5; turn++) await own.signIn(user.email, 'wrong-password')
    assert.equal((await own.signIn(user.email, PASSWORD)).status, 429)
  })

  test('writes down who signed in, who failed and who waits, without an address', async ({
    assert,
    cleanup,
  }) => {
    const { user } = await openShop()
    const lines = linesOf(cleanup)
    const browser = new BrowserSession()
    for (let turn = 0; turn < 6; turn++) await browser.signIn(user.email, 'wrong-password')
    await db.from('sign_in_tries').delete()
    await browser.signIn('nobody@example.com', 'wrong-password')
    await browser.signIn(user.email, PASSWORD)
    await browser.submit('/admin/account', '/sign-out')

    const told = lines.filter((line) => line.sign_in)
    assert.deepEqual(
      told.map((line) => [line.sign_in, line.user_id]),
      [
        ...Array<unknown>(5).fill(['failed', user.id]),
        ['delayed', null],
        ['failed', null],
        ['succeeded', user.id],
        ['ended', user.id],
      ]
    )
    for (const line of told) assert.match(String(line.from), /^[\w-]{22}$/)
    assert.notMatch(JSON.stringify(told), /example\.com|127\.0\.0\.1|wrong-password/)
    assert.notEqual(told[0].account, told[6].account)
  })

  test('is written down of somebody who has hung up meanwhile', async ({ assert, cleanup }) => {
    const { user } = await openShop()
    const browser = new BrowserSession()
    await browser.signIn(user.email, PASSWORD)
    const lines = linesOf(cleanup)
    const node = server.getNodeServer()
    const hangUp = (request: IncomingMessage) => {
      if (request.method === 'POST') request.once('end', () => request.socket.destroy())
    }
    node?.prependListener('request', hangUp)
    cleanup(() => void node?.off('request', hangUp))

    await assert.rejects(() => browser.submit('/admin/account', '/sign-out'))
    await until('A line', () => lines.some((line) => line.sign_in === 'ended'), 10_000)
    assert.match(String(lines.find((line) => line.sign_in)?.from), /^[\w-]{22}$/)
  })

  test('gives the tries back to whoever knows the password', async ({ client }) => {
    const { user } = await openShop()
    const attempt = (password: string) =>
      client.post('/sign-in').form({ email: user.email, password }).withCsrfToken().redirects(0)
    for (let round = 0; round < 2; round++) {
      for (let turn = 0; turn < 4; turn++) (await attempt('wrong-password')).assertStatus(422)
      ;(await attempt(PASSWORD)).assertStatus(303)
    }
  })

  test('changes the session id on sign-in', async ({ assert }) => {
    const { user } = await openShop()
    const page = await fetch(`${appUrl}/sign-in`)
    const [, token] = /name='_csrf' value='([^']+)'/.exec(await page.text()) ?? []
    const cookies = page.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
    const signedIn = await fetch(`${appUrl}/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: cookies.join('; ') },
      body: new URLSearchParams({ _csrf: token, email: user.email, password: PASSWORD }),
    })
    assert.equal(signedIn.status, 303)
    const idOf = (response: Response) =>
      response.headers
        .getSetCookie()
        .find((cookie) => /^bellhop=/.test(cookie))
        ?.split(';')[0]
    assert.isDefined(idOf(page))
    assert.isDefined(idOf(signedIn))
    assert.notEqual(idOf(signedIn), idOf(page))
  })

  test('signs out by POST only', async ({ client }) => {
    const { user } = await openShop()
    const asked = await client.get('/sign-out').loginAs(user).redirects(0)
    asked.assertHeader('location', '/sign-in')
    ;(await client.get('/admin').loginAs(user).redirects(0)).assertStatus(200)
    const response = await client.post('/sign-out').loginAs(user).withCsrfToken().redirects(0)
    response.assertStatus(303)
    response.assertHeader('location', '/sign-in')
  })

  test('sends those who are signed in already to their day', async ({ client }) => {
    const { user } = await openShop()
    for (const address of ['/sign-in', '/sign-up']) {
      const response = await client.get(address).loginAs(user).redirects(0)
      response.assertHeader('location', '/admin')
    }
  })

  for (const [address, screen] of [
    ['/bookings', '/admin/bookings'],
    ['/settings/scheduling', '/admin/settings'],
  ]) {
    test(`${address} leads to ${screen}`, async ({ client }) => {
      const { user } = await openShop()
      const response = await client.get(address).loginAs(user).redirects(0)
      response.assertHeader('location', screen)
      const signedOut = await client.get(address).redirects(0)
      signedOut.assertHeader('location', `/sign-in?to=${encodeURIComponent(address)}`)
    })
  }

  test('keeps owner pages out of caches and indexes', async ({ client }) => {
    const { user } = await openShop()
    const response = await client.get('/admin').loginAs(user)
    response.assertHeader('cache-control', 'no-store')
    response.assertTextIncludes('<meta name="robots" content="noindex">')
  })
})
