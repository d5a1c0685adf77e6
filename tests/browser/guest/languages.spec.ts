/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { offeredLanguages } from '#config/languages'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { withEmptyTables } from '#tests/support/database'
import { tenOClock, timesAddress } from '#tests/support/guest'
import { axeFindings, reader, sidewaysScroll, watch } from '#tests/support/page_checks'

const others = offeredLanguages()
  .map(({ tag }) => tag)
  .filter((tag) => tag !== 'en')
const cases = ['ar', 'de'].flatMap((language) => [
  { language, javaScriptEnabled: true, how: 'with' },
  { language, javaScriptEnabled: false, how: 'without' },
])

const PHONE = { width: 320, height: 740 }

async function openTwo() {
  const shop = await openShop()
  await addService(shop.business, shop.hosts, { name: '30 minutes & more.', durations: [30] })
  return shop
}

function spoken(page: Page): Promise<string> {
  return page.evaluate(() => `${document.documentElement.lang} ${document.documentElement.dir}`)
}

/** Where its first figure and its half of the day begin, from the left. */
function placesOfFirstTime(element: Element): number[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const places: Record<string, number> = {}
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent ?? ''
    for (const [kind, sign] of Object.entries({ number: /\d/, half: /[صم]/ })) {
      const range = document.createRange()
      const index = text.search(sign)
      if (index === -1 || kind in places) continue
      range.setStart(walker.currentNode, index)
      range.setEnd(walker.currentNode, index + 1)
      places[kind] = range.getBoundingClientRect().x
    }
  }
  return [places.number, places.half]
}

test.group('Booking in another language', (group) => {
  withEmptyTables(group)

  test('speaks {language} on every page, {how} JavaScript')
    .with(cases)
    .run(async ({ browser, assert }, { language, javaScriptEnabled }) => {
      const { business } = await openTwo()
      const context = await reader(browser, { javaScriptEnabled, viewport: PHONE })
      const complaints = watch(context)
      const page = await context.newPage()
      const expected = `${language} ${language === 'ar' ? 'rtl' : 'ltr'}`
      const look = async (where: string) => {
        assert.equal(await spoken(page), expected, where)
        assert.isAtMost(await sidewaysScroll(page), 0, where)
        if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [], where)
      }

      await page.goto(`/book/${business.slug}`)
      await page.locator(`footer a[hreflang="${language}"]`).click()
      await look('services')
      await page.locator('.services__name a').first().click()
      await page.locator('.soonest').waitFor()
      await look('times')
      await page.locator('.zone__hours a[href*="clock=12"]').click()
      await page.locator('.zone__hours a[href*="clock=12"][aria-current]').waitFor()
      await page.locator('.time').first().click()
      await page.locator('.times__go button').click()
      await page.locator('#client_name').waitFor()
      await look('details')
      await page.locator('.button--wide').click()
      await page.locator('.field--bad').first().waitFor()
      await look('refused details')
      await page.locator('#client_name').fill('Priya Shah')
      await page.locator('#client_email').fill('priya@example.com')
      await page.locator('.button--wide').click()
      await page.locator('.sheet__reference').waitFor()
      await look('booking')

      const booking = await Booking.firstOrFail()
      assert.match(booking.clientLocale, new RegExp(`^${language}\\b`))
      assert.match(page.url(), /clock=12/)
      await page.goto(`/manage/${booking.manageToken}/cancellation`)
      await look('cancellation')
      await page.goto(`/manage/${booking.manageToken}/move`)
      await look('other times')
      assert.deepEqual(await context.cookies(), [])
      assert.deepEqual(complaints, [])
      await context.close()
    })

  test('goes through the days of a month from right to left', async ({ browser, assert }) => {
    const shop = await openShop()
    const context = await reader(browser, { viewport: { width: 1280, height: 900 } })
    const page = await context.newPage()
    const date = tenOClock().toISODate()
    await page.goto(`${timesAddress(shop)}?lang=ar&date=${date}`)
    const day = page.locator('.month__day[aria-current]')
    const [before] = [await day.boundingBox()]
    await day.focus()
    await page.keyboard.press('ArrowLeft')
    const after = await page.locator('.month__day:focus').boundingBox()
    const href = await page.locator('.month__day:focus').getAttribute('href')
    assert.isTrue(String(/date=([\d-]+)/.exec(href ?? '')?.[1]) > String(date))
    assert.notDeepEqual(after, before)
    await context.close()
  })

  test('shows half of the day after the number, and the end after the start, from the right', async ({
    browser,
    assert,
  }) => {
    const shop = await openShop()
    const context = await reader(browser, { viewport: PHONE })
    const page = await context.newPage()
    const address = `${timesAddress(shop)}?lang=ar&date=${tenOClock().toISODate()}`
    await page.goto(`${address}&clock=12`)
    await page.locator('.time').first().click()
    for (const selector of ['.soonest__start', '.time__start']) {
      const [number, half] = await page.locator(selector).first().evaluate(placesOfFirstTime)
      assert.isAbove(number, half, selector)
    }
    assert.match(await page.locator('.times__pick').innerText(), /[صم]، \S+$/)

    await page.goto(`${address}&clock=24`)
    await page.locator('.time').first().click()
    const chosen = page.locator('.time:has(:checked)')
    const end = await chosen.locator('.time__end').boundingBox()
    const circle = await chosen.locator('input').boundingBox()
    assert.isBelow(Number(end?.x), Number(circle?.x))
    await context.close()
  })

  test('fits on a narrow phone in {$self}')
    .with(others)
    .run(async ({ browser, assert }, language) => {
      const shop = await openTwo()
      const context = await reader(browser, { viewport: PHONE })
      const page = await context.newPage()
      for (const address of [
        `/?lang=${language}`,
        `/book/${shop.business.slug}?lang=${language}`,
        `${timesAddress(shop)}?lang=${language}`,
        `${timesAddress(shop)}?lang=${language}&choose=zone`,
        `${timesAddress(shop)}?lang=${language}&choose=day`,
        `/enquiry/${shop.business.slug}?lang=${language}`,
      ]) {
        await page.goto(address)
        assert.isAtMost(await sidewaysScroll(page), 0, address)
      }
      await context.close()
    })
})
