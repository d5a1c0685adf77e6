/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { BrowserContext, Page } from 'playwright'
import { addService, openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { detailsAddress, instant, tenOClock, timesAddress } from '#tests/support/guest'
import { reader } from '#tests/support/page_checks'
import { placeOfBusiness, placeOfHost, placeOfService, showPicture } from '#tests/support/pictures'

const WIDTHS = [360, 768, 1280]

/** A phone at the edge of its net: letters and pictures come long after the first paint. */
const SLOW_LINE = {
  offline: false,
  latency: 400,
  downloadThroughput: 50_000,
  uploadThroughput: 50_000,
}

/** Tells everything that moved, and by how much. */
async function watchShifts(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.addInitScript(() => {
    const shifted: string[] = []
    Object.assign(window, { shifted })
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) {
        const { value, sources } = shift as PerformanceEntry & {
          value: number
          sources: { node: Node | null }[]
        }
        const moved = sources.map(({ node }) => node?.textContent?.trim().slice(0, 40))
        shifted.push(`${value.toFixed(5)}: ${moved.join(' | ')}`)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return page
}

async function shiftsAt(page: Page, address: string): Promise<string[]> {
  await page.goto(address, { waitUntil: 'networkidle' })
  return page.evaluate(() => Reflect.get(window, 'shifted'))
}

test.group('A page as it comes up', (group) => {
  withEmptyTables(group)

  test('moves nothing, whichever day is looked at', async ({ browser, assert }) => {
    const shop = await openShop()
    const context = await reader(browser, { viewport: { width: 360, height: 740 } })
    const page = await watchShifts(context)
    for (const query of ['', '?choose=day', `?date=${tenOClock(20).toISODate()}`]) {
      assert.deepEqual(await shiftsAt(page, `${timesAddress(shop)}${query}`), [], query)
    }
    await context.close()
  })

  test('moves nothing on a slow line either, with a logo and pictures', async ({
    browser,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2, service: { description: 'For **beginners**.' } })
    const { business, host, service } = shop
    await business.merge({ phone: '+44 20 7946 0958' }).save()
    const call = await addService(business, shop.hosts, { name: 'Call', locationType: 'video' })
    await showPicture(placeOfBusiness(business, 'logo'))
    await showPicture(placeOfBusiness(business, 'cover'))
    await showPicture(placeOfHost(host))
    await showPicture(placeOfService(service))
    const addresses = [
      `/book/${business.slug}`,
      timesAddress(shop),
      `${timesAddress(shop)}?date=${tenOClock().toISODate()}`,
      timesAddress({ business, service: call }),
      `${detailsAddress(shop)}?start=${instant(tenOClock())}`,
    ]
    for (const width of WIDTHS) {
      for (const address of addresses) {
        const context = await reader(browser, { viewport: { width, height: 800 } })
        const page = await watchShifts(context)
        const devtools = await context.newCDPSession(page)
        await devtools.send('Network.enable')
        await devtools.send('Network.emulateNetworkConditions', SLOW_LINE)
        assert.deepEqual(await shiftsAt(page, address), [], `${width}: ${address}`)
        await context.close()
      }
    }
  }).timeout(240_000)
})
