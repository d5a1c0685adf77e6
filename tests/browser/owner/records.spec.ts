/// <reference lib="dom" />
import { test } from '@japa/runner'
import Booking from '#models/bookings/booking'
import { withEmptyTables } from '#tests/support/database'
import { axeFindings, reader } from '#tests/support/page_checks'
import { IN_THREE_DAYS, openShopByRequest, place } from '#tests/support/requests'

async function openDesk() {
  const shop = await openShopByRequest()
  for (const [index, name] of ['Ada Bell', 'Tom Ray', 'Zoe Lin'].entries()) {
    const email = `${name.slice(0, 3).toLowerCase()}@example.com`
    await place(shop, { name, email, startsAt: IN_THREE_DAYS.plus({ hours: index }) })
  }
  return shop
}

const statuses = async () =>
  (await Booking.query().orderBy('starts_at')).map(({ status }) => status)

test.group('The record of bookings', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`one is corrected and noted, several are decided at once, ${how}`, async ({
      browser,
      assert,
    }) => {
      const shop = await openDesk()
      const context = await reader(browser, { javaScriptEnabled })
      await context.loginAs(shop.user)
      const page = await context.newPage()
      await page.goto('/admin/bookings')
      await page.getByRole('link', { name: 'Ada Bell' }).click()
      await page.getByRole('link', { name: 'Correct this booking' }).click()
      await page.getByLabel('Name').fill('Ada Bellamy')
      await page.getByLabel('Price').fill('45')
      await page.getByRole('checkbox', { name: 'Tell Ada Bell' }).check()
      if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
      await page.getByRole('button', { name: 'Save the correction' }).click()
      await page.getByText('Corrected. The client gets a mail.').waitFor()
      await page.getByText('Price £45.00, before £50.00').waitFor()

      await page.getByText('Add a note').click()
      await page.getByLabel('Private note').fill('Pays in vouchers')
      await page.getByRole('button', { name: 'Save the notes' }).click()
      await page.getByText('The notes are saved.').waitFor()

      await page.getByRole('link', { name: 'All bookings' }).click()
      await page.getByRole('checkbox', { name: /Choose Ada Bellamy/ }).check()
      await page.getByRole('checkbox', { name: /Choose Tom Ray/ }).check()
      await page
        .getByRole('combobox', { name: 'With the selected bookings' })
        .selectOption('approve')
      await page.getByRole('button', { name: 'See the changes' }).click()
      await page.getByText('2 of 2 would be changed.').waitFor()
      assert.deepEqual(await statuses(), ['pending', 'pending', 'pending'])
      if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
      await page.getByRole('checkbox', { name: /Choose Tom Ray/ }).uncheck()
      await page.getByRole('button', { name: /^Approve / }).click()
      await page.getByText('1 of 1 changed.').waitFor()
      assert.deepEqual(await statuses(), ['approved', 'pending', 'pending'])

      await page.getByRole('link', { name: 'All bookings' }).first().click()
      await page
        .getByRole('combobox', { name: 'With the selected bookings' })
        .selectOption('cancel')
      await page.getByRole('checkbox', { name: /The whole list/ }).check()
      await page.getByRole('button', { name: 'See the changes' }).click()
      await page.getByLabel('Reason').fill('The pool is shut')
      await page.getByRole('button', { name: 'Cancel these 3' }).click()
      await page.getByText('3 of 3 changed.').waitFor()
      assert.deepEqual(await statuses(), ['cancelled', 'cancelled', 'cancelled'])
      await context.close()
    })
  }
})
