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
      await page.getByText('Approved. Ines Duarte is told.').waitFor()
      assert.equal((await first.refresh()).status, 'approved')

      await page.getByRole('article', { name: 'Grace Liu' }).waitFor()
      if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
      await page.getByRole('button', { name: /^Approve \d/ }).click()
      await page.getByText('Approved. Grace Liu is told.').waitFor()
      assert.equal((await second.refresh()).status, 'approved')
      await page.goto('/admin')
      await page.getByText('Nothing waits.').waitFor()
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
      const ask = async () => {
        await page.getByLabel('Anna Reed').check()
        await page.getByLabel('First day').fill(DATE)
        await page.getByLabel('All day').check()
        await page.getByLabel('Reason').fill('Dentist')
        await page.getByRole('button', { name: 'Block this time' }).click()
      }
      await ask()
      await page.getByRole('heading', { name: '2 bookings lie inside' }).waitFor()
      await page.getByText('If you go on, they stay').waitFor()
      if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
      assert.equal((await Block.all()).length, 0)

      await page.goto(`/admin/bookings/${moved.id}`)
      await page.getByRole('link', { name: 'Move to another time' }).click()
      await page.getByLabel('Date').fill(DAY.plus({ days: 1 }).toISODate() ?? '')
      await page.getByRole('button', { name: 'Show this day' }).click()
      await page.locator('.slot').first().click()
      await page.getByRole('button', { name: 'Move to' }).click()
      await page.getByText('Moved.').first().waitFor()

      await page.goto(`/admin/bookings/${given.id}`)
      await page.getByText('Give it to another host').click()
      await page.getByLabel('Who gives it instead').selectOption('Tom Okafor')
      await page.getByRole('button', { name: 'Change the host' }).click()
      await page.getByText('Tom Okafor gives it now.').waitFor()
      assert.equal((await Booking.findOrFail(given.id)).hostId, tom.id)

      await page.goto(`/admin/blocks/new?date=${DATE}`)
      await ask()
      await page.getByText('is blocked for Anna Reed').waitFor()
      assert.equal((await Block.all()).length, 1)
      await context.close()
    })
  }
})
