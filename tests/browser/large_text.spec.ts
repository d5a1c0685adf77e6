/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { BrowserContext, Page } from 'playwright'
import { addService, openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { detailsAddress, instant, place, tenOClock, timesAddress } from '#tests/support/guest'
import { openBusyShop } from '#tests/support/owner_pages'
import {
  cutTexts,
  doubleText,
  reader,
  sidewaysScroll,
  smallTargets,
  spilledLabels,
  squeezedTexts,
} from '#tests/support/page_checks'
import { placeOfService, showPicture } from '#tests/support/pictures'
import { addressesOnTheWay, everyAddress } from '#tests/support/public_pages'

const PHONE = { viewport: { width: 360, height: 740 } }
const NARROW = { viewport: { width: 320, height: 740 } }

/** What of it is out of sight. */
async function outOfSight(page: Page): Promise<string[]> {
  const overhang = await sidewaysScroll(page)
  const cut = await cutTexts(page)
  return overhang > 0 ? [`${overhang} px to the side`, ...cut] : cut
}

async function problemsAt(
  context: BrowserContext,
  addresses: string[],
  find: (page: Page) => Promise<string[]>,
  isDoubled: boolean,
  { viewport } = PHONE
) {
  const page = await context.newPage()
  await page.setViewportSize(viewport)
  if (isDoubled) await doubleText(page)
  const problems: Record<string, string[]> = {}
  for (const address of addresses) {
    await page.goto(address)
    const found = await find(page)
    if (found.length > 0) problems[address] = found
  }
  return problems
}

test.group('On a phone', (group) => {
  withEmptyTables(group)

  test('every public page stays whole at twice the text size', async ({ browser, assert }) => {
    const addresses = [...(await everyAddress()), ...(await addressesOnTheWay())]
    const context = await reader(browser, PHONE)
    assert.deepEqual(await problemsAt(context, addresses, outOfSight, true), {})
    await context.close()
  }).timeout(120_000)

  test('the way to a booking stays whole where words are long, at once and twice the text size', async ({
    browser,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2, settings: { requiresApproval: false } })
    const booking = await place(shop, tenOClock())
    const addresses = [
      `${timesAddress(shop)}?lang=de`,
      `${detailsAddress(shop)}?start=${instant(tenOClock(7))}&lang=de`,
      ...['', '/move', '/cancellation'].map(
        (page) => `/manage/${booking.manageToken}${page}?lang=de`
      ),
    ]
    const find = async (page: Page) => [...(await outOfSight(page)), ...(await spilledLabels(page))]
    for (const isDoubled of [false, true]) {
      const context = await reader(browser, PHONE)
      assert.deepEqual(await problemsAt(context, addresses, find, isDoubled), {})
      await context.close()
    }
  }).timeout(60_000)

  for (const isDoubled of [false, true]) {
    const size = isDoubled ? 'at twice the text size' : 'at once'

    test(`no text of a public page stands in a column too narrow for it, ${size}`, async ({
      browser,
      assert,
    }) => {
      const shop = await openShop({ hosts: 2 })
      const review = await addService(shop.business, shop.hosts, {
        name: 'Technique review',
        description: 'Filmed under water and gone through together afterwards.',
        durationMinutes: 30,
        durations: [45, 60],
        price: '25.00',
        lengthPrices: { 45: '35.00', 60: '45.00' },
      })
      await showPicture(placeOfService(review))
      const withLengths = [
        ...[`/book/${shop.business.slug}`, `/schedule/${shop.host.pageSlug}`],
        timesAddress({ ...shop, service: review }),
      ]
      const others = [...(await everyAddress()), ...(await addressesOnTheWay())]
      for (const locale of ['en', 'de', 'fr', 'es', 'ar']) {
        const context = await reader(browser, { ...NARROW, locale })
        const addresses = locale === 'es' ? [...withLengths, ...others] : withLengths
        const found = await problemsAt(context, addresses, squeezedTexts, isDoubled, NARROW)
        assert.deepEqual(found, {}, locale)
        await context.close()
      }
    }).timeout(240_000)
  }

  test('every public page can be pressed with a thumb', async ({ browser, assert }) => {
    const addresses = [...(await everyAddress()), ...(await addressesOnTheWay())]
    const context = await reader(browser, PHONE)
    assert.deepEqual(await problemsAt(context, addresses, smallTargets, false), {})
    await context.close()
  }).timeout(120_000)

  test('a refused form stays whole at twice the text size', async ({ browser, assert }) => {
    const shop = await openShop({ service: { capacity: 8 } })
    const context = await reader(browser, PHONE)
    const page = await context.newPage()
    await doubleText(page)
    await page.goto(`${detailsAddress(shop)}?start=${instant(tenOClock(7))}`)
    await page.getByLabel('Email').fill('priya.example.com')
    await page.locator('#form .button').first().press('Enter')
    await page.getByRole('alert').waitFor()
    const size = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)
    assert.equal(size, '32px')
    assert.deepEqual(await outOfSight(page), [])
    await context.close()
  })

  test('every page of the owner stays whole, and can be pressed with a thumb', async ({
    browserContext,
    assert,
  }) => {
    const { user, signedIn } = await openBusyShop()
    await browserContext.loginAs(user)
    const find = async (page: Page) => [...(await outOfSight(page)), ...(await smallTargets(page))]
    assert.deepEqual(await problemsAt(browserContext, signedIn, find, false), {})
  }).timeout(120_000)

  test('every page of the owner stays whole at twice the text size', async ({
    browserContext,
    assert,
  }) => {
    const { user, signedIn } = await openBusyShop()
    await browserContext.loginAs(user)
    assert.deepEqual(await problemsAt(browserContext, signedIn, outOfSight, true), {})
  }).timeout(120_000)
})
