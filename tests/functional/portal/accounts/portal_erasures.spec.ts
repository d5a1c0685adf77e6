import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Erasure from '#models/privacy/erasure'
import Notification from '#models/notifications/notification'
import { withEmptyTables } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'
import { portalOf } from '#tests/support/portal'

const PRIYA = 'priya@example.com'

test.group('A client who wants to be erased', (group) => {
  withEmptyTables(group)

  test('asks each business by itself, once, and sees that it was asked', async ({ assert }) => {
    const shops = [await openShop(), await openShop({ business: { name: 'Harbour Barbers' } })]
    for (const shop of shops) await place(shop, tenOClock())
    const browser = await portalOf(PRIYA)
    const account = '/portal/account'
    const page = await (await browser.get(account)).text()
    assert.include(page, 'Ask Swim School Pro to erase me')
    assert.include(page, 'Ask Harbour Barbers to erase me')
    assert.isEmpty(await Erasure.all())

    const ask = () =>
      browser.submit(account, `${account}/erasures`, { business: shops[1].business.slug })
    assert.equal((await ask()).status, 303)
    assert.equal((await ask()).status, 303)
    const [erasure, ...others] = await Erasure.all()
    assert.isEmpty(others)
    assert.equal(erasure.businessId, shops[1].business.id)
    assert.equal(erasure.status, 'asked')
    const told = await Notification.query().where('type', 'erasure_asked')
    assert.sameMembers(
      told.map(({ channel, userId }) => `${channel} ${userId}`),
      [`mail ${shops[1].user.id}`, `in_app ${shops[1].user.id}`]
    )
    const after = await (await browser.get(account)).text()
    assert.include(after, 'waiting for an answer')
    assert.notInclude(after, 'Ask Harbour Barbers to erase me')
  })

  test('asks in the language that is read, and is answered in it', async ({ assert }) => {
    const shop = await openShop()
    await place(shop, tenOClock())
    const browser = await portalOf(PRIYA)
    const page = '/portal/account?lang=de'
    const asked = await browser.submit(page, '/portal/account/erasures?lang=de', {
      business: shop.business.slug,
    })
    assert.equal(asked.status, 303)
    assert.equal((await Erasure.firstOrFail()).clientLocale, 'de')
  })

  test('cannot ask where nothing of theirs is', async ({ assert }) => {
    const shop = await openShop()
    await place(shop, tenOClock())
    const other = await openShop()
    const browser = await portalOf(PRIYA)
    for (const business of [other.business.slug, 'nowhere', '../etc', '']) {
      const answer = await browser.submit('/portal/account', '/portal/account/erasures', {
        business,
      })
      assert.equal(answer.status, 404)
    }
    assert.isEmpty(await Erasure.all())
  })
})
