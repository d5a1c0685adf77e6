/// <reference lib="dom" />
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { withEmptyTables } from '#tests/support/database'
import { instant, tenOClock, timesAddress } from '#tests/support/guest'
import { axeInEveryLook, reader, sidewaysScroll, watch } from '#tests/support/page_checks'

const BOX = /Text me about this booking/

test.group('Agreeing to be texted', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`is asked, never ticked for anybody, and needs a number, ${how}`, async ({
      browser,
      assert,
    }) => {
      const shop = await openShop({ settings: { sendsTexts: true } })
      const context = await reader(browser, { javaScriptEnabled })
      const complaints = watch(context)
      const page = await context.newPage()
      await page.goto(`${timesAddress(shop)}/details?start=${instant(tenOClock())}`)
      assert.isFalse(await page.getByLabel(BOX).isChecked())
      if (javaScriptEnabled) assert.deepEqual(await axeInEveryLook(page), [])
      await page.setViewportSize({ width: 320, height: 800 })
      assert.isAtMost(await sidewaysScroll(page), 0)

      await page.getByLabel('Your name').fill('Asha Patel')
      await page.getByLabel('Email', { exact: true }).fill('asha@client.example')
      await page.getByLabel(BOX).check()
      await page.getByRole('button', { name: 'Book Private lesson' }).click()
      await page.getByRole('link', { name: /Write the phone number that we may text/ }).click()
      assert.isTrue(await page.getByLabel(BOX).isChecked(), 'what was ticked stays')

      await page.getByLabel('Phone', { exact: true }).fill('+999 123 456')
      await page.getByRole('button', { name: 'Book Private lesson' }).click()
      await page.getByRole('link', { name: /We cannot send an SMS to this number/ }).click()
      assert.lengthOf(await Booking.all(), 0)

      await page.getByLabel('Phone', { exact: true }).fill('07700 900123')
      await page.getByRole('button', { name: 'Book Private lesson' }).click()
      await page.getByText('Confirmed', { exact: true }).waitFor()
      const booking = await Booking.firstOrFail()
      assert.equal(booking.textsTo, '+447700900123')
      assert.deepEqual(complaints, [])
      await context.close()
    })
  }

  test('is not asked where the business sends none', async ({ browserContext, assert }) => {
    const shop = await openShop()
    const page = await browserContext.newPage()
    await page.goto(`${timesAddress(shop)}/details?start=${instant(tenOClock())}`)
    await page.getByLabel('Your name').waitFor()
    assert.equal(await page.getByLabel(BOX).count(), 0)
  })
})
