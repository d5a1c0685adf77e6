/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import Notification from '#models/notifications/notification'
import { withEmptyTables } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'
import { reader, sidewaysScroll } from '#tests/support/page_checks'
import { NINE_TO_FIVE } from '#tests/support/weeks'

/** The keystroke-level model's: a key of somebody who types every day, and a thought before a step. */
const KEY_SECONDS = 0.2
const THOUGHT_SECONDS = 1.35
/** Of twenty, four are left to the machine. */
const MOST_SECONDS = 16

/** Presses keys and nothing else, and counts them. */
class Hands {
  keys = 0
  thoughts = 0

  constructor(private readonly page: Page) {}

  async type(text: string) {
    this.thoughts++
    this.keys += text.length
    await this.page.keyboard.type(text)
  }

  async press(key: string) {
    this.keys++
    await this.page.keyboard.press(key)
  }

  /** Until that is in focus; there are pages of a hundred stops. */
  async walk(
    key: 'Tab' | 'ArrowDown',
    isThere: (element: Element, name: string) => boolean,
    name = ''
  ) {
    this.thoughts++
    const there = `(${isThere})(document.activeElement, ${JSON.stringify(name)})`
    for (let nth = 0; nth < 100 && !(await this.page.evaluate(there)); nth++) {
      await this.press(key)
    }
  }

  /** Without what the machine takes. */
  get seconds() {
    return this.keys * KEY_SECONDS + this.thoughts * THOUGHT_SECONDS
  }
}

const isNamed = (element: Element, name: string) =>
  element.matches('a') && Boolean(element.textContent?.includes(name))

const inField = (page: Page, id: string) =>
  page.waitForFunction((name) => document.activeElement?.id === name, id)

const latest = () => Booking.query().orderBy('id', 'desc').firstOrFail()

async function openDesk(page: Page, hands: Hands) {
  await hands.walk('Tab', isNamed, 'Skip')
  await hands.press('Enter')
  await hands.walk('Tab', isNamed, 'New booking')
  await hands.press('Enter')
  await inField(page, 'q')
}

/** To the next day, and its time typed. */
async function chooseTime(page: Page, hands: Hands, day: string) {
  await inField(page, 'time')
  await hands.walk('ArrowDown', isNamed, day)
  await hands.press('Enter')
  await page.waitForURL(/date=/)
  await inField(page, 'time')
  await hands.type('14:00')
  await hands.press('Enter')
}

test.group('A call at the desk, by keyboard alone', (group) => {
  withEmptyTables(group)

  test('takes less than 20 seconds, for a client who is known and for a new one', async ({
    browser,
    assert,
  }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    const { clientId } = await place(shop, tenOClock(), { phone: '07700 900214' })
    const context = await reader(browser)
    await context.loginAs(shop.user)
    const page = await context.newPage()
    const day = tenOClock(2).setLocale('en-GB').toFormat('ccc d LLL')

    await page.goto('/admin')
    const known = new Hands(page)
    await openDesk(page, known)
    await known.type('pri')
    await page.getByRole('link', { name: 'Priya Shah' }).waitFor()
    await known.press('ArrowDown')
    await known.press('Enter')
    await chooseTime(page, known, day)
    await page.getByRole('button', { name: 'for Priya Shah' }).waitFor()
    await known.press('Enter')
    await page.getByText('Booked. Priya Shah gets a mail.').waitFor()
    assert.equal((await latest()).clientId, clientId)

    await page.goto('/admin')
    const unknown = new Hands(page)
    await openDesk(page, unknown)
    await unknown.type('Zoe Park')
    await page.getByText('Nobody found.').waitFor()
    await unknown.press('ArrowDown')
    await unknown.press('Enter')
    await inField(page, 'time')
    await chooseTime(page, unknown, tenOClock(1).setLocale('en-GB').toFormat('ccc d LLL'))
    await inField(page, 'client_phone')
    await unknown.type('07700900318')
    await unknown.press('Enter')
    await page.getByText('Booked for Zoe Park.').waitFor()
    const booked = await latest()
    assert.deepEqual([booked.clientName, booked.clientPhone], ['Zoe Park', '07700900318'])

    assert.isBelow(known.seconds, MOST_SECONDS)
    assert.isBelow(unknown.seconds, MOST_SECONDS)
    await context.close()
  }).tags(['@searchesClients', '@focusesField', '@stepsThroughDays'])

  test('keeps the name of a new client, even where the search is slower than the hand', async ({
    browser,
    assert,
  }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    const context = await reader(browser)
    await context.loginAs(shop.user)
    const page = await context.newPage()
    await page.goto(`/admin/bookings/new?date=${tenOClock().toFormat('yyyy-MM-dd')}&time=14:00`)
    await page.route(/q=Zoe/, async (route) => {
      if (route.request().resourceType() !== 'fetch') await route.continue()
    })
    await page.locator('#q').pressSequentially('Zoe Park')
    await page.getByRole('link', { name: 'New client' }).click()
    await page.getByLabel('Name', { exact: true }).waitFor()
    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Zoe Park')
    await context.close()
  }).tags(['@searchesClients'])

  test('loses no letter of who types before the page has been drawn', async ({
    browser,
    assert,
  }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    const context = await reader(browser)
    await context.loginAs(shop.user)
    const page = await context.newPage()
    await page.addInitScript(() => {
      addEventListener('DOMContentLoaded', () => {
        document.documentElement.dataset.typesInto = document.activeElement?.id
      })
    })
    for (let nth = 0; nth < 5; nth++) {
      await page.goto('/admin/bookings/new', { waitUntil: 'domcontentloaded' })
      await page.keyboard.type('kim', { delay: 70 })
      assert.equal(await page.locator('#q').inputValue(), 'kim')
      assert.equal(await page.locator('html').getAttribute('data-types-into'), 'q')
    }
    await context.close()
  }).tags(['@focusesField'])

  test('says whose number it is that is typed for somebody new', async ({ browser, assert }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    const { clientId } = await place(shop, tenOClock(), { phone: '07700 900214' })
    const context = await reader(browser)
    await context.loginAs(shop.user)
    const page = await context.newPage()
    const date = tenOClock(2).toFormat('yyyy-MM-dd')
    await page.goto(`/admin/bookings/new?who=new&date=${date}&time=14:00`)
    const number = page.locator('#client_phone')
    await number.pressSequentially('07700 900999')
    await page.waitForTimeout(600)
    assert.isTrue(await page.locator('#alike').isHidden())
    await number.fill('')
    await number.pressSequentially('07700 900214')
    await page.getByRole('link', { name: 'Priya Shah' }).click()
    await page.waitForURL(new RegExp(`client=${clientId}`))
    await context.close()
  }).tags(['@recognizesClient'])
})

