/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { appUrl } from '#config/app'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { makeLink } from '#tests/support/links'
import { reader } from '#tests/support/page_checks'

const markPage = (page: Page) =>
  page.evaluate(() => void Object.assign(window, { isSamePage: true }))
const isSamePage = (page: Page) => page.evaluate(() => 'isSamePage' in window)

test.group('What JavaScript adds for owners', (group) => {
  withEmptyTables(group)

  test('choosing a person shows their hours at once', async ({ browserContext, assert }) => {
    const shop = await openShop({ hosts: 2 })
    await browserContext.loginAs(shop.user)
    const page = await browserContext.newPage()
    await page.goto('/admin/availability')
    const choice = page.locator('select#host')
    const other = String(shop.hosts[1].id)
    assert.notEqual(await choice.inputValue(), other)
    await choice.selectOption(other)
    await page.waitForURL(`**/admin/availability?host=${other}`)
    assert.equal(await choice.inputValue(), other)
    assert.isFalse(await page.locator('[data-fallback]').isVisible())
  }).tags(['@submitsItself'])

  test('adding hours changes the form alone', async ({ browserContext, assert }) => {
    const shop = await openShop()
    await browserContext.loginAs(shop.user)
    const page = await browserContext.newPage()
    await page.goto('/admin/availability')
    await markPage(page)
    await page.getByRole('button', { name: 'Add hours on Monday' }).click()
    await page.getByLabel('Monday, from').nth(1).waitFor()
    assert.isTrue(await isSamePage(page))
  }).tags(['@rearrangesForm'])

  test('a form that waits for its other self takes nothing that would be lost with it', async ({
    browserContext,
    assert,
  }) => {
    const shop = await openShop()
    await browserContext.loginAs(shop.user)
    const page = await browserContext.newPage()
    await page.goto('/admin/availability')
    let answer = () => {}
    const mayAnswer = new Promise<void>((resolve) => (answer = resolve))
    await page.route('**/admin/**', async (route) => {
      if (route.request().method() === 'POST') await mayAnswer
      await route.continue()
    })
    await page.getByRole('button', { name: 'Add hours on Monday' }).click()
    const saturday = page.getByRole('checkbox', { name: 'Saturday', includeHidden: true })
    const { x, y, width, height } = (await saturday.boundingBox())!
    await page.mouse.click(x + width / 2, y + height / 2)
    assert.isTrue(await saturday.isChecked())
    answer()
    await page.getByLabel('Monday, from').nth(1).waitFor()
    await saturday.uncheck()
    await page.getByLabel('Saturday, from').waitFor({ state: 'hidden' })
  }).tags(['@rearrangesForm'])

  test('the address of the page is copied, or selected whole to be copied', async ({
    browserContext,
    assert,
  }) => {
    const shop = await openShop()
    await browserContext.loginAs(shop.user)
    await browserContext.grantPermissions(['clipboard-read', 'clipboard-write'])
    const page = await browserContext.newPage()
    await page.goto('/admin/links/page')
    const field = page.getByLabel('The address of your booking page')
    const address = await field.inputValue()
    await field.focus()
    assert.equal(await page.evaluate(() => getSelection()?.toString()), address)
    await page.getByRole('button', { name: 'Copy' }).first().click()
    await page.getByRole('status').getByText('Copied').waitFor()
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), address)
  }).tags(['@copiesText'])

  test('the address of each link in the list is copied whole', async ({
    browserContext,
    assert,
  }) => {
    const shop = await openShop()
    const link = await makeLink(shop)
    await browserContext.loginAs(shop.user)
    await browserContext.grantPermissions(['clipboard-read', 'clipboard-write'])
    const page = await browserContext.newPage()
    await page.goto('/admin/links')
    await page.getByRole('button', { name: 'Copy the address of Newsletter' }).click()
    await page.getByRole('status').getByText('Copied').waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    assert.equal(copied, `${appUrl}/public/bookings/${link.token}`)
  }).tags(['@copiesText'])

  test('a new business begins in the zone of the device, also by its older name', async ({
    browser,
    assert,
  }) => {
    for (const [timezoneId, listed] of [
      ['Europe/Lisbon', 'Europe/Lisbon'],
      ['Asia/Calcutta', 'Asia/Kolkata'],
    ]) {
      const context = await reader(browser, { timezoneId })
      const page = await context.newPage()
      await page.goto('/sign-up')
      await page.locator(`select:has(option[value="${listed}"]:checked)`).waitFor()
      assert.equal(await page.getByLabel('Time zone').inputValue(), listed)
      await context.close()
    }
  }).tags(['@guessesZone'])

  test('a refused form is read from its summary on', async ({ browserContext, assert }) => {
    const shop = await openShop()
    await browserContext.loginAs(shop.user)
    const page = await browserContext.newPage()
    await page.goto('/admin/availability')
    await page.getByLabel('Monday, to').fill('late')
    await page
      .getByRole('button', { name: /^Save .* hours$/ })
      .last()
      .click()
    const summary = page.getByRole('alert')
    await summary.waitFor()
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'alert')
    assert.isTrue(await summary.evaluate((element) => element === document.activeElement))
  }).tags(['@takesFocus'])
})
