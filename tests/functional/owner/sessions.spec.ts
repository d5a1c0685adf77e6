import { test } from '@japa/runner'
import { appUrl } from '#config/app'
import { openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'
import { withRateLimits } from '#tests/support/limits'

const PASSWORD = 'a-long-password'

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
    refused.assertTextIncludes('Too many tries. Wait')
    assert.isAbove(Number(refused.header('retry-after')), 0)
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
    ;(await client.get('/sign-out').loginAs(user).redirects(0)).assertStatus(405)
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
