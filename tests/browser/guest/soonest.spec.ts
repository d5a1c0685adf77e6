/// <reference lib="dom" />
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { withEmptyTables } from '#tests/support/database'
import { tenOClock, timesAddress } from '#tests/support/guest'
import { reader } from '#tests/support/page_checks'

const PHONE = { width: 360, height: 740 }
/** Where the first time that can be booked begins on a phone; drawn at 352. */
const HIGHEST = 420

test.group('The first time that can be booked', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`stands above the fold of a phone, and is one tap from the form, ${how}`, async ({
      browser,
      assert,
    }) => {
      const shop = await openShop({ hosts: 2, service: { bookableFrom: tenOClock(2).toISODate() } })
      const context = await reader(browser, { javaScriptEnabled, viewport: PHONE })
      const page = await context.newPage()
      await page.goto(timesAddress(shop))
      const times = page.locator('.soonest__start')
      assert.equal(await times.count(), 3)
      assert.isBelow((await times.first().boundingBox())?.y ?? HIGHEST, HIGHEST)
      await page.getByRole('link', { name: tenOClock(3).toFormat('ccc d LLL') }).click()
      await page.getByLabel('Your name').fill('Priya Shah')
      await page.getByLabel('Email').fill('priya@example.com')
      await page.getByRole('button', { name: 'Book Private lesson' }).click()
      await page.getByText('Confirmed', { exact: true }).waitFor()
      const { startsAt } = await Booking.firstOrFail()
      assert.equal(startsAt.toMillis(), tenOClock(3).startOf('day').toMillis())
      await context.close()
    })
  }

  for (const [what, options] of [
    ['that is asked for', { settings: { requiresApproval: true } }],
    ['of a call', { service: { locationType: 'video' as const } }],
    ['of several lengths', { service: { durations: [30, 90] } }],
    ['of many lengths', { service: { durations: [15, 30, 45, 60, 90, 120] } }],
    ['of a shared session', { service: { capacity: 8 } }],
  ] as const) {
    test(`stands there for a service ${what} as well`, async ({ browser, assert }) => {
      const shop = await openShop(options as Parameters<typeof openShop>[0])
      const context = await reader(browser, { viewport: PHONE })
      const page = await context.newPage()
      await page.goto(timesAddress(shop))
      const first = await page.locator('.soonest__start').first().boundingBox()
      assert.isBelow(first?.y ?? HIGHEST, HIGHEST)
      await context.close()
    })
  }

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`stands there under long names and many lengths, in other languages too, ${how}`, async ({
      browser,
      assert,
    }) => {
      const name = 'Improver lesson for grown-ups who swim but want to swim further and faster!'
      const durations = [30, 45, 90, 120]
      const lengthPrices = { 30: '25.00', 45: '35.00', 90: '70.00', 120: '90.00' }
      const shop = await openShop({ hosts: 2, service: { name, durations, lengthPrices } })
      const long = 'The Canal Street School of Swimming and Diving for Grown-up People'
      await shop.business.merge({ name: long }).save()
      for (const locale of ['en', 'de', 'ar']) {
        const context = await reader(browser, { javaScriptEnabled, viewport: PHONE, locale })
        const page = await context.newPage()
        await page.goto(timesAddress(shop))
        const first = await page.locator('.soonest__start').first().boundingBox()
        assert.isBelow(first?.y ?? HIGHEST, HIGHEST, locale)
        await context.close()
      }
    })

    test(`stands below one row of lengths, which shows the chosen one, ${how}`, async ({
      browser,
      assert,
    }) => {
      const shop = await openShop({ service: { durations: [15, 30, 45, 60, 90, 120] } })
      const context = await reader(browser, { javaScriptEnabled, viewport: PHONE })
      const page = await context.newPage()
      await page.goto(`${timesAddress(shop)}?duration=120`)
      const chosen = page.locator('.choose a[aria-current]')
      await chosen.and(page.locator(':visible')).waitFor()
      const box = await chosen.boundingBox()
      assert.isAtLeast(box?.x ?? -1, 0)
      assert.isAtMost((box?.x ?? 0) + (box?.width ?? 0), PHONE.width)
      assert.isBelow((await page.locator('.soonest__start').first().boundingBox())?.y ?? 0, HIGHEST)
      await context.close()
    })
  }
})
