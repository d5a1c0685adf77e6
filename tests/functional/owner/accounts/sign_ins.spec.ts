import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import ForgetExpired from '#actions/housekeeping/forget_expired'
import { signInLimits } from '#config/session'
import { openShop } from '#database/factories/business'
import type Business from '#models/settings/business'
import { contentOf, versionOf } from '#models/version'
import SignIn from '#models/accounts/sign_in'
import { BrowserSession } from '#tests/support/browser_session'
import { withGlobalTransaction } from '#tests/support/database'
import { detailsOf } from '#tests/support/owner'
import { queriesOf } from '#tests/support/queries'

const PASSWORD = 'a-long-password'
const AWAY = '/sign-in?to=%2Fadmin'

async function signedInBrowser(email: string, headers: Record<string, string> = {}) {
  const browser = new BrowserSession(undefined, headers)
  await browser.signIn(email, PASSWORD)
  return browser
}

const ago = (span: string) => db.raw(`now() - interval '${span}'`)

test.group('A sign-in', (group) => {
  withGlobalTransaction(group)

  /** By GET and by POST: 200 and 303, or as for anybody who is signed out. */
  async function answers(browser: BrowserSession, business: Business, token: string) {
    const page = await browser.get('/admin')
    const version = versionOf(contentOf(await business.refresh()))
    const form = { ...detailsOf(business), description: 'Changed', version, _csrf: token }
    const posted = await browser.post('/admin/settings/business', form)
    return [page.status, page.headers.get('location'), posted.status]
  }

  async function csrfOf(browser: BrowserSession) {
    const page = await (await browser.get('/admin/account')).text()
    return /name='_csrf' value='([^']+)'/.exec(page)?.[1] ?? ''
  }

  test('ends with signing out: copies of its cookies open and change nothing', async ({
    assert,
  }) => {
    const { user, business } = await openShop()
    const owner = await signedInBrowser(user.email)
    const token = await csrfOf(owner)
    const thief = owner.copy()
    assert.deepEqual(await answers(thief.copy(), business, token), [200, null, 303])
    await db.from('businesses').where('id', business.id).update({ description: null })

    const out = await owner.post('/sign-out', { _csrf: token })
    assert.equal(out.status, 303)
    assert.deepEqual(await answers(thief, business, token), [302, AWAY, 422])
    assert.isNull((await business.refresh()).description)
    assert.equal((await thief.get('/sign-in')).status, 200)
  })

  for (const [reason, change] of [
    ['left alone for too long', { last_seen_at: ago(`${signInLimits.idleHours} hours 1 second`) }],
    ['too old, however busy', { issued_at: ago(`${signInLimits.days} days 1 second`) }],
    ['a year old', { issued_at: ago('1 year'), last_seen_at: ago('1 year') }],
    ['ended', { ended_at: ago('0 seconds') }],
  ] as const) {
    test(`lets nobody in when it is ${reason}`, async ({ assert }) => {
      const { user, business } = await openShop()
      const owner = await signedInBrowser(user.email)
      const token = await csrfOf(owner)
      await db.from('sign_ins').update(change)
      assert.deepEqual(await answers(owner, business, token), [302, AWAY, 422])
    })
  }

  test('lasts just short of its limits', async ({ assert }) => {
    const { user } = await openShop()
    const owner = await signedInBrowser(user.email)
    await db.from('sign_ins').update({
      last_seen_at: ago(`${signInLimits.idleHours} hours -1 minute`),
      issued_at: ago(`${signInLimits.days} days -1 minute`),
    })
    assert.equal((await owner.get('/admin')).status, 200)
  })

  test('is looked up by the query that finds the user, and written down every few minutes', async ({
    assert,
  }) => {
    const { user } = await openShop()
    const owner = await signedInBrowser(user.email)
    const aboutIt = async () =>
      (await queriesOf(() => owner.get('/admin/settings'))).filter((sql) => /sign_ins/.test(sql))
    assert.lengthOf(await aboutIt(), 1)
    await db.from('sign_ins').update({ last_seen_at: ago('6 minutes') })
    assert.lengthOf(await aboutIt(), 2)
    assert.lengthOf(await aboutIt(), 1)
  })

  test('is a new one each time, and what is stored of it lets nobody in', async ({ assert }) => {
    const { user } = await openShop()
    const [one, other] = [await signedInBrowser(user.email), await signedInBrowser(user.email)]
    const rows = await SignIn.query().where('userId', user.id)
    assert.lengthOf(new Set(rows.map(({ tokenHash }) => tokenHash)), 2)
    for (const { tokenHash } of rows) assert.match(tokenHash, /^[\da-f]{64}$/)
    assert.equal((await one.get('/admin')).status, 200)
    assert.equal((await other.get('/admin')).status, 200)
  })

  for (const session of [{ auth_web: 1 }, { auth_web: '1' }, { auth_web: { id: 1 } }]) {
    test(`is no user's id: ${JSON.stringify(session)}`, async ({ client }) => {
      await openShop()
      const response = await client.get('/admin').withSession(session).redirects(0)
      response.assertHeader('location', AWAY)
    })
  }

  test('is forgotten once it is over', async ({ assert }) => {
    const { user } = await openShop()
    await signedInBrowser(user.email)
    await db.from('sign_ins').update({ ended_at: ago('1 minute') })
    await signedInBrowser(user.email)
    await new ForgetExpired().handle()
    assert.lengthOf(await SignIn.query().where('userId', user.id), 1)
  })
})

