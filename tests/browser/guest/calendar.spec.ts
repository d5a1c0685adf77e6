/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { DateTime } from 'luxon'
import type { Page } from 'playwright'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { place, tenOClock, timesAddress } from '#tests/support/guest'
import { reader } from '#tests/support/page_checks'
import { planSession } from '#tests/support/sessions'

const PHONE = { width: 360, height: 640 }
const DESK = { width: 1280, height: 800 }

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim())
const daysTop = (page: Page) =>
  page.locator('.days').evaluate((days) => Math.round(days.getBoundingClientRect().top))
const turnedTo = (page: Page, weeks: DateTime) =>
  page.locator(`.month[data-begins="${weeks.toISODate()}"]`).waitFor({ state: 'attached' })
const dayLink = (page: Page, date: DateTime) =>
  page.locator(`a.month__day[href*="date=${date.toISODate()}"]`)

async function openAt(page: Page, address: string, viewport = DESK) {
  await page.setViewportSize(viewport)
  await page.goto(address)
  await page.getByRole('grid').waitFor()
}

const DAYS_AHEAD = 500
const monday = tenOClock(0).startOf('week')
/** The five weeks from this one on, and the five after them. */
const weeksAt = (index: number) => monday.plus({ days: 35 * index })
/** Where a phone shows its calendar as well. */
const calendarAt = (shop: Parameters<typeof timesAddress>[0], index: number) =>
  `${timesAddress(shop)}?choose=day&from=${weeksAt(index).toISODate()}`

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
      await openAt(page, calendarAt(shop, 0), viewport)
      const top = await daysTop(page)
      for (const [name, index] of [
        ['Five weeks on', 1],
        ['Five weeks on', 2],
        ['Five weeks back', 1],
      ] as const) {
        await page.getByRole('link', { name }).click()
        await turnedTo(page, weeksAt(index))
        assert.equal(await daysTop(page), top)
        const label = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
        assert.equal(label, name)
      }
      await context.close()
    }).tags(['@swapsPart'])

    test('is paged by keys to the same place in other weeks, and by a year', async ({
      browser,
      assert,
    }) => {
      const shop = await openShop({ settings: { maxAdvanceBookingDays: DAYS_AHEAD } })
      const context = await reader(browser)
      const page = await context.newPage()
      await openAt(page, calendarAt(shop, 1), viewport)
      const day = weeksAt(1).plus({ days: 12 })
      await dayLink(page, day).focus()
      await page.waitForTimeout(50)
      const top = await daysTop(page)
      const steps = [
        ['PageDown', 35],
        ['PageDown', 70],
        ['PageUp', 35],
        ['Shift+PageDown', 35 + 364],
        ['Shift+PageUp', 35],
        ['PageUp', 0],
      ] as const
      for (const [key, days] of steps) {
        await page.keyboard.press(key)
        const date = day.plus({ days }).toISODate() ?? ''
        await page.waitForFunction(
          (wanted) =>
            (document.activeElement as HTMLAnchorElement).href?.includes(`date=${wanted}`),
          date
        )
        assert.equal(await daysTop(page), top, key)
      }
      await page.keyboard.press('ArrowRight')
      assert.equal(await focused(page), String(day.plus({ days: 1 }).day))
      await page.keyboard.press('Shift+PageUp')
      await turnedTo(page, monday)
      await context.close()
    }).tags(['@dateGrid', '@swapsPart'])

    test('leads from a day to its times', async ({ browser, assert }) => {
      const shop = await openShop()
      const context = await reader(browser)
      const page = await context.newPage()
      const days = [12, 13, 14].map((ahead) => weeksAt(1).plus({ days: ahead }))
      for (const [index, choose] of [
        (day: DateTime) => dayLink(page, day).click(),
        (day: DateTime) => dayLink(page, day).press('Enter'),
        (day: DateTime) => dayLink(page, day).press(' '),
      ].entries()) {
        await openAt(page, calendarAt(shop, 1), viewport)
        await choose(days[index])
        await page.waitForFunction(() => document.activeElement?.id === 'day')
        const top = await page.locator('#day').evaluate((day) => day.getBoundingClientRect().top)
        assert.isAtLeast(top, 0)
        assert.isAtMost(top, viewport.height / 2)
        assert.equal(await focused(page), days[index].toFormat('cccc d LLLL'))
      }
      await context.close()
    }).tags(['@swapsPart', '@dateGrid'])

    test('stays in view without script, and leads to the times', async ({ browser, assert }) => {
      const shop = await openShop({ settings: { maxAdvanceBookingDays: DAYS_AHEAD } })
      const context = await reader(browser, { javaScriptEnabled: false, viewport })
      const page = await context.newPage()
      await page.goto(timesAddress(shop))
      if (viewport === PHONE) await page.getByText('See the calendar').click()
      const isInView = async (id: string) => {
        const box = await page.locator(id).boundingBox()
        return box !== null && box.y >= 0 && box.y + box.height < viewport.height
      }
      await page.getByRole('link', { name: 'Five weeks on' }).click()
      assert.isTrue(await isInView('#month'))
      await dayLink(page, weeksAt(1)).click()
      assert.isTrue(await isInView('#day'))
      await context.close()
    })
  })
}

