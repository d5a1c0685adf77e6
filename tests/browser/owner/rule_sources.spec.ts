/// <reference lib="dom" />
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { reader } from '#tests/support/page_checks'

test.group('A rule of a service', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`is put back to what it inherits, and the rest stays typed, ${how}`, async ({
      browser,
      assert,
    }) => {
      const { user, service } = await openShop({ service: { bufferAfterMinutes: 30 } })
      const context = await reader(browser, { javaScriptEnabled })
      await context.loginAs(user)
      const page = await context.newPage()
      await page.goto(`/admin/services/${service.id}`)
      await page.getByLabel('Name', { exact: true }).fill('Renamed')
      const field = page.locator('#buffer_after_minutes')
      if (!(await field.isVisible())) {
        await page.locator('details:has(#buffer_after_minutes) > summary').click()
      }
      await page.getByRole('button', { name: /^Reset ?: Pause after/ }).click()
      await page.locator('#buffer_after_minutes:focus').waitFor()
      assert.equal(await field.inputValue(), '')
      assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Renamed')
      assert.equal((await service.refresh()).bufferAfterMinutes, 30)
      await context.close()
    })

    test(`of the settings is not said to be saved once it is put back, ${how}`, async ({
      browser,
      assert,
    }) => {
      const { user, business } = await openShop()
      const context = await reader(browser, { javaScriptEnabled })
      await context.loginAs(user)
      const page = await context.newPage()
      await page.goto('/admin/settings')
      const field = page.locator('#buffer_time_minutes')
      await field.fill('25')
      await page.getByRole('button', { name: 'Save' }).first().click()
      const saved = page.getByText('Saved.', { exact: true })
      await saved.waitFor()
      await page.getByRole('button', { name: /^Reset ?: Pause/ }).click()
      await page.getByText('Not saved yet: press Save').waitFor()
      assert.equal(await field.inputValue(), '0')
      assert.equal(await saved.count(), 0)
      assert.equal((await business.settings.refresh()).bufferTimeMinutes, 25)
      await context.close()
    })
  }
})
