import type { Assert } from '@japa/assert'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import sharp, { type Region } from 'sharp'
import { addService, openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'
import { pageAt, timesAddress } from '#tests/support/guest'
import { makeLink, makeOneTime } from '#tests/support/links'
import { photo, placeOfBusiness, showPicture } from '#tests/support/pictures'
import { makeTeamPage } from '#tests/support/team_pages'

const HOSTILE = `Anna's "Salon" & <b>Bar</b></script><script>alert(1)</script>`

const cardIn = (page: string) =>
  /og:image" content="http:\/\/[^/"]+(\/images\/cards\/[^"]+)"/.exec(page)?.[1] ?? null

/** How dark a part of the picture is on average; white is 255. */
const lightness = (picture: Buffer, area: { left: number; top: number }) =>
  lightnessOf(picture, { ...area, width: 400, height: 200 })

async function lightnessOf(picture: Buffer, area: Region) {
  const part = await sharp(picture).extract(area).grayscale().raw().toBuffer()
  return part.reduce((sum, value) => sum + value, 0) / part.length
}

async function drawn(client: ApiClient, page: string, type = 'png'): Promise<Buffer> {
  const response = await client.get(cardIn(page) ?? 'none')
  response.assertStatus(200)
  response.assertHeader('content-type', `image/${type}`)
  response.assertHeader('cache-control', 'public, max-age=31536000, immutable')
  return response.body() as Buffer
}

/** What its page says of it is what it is. */
async function assertSized(assert: Assert, page: string, picture: Buffer) {
  const { format, width, height } = await sharp(picture).metadata()
  assert.deepEqual([width, height], [1200, 630])
  assert.include(page, `og:image:type" content="image/${format}"`)
  assert.include(page, 'og:image:width" content="1200"')
  assert.include(page, 'og:image:height" content="630"')
  assert.include(page, 'twitter:card" content="summary_large_image"')
}