test.group('The row of days on a phone', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`leads to the times of a day and on to later ones, ${how}`, async ({
      browser,
      assert,
    }) => {
      const shop = await openShop({ settings: { maxAdvanceBookingDays: DAYS_AHEAD } })
      const context = await reader(browser, { javaScriptEnabled, viewport: PHONE })
      const page = await context.newPage()
      await page.goto(timesAddress(shop))
      assert.isFalse(await page.getByRole('link', { name: 'Five weeks on' }).isVisible())
      const day = tenOClock(3)
      await page.locator(`.days__day[href*="date=${day.toISODate()}"]`).click()
      await page.getByRole('heading', { name: day.toFormat('cccc d LLLL') }).waitFor()
      const inView = await page.locator('#day').boundingBox()
      assert.isBelow(inView?.y ?? PHONE.height, PHONE.height)
      await page.getByRole('link', { name: 'Later days' }).click()
      await page.locator(`.days__day[href*="date=${weeksAt(1).toISODate()}"]`).waitFor()
      assert.isFalse(await page.getByRole('link', { name: 'Five weeks on' }).isVisible())
      await page.getByRole('link', { name: 'Earlier days' }).waitFor()
      await context.close()
    }).tags(['@swapsPart'])

    test(`begins in sight of the chosen day, ${how}`, async ({ browser, assert }) => {
      const shop = await openShop()
      const context = await reader(browser, { javaScriptEnabled, viewport: PHONE })
      const page = await context.newPage()
      for (const lang of ['en', 'ar']) {
        await page.goto(`${timesAddress(shop)}?date=${tenOClock(14).toISODate()}&lang=${lang}`)
        const chosen = page.locator('.days__day[aria-current]')
        await page.waitForTimeout(500)
        const box = await chosen.boundingBox()
        assert.isAtLeast(box?.x ?? -1, 0)
        assert.isAtMost((box?.x ?? PHONE.width) + (box?.width ?? 0), PHONE.width)
      }
      await context.close()
    })

    test(`keeps the chosen day in another language, ${how}`, async ({ browser }) => {
      const shop = await openShop()
      const context = await reader(browser, { javaScriptEnabled, viewport: PHONE })
      const page = await context.newPage()
      await page.goto(timesAddress(shop))
      const day = tenOClock(3)
      await page.locator(`.days__day[href*="date=${day.toISODate()}"]`).click()
      await page.getByRole('heading', { name: day.toFormat('cccc d LLLL') }).waitFor()
      await page.getByRole('link', { name: 'Deutsch' }).click()
      const name = day.setLocale('de').toFormat('cccc, d. LLLL')
      await page.getByRole('heading', { name }).waitFor()
      await context.close()
    }).tags(['@swapsPart'])
  }
})

test.group('Days of the calendar', (group) => {
  withEmptyTables(group)

  test('keep the focus where a month has no times', async ({ browser, assert }) => {
    const shop = await openShop({ settings: { maxAdvanceBookingDays: DAYS_AHEAD } })
    const dates = Array.from({ length: 35 }, (_, day) => ({
      businessId: shop.business.id,
      date: weeksAt(2).plus({ days: day }).toFormat('yyyy-MM-dd'),
      windows: [],
    }))
    await shop.host.related('dateOverrides').createMany(dates)
    const context = await reader(browser)
    const page = await context.newPage()
    const day = weeksAt(1).plus({ days: 12 })
    await openAt(page, `${timesAddress(shop)}?date=${day.toISODate()}`)
    await page.locator('a.month__day[aria-current]').focus()
    await page.keyboard.press('PageDown')
    await turnedTo(page, weeksAt(2))
    const there = day.plus({ days: 35 })
    await page.waitForFunction(
      (text) => document.activeElement?.textContent === text,
      `${there.day}, no times`
    )
    await page.keyboard.press('PageDown')
    await turnedTo(page, weeksAt(3))
    await page.waitForFunction(
      (text) => document.activeElement?.textContent === text,
      String(there.plus({ days: 35 }).day)
    )
    assert.equal(await page.locator('.month__day[tabindex="0"]').count(), 1)
    await context.close()
  }).tags(['@dateGrid'])

  test('that are full are drawn as empty, and said to be full', async ({ browser, assert }) => {
    const shop = await openShop({ service: { capacity: 1, isPlannedOnly: true } })
    const start = tenOClock(12)
    await planSession(shop, start, { capacity: 1 })
    await planSession(shop, start.plus({ days: 1 }), { capacity: 1 })
    await place(shop, start)
    const context = await reader(browser)
    const page = await context.newPage()
    await openAt(page, timesAddress(shop))
    const line = (day: DateTime) =>
      dayLink(page, day).evaluate((link) => getComputedStyle(link, '::after').backgroundColor)
    assert.equal(await line(start), 'rgba(0, 0, 0, 0)')
    assert.notEqual(await line(start.plus({ days: 1 })), 'rgba(0, 0, 0, 0)')
    assert.match((await dayLink(page, start).getAttribute('aria-label')) ?? '', /, full$/)
    await page.locator('.month__key').getByText('Full', { exact: true }).waitFor()
    await context.close()
  })
})
