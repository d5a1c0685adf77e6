import { test } from '@japa/runner'
import calendars from '#config/calendars'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { clientOf } from '#tests/support/clients'
import { withEmptyTables } from '#tests/support/database'
import { axeFindings, reader, watch } from '#tests/support/page_checks'
import { PeopleBooks } from '#tests/support/people_books'

test.group('Contacts at the desk', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'come by themselves' : 'are a link away without script'

    test(`${how}, and whoever is chosen is filled in`, async ({ browser, assert, cleanup }) => {
      const books = await PeopleBooks.open(cleanup)
      const shop = await openShop()
      await books.connect(shop.host)
      await clientOf(shop, { name: 'Annie Client' })
      books.store('Ann Bell', ['ann@bell.example'], ['07700 900001'])
      const context = await reader(browser, { javaScriptEnabled })
      const complaints = watch(context)
      await context.loginAs(shop.user)
      const page = await context.newPage()
      await page.goto('/admin/bookings/new')
      const box = page.getByRole('searchbox')
      if (javaScriptEnabled) await box.pressSequentially('ann')
      else {
        await box.fill('ann')
        await box.press('Enter')
        await page.getByRole('link', { name: 'Annie Client' }).waitFor()
        await page.getByRole('link', { name: 'Look in connected contacts' }).click()
      }
      const found = page.getByRole('link', { name: 'Ann Bell' })
      await found.waitFor()
      if (javaScriptEnabled) {
        assert.deepEqual(await axeFindings(page), [])
        await page.getByRole('link', { name: 'Annie Client' }).waitFor()
      }
      await found.click()
      await page.waitForURL(/contact_name=/)
      assert.equal(await page.locator('[name="client_email"]').inputValue(), 'ann@bell.example')
      assert.equal(await page.locator('[name="client_phone"]').inputValue(), '07700 900001')
      assert.deepEqual(complaints, [])
    })
  }

  test('that hang leave the clients as they are', async ({ browser, assert, cleanup }) => {
    const { searchMs } = calendars.contacts
    cleanup(() => void (calendars.contacts.searchMs = searchMs))
    calendars.contacts.searchMs = 30_000
    const books = await PeopleBooks.open(cleanup)
    const shop = await openShop()
    await books.connect(shop.host)
    await clientOf(shop, { name: 'Annie Client' })
    books.standIn.instead.push(null)
    const context = await reader(browser)
    await context.loginAs(shop.user)
    const page = await context.newPage()
    await page.goto('/admin/bookings/new')
    const asked = page.waitForRequest(/bookings\/contacts/)
    await page.getByRole('searchbox').pressSequentially('ann')
    await asked
    await page.getByRole('link', { name: 'Annie Client' }).click()
    await page.waitForURL(/client=/)
    assert.lengthOf(await Booking.all(), 1)
  })
})
