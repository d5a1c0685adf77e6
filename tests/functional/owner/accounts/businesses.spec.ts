import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Membership from '#models/accounts/membership'
import SignIn from '#models/accounts/sign_in'
import { BrowserSession } from '#tests/support/browser_session'
import { withEmptyTables } from '#tests/support/database'

const PASSWORD = 'a-long-password'

/** A user of two businesses, signed in; the first is the one that they come to. */
async function openTwo() {
  const first = await openShop({ business: { name: 'Harbour Pool' } })
  const second = await openShop({ business: { name: 'Hill Pool' } })
  const third = await openShop({ business: { name: 'Foreign Pool' } })
  const { user } = first
  const { id: businessId } = second.business
  const membership = await Membership.create({ userId: user.id, businessId, role: 'owner' })
  const browser = new BrowserSession()
  await browser.submit('/sign-in', '/sign-in', { email: user.email, password: PASSWORD })
  return { first, second, third, user, membership, browser }
}

const serviceForm = (name: string) => ({
  ...{ name_0: name, duration_minutes_0: '30', price_0: '10' },
})

async function namesIn({ business }: Awaited<ReturnType<typeof openShop>>) {
  const services = await business.related('services').query().orderBy('id')
  return services.map(({ name }) => name)
}

const titleOf = async (browser: BrowserSession, path = '/admin') => {
  const page = await browser.get(path)
  return /<title>[^<]*– ([^<]*)<\/title>/.exec(await page.text())?.[1]
}

test.group('Somebody in several businesses', (group) => {
  withEmptyTables(group)

  test('chooses one, for this sign-in alone', async ({ assert }) => {
    const { second, user, browser } = await openTwo()
    const other = new BrowserSession()
    await other.submit('/sign-in', '/sign-in', { email: user.email, password: PASSWORD })
    assert.equal(await titleOf(browser), 'Harbour Pool')

    const path = `/admin/account/businesses/${second.business.id}/choice`
    const chosen = await browser.submit('/admin/account', path, {})
    assert.equal(chosen.status, 303)
    assert.equal(await titleOf(browser), 'Hill Pool')
    assert.equal(await titleOf(other), 'Harbour Pool')
  })

  test('cannot choose one of others, nor work on in one that they left', async ({ assert }) => {
    const { second, third, membership, browser } = await openTwo()
    const foreign = `/admin/account/businesses/${third.business.id}/choice`
    assert.equal((await browser.submit('/admin/account', foreign, {})).status, 404)
    assert.equal(await titleOf(browser), 'Harbour Pool')

    const own = `/admin/account/businesses/${second.business.id}/choice`
    await browser.submit('/admin/account', own, {})
    await membership.delete()
    assert.equal(await titleOf(browser), 'Harbour Pool')
  })

  test('writes where a form was read, whatever another tab chose meanwhile', async ({ assert }) => {
    const { first, second, browser } = await openTwo()
    const read = await (await browser.get('/admin/setup')).text()
    assert.include(read, `name='_business' value='${first.business.id}'`)
    const choice = `/admin/account/businesses/${second.business.id}/choice`
    await browser.submit('/admin/account', choice, {})
    assert.equal(await titleOf(browser), 'Hill Pool')

    const saved = await browser.submit('/admin/account', '/admin/setup/services', {
      ...serviceForm('Read in Harbour'),
      _business: String(first.business.id),
    })
    assert.equal(saved.status, 303)
    assert.deepEqual(await namesIn(first), ['Private lesson', 'Read in Harbour'])
    assert.deepEqual(await namesIn(second), ['Private lesson'])
    // The page that comes next is of the business that was written to.
    assert.equal(await titleOf(browser), 'Harbour Pool')
  })

  test('writes nowhere by a form of others, or one that names no business', async ({ assert }) => {
    const { first, second, third, user, membership, browser } = await openTwo()
    const send = (_business: string) =>
      browser.submit('/admin/account', '/admin/setup/services', {
        ...serviceForm('Stray'),
        _business,
      })
    for (const named of [String(third.business.id), '', '0', 'x', '1e1', '999999']) {
      assert.equal((await send(named)).status, 409, named)
    }
    await membership.delete()
    assert.equal((await send(String(second.business.id))).status, 409)
    for (const shop of [first, second, third]) {
      assert.deepEqual(await namesIn(shop), ['Private lesson'])
    }
    const signIn = await SignIn.findByOrFail('userId', user.id)
    assert.isNull(signIn.businessId)
  })

  test('has the role of the business that the form is of', async ({ assert }) => {
    const { second, membership, browser } = await openTwo()
    await membership.merge({ role: 'viewer' }).save()
    const refused = await browser.submit('/admin/account', '/admin/setup/services', {
      ...serviceForm('Not mine'),
      _business: String(second.business.id),
    })
    assert.equal(refused.status, 403)
    assert.deepEqual(await namesIn(second), ['Private lesson'])
  })
})
