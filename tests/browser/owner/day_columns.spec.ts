/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { storeBooking } from '#tests/support/diary'
import { reader } from '#tests/support/page_checks'
import { IN_THREE_DAYS } from '#tests/support/requests'

const WIDTHS = [768, 800, 834, 912, 1024]
/** Of what is pressed; a link within its column, as far as the column is in sight. */
const LEAST = { width: 44, height: 24 }

/** What of each gap and booking stands in sight, at least in part. */
function targetsIn(page: Page) {
  return page.evaluate(() => {
    const frame = document.querySelector('.diary-frame')!.getBoundingClientRect()
    const hours = document.querySelector('.diary__hours')!.getBoundingClientRect()
    const links = Array.from(document.querySelectorAll('.diary__gap a, .diary__event a'))
    return links.flatMap((link) => {
      const { left, right, height } = link.getBoundingClientRect()
      const width = Math.min(right, frame.right) - Math.max(left, hours.right)
      return width > 0.5 ? [{ width, height }] : []
    })
  })
}

test.group('The columns of a day', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const script = javaScriptEnabled ? 'with' : 'without'
    test(`are whole and wide enough to be pressed, the others a link away, ${script} script`, async ({
      browser,
      assert,
    }) => {
      const shop = await openShop({ hosts: 7 })
      for (const host of shop.hosts) {
        const startsAt = IN_THREE_DAYS
        await storeBooking({ service: shop.service, host, startsAt, minutes: 45 })
      }
      const context = await reader(browser, { javaScriptEnabled })
      await context.loginAs(shop.user)
      const page = await context.newPage()
      const date = IN_THREE_DAYS.setZone(shop.business.timeZone).toISODate()
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 })
        await page.goto(`/admin/calendar?view=day&date=${date}`)
        const seen = await targetsIn(page)
        assert.isAtLeast(seen.length, 3, String(width))
        for (const target of seen) {
          assert.isAtLeast(target.width, LEAST.width, `${width} px wide`)
          assert.isAtLeast(target.height, LEAST.height, `${width} px wide`)
        }
        const turns = page.getByRole('navigation', { name: 'People side by side' })
        const last = turns.getByRole('link').last()
        const column = page.locator('.diary__day').last()
        const isInSight = () =>
          column.evaluate((one) => {
            const { right } = document.querySelector('.diary-frame')!.getBoundingClientRect()
            return one.getBoundingClientRect().right <= right + 1
          })
        assert.isFalse(await isInSight(), `${width} px wide, at first`)
        await last.click()
        for (let tries = 0; tries < 20 && !(await isInSight()); tries++)
          await page.waitForTimeout(50)
        assert.isTrue(await isInSight(), `${width} px wide, once chosen`)
      }
      await context.close()
    })
  }
})
