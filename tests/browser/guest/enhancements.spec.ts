/// <reference lib="dom" />
import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { withEmptyTables } from '#tests/support/database'
import { reader } from '#tests/support/page_checks'
import { detailsAddress, instant, place, tenOClock, timesAddress } from '#tests/support/guest'

test.group('What JavaScript adds', (group) => {
  withEmptyTables(group)

  test('shows a call on the reader’s own clock without being asked', async ({
    browser,
    assert,
  }) => {
    const shop = await openShop({ service: { locationType: 'video' } })
    const context = await reader(browser, { timezoneId: 'America/New_York' })
    const page = await context.newPage()
    await page.goto(timesAddress(shop))
    await page.getByText('New York time').waitFor()
    assert.equal(new URL(page.url()).searchParams.get('zone'), 'America/New_York')
    await context.close()
  }).tags(['@swapsPart'])

  test('swaps weeks in place, and Back brings the one before', async ({ browser, assert }) => {
    const shop = await openShop()
    const context = await reader(browser)
    const page = await context.newPage()
    await page.goto(timesAddress(shop))
    const month = await page.locator('#month').textContent()
    await page.evaluate(() => Object.assign(window, { isSamePage: true }))

    await page.getByRole('link', { name: 'Five weeks on' }).click()
    await page.waitForFunction((before) => {
      return document.querySelector('#month')?.textContent !== before
    }, month)
    assert.include(page.url(), 'from=')
    assert.isTrue(await page.evaluate(() => 'isSamePage' in window))

    await page.goBack()
    await page.waitForFunction((before) => {
      return document.querySelector('#month')?.textContent === before
    }, month)
  }).tags(['@swapsPart'])

  test('asks about a likely slip in an address as it is typed', async ({ browser, assert }) => {
    const shop = await openShop()
    const booking = await place(shop, tenOClock())
    const context = await reader(browser)
    const page = await context.newPage()
    for (const address of [
      `${detailsAddress(shop)}?start=${instant(tenOClock(5))}`,
      `${timesAddress(shop)}/waitlist?start=${instant(tenOClock())}`,
      `/enquiry/${shop.business.slug}`,
      `/manage/${booking.manageToken}/address`,
    ]) {
      await page.goto(address)
      const email = page.getByLabel('Email')
      const meant = page.getByRole('button', { name: 'kim@gmail.com' })
      await email.fill('kim@example.com')
      await email.blur()
      assert.isFalse(await meant.isVisible(), address)
      await email.fill('kim@gmial.com')
      await email.blur()
      await meant.click()
      assert.equal(await email.inputValue(), 'kim@gmail.com', address)
      assert.isFalse(await meant.isVisible(), address)
      assert.equal(new URL(page.url()).pathname, new URL(address, page.url()).pathname)
    }
    await context.close()
  }).tags(['@asksForAddress'])

  test('moves through the days by the keys of a date grid', async ({ browser, assert }) => {
    const shop = await openShop()
    const start = tenOClock(0).startOf('week').plus({ days: 37 })
    const context = await reader(browser)
    const page = await context.newPage()
    await page.goto(`${timesAddress(shop)}?date=${start.toFormat('yyyy-MM-dd')}`)
    await page.getByRole('grid').waitFor()
    const focused = () => page.evaluate(() => document.activeElement?.textContent)
    await page.locator('a.month__day[aria-current]').focus()

    const steps = [
      ['ArrowRight', 1],
      ['ArrowDown', 8],
      ['ArrowLeft', 7],
      ['ArrowUp', 0],
    ] as const
    for (const [key, days] of steps) {
      await page.keyboard.press(key)
      assert.equal(await focused(), String(start.plus({ days }).day), key)
    }
    await page.keyboard.press('Home')
    assert.equal(await focused(), String(start.startOf('week').day))
    await page.keyboard.press('End')
    assert.equal(await focused(), String(start.endOf('week').day))

    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: start.endOf('week').toFormat('cccc d LLLL') }).waitFor()
    assert.equal(await page.locator('a.month__day[tabindex="0"]').count(), 1)
  }).tags(['@dateGrid'])

  test('says beside the button which time is chosen', async ({ browser, assert }) => {
    const shop = await openShop()
    const context = await reader(browser)
    const page = await context.newPage()
    await page.goto(`${timesAddress(shop)}?date=${tenOClock().toFormat('yyyy-MM-dd')}`)
    await page.getByLabel(/^10:00/).check()
    assert.include(await page.locator('.times__pick').textContent(), '10:00 – 11:00, London')
  }).tags(['@picksTime'])

  test('remembers details on this device only when asked to', async ({ browser, assert }) => {
    const shop = await openShop()
    const context = await reader(browser)
    const page = await context.newPage()
    const book = async (day: number, remember: boolean) => {
      await page.goto(`${detailsAddress(shop)}?start=${instant(tenOClock(day))}`)
      await page.getByLabel('Your name').fill('Priya Shah')
      await page.getByLabel('Email').fill('priya@example.com')
      await page.getByLabel(/Remember my details/).setChecked(remember)
      await page.getByRole('button', { name: 'Book Private lesson' }).click()
      await page.getByText('Confirmed', { exact: true }).waitFor()
    }
    const nameOnNextForm = async () => {
      const address = `${detailsAddress(shop)}?start=${instant(tenOClock(9))}`
      // What is remembered is filled in by a script, which the load of the page does not wait for.
      await page.goto(address, { waitUntil: 'networkidle' })
      return page.getByLabel('Your name').inputValue()
    }

    await book(2, false)
    assert.equal(await nameOnNextForm(), '')
    await book(3, true)
    assert.equal(await nameOnNextForm(), 'Priya Shah')
    await book(4, false)
    assert.equal(await nameOnNextForm(), '')
    await context.close()
  }).tags(['@keepsDetails', '@forgetsDraft'])

  test('keeps what is typed through a look back at the times', async ({ browser, assert }) => {
    const shop = await openShop()
    const context = await reader(browser)
    const page = await context.newPage()
    await page.goto(`${detailsAddress(shop)}?start=${instant(tenOClock())}`)
    await page.getByLabel('Your name').fill('Priya Shah')
    await page.getByRole('link', { name: 'Change date and time' }).click()
    await page.getByRole('radio').first().check()
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForURL(/details/)
    assert.equal(await page.getByLabel('Your name').inputValue(), 'Priya Shah')

    const service = await addService(shop.business, shop.hosts, { name: 'Assessment' })
    const another = `${detailsAddress({ ...shop, service })}?start=${instant(tenOClock())}`
    await page.goto(another, { waitUntil: 'networkidle' })
    assert.equal(await page.getByLabel('Your name').inputValue(), '', 'somebody else, perhaps')
    await context.close()
  }).tags(['@keepsDetails'])

  test('takes the reader’s zone along to a call', async ({ browser, assert }) => {
    const shop = await openShop()
    await addService(shop.business, shop.hosts, { name: 'Assessment', locationType: 'video' })
    const context = await reader(browser, { timezoneId: 'America/New_York' })
    const page = await context.newPage()
    await page.goto(`/book/${shop.business.slug}`, { waitUntil: 'networkidle' })
    const zoneOf = async (name: string) => {
      const link = page.getByRole('link', { name })
      return new URL((await link.getAttribute('href')) ?? '', page.url()).searchParams.get('zone')
    }
    assert.equal(await zoneOf('Assessment'), 'America/New_York')
    assert.isNull(await zoneOf('Private lesson'))
    await context.close()
  }).tags(['@knowsZone'])

  test('sends a booking once, however often the button is pressed', async ({ browser, assert }) => {
    const shop = await openShop()
    const context = await reader(browser)
    const page = await context.newPage()
    await page.goto(`${detailsAddress(shop)}?start=${instant(tenOClock())}`)
    await page.getByLabel('Your name').fill('Priya Shah')
    await page.getByLabel('Email').fill('priya@example.com')
    const isPrevented = () =>
      page.locator('#form').evaluate((form) => {
        const event = new SubmitEvent('submit', { bubbles: true, cancelable: true })
        form.dispatchEvent(event)
        return event.defaultPrevented
      })
    assert.isFalse(await isPrevented())
    assert.isTrue(await isPrevented())
    await context.close()
  }).tags(['@keepsDetails'])

  test('says after a while that no answer came, and that another press books no second time', async ({
    browser,
    assert,
  }) => {
    const shop = await openShop()
    const context = await reader(browser)
    const page = await context.newPage()
    await page.goto(`${detailsAddress(shop)}?start=${instant(tenOClock())}`)
    await page.getByLabel('Your name').fill('Priya Shah')
    await page.getByLabel('Email').fill('priya@example.com')
    // The first form comes in, and nothing comes back.
    let hangs = true
    await page.route('**/details', async (route) => {
      if (route.request().method() !== 'POST' || !hangs) return route.continue()
      hangs = false
      await route.fetch({ maxRedirects: 0 })
    })
    // Nobody reaches a page from outside while it waits for an answer: it presses again by itself.
    const [said] = await Promise.all([
      page.waitForEvent('console', (message) => message.type() === 'info'),
      page.locator('#form').evaluate((form: HTMLFormElement) => {
        const button = form.querySelector<HTMLButtonElement>('.button--wide')
        const late = form.querySelector('.terms__late[role="status"]')
        if (!button || !late) throw new Error('Nothing to press')
        new MutationObserver(() => {
          if (late.textContent === '') return
          console.info(late.textContent, button.getAttribute('aria-busy'))
          button.click()
        }).observe(late, { childList: true })
        button.click()
      }),
    ])
    assert.match(said.text(), /^No answer has come yet\. .*it books once.* null$/)
    await page.getByText('Confirmed', { exact: true }).waitFor()
    assert.lengthOf(await Booking.all(), 1)
    await context.close()
  }).tags(['@keepsDetails'])

  test('says what the places come to while their number is typed', async ({ browser, assert }) => {
    const shop = await openShop({ service: { capacity: 8, price: '18.00' } })
    const context = await reader(browser)
    const page = await context.newPage()
    await page.goto(`${detailsAddress(shop)}?start=${instant(tenOClock())}`)
    const total = page.locator('.terms__total')
    assert.match((await total.textContent()) ?? '', /^£18\.00,/)
    await page.getByLabel('Places').fill('3')
    await page.waitForFunction(
      () => document.querySelector('input[name="counted"]')?.getAttribute('value') !== '1'
    )
    assert.match((await total.textContent()) ?? '', /^3 places, £54\.00 in all,/)
    await page.getByRole('button', { name: 'Book 3 places' }).waitFor()
    await context.close()
  }).tags(['@countsPlaces'])
})
