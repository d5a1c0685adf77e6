/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { withEmptyTables } from '#tests/support/database'
import { openBusyShop } from '#tests/support/owner_pages'
import { axeInEveryLook, reader, sidewaysScroll, watch } from '#tests/support/page_checks'
import { IN_THREE_DAYS, openShopByRequest, place } from '#tests/support/requests'

async function problemsOf(page: Page): Promise<string[]> {
  const problems = await axeInEveryLook(page)
  await page.setViewportSize({ width: 320, height: 800 })
  const overhang = await sidewaysScroll(page)
  return overhang > 0 ? [...problems, `${overhang} px to the side at 320`] : problems
}

test.group('Everyone can use the owner’s side', (group) => {
  withEmptyTables(group)

  test('nothing stands in the way, in both schemes, on desk and phone', async ({
    browser,
    browserContext,
    assert,
  }) => {
    const { user, open, signedIn } = await openBusyShop()
    const visitor = await reader(browser)
    await browserContext.loginAs(user)
    for (const [context, addresses] of [
      [visitor, open],
      [browserContext, signedIn],
    ] as const) {
      const complaints = watch(context)
      const page = await context.newPage()
      for (const address of addresses) {
        await page.goto(address)
        assert.deepEqual(await problemsOf(page), [], address)
      }
      assert.deepEqual(complaints, [])
    }
    await visitor.close()
  }).timeout(400_000)

  test('both answers to a request stand together, however many wait', async ({
    browserContext,
    assert,
  }) => {
    const shop = await openShopByRequest()
    const booking = await place(shop)
    for (let hours = 1; hours <= 20; hours++) {
      await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours }) })
    }
    await browserContext.loginAs(shop.user)
    const page = await browserContext.newPage()
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto(`/admin/requests/${booking.id}`)
    const decision = page.getByRole('region', { name: 'Your decision' })
    const yes = await decision.getByRole('button', { name: 'Approve' }).boundingBox()
    const no = await decision.getByText('Decline instead').boundingBox()
    if (!yes || !no) throw new Error('An answer is missing')
    assert.isBelow(no.y - yes.y - yes.height, 80)
  })

  test('a week and a reason that are refused are said where they are', async ({
    browserContext,
    assert,
  }) => {
    const { user } = await openBusyShop()
    await browserContext.loginAs(user)
    const page = await browserContext.newPage()
    await page.goto('/admin/availability')
    await page.getByLabel('Monday, to').fill('late')
    await page.getByRole('button', { name: 'Save Anna Reed’s hours' }).last().click()
    const summary = page.getByRole('alert')
    await summary.waitFor()
    assert.isTrue(await summary.evaluate((element) => element === document.activeElement))
    await summary.getByRole('link').click()
    assert.equal(
      await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid')),
      'true'
    )
    assert.deepEqual(await problemsOf(page), [])
  })
})
