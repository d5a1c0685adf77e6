/// <reference lib="dom" />
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import type { Locator } from 'playwright'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { axeFindings, reader } from '#tests/support/page_checks'
import type { Weekday } from '#scheduling/types'

const DATE = DateTime.now().setZone('Europe/London').plus({ days: 3 }).toISODate() ?? ''
const FROM_NINE_TO_FIVE = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({
  weekday: weekday as Weekday,
  start: '09:00',
  end: '17:00',
}))

/** At that time of the column, by its scale. */
async function pressAt(column: Locator, time: number) {
  const hours = String(await column.getAttribute('data-hours')).split(' ')
  const box = await column.boundingBox()
  const height = box?.height ?? 0
  const y = (height * (time - Number(hours[0].slice(11, 13)))) / hours.length
  await column.click({ position: { x: (box?.width ?? 0) / 2, y } })
}

const columnOf = (view: string) =>
  view === 'day' ? '.diary__list' : `.week__list[data-hours^="${DATE}"]`

test.group('Free time in the calendar', (group) => {
  withEmptyTables(group)

  for (const view of ['day', 'week']) {
    test(`is booked from the quarter of an hour that is pressed in the ${view}`, async ({
      browser,
      assert,
    }) => {
      const { user, host } = await openShop({ weeklyHours: FROM_NINE_TO_FIVE })
      const context = await reader(browser, { viewport: { width: 1440, height: 1400 } })
      await context.loginAs(user)
      const page = await context.newPage()
      await page.goto(`/admin/calendar?view=${view}&date=${DATE}&host=${host.id}`)
      assert.deepEqual(await axeFindings(page), [])
      const column = page.locator(columnOf(view))
      await pressAt(column, 15.6)
      await page.getByRole('heading', { name: 'New booking' }).waitFor()
      assert.include(page.url(), `date=${DATE}&time=15%3A30&host=${host.id}`)

      await page.goBack()
      await column.getByText(/^Book 0?9:00/).click()
      await page.getByRole('heading', { name: 'New booking' }).waitFor()
      assert.include(page.url(), `date=${DATE}&time=09%3A00`)
      await page.goBack()
      await column.getByRole('link', { name: /^Book 0?9:00/ }).press('Enter')
      await page.getByRole('heading', { name: 'New booking' }).waitFor()
      assert.include(page.url(), `date=${DATE}&time=09%3A00`)
      await context.close()
    }).tags(['@booksWherePressed'])
  }
})
