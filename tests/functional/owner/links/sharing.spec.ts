import { test } from '@japa/runner'
import sharp from 'sharp'
import { addService, openShop } from '#database/factories/business'
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

  test('gives the code for a site of the business’s own, of the page, a service or a link', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ business: { name: 'A "swim" & <b>school' } })
    const other = await addService(shop.business, shop.hosts, { name: 'Other', position: 1 })
    const link = await makeLink(shop)
    const codeOf = (page: string, way: string) => {
      const [, value] = new RegExp(`id="embed-${way}"[^>]* value="([^"]*)"`).exec(page) ?? []
      const named = { 'quot': '"', 'lt': '<', 'gt': '>', 'amp': '&', '#x27': "'" }
      return value.replaceAll(
        /&(quot|lt|gt|amp|#x27);/g,
        (_, name: keyof typeof named) => named[name]
      )
    }
    for (const [path, address] of [
      ['/admin/links/page', `/book/${shop.business.slug}`],
      [`/admin/links/page?service=${other.slug}`, `/book/${shop.business.slug}/${other.slug}`],
      [`/admin/links/${link.id}/sharing`, `/public/bookings/${link.token}`],
    ]) {
      const page = (await client.get(path).loginAs(shop.user)).text()
      const frame = codeOf(page, 'frame')
      assert.match(frame, new RegExp(`^<iframe src="http://[^"/]+${address}" title="Book with `))
      assert.include(frame, 'A &quot;swim&quot; &amp; &lt;b&gt;school')
      assert.match(frame, /<script src="http:\/\/[^"]+\/embed\/1\.js" async><\/script>$/)
      assert.include(codeOf(page, 'popup'), `${address}" data-bellhop data-close="Close">`)
      assert.match(codeOf(page, 'link'), new RegExp(`^<a href="[^"]+${address}">Book a time</a>$`))
      assert.include(page, 'No site may show your page inside itself yet')
    }
    await shop.business.settings.merge({ frameSites: ['https://pool.example'] }).save()
    const named = await client.get('/admin/links/page').loginAs(shop.user)
    assert.notInclude(named.text(), 'No site may show')
  })

  test('fills in the answers to a service’s questions', async ({ client, assert }) => {
    const question = { label: 'Level', help: null, isRequired: false, maxLength: null }
    const level = { ...question, key: 'level', type: 'select' as const, options: ['New', 'Fast'] }
    const shop = await openShop({ service: { questions: [level] } })
    const page = await client
      .get('/admin/links/page')
      .qs({ service: shop.service.slug, name: 'Sam', q_level: 'Fast', q_other: 'x' })
      .loginAs(shop.user)
    page.assertTextIncludes(`/${shop.service.slug}?name=Sam&amp;q_level=Fast"`)
    assert.match(page.text(), /<option value="Fast"[^>]*selected/)
  })
})
