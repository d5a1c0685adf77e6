/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { detailsAddress, instant, tenOClock } from '#tests/support/guest'
import { reader } from '#tests/support/page_checks'

/** Away from a refused form by a link, and back; a page that cannot be shown again throws here. */
async function awayAndBack(page: Page, link: string) {
  await page.getByRole('alert').waitFor()
  await page.getByRole('link', { name: link }).first().click()
  await page.getByRole('alert').waitFor({ state: 'detached' })
  await page.goBack()
}

test.group('Back to a refused form', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`shows a booking as it was typed, ${how}`, async ({ browser, assert }) => {
      const shop = await openShop()
      const context = await reader(browser, { javaScriptEnabled })
      const page = await context.newPage()
      await page.goto(`${detailsAddress(shop)}?start=${instant(tenOClock())}`)
      await page.getByLabel('Your name').fill('Priya Shah')
      await page.getByLabel('Email').fill('priya.example.com')
      await page.getByRole('button', { name: 'Book Private lesson' }).click()
      await awayAndBack(page, 'Change date and time')
      await page.getByRole('button', { name: 'Book Private lesson' }).waitFor()
      assert.equal(await page.getByLabel('Your name').inputValue(), 'Priya Shah')
      await context.close()
    })
  }

  test('shows the form where pages are kept by nobody, and reloads it', async ({
    browserContext,
    assert,
  }) => {
    const shop = await openShop()
    await browserContext.loginAs(shop.user)
    const page = await browserContext.newPage()
    const date = tenOClock().toFormat('yyyy-MM-dd')
    await page.goto(`/admin/bookings/new?who=new&date=${date}&time=10:00`)
    await page.getByRole('button', { name: 'Book' }).click()
    await page.getByRole('alert').waitFor()
    assert.equal(new URL(page.url()).pathname, '/admin/bookings/new')
    await awayAndBack(page, 'Services')
    await page.getByLabel('Date', { exact: true }).waitFor()
    await page.reload()
    await page.getByLabel('Date', { exact: true }).waitFor()
  })
})

test.group('What was done', (group) => {
  withEmptyTables(group)

  test('is said in sight, also where the page jumps to its change', async ({
    browserContext,
    assert,
  }) => {
    const shop = await openShop()
    await browserContext.loginAs(shop.user)
    const page = await browserContext.newPage()
    await page.setViewportSize({ width: 360, height: 640 })
    await page.goto('/admin/availability')
    await page.getByLabel('Date', { exact: true }).fill(tenOClock().toFormat('yyyy-MM-dd'))
    const dates = page.locator('form', { has: page.getByLabel('Reason') })
    await dates.getByRole('button', { name: 'Save these hours' }).click()
    await page.waitForURL('**#dates')
    const box = await page.locator('.shell__done').boundingBox()
    const heading = await page.locator('#dates').boundingBox()
    if (!box || !heading) throw new Error('Nothing is said')
    assert.isAtLeast(box.y, 0)
    assert.isAtMost(box.y + box.height, 640)
    assert.isAtLeast(heading.y, box.y + box.height)
  })
})
