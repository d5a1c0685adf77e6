/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import Business from '#models/settings/business'
import { withEmptyTables } from '#tests/support/database'
import {
  axeFindings,
  cutTexts,
  reader,
  SCHEMES,
  sidewaysScroll,
  smallTargets,
  watch,
} from '#tests/support/page_checks'

const SERVICES = [
  ['Cut and finish', '60', '48'],
  ['Colour', '120', '95'],
  ['Fringe', '15', '10'],
  ['Blow dry', '30', '28'],
] as const

/** Counts what is read and pressed; filling a field is no press. */
function counting(page: Page) {
  const count = { pages: 1, presses: 0 }
  const press = async (name: string) => {
    count.presses++
    count.pages++
    await Promise.all([
      page.waitForEvent('domcontentloaded'),
      page.getByRole('button', { name, exact: true }).click(),
    ])
  }
  return { count, press }
}

async function looks(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const width of [320, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    const scroll = await sidewaysScroll(page)
    if (scroll > 0) found.push(`${width} px: ${scroll} px sideways`)
    found.push(...(await cutTexts(page)), ...(await smallTargets(page)))
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      found.push(...(await axeFindings(page)))
    }
  }
  return found
}

test.group('A salon of two with five services', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`is set up from sign-up to the shared address, ${how}`, async ({ browser, assert }) => {
      const context = await reader(browser, { javaScriptEnabled })
      const violations = watch(context)
      const page = await context.newPage()
      await page.goto('/sign-up')
      const { count, press } = counting(page)
      const found: string[] = []
      const look = async () => javaScriptEnabled && found.push(...(await looks(page)))

      await page.getByLabel('Business name').fill('Hair by Anna')
      await page.getByLabel('Name of the service').fill('Cut')
      await page.getByLabel('Price').fill('42')
      await page.getByLabel('Your name').fill('Anna Reed')
      await page.getByLabel('Email', { exact: true }).fill('anna@example.com')
      await page.getByLabel('Password').fill('a-long-password')
      await press('Make my link live')

      await page.getByRole('heading', { name: 'Set up your booking page' }).waitFor()
      await look()
      for (const [index, [name, minutes, price]] of SERVICES.entries()) {
        const row = page.getByRole('group', { name: `Service ${index + 2}` })
        await row.getByLabel('Name').fill(name)
        await row.getByLabel('Minutes').fill(minutes)
        await row.getByLabel('Price in GBP').fill(price)
      }
      await press('Save services')

      await page.getByRole('main').getByText('1 of 5 done').waitFor()
      await look()
      const person = page.getByRole('group', { name: 'Person 2' })
      await person.getByLabel('Name').fill('Tom Okafor')
      await person.getByLabel('Email for the invitation').fill('tom@example.com')
      await press('Save staff')

      await page.getByRole('main').getByText('2 of 5 done').waitFor()
      await look()
      await page.getByRole('checkbox', { name: 'Monday' }).uncheck()
      await page.getByRole('checkbox', { name: 'Saturday' }).check()
      count.presses += 2
      await page.getByLabel('Open until').fill('18:00')
      await page.getByLabel('Lunch from').fill('12:30')
      await page.getByLabel('Lunch until').fill('13:30')
      await press('Save these hours')

      await page.getByRole('main').getByText('3 of 5 done').waitFor()
      await look()
      const closure = page.getByRole('group', { name: 'Closure 1' })
      await closure.getByLabel('First day').fill('2031-12-24')
      await closure.getByLabel('Last day').fill('2031-12-26')
      await press('Save closures')

      await page.getByRole('main').getByText('4 of 5 done').waitFor()
      await look()
      await page.getByLabel('The address of your booking page').waitFor()
      await press('I have shared it')
      await page.getByText('Everything is set up.').waitFor()
      await look()

      assert.deepEqual(count, { pages: 7, presses: 8 })
      const business = await Business.query()
        .where('slug', 'hair-by-anna')
        .preload('services', (services) => services.preload('hosts'))
        .preload('hosts', (hosts) => hosts.preload('availabilityRules').preload('dateOverrides'))
        .firstOrFail()
      assert.lengthOf(business.services, 5)
      assert.isTrue(business.services.every(({ hosts }) => hosts.length === 2))
      for (const host of business.hosts) {
        assert.lengthOf(host.availabilityRules, 10)
        assert.lengthOf(host.dateOverrides, 3)
      }
      assert.deepEqual(found, [])
      assert.deepEqual(violations, [])
      await context.close()
    })
  }
})
