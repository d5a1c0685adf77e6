/// <reference lib="dom" />
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import type { Page } from 'playwright'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { withEmptyTables } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'
import { axeFindings, reader } from '#tests/support/page_checks'
import { NINE_TO_FIVE } from '#tests/support/weeks'

const DATE = tenOClock().toFormat('yyyy-MM-dd')

const focused = (page: Page) => page.evaluate(() => document.activeElement?.id)

async function tabTo(page: Page, id: string) {
  for (let nth = 0; nth < 80 && (await focused(page)) !== id; nth++) {
    await page.keyboard.press('Tab')
  }
}

const latest = () => Booking.query().orderBy('id', 'desc').firstOrFail()

test.group('A day at the desk', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`a call, a walk-in, a time against the rules and a move, ${how}`, async ({
      browser,
      assert,
    }) => {
      const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
      const { clientId } = await place(shop, tenOClock(), { phone: '07700 900214' })
      const context = await reader(browser, { javaScriptEnabled })
      await context.loginAs(shop.user)
      const page = await context.newPage()

      // By keyboard alone.
      await page.goto(`/admin/bookings/new?date=${DATE}`)
      assert.equal(await focused(page), 'q')
      await page.keyboard.type('pri')
      if (javaScriptEnabled) {
        await page.getByRole('link', { name: 'Priya Shah' }).waitFor()
        await page.keyboard.press('ArrowDown')
      } else {
        await page.keyboard.press('Enter')
        await page.getByRole('link', { name: 'Priya Shah' }).waitFor()
      }
      if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Priya Shah', level: 2 }).waitFor()
      if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
      if (javaScriptEnabled) assert.equal(await focused(page), 'time')
      else await tabTo(page, 'time')
      await page.keyboard.type('14:00')
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: 'for Priya Shah' }).waitFor()
      await page.keyboard.press('Enter')
      await page.getByText('Booked. Priya Shah gets a mail.').waitFor()
      assert.equal((await latest()).clientId, clientId)

      const ago = DateTime.now().setZone('Europe/London').minus({ minutes: 10 })
      await page.goto(`/admin/bookings/new?date=${ago.toISODate()}`)
      await page.getByRole('link', { name: 'Book without a name' }).click()
      await page.getByLabel('Another time').fill(ago.toFormat('HH:mm'))
      await page.getByRole('button', { name: 'Check' }).click()
      await page.getByText('is over.').waitFor()
      await page.getByRole('link', { name: 'Book anyway' }).click()
      await page.getByRole('button', { name: 'anyway' }).click()
      await page.getByText('No mail goes out.').waitFor()
      await page.getByText('Written down after it began').first().waitFor()

      await page.goto(`/admin/bookings/new?date=${DATE}&q=zoe&who=new`)
      await page.getByLabel('Another time').fill('20:15')
      await page.getByRole('button', { name: 'Check' }).click()
      await page.getByText('Anna Reed works').waitFor()
      if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
      await page.getByRole('link', { name: 'Book anyway with Anna Reed' }).click()
      assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'zoe')
      await page.getByRole('button', { name: 'anyway' }).click()
      await page.getByText('Booked for zoe.').waitFor()
      await page.getByText('Outside the hours').first().waitFor()

      await page.getByRole('link', { name: 'Move to another time' }).click()
      await page.locator('.slot', { hasText: '16:00' }).click()
      if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
      await page.getByRole('button', { name: 'Move to' }).click()
      await page.getByText('Moved.').first().waitFor()
      const moved = await latest()
      assert.equal(moved.startsAt.setZone('Europe/London').toFormat('HH:mm'), '16:00')
      assert.isEmpty(moved.overrides)
      await context.close()
    }).tags(['@searchesClients', '@focusesField'])
  }
})
