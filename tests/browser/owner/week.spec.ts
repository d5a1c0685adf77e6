/// <reference lib="dom" />
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'
import { reader } from '#tests/support/page_checks'
import { NINE_TO_FIVE } from '#tests/support/weeks'

test.group('The calendar’s week', (group) => {
  withEmptyTables(group)

  test('has room for time and name of half an hour', async ({ browser, assert }) => {
    const service = { durationMinutes: 30, slotIntervalMinutes: 30 }
    const shop = await openShop({ hosts: 2, weeklyHours: NINE_TO_FIVE, service })
    await place(shop, tenOClock())
    const context = await reader(browser)
    await context.loginAs(shop.user)
    const page = await context.newPage()
    const date = tenOClock().toFormat('yyyy-MM-dd')
    for (const width of [1366, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      await page.goto(`/admin/calendar?view=week&date=${date}`)
      const event = page.locator('.week__event', { hasText: 'Priya Shah' })
      const box = await event.boundingBox()
      for (const words of ['Priya Shah', '10:00', 'Anna']) {
        const text = event.getByText(words, { exact: words !== '10:00' })
        const { clientWidth, scrollWidth } = await text.evaluate((element) => ({
          clientWidth: element.clientWidth,
          scrollWidth: element.scrollWidth,
        }))
        assert.isAtMost(scrollWidth, clientWidth, `${words} at ${width} px`)
        const own = await text.boundingBox()
        const end = (own?.y ?? Infinity) + (own?.height ?? 0)
        assert.isAtMost(end, (box?.y ?? 0) + (box?.height ?? 0), `${words} at ${width} px`)
      }
    }
    await context.close()
  })
})