test.group('Where somebody is signed in', (group) => {
  withGlobalTransaction(group)

  const PHONE = {
    'user-agent':
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1',
  }
  const LAPTOP = {
    'user-agent':
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36',
  }

  test('is listed, and each is ended by itself', async ({ assert }) => {
    const { user } = await openShop()
    const laptop = await signedInBrowser(user.email, LAPTOP)
    const phone = await signedInBrowser(user.email, PHONE)
    const page = await (await laptop.get('/admin/account')).text()
    assert.include(page, 'Chrome on Windows (this one)')
    assert.include(page, 'Safari on iPhone</p>')

    const [path] = /\/admin\/account\/sign-ins\/\d+\/ending/.exec(page) ?? []
    const done = await laptop.submit('/admin/account', path ?? '')
    assert.equal(done.headers.get('location'), '/admin/account')
    const after = await (await laptop.get('/admin/account')).text()
    assert.include(after, 'Signed out there.')
    assert.notInclude(after, 'iPhone')
    assert.equal((await phone.get('/admin')).headers.get('location'), AWAY)
    assert.equal((await laptop.get('/admin')).status, 200)
  })

  test('all others are ended at once', async ({ assert }) => {
    const { user } = await openShop()
    const other = await openShop()
    const laptop = await signedInBrowser(user.email, LAPTOP)
    const phones = [await signedInBrowser(user.email, PHONE), await signedInBrowser(user.email)]
    const stranger = await signedInBrowser(other.user.email)
    await laptop.submit('/admin/account', '/admin/account/sign-ins/ending')
    for (const phone of phones) assert.equal((await phone.get('/admin')).status, 302)
    assert.equal((await laptop.get('/admin')).status, 200)
    assert.equal((await stranger.get('/admin')).status, 200)
  })

  test('nobody ends somebody else’s', async ({ assert }) => {
    const { user } = await openShop()
    const other = await openShop()
    const mine = await signedInBrowser(user.email)
    const theirs = await signedInBrowser(other.user.email)
    const { id } = await SignIn.findByOrFail('userId', other.user.id)
    const answer = await mine.submit('/admin/account', `/admin/account/sign-ins/${id}/ending`)
    assert.equal(answer.status, 404)
    assert.equal((await theirs.get('/admin')).status, 200)
  })
})

test.group('Sign-in and sign-up', (group) => {
  withGlobalTransaction(group)

  for (const address of ['/sign-in', '/sign-up']) {
    test(`${address} is kept by nobody`, async ({ client }) => {
      const response = await client.get(address)
      response.assertHeader('cache-control', 'no-store')
    })
  }
})