test.group('The picture beside a link', (group) => {
  withGlobalTransaction(group)

  test('has the cover above name and logo', async ({ client, assert }) => {
    const shop = await openShop({ business: { name: 'Łódź Swim' } })
    const { business, host } = shop
    const link = await makeLink(shop)
    await host.merge({ pageSlug: 'mia-swims', pageIsActive: true }).save()
    await showPicture(placeOfBusiness(business, 'cover'))
    await showPicture(placeOfBusiness(business, 'logo'), await photo(300, 60).png().toBuffer())
    const paths = new Set<string | null>()
    for (const path of [
      ...[`/book/${business.slug}?lang=de`, timesAddress(shop), '/schedule/mia-swims'],
      `/public/bookings/${link.token}`,
    ]) {
      const page = await pageAt(client, path)
      const picture = await drawn(client, page, 'jpeg')
      await assertSized(assert, page, picture)
      assert.isBelow(picture.length, 200_000)
      assert.isBelow(await lightness(picture, { left: 0, top: 0 }), 200, 'the cover')
      assert.isAbove(await lightnessOf(picture, { left: 0, top: 590, width: 60, height: 10 }), 252)
      assert.isBelow(await lightness(picture, { left: 80, top: 390 }), 254, 'the name')
      assert.isBelow(await lightness(picture, { left: 720, top: 390 }), 254, 'the logo')
      paths.add(cardIn(page))
    }
    assert.equal(paths.size, 2, 'a link shows its service')
  })

  test('names a person, or a team, on pages of their own', async ({ client, assert }) => {
    const { business, host, hosts } = await openShop({ hosts: 2 })
    await host.merge({ pageSlug: 'mia-swims', pageIsActive: true }).save()
    const team = await makeTeamPage(business, hosts, { name: 'The early birds' })
    for (const path of ['/schedule/mia-swims', `/schedule/${team.pageSlug}`]) {
      const page = await pageAt(client, path)
      assert.include(cardIn(page) ?? '', `/images/cards${path}/`)
      await assertSized(assert, page, await drawn(client, page))
    }
    const card = cardIn(await pageAt(client, '/schedule/mia-swims'))
    await host.merge({ pageIsActive: false }).save()
    ;(await client.get(String(card))).assertStatus(404)
  })

  test('is drawn of name, colour and logo', async ({ client, assert }) => {
    const shop = await openShop({ business: { name: 'Łódź Zürich Swim', brandColour: '#b42318' } })
    await addService(shop.business, shop.hosts, { name: 'Other', position: 1 })
    const address = `/book/${shop.business.slug}`
    const bare = await drawn(client, await pageAt(client, address))
    const { format, width, height } = await sharp(bare).metadata()
    assert.deepEqual([format, width, height], ['png', 1200, 630])
    assert.isBelow(bare.length, 100_000)
    const words = { left: 80, top: 220 }
    assert.isBelow(await lightness(bare, words), 250)
    assert.equal(Math.round(await lightness(bare, { left: 80, top: 0 })), 255)
    const corner = await sharp(bare)
      .extract({ left: 600, top: 620, width: 1, height: 1 })
      .removeAlpha()
      .raw()
      .toBuffer()
    assert.deepEqual([...corner], [0xb4, 0x23, 0x18])

    const before = cardIn(await pageAt(client, address))
    await showPicture(placeOfBusiness(shop.business, 'logo'), await photo(300, 60).png().toBuffer())
    const page = await pageAt(client, address)
    assert.notEqual(cardIn(page), before, 'another picture has another address')
    assert.isBelow(await lightness(await drawn(client, page), { left: 80, top: 60 }), 250)
    ;(await client.get(String(before))).assertStatus(404)
  })

  test('names a service on its own page', async ({ client, assert }) => {
    const shop = await openShop()
    const service = await drawn(client, await pageAt(client, timesAddress(shop)))
    assert.isBelow(await lightness(service, { left: 80, top: 220 }), 250)
    assert.include(cardIn(await pageAt(client, timesAddress(shop))) ?? '', shop.service.slug)
  })

  for (const name of ['水泳教室', 'مدرسة السباحة', 'Школа']) {
    test(`has no words for ${name}, whose letters the typeface has not`, async ({
      client,
      assert,
    }) => {
      const shop = await openShop({ business: { name } })
      await addService(shop.business, shop.hosts, { name: 'Other', position: 1 })
      const address = `/book/${shop.business.slug}`
      const bare = await pageAt(client, address)
      const leaf = await drawn(client, bare)
      await assertSized(assert, bare, leaf)
      assert.isBelow(await lightness(leaf, { left: 400, top: 200 }), 250, 'a calendar')
      const logo = await photo(300, 60).png().toBuffer()
      await showPicture(placeOfBusiness(shop.business, 'logo'), logo)
      const picture = await drawn(client, await pageAt(client, address))
      assert.isBelow(await lightness(picture, { left: 80, top: 60 }), 250, 'the logo')
      assert.equal(Math.round(await lightness(picture, { left: 80, top: 400 })), 255)
    })
  }

  test('is drawn of nothing else', async ({ client }) => {
    const { business } = await openShop({ business: { name: HOSTILE } })
    for (const path of [
      `/images/cards/${business.slug}/${'0'.repeat(16)}.png`,
      `/images/cards/nobody/${'0'.repeat(16)}.png`,
    ]) {
      ;(await client.get(path)).assertStatus(404)
    }
  })
})

interface StructuredData {
  '@type': string
  'name': string
  'telephone': string
  'provider': { name: string }
  'makesOffer': { price: string; itemOffered: { name: string } }[]
  'potentialAction': { '@type': string; 'target': { urlTemplate: string } }
}

