import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { storeBookings } from '#tests/support/numbers'
import { axeFindings } from '#tests/support/page_checks'

test.group('The numbers in a browser', (group) => {
  withEmptyTables(group)

  test('change with the period that is chosen, with script and without', async ({
    browserContext,
    browser,
    assert,
  }) => {
    const shop = await openShop()
    const now = DateTime.now().setZone(shop.business.timeZone)
    await storeBookings(shop, [
      { startsAt: now.minus({ days: 3 }) },
      { startsAt: now.minus({ months: 6 }) },
    ])
    await browserContext.loginAs(shop.user)
    const page = await browserContext.newPage()
    await page.goto('/admin/numbers')
    const figure = page.locator('.figures__value').first()
    assert.equal((await figure.textContent())?.trim(), '1')
    await page.getByLabel('Period').selectOption('One year')
    await page.getByRole('heading', { name: 'Bookings by month' }).waitFor()
    assert.equal((await figure.textContent())?.trim(), '2')
    assert.equal(new URL(page.url()).searchParams.get('period'), 'year')
    assert.deepEqual(await axeFindings(page), [])
    await figure.getByRole('link').click()
    await page.getByText('2 bookings. Times in').waitFor()

    const plain = await browser.newContext({
      baseURL: new URL(page.url()).origin,
      javaScriptEnabled: false,
      storageState: await browserContext.storageState(),
    })
    const still = await plain.newPage()
    await still.goto('/admin/numbers')
    await still.getByLabel('Period').selectOption('One year')
    await still.getByRole('button', { name: 'Show' }).first().click()
    await still.getByRole('heading', { name: 'Bookings by month' }).waitFor()

    await still.getByText('Other dates').click()
    await still.getByLabel('From', { exact: true }).fill('2025-03-02')
    await still.getByLabel('Until, that day included').fill('2025-03-01')
    await still.getByRole('button', { name: 'Show' }).last().click()
    await still.getByRole('alert').getByText('not before the first one').waitFor()
    assert.equal(await still.getByLabel('From', { exact: true }).inputValue(), '2025-03-02')
    await plain.close()
  })

  test('have tables that fit their place, and whole columns', async ({
    browserContext,
    assert,
  }) => {
    const shop = await openShop({ service: { name: 'Krankengymnastikeinzelbehandlung' } })
    const now = DateTime.now().setZone(shop.business.timeZone)
    const booked = { startsAt: now.minus({ days: 3 }), price: '717.75' }
    const waiting = { startsAt: now.plus({ days: 1 }), status: 'pending' }
    const until = { expiresAt: now.plus({ days: 1 }) }
    await storeBookings(shop, [booked, booked, { ...waiting, ...until }])
    await browserContext.loginAs(shop.user)
    const page = await browserContext.newPage()
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      await page.goto('/admin/numbers')
      for (const name of ['As a table', 'Value by service', 'Value by person']) {
        const table = page.getByRole('region', { name })
        assert.include(await table.innerText(), '£1,435.50')
        const [own, all] = await table.evaluate((region) => [
          region.clientWidth,
          region.scrollWidth,
        ])
        assert.isAtMost(all, own, `${name} at ${width} px`)
      }
    }
  })
})
