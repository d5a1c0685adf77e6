/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import Business from '#models/settings/business'
import { withEmptyTables } from '#tests/support/database'
import { reader, watch } from '#tests/support/page_checks'
import { place } from '#tests/support/requests'

async function signUp(page: Page) {
  await page.goto('/sign-up')
  await page.getByLabel('Business name').fill('Canal Street Pool')
  await page.getByLabel('Name of the service').fill('Private lesson')
  await page.getByLabel('Price').fill('50')
  await page.getByLabel('Your name').fill('Anna Reed')
  await page.getByLabel('Email').fill('anna@example.com')
  await page.getByLabel('Password').fill('a-long-password')
  await page.getByRole('button', { name: 'Make my link live' }).click()
}

async function shopOf(slug: string) {
  const business = await Business.query()
    .where({ slug })
    .preload('settings')
    .preload('hosts')
    .preload('services')
    .preload('memberships', (memberships) => memberships.preload('user'))
    .firstOrFail()
  const [host] = business.hosts
  await host
    .related('availabilityRules')
    .query()
    .update({ opensTime: '00:00', closesTime: '24:00' })
  const { user } = business.memberships[0]
  return { business, host, hosts: business.hosts, service: business.services[0], user }
}

test.group('From nothing to a decided request', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`an owner opens a page, shares it and decides, ${how}`, async ({ browser, assert }) => {
      const context = await reader(browser, {
        javaScriptEnabled,
        timezoneId: 'Europe/Lisbon',
        permissions: javaScriptEnabled ? ['clipboard-read', 'clipboard-write'] : [],
      })
      const violations = watch(context)
      const page = await context.newPage()

      await signUp(page)
      await page.getByRole('heading', { name: 'Set up your booking page' }).waitFor()
      await page.getByRole('link', { name: 'Open Share' }).click()
      assert.match(
        await page.getByLabel('The address of your booking page').inputValue(),
        /canal-street-pool$/
      )
      if (javaScriptEnabled) {
        await page.getByRole('button', { name: 'Copy' }).click()
        await page.getByRole('status').getByText('Copied').waitFor()
      }

      await page.goto('/admin/settings')
      await page.getByLabel('Approve each booking first').check()
      await page.getByLabel('Shortest notice, in hours').fill('0')
      await page.getByRole('button', { name: 'Save these rules' }).click()
      await page.getByText('Saved.').waitFor()

      const shop = await shopOf('canal-street-pool')
      assert.equal(shop.business.timeZone, javaScriptEnabled ? 'Europe/Lisbon' : 'Europe/London')
      const monday = shop.business.createdAt.plus({ weeks: 1 }).startOf('week').plus({ hours: 10 })
      await place(shop, { name: 'Ines Duarte', startsAt: monday })
      await place(shop, { name: 'Grace Liu', startsAt: monday.plus({ hours: 3 }) })

      await page.goto('/admin/requests')
      await page.getByRole('link', { name: 'Ines Duarte', exact: true }).click()
      await page.getByRole('button', { name: /^Approve \d/ }).click()
      await page.getByText('Approved. Ines Duarte gets a mail.').waitFor()
      // The next one that waits is open already.
      await page.getByRole('article', { name: 'Grace Liu' }).waitFor()
      await page.getByText('Decline instead').click()
      await page.getByRole('button', { name: 'Decline and tell Grace' }).click()
      await page.getByRole('alert').getByText('One thing to put right').waitFor()
      assert.match(await page.title(), /^Error: /)
      await page.getByRole('radio', { name: 'We are away that day.' }).check()
      await page.getByRole('button', { name: 'Decline and tell Grace' }).click()
      await page.getByText('Declined. Grace Liu gets a mail with your reason.').waitFor()

      assert.deepEqual(violations, [])
      await context.close()
    })

    test(`an owner sets the week, ${how}`, async ({ browser, assert }) => {
      const context = await reader(browser, { javaScriptEnabled })
      const violations = watch(context)
      const page = await context.newPage()
      await signUp(page)

      await page.goto('/admin/availability')
      await page.getByRole('button', { name: 'Add hours on Monday' }).click()
      const monday = page.getByRole('group', { name: 'Monday' })
      await monday.getByLabel('Monday, from').nth(1).fill('18:00')
      await monday.getByLabel('Monday, to').nth(1).fill('8 pm')
      await page.getByRole('button', { name: 'Copy Monday to other days' }).click()
      const copy = page.getByRole('group', { name: 'Copy Monday to' })
      await copy.waitFor()
      assert.isTrue(await copy.getByLabel('Friday').isChecked())
      assert.isFalse(await copy.getByLabel('Sunday').isChecked())
      await copy.getByRole('button', { name: 'Copy to these days' }).click()
      const friday = page.getByRole('group', { name: 'Friday' })
      await friday.getByLabel('Friday, from').nth(1).waitFor()
      await page.getByRole('button', { name: 'Remove Wednesday 18:00 to 8 pm' }).click()
      await page
        .getByRole('group', { name: 'Saturday' })
        .getByLabel('Saturday', { exact: true })
        .check()
      await page.getByLabel('Saturday, from').fill('22:00')
      await page.getByLabel('Saturday, to').fill('02:00')
      await page.getByRole('button', { name: 'Save Anna Reed’s hours' }).last().click()
      await page.getByText('Anna Reed’s weekly hours are saved.').waitFor()

      assert.equal(await friday.getByLabel('Friday, to').nth(1).inputValue(), '20:00')
      assert.equal(await page.getByLabel('Wednesday, from').count(), 1)
      assert.equal(await page.getByLabel('Saturday, to').inputValue(), '02:00')
      assert.deepEqual(violations, [])
      await context.close()
    })
  }
})
