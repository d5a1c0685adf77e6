import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { addService, openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'
import { pageAt } from '#tests/support/guest'
import { photo, placeOfBusiness, showPicture } from '#tests/support/pictures'
import env from '#start/env'

test.group('GET /book/{slug}', (group) => {
  withGlobalTransaction(group)

  test('shows the business and a row per service', async ({ client, assert }) => {
    const { business, hosts } = await openShop({ service: { name: 'Private lesson' } })
    await addService(business, hosts, {
      name: 'Assessment',
      price: '0',
      locationType: 'video',
      requiresApproval: true,
      position: 1,
    })
    const response = await client.get(`/book/${business.slug}`)

    response.assertStatus(200)
    const page = response.text()
    assert.include(page, '<h1>Swim School Pro</h1>')
    assert.include(page, 'href="tel:02079460182"')
    assert.include(page, 'href="mailto:hello@swimschoolpro.example"')
    assert.match(page, /Private lesson[\s\S]+£50\.00[\s\S]+Assessment[\s\S]+By request[\s\S]+Free/)
    assert.include(page, `<link rel="canonical" href="`)
    assert.include(page, '<meta property="og:title" content="Swim School Pro">')
    assert.notInclude(page, 'noindex')
  })

  test('says to others who show a link to it what it looks like', async ({ client, assert }) => {
    const { business, hosts } = await openShop()
    await addService(business, hosts)
    const address = `/book/${business.slug}`
    const bare = await pageAt(client, address)
    assert.match(bare, /og:image" content="http[^"]+\/images\/cards\/[^"]+\.png"/)
    assert.include(bare, '<meta name="twitter:card" content="summary_large_image">')
    assert.include(bare, '<meta property="og:image:alt" content="Swim School Pro">')

    const cover = await photo(1500, 500).jpeg().toBuffer()
    await showPicture(placeOfBusiness(business, 'cover'), cover, 'The pool in the morning')
    const page = await pageAt(client, address)
    const [, path] = /og:image" content="http:\/\/[^/]+(\/images\/[^"]+)"/.exec(page) ?? []
    assert.match(String(path), /^\/images\/cards\/.+\.jpeg$/)
    assert.include(page, '<meta property="og:image:height" content="630">')
    assert.include(page, '<meta property="og:image:alt" content="Swim School Pro">')
    assert.include(page, '<meta name="twitter:card" content="summary_large_image">')
    const file = await client.get(String(path))
    file.assertStatus(200)
    file.assertHeader('content-type', 'image/jpeg')
  })

  test('sets what the business wrote: bold, lists, links, and nothing else', async ({
    client,
    assert,
  }) => {
    const { business, hosts, service } = await openShop()
    await addService(business, hosts)
    await business
      .merge({ description: 'A **warm** pool.\n\n- No <b>queue</b>\n- [Map](https://a.example)' })
      .save()
    await service.merge({ description: '*Quiet* <script>alert(1)</script>' }).save()
    const page = await pageAt(client, `/book/${business.slug}`)
    const link = '<a href="https://a.example" rel="nofollow noopener">Map</a>'
    const list = `<ul><li>No &lt;b&gt;queue&lt;/b&gt;</li><li>${link}</li></ul>`
    assert.include(page, `<p>A <strong>warm</strong> pool.</p>${list}</div>`)
    assert.include(page, '<p><em>Quiet</em> &lt;script&gt;alert(1)&lt;/script&gt;</p>')
    const summary = 'A warm pool. No &lt;b&gt;queue&lt;/b&gt; Map'
    assert.include(page, `<meta name="description" content="${summary}">`)
  })

  test('leaves hidden and inactive services out', async ({ client, assert }) => {
    const { business, hosts } = await openShop()
    await addService(business, hosts, { name: 'Group lesson' })
    await addService(business, hosts, { name: 'Staff only', isHidden: true })
    await addService(business, hosts, { name: 'Given up', isActive: false })
    const page = await pageAt(client, `/book/${business.slug}`)

    assert.include(page, 'Group lesson')
    assert.notInclude(page, 'Staff only')
    assert.notInclude(page, 'Given up')
  })

  test('goes on to the times when there is one service to choose', async ({ client }) => {
    const { business, hosts, service } = await openShop()
    await addService(business, hosts, { isHidden: true })
    const response = await client.get(`/book/${business.slug}?name=Priya`).redirects(0)

    response.assertStatus(302)
    response.assertHeader('location', `/book/${business.slug}/${service.slug}?name=Priya`)
  })

  test('says so where nothing can be booked yet', async ({ client, assert }) => {
    const { business, service } = await openShop()
    await service.merge({ isActive: false }).save()
    const response = await client.get(`/book/${business.slug}`)
    response.assertStatus(200)
    assert.include(response.text(), 'Nothing can be booked online here yet.')
  })

  test('shows a page that was switched off, with how to reach the business', async ({
    client,
    assert,
  }) => {
    const { business } = await openShop({ settings: { isActive: false } })
    const response = await client.get(`/book/${business.slug}`)

    response.assertStatus(200)
    assert.include(response.text(), 'takes no bookings online now')
    assert.include(response.text(), '020 7946 0182')
    assert.include(response.text(), '<meta name="robots" content="noindex">')
  })

  test('answers 404 in words for a slug nobody has', async ({ client, assert }) => {
    const response = await client.get('/book/nobody-has-this').accept('html')
    response.assertStatus(404)
    assert.include(response.text(), 'There is no such page')
    assert.include(response.text(), '<meta name="robots" content="noindex">')
  })

  test('leads from an old slug to the new one, whatever follows it', async ({ client }) => {
    const { business, service } = await openShop()
    await db.table('retired_slugs').insert({ slug: 'old-name', business_id: business.id })

    const page = await client.get('/book/old-name').redirects(0)
    page.assertStatus(308)
    page.assertHeader('location', `/book/${business.slug}`)
    // It may be taken back, and browsers keep such an answer for good.
    page.assertHeader('cache-control', 'no-store')
    const times = await client.get(`/book/old-name/${service.slug}?host=1`).redirects(0)
    times.assertHeader('location', `/book/${business.slug}/${service.slug}?host=1`)
  })

  test('has a second address, /{slug}/book', async ({ client }) => {
    const response = await client.get('/swim-school/book?name=Priya').redirects(0)
    response.assertStatus(308)
    response.assertHeader('location', '/book/swim-school?name=Priya')
  })

  test('answers 400 for an address that is no text', async ({ client }) => {
    const response = await client.get('/book/%ff').accept('html')
    response.assertStatus(400)
  })

  for (const slug of ['%00', '..%2f..', 'a'.repeat(5000), "x'--", '💥']) {
    test(`answers 404 for the slug ${slug.slice(0, 10)}`, async ({ client }) => {
      const response = await client.get(`/book/${slug}`).accept('html')
      response.assertStatus(404)
    })
  }
})

test.group('GET /book', (group) => {
  withGlobalTransaction(group)

  test('is the only business there is', async ({ client }) => {
    const { business } = await openShop()
    const response = await client.get('/book').redirects(0)
    response.assertStatus(302)
    response.assertHeader('location', `/book/${business.slug}`)
  })

  test('is the oldest where there are several, unless the deployment names one', async ({
    client,
    cleanup,
  }) => {
    const { business: oldest } = await openShop()
    const { business: other } = await openShop()
    const unnamed = await client.get('/book').redirects(0)
    unnamed.assertHeader('location', `/book/${oldest.slug}`)
    cleanup(() => env.set('DEFAULT_BUSINESS', ''))
    env.set('DEFAULT_BUSINESS', other.slug)
    const named = await client.get('/book').redirects(0)
    named.assertHeader('location', `/book/${other.slug}`)
  })
})

test.group('GET /', (group) => {
  withGlobalTransaction(group)

  test('says what this is and leads to the one business and to signing in', async ({
    client,
    assert,
  }) => {
    const { business } = await openShop()
    const response = await client.get('/')
    response.assertStatus(200)
    assert.include(response.text(), `href="/book/${business.slug}"`)
    assert.include(response.text(), 'href="/sign-in"')
    assert.isUndefined(response.header('set-cookie'))
  })

  test('names no business where there are several', async ({ client, assert }) => {
    await openShop()
    await openShop()
    assert.notInclude(await pageAt(client, '/'), 'href="/book/')
  })
})

test.group('Size and speed of public pages', (group) => {
  withGlobalTransaction(group)

  test('are compressed for a browser that can read that', async ({ client, assert }) => {
    const { business, service } = await openShop()
    const address = `/book/${business.slug}/${service.slug}`
    const response = await client.get(address).header('accept-encoding', 'gzip')
    response.assertHeader('content-encoding', 'gzip')
    response.assertHeader('content-type', 'text/html; charset=utf-8')
    response.assertHeader('vary', 'accept-language, accept-encoding')
    assert.include(response.text(), '<h1>Choose a time</h1>')
  })

  test('are sent as they are to one that cannot', async ({ client, assert }) => {
    const { business, service } = await openShop()
    const address = `/book/${business.slug}/${service.slug}`
    const response = await client.get(address).header('accept-encoding', 'identity')
    assert.isUndefined(response.header('content-encoding'))
    assert.include(response.text(), '<h1>Choose a time</h1>')
  })
})
