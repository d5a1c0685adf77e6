import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { withEmptyTables } from '#tests/support/database'
import { place, tenOClock, timesAddress } from '#tests/support/guest'
import { reader, sidewaysScroll, watch } from '#tests/support/page_checks'

const [FIRST, SECOND] = [tenOClock(9), tenOClock(10)]

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with script' : 'without script'

  test.group(`Several dates in one go ${how}`, (group) => {
    withEmptyTables(group)

    test('are chosen, put right where one is gone, and booked with one press', async ({
      browser,
      assert,
    }) => {
      const shop = await openShop({ service: { mostDates: 2, slotIntervalMinutes: 60 } })
      const context = await reader(browser, {
        javaScriptEnabled,
        viewport: { width: 320, height: 800 },
      })
      const complaints = watch(context)
      const page = await context.newPage()
      const next = async (heading: string) => {
        await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
        assert.isAtMost(await sidewaysScroll(page).catch(() => 0), 0, heading)
      }
      const choose = async () => {
        await page.getByLabel(/^10:00/).check()
        await page.getByRole('button', { name: 'Continue' }).click()
        await next('Your details')
      }

      await page.goto(`${timesAddress(shop)}?date=${FIRST.toISODate()}`)
      await choose()
      await page.getByLabel('Your name').fill('Priya Shah')
      await page.getByRole('link', { name: 'Add another date' }).click()
      await next('Add another date')
      await page.getByText('1 date chosen').waitFor()
      await page.getByRole('heading', { name: SECOND.toFormat('cccc d LLLL') }).waitFor()
      await choose()
      await page.getByText('2 dates chosen').first().waitFor()
      const name = page.getByLabel('Your name')
      if (javaScriptEnabled) assert.equal(await name.inputValue(), 'Priya Shah')
      await name.fill('Priya Shah')
      await page.getByLabel('Email').fill('priya@example.com')

      const taken = await place(shop, SECOND)
      await page.getByRole('button', { name: 'Book 2 dates' }).click()
      await next('One of your dates is not free')
      await page.getByLabel(/11:00\s–\s12:00/).check()
      await page.getByRole('button', { name: 'Book these dates' }).click()
      await page.getByRole('heading', { name: '2 dates, booked together' }).waitFor()

      const bookings = await Booking.query().whereNot({ id: taken.id }).orderBy('starts_at')
      assert.deepEqual(
        bookings.map(({ startsAt, clientName }) => [startsAt.toMillis(), clientName]),
        [FIRST, SECOND.plus({ hours: 1 })].map((at) => [at.toMillis(), 'Priya Shah'])
      )
      assert.deepEqual(complaints, [])
      await context.close()
    })
  })
}