/** What of the grid of times is out of line: a start cut off, a slot higher or elsewhere than the others. */
const outOfLine = (page: Page) =>
  page.evaluate(() => {
    const slots = Array.from(document.querySelectorAll<HTMLElement>('.slot'))
    const lefts = new Set(slots.map((slot) => Math.round(slot.getBoundingClientRect().left)))
    const heights = new Set(slots.map((slot) => Math.round(slot.offsetHeight)))
    const cut = slots.filter((slot) => {
      const start = slot.querySelector('span')
      if (!start) return true
      return start.getBoundingClientRect().right > slot.getBoundingClientRect().right - 2
    })
    return [
      ...(lefts.size > 4 ? [`${lefts.size} columns`] : []),
      ...(heights.size > 1 ? [`heights of ${[...heights].join()}`] : []),
      ...cut.map((slot) => `cut off: ${slot.textContent}`),
    ]
  })

test.group('The times at the desk', (group) => {
  withEmptyTables(group)

  for (const [slotIntervalMinutes, columns] of [
    [15, 4],
    [20, 3],
    [30, 2],
  ]) {
    test(`stand in ${columns} columns at any width, with the chosen one on one line`, async ({
      browser,
      assert,
    }) => {
      const service = { slotIntervalMinutes, durationMinutes: 60 }
      const shop = await openShop({ weeklyHours: NINE_TO_FIVE, service })
      const context = await reader(browser, { locale: 'en-US' })
      await context.loginAs(shop.user)
      const page = await context.newPage()
      const date = tenOClock().toFormat('yyyy-MM-dd')
      await page.goto(`/admin/bookings/new?who=none&date=${date}&time=12:00`)
      await page.locator('.slot[aria-current]').waitFor()
      for (const width of [320, 360, 768, 1024, 1280, 1366, 1440]) {
        await page.setViewportSize({ width, height: 900 })
        assert.deepEqual(await outOfLine(page), [], `${width} px`)
        assert.isAtMost(await sidewaysScroll(page), 0, `${width} px`)
      }
      await context.close()
    })
  }
})

test.group('The people at the desk', (group) => {
  withEmptyTables(group)

  test('stand with no word broken at any width', async ({ browser, assert }) => {
    const shop = await openShop({ hosts: 4, weeklyHours: NINE_TO_FIVE })
    const context = await reader(browser)
    await context.loginAs(shop.user)
    const page = await context.newPage()
    await page.goto('/admin/bookings/new?who=none')
    const words = page.locator('.desk__what .segment > span')
    for (const width of [320, 360, 768, 1024, 1280, 1366, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      const broken = await words.evaluateAll((names) =>
        names
          .filter((name) => {
            const box = name.getBoundingClientRect()
            const lines = box.height / Number.parseFloat(getComputedStyle(name).lineHeight)
            return Math.round(lines) > String(name.textContent).split(' ').length
          })
          .map((name) => name.textContent)
      )
      assert.deepEqual(broken, [], `${width} px`)
      assert.isAtMost(await sidewaysScroll(page), 0, `${width} px`)
    }
    await context.close()
  })
})

test.group('A move at the desk', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`tells nobody where the client is not told, ${how}`, async ({ browser, assert }) => {
      const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
      const booking = await place(shop, tenOClock())
      await booking.merge({ tellsClient: false }).save()
      await Notification.query().delete()
      const context = await reader(browser, { javaScriptEnabled })
      await context.loginAs(shop.user)
      const page = await context.newPage()
      await page.goto(`/admin/bookings/${booking.id}`)
      await page.getByRole('link', { name: 'Move to another time' }).click()
      await page.locator('.slot', { hasText: '15:00' }).click()
      await page.getByRole('radio', { name: 'Nobody' }).waitFor()
      assert.isTrue(await page.getByRole('radio', { name: 'Nobody' }).isChecked())
      await page.getByRole('button', { name: 'Move to' }).click()
      await page.getByText('Moved.').first().waitFor()
      await booking.refresh()
      const { startsAt } = booking
      assert.equal(startsAt.setZone('Europe/London').toFormat('HH:mm'), '15:00')
      assert.isEmpty(await Notification.query().whereNull('user_id'))
      await context.close()
    })
  }
})
