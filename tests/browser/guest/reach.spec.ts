/// <reference lib="dom" />
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import DateOverride from '#models/availability/date_override'
import type { Weekday } from '#scheduling/types'
import { withEmptyTables } from '#tests/support/database'
import { detailsAddress, instant, place, tenOClock, timesAddress } from '#tests/support/guest'
import { reader } from '#tests/support/page_checks'
import { everyAddress } from '#tests/support/public_pages'

test.group('Public pages within everyone’s reach', (group) => {
  withEmptyTables(group)

  test('gives the browser nothing to complain of', async ({ browser, assert }) => {
    const addresses = await everyAddress()
    const context = await reader(browser)
    const page = await context.newPage()
    const issues: string[] = []
    const audits = await context.newCDPSession(page)
    audits.on('Audits.issueAdded', ({ issue }) => issues.push(JSON.stringify(issue)))
    await audits.send('Audits.enable')
    for (const address of addresses) {
      await page.goto(address, { waitUntil: 'networkidle' })
      assert.deepEqual(issues, [], address)
    }
    await context.close()
  })

  test('says of each field that must be filled in', async ({ browser, assert }) => {
    const shop = await openShop()
    const context = await reader(browser)
    const page = await context.newPage()
    await page.goto(`${detailsAddress(shop)}?start=${instant(tenOClock(7))}`)
    assert.isTrue(
      await page.getByLabel('Your name').evaluate((field) => field.matches(':required'))
    )
    for (const name of ['Email', 'Phone']) {
      const described = await page.getByLabel(name).getAttribute('aria-describedby')
      assert.match((await page.locator(`#${described}`).textContent()) ?? '', /email or phone/i)
    }
    await context.close()
  })

  test('keeps its marks in forced colours', async ({ browser, assert }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    const context = await reader(browser, { forcedColors: 'active' })
    const page = await context.newPage()
    await page.goto(timesAddress(shop))
    const marks = await page.locator('.month__key span').evaluateAll((entries) =>
      entries.map((entry) => {
        const mark = getComputedStyle(entry, '::before')
        const ground = getComputedStyle(document.body).backgroundColor
        return mark.backgroundColor !== ground || mark.borderTopWidth !== '0px'
      })
    )
    assert.isAbove(marks.length, 2)
    assert.notInclude(marks, false)
    await context.close()
  })

  test('tells today, the chosen day, and days with, without and out of times apart in forced colours', async ({
    browser,
    assert,
  }) => {
    const now = DateTime.now().setZone('Europe/London')
    const isLate = now.hour >= 22
    const shop = await openShop({
      settings: { minAdvanceBookingHours: 0 },
      weeklyHours: [1, 2, 3, 4, 5, 6, 0]
        .filter((weekday) => weekday !== now.plus({ days: 5 }).weekday % 7)
        .map((weekday) => ({ weekday: weekday as Weekday, start: '00:00', end: '24:00' })),
    })
    const full = now.plus({ days: 2 }).toISODate() ?? ''
    await DateOverride.create({
      ...{ businessId: shop.business.id, hostId: shop.host.id, date: full, reason: null },
      windows: [{ start: '10:00', end: '11:00' }],
    })
    await place(shop, now.plus({ days: 2 }).startOf('day').set({ hour: 10 }))
    const context = await reader(browser, { forcedColors: 'active' })
    const page = await context.newPage()
    const looks = async (date: DateTime, chosen: DateTime) => {
      const isShown = date.hasSame(chosen, 'month')
      const query = isShown ? `date=${chosen.toISODate()}` : `month=${date.toFormat('yyyy-MM')}`
      await page.goto(`${timesAddress(shop)}?${query}`)
      const day = page.locator('.month__day').filter({ hasText: new RegExp(`^${date.day}(\\D|$)`) })
      return day.first().evaluate((element) => {
        const { color, backgroundColor, borderTopWidth } = getComputedStyle(element)
        const bar = getComputedStyle(element, '::after')
        const measure = [bar.content, bar.backgroundColor, bar.borderTopWidth].join(' ')
        return { color, ground: backgroundColor, box: borderTopWidth, measure }
      })
    }
    const other = now.plus({ days: 3 })
    const today = await looks(now, other)
    const chosen = await looks(other, other)
    const free = await looks(now.plus({ days: 4 }), other)
    const taken = await looks(now.plus({ days: 2 }), other)
    const closed = await looks(now.plus({ days: 5 }), other)
    assert.notEqual(today.box, '0px')
    for (const day of [chosen, free, taken, closed]) assert.equal(day.box, '0px')
    assert.notEqual(chosen.ground, free.ground)
    for (const day of isLate ? [free, taken] : [today, free, taken])
      assert.notEqual(day.ground, chosen.ground)
    assert.notEqual(free.measure, taken.measure)
    assert.notEqual(closed.color, free.color)
    assert.notEqual(closed.measure, taken.measure)
    const both = await looks(now, now)
    assert.notEqual(both.box, '0px')
    assert.equal(both.ground, chosen.ground)
    await context.close()
  })
})
