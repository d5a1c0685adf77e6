/// <reference lib="dom" />
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Block from '#models/availability/block'
import Booking from '#models/bookings/booking'
import { withEmptyTables } from '#tests/support/database'
import { axeFindings, reader } from '#tests/support/page_checks'
import { IN_THREE_DAYS, openShopByRequest, place } from '#tests/support/requests'

const DAY = IN_THREE_DAYS.setZone('Europe/London')
const DATE = DAY.toISODate() ?? ''

test.group('From Today', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`a request is approved in two presses, and the next is there, ${how}`, async ({
      browser,
      assert,
    }) => {
      const shop = await openShopByRequest()
      const first = await place(shop)
      const second = await place(shop, {
        ...{ name: 'Grace Liu', email: 'grace@liu.example' },
        startsAt: IN_THREE_DAYS.plus({ hours: 2 }),
      })
      const context = await reader(browser, { javaScriptEnabled })
      await context.loginAs(shop.user)
      const page = await context.newPage()
      await page.goto('/admin')
      await page.getByRole('heading', { name: 'Waiting for you' }).waitFor()
      await page.getByRole('link', { name: 'Ines Duarte' }).first().click()
      await page.getByRole('button', { name: /^Approve \d/ }).click()
      await page.getByText('Approved. Ines Duarte gets a mail.').waitFor()
      assert.equal((await first.refresh()).status, 'approved')

      await page.getByRole('article', { name: 'Grace Liu' }).waitFor()
      if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
      await page.getByRole('button', { name: /^Approve \d/ }).click()
      await page.getByText('Approved. Grace Liu gets a mail.').waitFor()
      assert.equal((await second.refresh()).status, 'approved')
      await page.goto('/admin')
      await page.getByText('Nothing is waiting for you.').waitFor()
      await context.close()
    })

    test(`time is blocked once what lies inside is moved and given away, ${how}`, async ({
      browser,
      assert,
    }) => {
      const shop = await openShop({ hosts: 2 })
      const [anna, tom] = shop.hosts
      const moved = await place(shop, { hostId: anna.id })
      const given = await place(shop, {
        ...{ name: 'Grace Liu', email: 'grace@liu.example', hostId: anna.id },
        startsAt: IN_THREE_DAYS.plus({ hours: 2 }),
      })
      const context = await reader(browser, { javaScriptEnabled })
      await context.loginAs(shop.user)
      const page = await context.newPage()
      await page.goto('/admin')
      await page.getByRole('link', { name: 'Block time' }).click()
      await page.getByLabel('Anna Reed').check()
      await page.getByLabel('First day').fill(DATE)
      await page.getByLabel('All day').check()
      await page.getByLabel('Reason').fill('Dentist')
      await page.getByRole('button', { name: 'Block this time' }).click()
      await page.getByRole('heading', { name: '2 bookings are inside' }).waitFor()
      await page.getByText('what you leave stays as it is').waitFor()
      if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
      assert.equal((await Block.all()).length, 0)

      await page.getByRole('link', { name: 'Move Ines Duarte' }).click()
      await page.getByLabel('Date').fill(DAY.plus({ days: 1 }).toISODate() ?? '')
      await page.getByRole('button', { name: 'Show this day' }).click()
      await page.locator('.slot').first().click()
      await page.getByRole('button', { name: 'Move to' }).click()
      await page.getByText('Moved.').first().waitFor()
      assert.notEqual((await moved.refresh()).startsAt.toMillis(), IN_THREE_DAYS.toMillis())

      // Back at the form, with all that was typed.
      await page.getByRole('heading', { name: 'One booking is inside' }).waitFor()
      assert.equal(await page.getByLabel('Reason').inputValue(), 'Dentist')
      assert.isTrue(await page.getByLabel('All day').isChecked())
      const ways = page.getByLabel('What happens to the booking of Grace Liu')
      await ways.selectOption('Give to Tom Okafor')
      await page.getByRole('button', { name: 'Block the time and do as chosen' }).first().click()
      await page.getByText('Nobody can book that time any more').waitFor()
      await page.getByText('given to Tom Okafor').waitFor()
      if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
      assert.equal((await Booking.findOrFail(given.id)).hostId, tom.id)
      assert.equal((await Block.all()).length, 1)
      await context.close()
    })

    test(`whoever is ill is away in two presses, and colleagues give what they had, ${how}`, async ({
      browser,
      assert,
    }) => {
      const shop = await openShop({ hosts: 3 })
      const [anna] = shop.hosts
      const ofAnna: Booking[] = []
      for (const hours of [0, 2, 4]) {
        const startsAt = IN_THREE_DAYS.plus({ hours })
        ofAnna.push(await place(shop, { hostId: anna.id, email: `${hours}@example.com`, startsAt }))
      }
      const context = await reader(browser, { javaScriptEnabled })
      await context.loginAs(shop.user)
      const page = await context.newPage()
      await page.goto(`/admin?date=${DATE}`)
      await page.getByRole('link', { name: 'Anna Reed is away' }).click()
      await page.getByRole('heading', { name: '3 bookings are inside' }).waitFor()
      if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
      await page.getByRole('button', { name: 'Block the time and do as chosen' }).first().click()
      await page.getByText('Nobody can book that time any more').waitFor()
      for (const booking of ofAnna) assert.notEqual((await booking.refresh()).hostId, anna.id)
      assert.lengthOf(await Block.all(), 1)
      await context.close()
    })
  }
})
