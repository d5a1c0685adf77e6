import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import type Business from '#models/settings/business'
import type User from '#models/accounts/user'
import { withGlobalTransaction } from '#tests/support/database'
import { detailsOf } from '#tests/support/owner'

const PAGE = '/admin/settings/business'

const retire = (business: Business, slug: string) =>
  db.table('retired_slugs').insert({ slug, business_id: business.id })

test.group('Earlier addresses of a page', (group) => {
  withGlobalTransaction(group)

  test('are listed with where they lead, and are given up one by one', async ({
    client,
    assert,
  }) => {
    const { business, hosts, user } = await openShop()
    await addService(business, hosts)
    const none = await client.get(PAGE).loginAs(user)
    assert.notInclude(none.text(), 'Earlier addresses')

    await retire(business, 'canal-pool')
    await retire(business, 'warm-pool')
    const page = await client.get(PAGE).loginAs(user)
    page.assertTextIncludes('Earlier addresses of your page')
    assert.match(page.text(), /href="http[^"]+\/book\/canal-pool"/)
    ;(await client.get('/book/canal-pool').redirects(0)).assertStatus(308)

    const given = await giveUp(client, user, 'canal-pool')
    given.assertStatus(303)
    given.assertHeader('location', `${PAGE}#slugs`)
    ;(await client.get('/book/canal-pool').redirects(0)).assertStatus(404)
    ;(await client.get('/book/warm-pool').redirects(0)).assertStatus(308)
    const left = await client.get(PAGE).loginAs(user)
    assert.notInclude(left.text(), '/book/canal-pool')
    const history = await client.get('/admin/history').loginAs(user)
    history.assertTextIncludes('Earlier address given up')
    ;(await giveUp(client, user, 'canal-pool')).assertStatus(404)
  })

  test('of another business are not there, and one that names nothing is refused', async ({
    client,
    assert,
  }) => {
    const { user } = await openShop()
    const other = await openShop()
    await retire(other.business, 'theirs-before')
    ;(await giveUp(client, user, 'theirs-before')).assertStatus(404)
    ;(await giveUp(client, user, '')).assertStatus(422)
    assert.lengthOf(await db.from('retired_slugs').where('slug', 'theirs-before'), 1)
  })
})

test.group('The brand colour', (group) => {
  withGlobalTransaction(group)

  for (const [colour, light, dark, words] of [
    ['#00698f', '6.1', '3.0', 'It is too dark for dark paper'],
    ['#ffe08a', '1.3', '14.4', 'It is too pale for light paper'],
    ['#808080', '3.9', '4.7', 'It is too pale for light paper'],
  ]) {
    test(`${colour} says how it can be read`, async ({ client }) => {
      const { business, user } = await openShop()
      const saved = await client
        .post(PAGE)
        .form({ ...detailsOf(business), brand_colour: colour })
        .loginAs(user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
      saved.assertStatus(303)
      const page = await client.get(PAGE).loginAs(user)
      page.assertTextIncludes(`${light} : 1 on a light page, ${dark} : 1 on a dark one`)
      page.assertTextIncludes(words)
    })
  }
})

function giveUp(client: ApiClient, user: User, slug: string) {
  return client
    .post(`${PAGE}/addresses/removal`)
    .form({ slug })
    .loginAs(user)
    .withCsrfToken()
    .redirects(0)
}
