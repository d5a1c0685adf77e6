import { test } from '@japa/runner'
import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'
import { detailsAddress, filledForm, place, tenOClock, timesAddress } from '#tests/support/guest'
import { makeLink, makeOneTime } from '#tests/support/links'

const SITES = ['https://pool.example', 'http://localhost:8080']
const ALLOWED = `frame-ancestors ${SITES.join(' ')}`

test.group('Who may frame what', (group) => {
  withGlobalTransaction(group)

  test('nobody, until the business names a site', async ({ client, assert }) => {
    const shop = await openShop()
    for (const address of [`/book/${shop.business.slug}`, timesAddress(shop)]) {
      const { response } = await client.get(address)
      assert.include(response.headers['content-security-policy'], "frame-ancestors 'none'")
      assert.equal(response.headers['x-frame-options'], 'DENY')
    }
  })

  test('its sites the pages where clients book, and nothing else', async ({ client, assert }) => {
    const shop = await openShop({ settings: { requiresApproval: false, frameSites: SITES } })
    const other = await openShop()
    const link = await makeLink(shop)
    const oneTime = await makeOneTime(shop)
    const booking = await place(shop, tenOClock())
    const [host] = shop.hosts
    const policyOf = async (address: string) => {
      const { response } = await client.get(address).redirects(0)
      return `${response.headers['content-security-policy']} ${response.headers['x-frame-options'] ?? ''}`
    }
    for (const address of [
      `/book/${shop.business.slug}`,
      timesAddress(shop),
      detailsAddress(shop),
      `/schedule/${host.pageSlug}`,
      `/enquiry/${shop.business.slug}`,
      `/public/bookings/${link.token}`,
      `/embed/bookings/${booking.manageToken}`,
    ]) {
      const policy = await policyOf(address)
      assert.include(policy, ALLOWED, address)
      assert.notInclude(policy, 'DENY', address)
    }
    for (const address of [
      '/',
      '/sign-in',
      '/admin',
      `/public/bookings/${oneTime.token}`,
      `/book/${other.business.slug}`,
      `/manage/${booking.manageToken}`,
      `/manage/${booking.manageToken}/cancellation`,
      `/embed/bookings/${'x'.repeat(23)}`,
    ]) {
      assert.include(await policyOf(address), "frame-ancestors 'none'", address)
    }
  })

  test('in a frame a booking is confirmed where nothing can be changed', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ settings: { requiresApproval: false, frameSites: SITES } })
    const send = (at: number, headers: Record<string, string>) =>
      client
        .post(detailsAddress(shop))
        .form(filledForm(shop, tenOClock(at)))
        .headers(headers)
        .redirects(0)
    const framed = await send(3, { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' })
    assert.match(framed.header('location') ?? '', /^\/embed\/bookings\/[\w-]+$/)
    const unsaid = await send(4, {})
    assert.match(unsaid.header('location') ?? '', /^\/embed\/bookings\//)
    const alone = await send(5, { 'sec-fetch-dest': 'document' })
    assert.match(alone.header('location') ?? '', /^\/manage\//)
    const elsewhere = await send(6, { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' })
    elsewhere.assertStatus(403)

    const page = await client.get(framed.header('location') ?? '')
    page.assertHeader('x-robots-tag', 'noindex')
    assert.notInclude(page.text(), '<form')
    assert.match(page.text(), /href="\/manage\/[\w-]+" target="_blank"/)
    const outward = page.text().match(/<a [^>]*target="_blank"[^>]*>.*?<\/a>/g) ?? []
    assert.isAbove(outward.length, 5, 'map, calendars, and its own page')
    assert.isEmpty(outward.filter((link) => !link.includes('(in a new tab)')))
    const address = framed.header('location')?.replace('/embed/bookings', '/manage')
    assert.notInclude((await client.get(String(address))).text(), 'new tab')
  })

  test('a booking in a frame goes on in the language and clock that were chosen', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ settings: { requiresApproval: false, frameSites: SITES } })
    const sent = await client
      .post(`${detailsAddress(shop)}?lang=de&clock=12`)
      .form(filledForm(shop, tenOClock(3)))
      .headers({ 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' })
      .redirects(0)
    const location = sent.header('location') ?? ''
    assert.match(location, /^\/embed\/bookings\/[\w-]+\?lang=de&clock=12$/)
    const page = (await client.get(location)).text()
    assert.include(page, '<html lang="de"')
    assert.match(page, /10:00\sAM/)
  })

  test('a page in a frame is not kept for one that stands alone', async ({ client, assert }) => {
    const shop = await openShop({ settings: { frameSites: SITES } })
    const address = timesAddress(shop)
    const framed = await client.get(address).header('sec-fetch-dest', 'iframe')
    assert.include(framed.text(), `data-sites="${SITES.join(' ')}"`)
    assert.notInclude(framed.text(), 'masthead__home')
    const alone = await client.get(address)
    assert.notInclude(alone.text(), 'data-sites')
    assert.include(alone.text(), 'masthead__home')
  })

  test('the script for other sites is under 3 kB', async ({ client, assert }) => {
    const script = await readFile(app.publicPath('embed/1.js'))
    assert.isBelow(script.length, 3000)
    const served = await client.get('/embed/1.js')
    served.assertHeader('cache-control', 'public, max-age=3600')
  })
})
