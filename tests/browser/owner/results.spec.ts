import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'
import { reader } from '#tests/support/page_checks'
import { NINE_TO_FIVE } from '#tests/support/weeks'

const UNTOLD = 'Priya Shah was not told.'

test.group('What became of several bookings', (group) => {
  withEmptyTables(group)

  async function openOne() {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    const booking = await place(shop, tenOClock(), { email: null, phone: '07700 900318' })
    return { shop, booking }
  }

  test('stays on the page after a reload, and after the way back', async ({ browser, assert }) => {
    const { shop, booking } = await openOne()
    const context = await reader(browser)
    await context.loginAs(shop.user)
    const page = await context.newPage()
    const isSaid = async () => {
      assert.equal(await page.getByText(UNTOLD).count(), 1)
      assert.isTrue(await page.getByRole('link', { name: 'Call 07700 900318' }).isVisible())
    }
    const date = tenOClock().toFormat('yyyy-MM-dd')
    await page.goto(`/admin/blocks/new?host=${shop.host.id}&date=${date}&all_day=on`)
    await page.selectOption(`[name=inside_${booking.id}]`, 'cancel')
    await page.locator('button[form=block]:not([name])').first().click()
    await page.getByText('Nobody can book that time any more').waitFor()
    await isSaid()
    await page.reload()
    await isSaid()
    await page.getByRole('link', { name: 'Priya Shah' }).click()
    await page.getByRole('heading', { level: 1, name: 'Priya Shah' }).waitFor()
    await page.goBack()
    await isSaid()
    await context.close()
  })

  test('that were moved is said again, and none is moved again', async ({ browser, assert }) => {
    const { shop, booking } = await openOne()
    const context = await reader(browser)
    await context.loginAs(shop.user)
    const page = await context.newPage()
    await page.goto(`/admin/bookings/shift?ids=${booking.id}&minutes=60`)
    await page.getByRole('button', { name: 'Move this one' }).click()
    for (const again of [false, true]) {
      if (again) await page.reload()
      await page.getByText('1 of 1 moved.').waitFor()
      assert.equal(await page.getByText(UNTOLD).count(), 1)
    }
    await booking.refresh()
    assert.equal(booking.startsAt.diff(tenOClock(), 'minutes').minutes, 60)
    await context.close()
  })
})
