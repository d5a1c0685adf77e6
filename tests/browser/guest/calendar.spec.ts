/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { place, tenOClock, timesAddress } from '#tests/support/guest'
import { reader } from '#tests/support/page_checks'
import { planSession } from '#tests/support/sessions'

const PHONE = { width: 360, height: 640 }
const DESK = { width: 1280, height: 800 }

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim())
const monthTop = (page: Page) =>
  page.locator('.month').evaluate((month) => Math.round(month.getBoundingClientRect().top))
const turnedTo = (page: Page, month: string) =>
  page.locator(`.month[data-month="${month}"]`).waitFor()
const dayLink = (page: Page, day: number) =>
  page.locator('a.month__day').filter({ hasText: new RegExp(`^${day}$`) })

async function openAt(page: Page, address: string, viewport = DESK) {
  await page.setViewportSize(viewport)
  await page.goto(address)
  await page.getByRole('grid').waitFor()
}

const DAYS_AHEAD = 500
const next = tenOClock().plus({ months: 1 })
const monthOf = (months: number) => next.plus({ months }).toFormat('yyyy-MM')

for (const viewport of [PHONE, DESK]) {
  test.group(`The calendar at ${viewport.width} px`, (group) => {
    withEmptyTables(group)

    test('is paged by its arrows without losing focus or its place', async ({
      browser,
      assert,
    }) => {
      const shop = await openShop({ settings: { maxAdvanceBookingDays: DAYS_AHEAD } })
      const context = await reader(browser)
      const page = await context.newPage()
      await openAt(page, `${timesAddress(shop)}?month=${monthOf(0)}`, viewport)
      const top = await monthTop(page)
      for (const [name, months] of [
        ['Month after', 1],
        ['Month after', 2],
        ['Month before', 1],
      ] as const) {
        await page.getByRole('link', { name }).click()
        await turnedTo(page, monthOf(months))
        assert.equal(await monthTop(page), top)
        const label = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
        assert.equal(label, name)
      }
      await context.close()
    }).tags(['@swapsPart'])

    test('is paged by keys to the same day of another month or year', async ({
      browser,
      assert,
    }) => {
      const shop = await openShop({ settings: { maxAdvanceBookingDays: DAYS_AHEAD } })
      const context = await reader(browser)
      const page = await context.newPage()
      await openAt(page, `${timesAddress(shop)}?date=${next.toFormat('yyyy-MM')}-12`, viewport)
      await page.locator('a.month__day[aria-current]').focus()
      await page.waitForTimeout(50)
      const top = await monthTop(page)
      const steps = [
        ['PageDown', monthOf(1)],
        ['PageDown', monthOf(2)],
        ['PageUp', monthOf(1)],
        ['Shift+PageDown', monthOf(13)],
        ['Shift+PageUp', monthOf(1)],
      ] as const
      for (const [key, month] of steps) {
        await page.keyboard.press(key)
        await turnedTo(page, month)
        await page.waitForFunction(() => document.activeElement?.textContent === '12')
        assert.equal(await monthTop(page), top, key)
      }
      await page.keyboard.press('ArrowRight')
      assert.equal(await focused(page), '13')
      await page.keyboard.press('Shift+PageUp')
      await turnedTo(page, tenOClock(0).toFormat('yyyy-MM'))
      await context.close()
    }).tags(['@dateGrid', '@swapsPart'])

    test('leads from a day to its times', async ({ browser, assert }) => {
      const shop = await openShop()
      const context = await reader(browser)
      const page = await context.newPage()
      await openAt(page, `${timesAddress(shop)}?month=${monthOf(0)}`, viewport)
      for (const choose of [
        () => dayLink(page, 12).click(),
        () => dayLink(page, 13).press('Enter'),
        () => dayLink(page, 14).press(' '),
      ]) {
        await choose()
        await page.waitForFunction(() => document.activeElement?.id === 'day')
        const top = await page.locator('#day').evaluate((day) => day.getBoundingClientRect().top)
        assert.isAtLeast(top, 0)
        assert.isAtMost(top, viewport.height / 2)
      }
      assert.match((await focused(page)) ?? '', / 14 /)
      await context.close()
    }).tags(['@swapsPart', '@dateGrid'])

    test('stays in view without script, and leads to the times', async ({ browser, assert }) => {
      const shop = await openShop({ settings: { maxAdvanceBookingDays: DAYS_AHEAD } })
      const context = await reader(browser, { javaScriptEnabled: false, viewport })
      const page = await context.newPage()
      await page.goto(`${timesAddress(shop)}?month=${monthOf(0)}`)
      const isInView = async (id: string) => {
        const box = await page.locator(id).boundingBox()
        return box !== null && box.y >= 0 && box.y + box.height < viewport.height
      }
      await page.getByRole('link', { name: 'Month after' }).click()
      assert.isTrue(await isInView('#month'))
      await dayLink(page, 1).click()
      assert.isTrue(await isInView('#day'))
      await context.close()
    })
  })
}

test.group('Days of the calendar', (group) => {
  withEmptyTables(group)

  test('keep the focus where a month has no times', async ({ browser, assert }) => {
    const shop = await openShop({ settings: { maxAdvanceBookingDays: DAYS_AHEAD } })
    const empty = next.plus({ months: 1 })
    const dates = Array.from({ length: empty.daysInMonth ?? 0 }, (_, day) => ({
      businessId: shop.business.id,
      date: empty.set({ day: day + 1 }).toFormat('yyyy-MM-dd'),
      windows: [],
    }))
    await shop.host.related('dateOverrides').createMany(dates)
    const context = await reader(browser)
    const page = await context.newPage()
    await openAt(page, `${timesAddress(shop)}?date=${next.toFormat('yyyy-MM')}-12`)
    await page.locator('a.month__day[aria-current]').focus()
    await page.keyboard.press('PageDown')
    await turnedTo(page, monthOf(1))
    await page.waitForFunction(() => document.activeElement?.textContent === '12, no times')
    await page.keyboard.press('PageDown')
    await turnedTo(page, monthOf(2))
    await page.waitForFunction(() => document.activeElement?.textContent === '12')
    assert.equal(await page.locator('.month__day[tabindex="0"]').count(), 1)
    await context.close()
  }).tags(['@dateGrid'])

  test('that are full are drawn as empty, and said to be full', async ({ browser, assert }) => {
    const shop = await openShop({ service: { capacity: 1, isPlannedOnly: true } })
    const start = next.set({ day: 12 })
    await planSession(shop, start, { capacity: 1 })
    await planSession(shop, start.plus({ days: 1 }), { capacity: 1 })
    await place(shop, start)
    const context = await reader(browser)
    const page = await context.newPage()
    await openAt(page, `${timesAddress(shop)}?month=${monthOf(0)}`)
    const line = (day: number) =>
      dayLink(page, day).evaluate((link) => getComputedStyle(link, '::after').backgroundColor)
    assert.equal(await line(12), 'rgba(0, 0, 0, 0)')
    assert.notEqual(await line(13), 'rgba(0, 0, 0, 0)')
    assert.match((await dayLink(page, 12).getAttribute('aria-label')) ?? '', /, full$/)
    await page.locator('.month__key').getByText('Full', { exact: true }).waitFor()
    await context.close()
  })
})
