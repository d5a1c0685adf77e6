/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { withEmptyTables } from '#tests/support/database'
import { tenOClock, timesAddress } from '#tests/support/guest'
import { reader, sidewaysScroll, watch } from '#tests/support/page_checks'

const WIDTHS = [320, 768, 1440]
/** A day apart at the same moment. */
const ZONES = ['Pacific/Kiritimati', 'Pacific/Pago_Pago']

const CALL = { name: 'Assessment', locationType: 'video', locationDetails: null } as const
/** Midnight to one of them, and an hour before another midnight to the other. */
const AT = tenOClock(9)

async function openTwo() {
  const shop = await openShop()
  const call = await addService(shop.business, shop.hosts, { ...CALL, requiresApproval: true })
  return { ...shop, call }
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with script' : 'without script'

  test.group(`The way to a booking ${how}`, (group) => {
    withEmptyTables(group)

    for (const [index, width] of WIDTHS.entries()) {
      for (const timezoneId of ZONES) {
        test(`fits ${width} px, on the clock of ${timezoneId}`, async ({ browser, assert }) => {
          const { business } = await openTwo()
          const viewport = { width, height: 800 }
          const context = await reader(browser, { javaScriptEnabled, viewport, timezoneId })
          const complaints = watch(context)
          const page = await context.newPage()
          const there = AT.setZone(timezoneId)
          const next = async (heading: string | RegExp) => {
            await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
            assert.isAtMost(await sidewaysScroll(page).catch(() => 0), 0, String(heading))
          }

          await page.goto(`/book/${business.slug}`)
          await page.getByRole('link', { name: 'Assessment' }).click()
          await next('Choose a time to ask for')
          if (!javaScriptEnabled) await chooseZone(page, timezoneId)
          await page.getByText(/ time \(GMT[+−]\d+\)\. Swim School Pro is in London/).waitFor()
          await page.getByRole('link', { name: '12 h' }).click()
          await page.locator('.zone__hours [aria-current]').getByText('12 h').waitFor()
          if (width < 768) await page.getByText('See the calendar').click()
          await page.locator(`a.month__day[href*="date=${there.toISODate()}"]`).click()
          await page.getByRole('heading', { name: there.toFormat('cccc d LLLL') }).waitFor()
          const time = there.toFormat('h:mm a').toLowerCase()
          await page.getByLabel(new RegExp(`^${time.replace(' ', '\\s')}`)).check()
          await page.getByRole('button', { name: 'Continue' }).click()
          await next('Your details')
          await page.getByText(/Swim School Pro answers by /).waitFor()
          await page.getByLabel('Your name').fill('Priya Shah')
          await page.getByLabel('Email').fill('priya@example.com')
          await page.getByRole('button', { name: 'Request Assessment' }).click()
          await page.getByText('Waiting for approval', { exact: true }).waitFor()

          const booking = await Booking.firstOrFail()
          assert.equal(booking.startsAt.toMillis(), AT.toMillis())
          assert.equal(booking.clientTimeZone, timezoneId)
          assert.deepEqual(complaints, [], String(index))
          await context.close()
        })
      }
    }
  })
}

async function chooseZone(page: Page, zone: string) {
  await page.getByRole('link', { name: 'Change time zone' }).click()
  await page.getByLabel('Your time zone').selectOption(zone)
  await page.getByRole('button', { name: 'Show times in this zone' }).click()
}

test.group('The way to a booking by keyboard', (group) => {
  withEmptyTables(group)

  test('needs no mouse, from the services to the confirmation', async ({ browser, assert }) => {
    const { business, service } = await openTwo()
    const context = await reader(browser)
    const page = await context.newPage()
    const tabTo = async (what: string) => {
      for (let stops = 0; stops < 60; stops++) {
        await page.keyboard.press('Tab')
        const isThere = await page.evaluate(
          (selector) => Boolean(document.activeElement?.matches(selector)),
          what
        )
        if (isThere) return
      }
      assert.fail(`Tab never comes to ${what}`)
    }

    await page.goto(`/book/${business.slug}`)
    await tabTo(`a[href*="/${service.slug}"]`)
    await page.keyboard.press('Enter')
    await page.getByRole('grid').waitFor()
    await tabTo('.soonest__time')
    await tabTo('.month__day')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    const label = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.id === 'day')
    const day = (await page.locator('#day').textContent()) ?? ''
    assert.isTrue(label?.startsWith(`${day}, `))
    await tabTo('input[name="start"]')
    await page.keyboard.press('ArrowDown')
    await tabTo('.times__go button')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Your details' }).waitFor()
    await tabTo('#client_name')
    await page.keyboard.type('Priya Shah')
    await page.keyboard.press('Tab')
    await page.keyboard.type('priya@example.com')
    await page.keyboard.press('Enter')
    await page.getByText('Confirmed', { exact: true }).waitFor()
    const booking = await Booking.firstOrFail()
    const start = booking.startsAt.setZone('Europe/London')
    assert.equal(start.toFormat('cccc d LLLL'), day)
    await context.close()
  }).tags(['@dateGrid', '@swapsPart'])

  test('begins with the times where there is one service only', async ({ browser, assert }) => {
    const shop = await openShop()
    const context = await reader(browser)
    const page = await context.newPage()
    await page.goto(`/book/${shop.business.slug}`)
    assert.equal(new URL(page.url()).pathname, timesAddress(shop))
    const steps = await page.locator('.steps__stop').allTextContents()
    assert.deepEqual(
      steps.map((step) => step.trim()),
      ['Time', 'Details', 'Done']
    )
    for (const choice of ['choose=host', 'duration=', 'choose=zone']) {
      assert.equal(await page.locator(`a[href*="${choice}"]`).count(), 0, choice)
    }
    await context.close()
  })
})
