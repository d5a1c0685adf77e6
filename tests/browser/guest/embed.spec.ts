/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { FrameLocator } from 'playwright'
import sharp from 'sharp'
import { appUrl } from '#config/app'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { withEmptyTables } from '#tests/support/database'
import { instant, tenOClock, timesAddress } from '#tests/support/guest'
import { makeLink } from '#tests/support/links'
import { openOtherSite } from '#tests/support/other_site'
import { axeFindings, reader } from '#tests/support/page_checks'

const frameOf = (address: string) =>
  `<h1>Pool</h1><iframe src="${address}" title="Book" style="width:100%;height:300px"></iframe>`
const SCRIPT = `<script src="${appUrl}/embed/1.js" async></script>`
const popupOf = (address: string) =>
  `<main><h1>Pool</h1><button>Before</button><a href="${address}" data-bellhop>Book now</a></main>${SCRIPT}`

async function bookIn(frame: FrameLocator) {
  await frame.getByLabel('Your name').fill('Priya Shah')
  await frame.getByLabel('Email').fill('priya@example.com')
  await frame.getByRole('button', { name: 'Book Private lesson' }).click()
  await frame.getByText('Confirmed', { exact: true }).waitFor()
}

test.group('On another site', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'
    test(`a plain frame takes a booking ${how}`, async ({ browser, assert, cleanup }) => {
      const shop = await openShop({ settings: { requiresApproval: false } })
      const link = await makeLink(shop)
      const addresses = [`/book/${shop.business.slug}`, `/public/bookings/${link.token}`]
      const site = await openOtherSite(cleanup, (path) => frameOf(appUrl + path))
      await shop.business.settings.merge({ frameSites: [site] }).save()
      const context = await reader(browser, { javaScriptEnabled })
      cleanup(() => context.close())
      const page = await context.newPage()
      for (const [index, address] of addresses.entries()) {
        await page.goto(site + address)
        const frame = page.frameLocator('iframe')
        await frame.getByRole('heading', { name: 'Choose a time' }).waitFor()
        await frame.locator('.soonest__time').nth(index).click()
        await bookIn(frame)
        assert.equal(page.url(), site + address)
        assert.match(page.frames()[1].url(), /\/embed\/bookings\//)
        const bound = await frame.locator('form').count()
        assert.equal(bound, 0, 'nothing can be changed there')
        const outward = frame.locator('a:not([href^="tel:"], [href^="mailto:"]):not([target])')
        for (const href of await outward.evaluateAll((links) =>
          links.map((each) => each.getAttribute('href') ?? '')
        )) {
          assert.match(href, /^(#|\/book\/|\/public\/bookings\/)/, 'leads where a frame may go')
        }
      }
      assert.lengthOf(await Booking.all(), 2)
      assert.lengthOf(await context.cookies(), 0)
    })
  }

  test('a frame of a site that is not named stays empty', async ({ browser, assert, cleanup }) => {
    const shop = await openShop()
    const site = await openOtherSite(cleanup, (path) => frameOf(appUrl + path))
    await shop.business.settings.merge({ frameSites: ['https://pool.example'] }).save()
    const context = await reader(browser)
    cleanup(() => context.close())
    const page = await context.newPage()
    const refused = page.waitForEvent('console', {
      predicate: (message) => message.text().includes('frame-ancestors'),
    })
    await page.goto(site + timesAddress(shop))
    await refused
    assert.equal(await page.frameLocator('iframe').getByRole('heading').count(), 0)
  })

  test('the script gives a frame its height, and tells nobody else', async ({
    browser,
    assert,
    cleanup,
  }) => {
    const shop = await openShop()
    const site = await openOtherSite(cleanup, (path) => frameOf(appUrl + path) + SCRIPT)
    await shop.business.settings.merge({ frameSites: [site] }).save()
    const context = await reader(browser)
    cleanup(() => context.close())
    const page = await context.newPage()
    await page.goto(site + timesAddress(shop))
    const frame = page.locator('iframe')
    const fits = () =>
      page.waitForFunction(
        (least) => Number.parseFloat(document.querySelector('iframe')?.style.height ?? '') > least,
        500
      )
    await fits()
    const inside = await page
      .frameLocator('iframe')
      .locator('.page')
      .evaluate((element) => element.getBoundingClientRect().height)
    const box = await frame.boundingBox()
    assert.approximately(box?.height ?? 0, inside, 8)

    // From a page that is not ours, the same message says nothing.
    await frame.evaluate((element: HTMLIFrameElement) => {
      element.style.height = '300px'
      window.postMessage({ bellhop: 1, height: 9000 }, '*')
    })
    await page.waitForTimeout(200)
    assert.equal((await frame.boundingBox())?.height, 300 + 4)
  })

  test('a link opens in a dialog that keeps and returns the focus', async ({
    browser,
    assert,
    cleanup,
  }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    const site = await openOtherSite(cleanup, (path) => popupOf(appUrl + path))
    await shop.business.settings.merge({ frameSites: [site] }).save()
    const context = await reader(browser)
    cleanup(() => context.close())
    const page = await context.newPage()
    await page.goto(site + timesAddress(shop))
    const link = page.getByRole('link', { name: 'Book now' })
    await link.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Book now' })
    const frame = page.frameLocator('dialog iframe')
    await frame.getByRole('heading', { name: 'Choose a time' }).waitFor()
    await page.waitForTimeout(2000)
    assert.equal(page.url(), site + timesAddress(shop))
    const corner = await page.screenshot({ clip: { x: 4, y: 300, width: 8, height: 8 } })
    const { channels } = await sharp(corner).stats()
    assert.isBelow(channels[0].mean, 160, 'the site behind it is dimmed')
    const rules = ['aria-dialog-name', 'button-name', 'frame-title', 'color-contrast']
    assert.deepEqual(await axeFindings(page, rules), [])
    for (let press = 0; press < 60; press++) {
      await page.keyboard.press('Tab')
      const outside = await page.evaluate(() =>
        document.activeElement?.closest('main a, main button')
      )
      assert.notExists(outside)
    }
    const isFocused = () => link.evaluate((element) => document.activeElement === element)

    // Escape is heard in the frame as well as around it.
    await frame.locator('.soonest__time').first().focus()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    assert.isTrue(await isFocused())
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Close' }).click()
    await dialog.waitFor({ state: 'detached' })
    assert.isTrue(await isFocused())
    await page.keyboard.press('Enter')
    await dialog.waitFor()
    await page.mouse.click(8, 300)
    await dialog.waitFor({ state: 'detached' })
    assert.isTrue(await isFocused())

    await page.keyboard.press('Enter')
    await frame.locator('.soonest__time').first().click()
    await bookIn(frame)
    assert.lengthOf(await Booking.all(), 1)
  })

  test('on a site that is not named a popup is a link', async ({ browser, assert, cleanup }) => {
    const shop = await openShop()
    const site = await openOtherSite(cleanup, (path) => popupOf(appUrl + path))
    await shop.business.settings.merge({ frameSites: ['https://pool.example'] }).save()
    const context = await reader(browser)
    cleanup(() => context.close())
    const page = await context.newPage()
    await page.goto(site + timesAddress(shop))
    await page.getByRole('link', { name: 'Book now' }).click()
    await page.waitForURL(appUrl + timesAddress(shop))
    await page.getByRole('heading', { name: 'Choose a time' }).waitFor()
    assert.equal(await page.getByRole('dialog').count(), 0)
  })

  test('without script a popup is a link', async ({ browser, assert, cleanup }) => {
    const shop = await openShop()
    const site = await openOtherSite(cleanup, (path) => popupOf(appUrl + path))
    const context = await reader(browser, { javaScriptEnabled: false })
    cleanup(() => context.close())
    const page = await context.newPage()
    await page.goto(site + timesAddress(shop))
    await page.getByRole('link', { name: 'Book now' }).click()
    await page.getByRole('heading', { name: 'Choose a time' }).waitFor()
    assert.equal(page.url(), appUrl + timesAddress(shop))
  })

  test('a form of another site books nothing', async ({ browser, assert, cleanup }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    const start = instant(tenOClock())
    const site = await openOtherSite(
      cleanup,
      (path) =>
        `<form method="post" action="${appUrl}${path}/details"><input name="start" value="${start}"><button>Win</button></form>`
    )
    await shop.business.settings.merge({ frameSites: [site] }).save()
    const context = await reader(browser)
    cleanup(() => context.close())
    const page = await context.newPage()
    await page.goto(site + timesAddress(shop))
    const answered = page.waitForResponse((response) => response.request().method() === 'POST')
    await page.getByRole('button', { name: 'Win' }).click()
    assert.equal((await answered).status(), 403)
    assert.lengthOf(await Booking.all(), 0)
  })
})
