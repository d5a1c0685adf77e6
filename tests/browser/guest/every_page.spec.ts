/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { detailsAddress, instant, tenOClock } from '#tests/support/guest'
import {
  axeFindings,
  axeInEveryLook,
  reader,
  SCHEMES,
  sidewaysScroll,
  watch,
} from '#tests/support/page_checks'
import { everyAddress } from '#tests/support/public_pages'

async function refusedForm(page: Page, shop: Awaited<ReturnType<typeof openShop>>) {
  await page.goto(`${detailsAddress(shop)}?start=${instant(tenOClock(7))}`)
  await page.getByLabel('Email').fill('priya.example.com')
  await page.getByRole('button', { name: 'Book Private lesson' }).click()
  await page.getByRole('alert').waitFor()
}

test.group('Every public page', (group) => {
  withEmptyTables(group)

  test('has nothing that axe minds, in both schemes, on a phone and a wide screen', async ({
    browser,
    assert,
  }) => {
    const addresses = await everyAddress()
    const context = await reader(browser)
    const complaints = watch(context)
    const page = await context.newPage()
    for (const address of addresses) {
      await page.goto(address)
      assert.deepEqual(await axeInEveryLook(page), [], address)
    }
    assert.deepEqual(complaints, [])
    await context.close()
  }).timeout(400_000)

  test('never scrolls sideways at 320 px', async ({ browser, assert }) => {
    const addresses = await everyAddress()
    const context = await reader(browser, { viewport: { width: 320, height: 640 } })
    const page = await context.newPage()
    for (const address of addresses) {
      await page.goto(address)
      assert.isAtMost(await sidewaysScroll(page), 0, address)
    }
    await context.close()
  })

  test('has nothing that axe minds on a refused form', async ({ browser, assert }) => {
    const shop = await openShop()
    const context = await reader(browser)
    const page = await context.newPage()
    await refusedForm(page, shop)
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      assert.deepEqual(await axeFindings(page), [])
    }
    await context.close()
  })
})
