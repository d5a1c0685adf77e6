import { test } from '@japa/runner'
import sharp from 'sharp'
import { openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'
import { makeLink } from '#tests/support/links'

test.group('Sharing a link', (group) => {
  withGlobalTransaction(group)

  test('gives its address, a code as lines and as a picture, and a card', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { user, business } = shop
    const link = await makeLink(shop)
    for (const [path, address] of [
      [`/admin/links/${link.id}/sharing`, `/public/bookings/${link.token}`],
      ['/admin/links/page', `/book/${business.slug}`],
    ]) {
      const page = await client.get(path).loginAs(user)
      page.assertStatus(200)
      page.assertTextIncludes(`${address}"`)
      page.assertTextIncludes('Book a time: ')
      const [svg, png, card] = [
        ...page.text().matchAll(/href="(\/admin\/links\/[^"]+(?:\.svg|\.png|card))"/g),
      ].map(([, href]) => href)
      const lines = await client.get(svg).loginAs(user)
      lines.assertHeader('content-type', 'image/svg+xml')
      assert.include(String(lines.body()), '<svg')
      const picture = await client.get(png).loginAs(user)
      picture.assertHeader('content-type', 'image/png')
      const { format, width } = await sharp(picture.body() as Buffer).metadata()
      assert.deepEqual([format, width], ['png', 1024])
      const printed = await client.get(card).loginAs(user)
      printed.assertTextIncludes(address)
    }
  })

  test('makes an address that fills in the form of a client', async ({ client, assert }) => {
    const shop = await openShop()
    const link = await makeLink(shop)
    const filled = { name: 'Sam & Ada', email: 'sam@example.com', ref: 'poster' }
    const page = await client
      .get(`/admin/links/${link.id}/sharing`)
      .qs({ ...filled, phone: '' })
      .loginAs(shop.user)
    const query = 'name=Sam+%26+Ada&amp;email=sam%40example.com&amp;ref=poster'
    page.assertTextIncludes(`/public/bookings/${link.token}?${query}`)
    const address = `/public/bookings/${link.token}?${query.replaceAll('&amp;', '&')}`
    const times = await client.get(address)
    const [, details] =
      /href="([^"]*\/details\?[^"]+)"|action="([^"]*\/details)"/.exec(times.text()) ?? []
    assert.match(times.text(), /Sam (&amp;|%26|\+%26\+)|Sam\+%26\+Ada/, details)
  })
})
