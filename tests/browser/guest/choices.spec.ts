/// <reference lib="dom" />
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { withEmptyTables } from '#tests/support/database'
import { timesAddress } from '#tests/support/guest'
import { axeFindings, reader, watch } from '#tests/support/page_checks'

const MEETING = 'https://zoom.example/j/123'

test.group('Booking a service of several lengths and places', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`says the price of each length, and asks where, ${how}`, async ({ browser, assert }) => {
      const shop = await openShop({
        service: {
          ...{ durations: [30, 90], lengthPrices: { 30: '28.00', 90: '70.00' } },
          furtherPlaces: [
            { key: 1, locationType: 'zoom', locationDetails: MEETING },
            { key: 2, locationType: 'phone', locationDetails: null },
          ],
        },
      })
      const context = await reader(browser, { javaScriptEnabled })
      const complaints = watch(context)
      const page = await context.newPage()
      await page.goto(timesAddress(shop))
      await page.getByRole('link', { name: 'Five weeks on' }).click()
      await page
        .getByRole('link', { name: /^\w+ 15 \w+, \d+ times$/ })
        .first()
        .click()
      await page.getByRole('heading', { name: / 15 / }).waitFor()
      await page.getByRole('link', { name: /^90 min.*£70.00$/ }).click()
      await page.getByRole('link', { name: /^90 min.*£70.00$/ }).waitFor()
      await page.waitForURL('**duration=90**')
      await page.getByLabel(/^10:30/).check()
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByText('£70.00, paid to Swim School Pro').waitFor()

      await page.getByLabel('Your name').fill('Priya Shah')
      await page.getByLabel('Email').fill('priya@example.com')
      await page.getByRole('button', { name: 'Book Private lesson' }).click()
      await page.getByRole('link', { name: 'Choose where it takes place' }).click()
      if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
      await page.getByRole('radio', { name: /^Phone call/ }).check()
      await page.getByRole('button', { name: 'Book Private lesson' }).click()
      await page.getByRole('link', { name: 'We call you there: write your phone number' }).click()
      await page.getByRole('radio', { name: /^Zoom/ }).check()
      await page.getByRole('button', { name: 'Book Private lesson' }).click()

      await page.getByText('Confirmed', { exact: true }).waitFor()
      assert.equal(
        await page.getByRole('link', { name: 'Join the call' }).getAttribute('href'),
        MEETING
      )
      await page.getByText('£70.00, paid to Swim School Pro').waitFor()
      const booking = await Booking.firstOrFail()
      assert.equal(booking.price, '70.00')
      assert.equal(booking.minutes, 90)
      assert.equal(booking.wording.locationType, 'zoom')
      assert.deepEqual(complaints, [])
      await context.close()
    })
  }
})