test.group('What machines are told of a page', (group) => {
  withGlobalTransaction(group)

  const dataIn = (page: string) => {
    const [, nonce, text] =
      /<script type="application\/ld\+json" nonce="([^"]+)">(.*?)<\/script>/s.exec(page) ?? []
    return { nonce, data: JSON.parse(text) as StructuredData }
  }

  test('is the business, its services and where to book them', async ({ client, assert }) => {
    const shop = await openShop({ business: { name: HOSTILE, description: '</script>\u2028' } })
    await addService(shop.business, shop.hosts, { name: 'Hidden', isHidden: true, position: 1 })
    await addService(shop.business, shop.hosts, { name: 'Other', price: '12.50', position: 2 })
    const response = await client.get(`/book/${shop.business.slug}`)
    const { nonce, data } = dataIn(response.text())
    assert.include(response.headers()['content-security-policy'], `'nonce-${nonce}'`)
    assert.equal(data['@type'], 'LocalBusiness')
    assert.equal(data.name, HOSTILE)
    assert.equal(data.telephone, shop.business.phone)
    assert.match(data.potentialAction.target.urlTemplate, /\/book\/[^/]+$/)
    assert.equal(data.potentialAction['@type'], 'ReserveAction')
    const offers = data.makesOffer.map(({ price, itemOffered }) => [itemOffered.name, price])
    assert.deepEqual(offers, [
      ['Private lesson', '50.00'],
      ['Other', '12.50'],
    ])
    assert.notInclude(response.text(), '<script>alert')
  })

  test('is one service on its page', async ({ client, assert }) => {
    const shop = await openShop()
    const { data } = dataIn(await pageAt(client, timesAddress(shop)))
    assert.equal(data['@type'], 'Service')
    assert.equal(data.provider.name, 'Swim School Pro')
    assert.match(data.potentialAction.target.urlTemplate, new RegExp(`${timesAddress(shop)}$`))
  })

  test('is of a link what it is for, and nothing of whom', async ({ client, assert }) => {
    const shop = await openShop({
      service: { name: 'Trial lesson', description: 'For *friends* of ours' },
    })
    const headAt = async (token: string) => {
      const response = await client.get(`/public/bookings/${token}`).accept('text/html')
      response.assertHeader('x-robots-tag', 'noindex')
      const [head] = response.text().split('</head>')
      assert.include(head, '<meta name="robots" content="noindex">')
      assert.include(head, 'og:title" content="Trial lesson – Swim School Pro"')
      assert.include(head, 'og:description" content="For friends of ours"')
      assert.notMatch(head, /Inner|Priya|ld\+json|canonical/)
      assert.notInclude(head, token)
      return head
    }
    const link = await makeLink(shop, { name: 'Inner circle' })
    const { token } = await makeOneTime(shop, { recipientName: 'Priya Shah' })
    for (const head of [await headAt(link.token), await headAt(token)]) {
      assert.include(cardIn(head), shop.service.slug)
      await drawn(client, head)
    }
    await shop.service.merge({ isHidden: true }).save()
    assert.notInclude(await headAt(link.token), shop.service.slug)
  })

  test('is of a team of another colour the card of the business’s service', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const team = await makeTeamPage(shop.business, shop.hosts)
    await team.merge({ pageColour: '#b42318' }).save()
    const address = `/schedule/${team.pageSlug}/${shop.service.slug}`
    const led = await client.get(address).accept('text/html').redirects(0)
    const page = await pageAt(client, String(led.header('location')))
    assert.include(cardIn(page), shop.service.slug)
    await drawn(client, page)
  })

  test('is what the forms are for, and that a person sends them', async ({ client, assert }) => {
    const shop = await openShop()
    const times = await pageAt(client, timesAddress(shop))
    assert.match(times, /<form class="times"[^>]+toolname="choose_time" tooldescription="Chooses/)
    const [, start] = /href="([^"]*\/details\?[^"]+)"/.exec(times) ?? []
    const details = await pageAt(client, start.replaceAll('&amp;', '&'))
    assert.match(details, /<form[^>]+toolname="book" tooldescription="Books Private lesson at /)
    assert.match(details, /name="client_email"[^>]+toolparamdescription="/)
    assert.notInclude(times + details, 'toolautosubmit')
  })
})
