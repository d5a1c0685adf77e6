/// <reference lib="dom" />
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { axeFindings, reader, watch } from '#tests/support/page_checks'
import { place } from '#tests/support/requests'

const MONDAY = DateTime.now().setZone('Europe/London').plus({ weeks: 2 }).startOf('week')
const date = MONDAY.toISODate() ?? ''

const CALENDAR = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  `DTSTART;VALUE=DATE:${MONDAY.plus({ days: 1 }).toFormat('yyyyMMdd')}`,
  'SUMMARY:Harvest',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\n')

test.group('Hours that explain themselves', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`an owner asks why, sees what a closure does, and closes, ${how}`, async ({
      browser,
      assert,
    }) => {
      const shop = await openShop({
        weeklyHours: ([0, 1, 2, 3, 4, 5, 6] as const).map((weekday) => ({
          weekday,
          start: '09:00',
          end: '17:00',
        })),
      })
      await place(shop, { startsAt: MONDAY.set({ hour: 12 }), name: 'Grace Liu' })
      const context = await reader(browser, { javaScriptEnabled })
      const violations = watch(context)
      const page = await context.newPage()
      const findings = async () => (javaScriptEnabled ? axeFindings(page) : [])
      await page.goto('/sign-in')
      await page.getByLabel('Email').fill(shop.user.email)
      await page.getByLabel('Password').fill('a-long-password')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL('**/admin')

      await page.goto(`/admin?date=${date}`)
      await page.getByRole('link', { name: 'Why is a time not offered?' }).click()
      await page.getByLabel('Time', { exact: true }).fill('12')
      await page.getByRole('button', { name: 'Show me why' }).click()
      await page.getByText('That time is booked, 12:00 – 13:00.').waitFor()
      assert.deepEqual(await findings(), [])
      await page.getByRole('link', { name: 'Grace Liu, 12:00 – 13:00' }).click()
      await page.getByRole('heading', { name: 'Grace Liu' }).waitFor()
      await page.goBack()
      await page.getByRole('link', { name: '09:00 Can be booked' }).click()
      await page.getByRole('heading', { name: '09:00 can be booked' }).waitFor()

      await page.goto('/admin/availability')
      await page.getByLabel('Date', { exact: true }).fill(date)
      const dates = page.locator('form', { has: page.getByLabel('Reason') })
      await dates.getByRole('button', { name: 'See what this changes' }).click()
      await page.getByText('One booking is outside the hours.').waitFor()
      assert.equal(await page.locator(':focus').getAttribute('id'), 'preview')
      assert.deepEqual(await findings(), [])
      await dates.getByRole('button', { name: 'Save these hours' }).click()
      await page.getByRole('link', { name: 'One booking is in this closure' }).click()
      await page.getByRole('link', { name: 'Grace Liu' }).waitFor()

      await page.goto('/admin/availability')
      await page.getByRole('link', { name: 'Add public holidays' }).click()
      await page.getByLabel('Or its text').fill(CALENDAR)
      await page.getByRole('button', { name: 'Read the dates' }).click()
      assert.isTrue(await page.getByLabel('Harvest').isChecked())
      assert.deepEqual(await findings(), [])
      await page.getByRole('button', { name: 'Close these dates' }).click()
      await page.getByText('One date is closed.').waitFor()
      await page.getByText('Harvest').waitFor()

      assert.deepEqual(violations, [])
      await context.close()
    })

    test(`an owner gives a date a second range beside its lunch break, ${how}`, async ({
      browser,
      assert,
    }) => {
      const weekly = (start: string, end: string) => ({ weekday: 1 as const, start, end })
      const shop = await openShop({
        weeklyHours: [weekly('09:00', '12:00'), weekly('13:00', '17:00')],
      })
      const context = await reader(browser, { javaScriptEnabled })
      await context.loginAs(shop.user)
      const page = await context.newPage()
      await page.goto('/admin/availability')
      await page.getByLabel('Date', { exact: true }).fill(date)
      await page.getByRole('button', { name: 'Fill in the present hours of these dates' }).click()
      const dates = page.locator('#date-form')
      const ends = dates.getByLabel('End', { exact: true })
      await ends.nth(1).waitFor()
      assert.deepEqual(
        [await ends.nth(0).inputValue(), await ends.nth(1).inputValue()],
        ['12:00', '17:00']
      )
      await dates.getByRole('button', { name: 'Add hours' }).click()
      await ends.nth(2).fill('20:00')
      await dates.getByLabel('Start', { exact: true }).nth(2).fill('18:00')
      if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
      await dates.getByRole('button', { name: 'Save these hours' }).click()
      await page.getByText('Replaces 09:00–12:00 and 13:00–17:00.').waitFor()
      await page.getByText('09:00 – 12:00, 13:00 – 17:00, 18:00 – 20:00').waitFor()
      await context.close()
    })
  }
})
