/// <reference lib="dom" />
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import type Host from '#models/availability/host'
import { withEmptyTables } from '#tests/support/database'
import { reader } from '#tests/support/page_checks'

test.group('Whose hours are shown', (group) => {
  withEmptyTables(group)

  const rangesOf = async (host: Host) => {
    const rules = await host.related('availabilityRules').query().orderBy('day_of_week')
    return rules.map(({ opensTime, closesTime }) => `${opensTime}–${closesTime}`)
  }

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`choosing another person shows theirs, and saving names them, ${how}`, async ({
      browser,
      assert,
    }) => {
      const monday = { weekday: 1, start: '09:00', end: '17:00' } as const
      const { user, hosts } = await openShop({ hosts: 2, weeklyHours: [monday] })
      const context = await reader(browser, { javaScriptEnabled })
      await context.loginAs(user)
      const page = await context.newPage()

      await page.goto('/admin/availability')
      await page.getByRole('button', { name: 'Save Anna Reed’s hours' }).last().waitFor()
      await page.getByLabel('Whose hours').selectOption('Tom Okafor')
      const show = page.getByRole('button', { name: 'Show', exact: true })
      assert.equal(await show.isVisible(), !javaScriptEnabled)
      if (!javaScriptEnabled) await show.click()
      await page.waitForURL(`**/admin/availability?host=${hosts[1].id}`)

      await page.getByLabel('Monday, from').fill('13:00')
      await page.getByRole('button', { name: 'Save Tom Okafor’s hours' }).last().click()
      await page.getByText('Tom Okafor’s weekly hours are saved.').waitFor()
      assert.deepEqual(await Promise.all(hosts.map(rangesOf)), [['09:00–17:00'], ['13:00–17:00']])
      await context.close()
    })
  }
})
