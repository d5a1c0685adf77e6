/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { addService, openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { detailsAddress, instant, place, tenOClock, timesAddress } from '#tests/support/guest'
import { axeFindings, reader, SCHEMES, sidewaysScroll, watch } from '#tests/support/page_checks'

/** Every rule on both layouts; what depends on colour and size again in the other scheme. */
const LOOKS: [number, 'light' | 'dark', string[]?][] = [
  [360, 'light'],
  [1440, 'dark'],
  [360, 'dark', ['color-contrast', 'target-size']],
  [1440, 'light', ['color-contrast', 'target-size']],
]

/** The address of every public page, and of every state that a link alone can show. */
async function everyAddress(): Promise<string[]> {
  const shop = await openShop({ hosts: 2, settings: { requiresApproval: false } })
  const { business, hosts, host } = shop
  const call = await addService(business, hosts, {
    name: 'Assessment',
    locationType: 'video',
    requiresApproval: true,
    slotIntervalMinutes: 15,
    durationMinutes: 30,
  })
  const closed = await openShop({ settings: { isActive: false } })
  const confirmed = await place(shop, tenOClock())
  const waiting = await place({ business, service: call }, tenOClock(4), {
    timeZone: 'Asia/Tokyo',
    notes: 'A'.repeat(200),
  })
  const declined = await place({ business, service: call }, tenOClock(5))
  await declined.merge({ status: 'rejected', rejectionReason: 'Not at that hour.' }).save()
  const cancelled = await place(shop, tenOClock(6))
  await cancelled.merge({ status: 'cancelled' }).save()

  return [
    '/',
    '/nothing-is-here',
    `/book/${business.slug}`,
    `/book/${closed.business.slug}`,
    `/book/${business.slug}/nothing`,
    timesAddress(shop),
    `${timesAddress(shop)}?choose=host&host=${host.id}`,
    `${timesAddress(shop)}?month=${tenOClock().plus({ years: 1 }).toFormat('yyyy-MM')}`,
    `${timesAddress({ business, service: call })}?zone=Asia/Tokyo&choose=zone`,
    `${timesAddress(shop)}?month=2026-13`,
    `${detailsAddress(shop)}?start=${instant(tenOClock(7))}`,
    `${detailsAddress(shop)}?start=${instant(tenOClock().plus({ minutes: 1 }))}`,
    ...[confirmed, waiting, declined, cancelled].map(({ manageToken }) => `/manage/${manageToken}`),
    `/manage/${confirmed.manageToken}/cancellation`,
    `/enquiry/${business.slug}?service=${shop.service.slug}`,
  ]
}

async function refusedForm(page: Page, shop: Awaited<ReturnType<typeof openShop>>) {
  await page.goto(`${detailsAddress(shop)}?start=${instant(tenOClock(7))}`)
  await page.getByLabel('Email').fill('priya.example.com')
  await page.getByRole('button', { name: 'Book Private lesson' }).click()
  await page.getByRole('alert').waitFor()
}

test.group('Every public page', (group) => {
  withEmptyTables(group)

  test('has nothing that axe minds, in both schemes, on a phone and a wide screen', async ({
    browser,
    assert,
  }) => {
    const addresses = await everyAddress()
    const context = await reader(browser)
    const complaints = watch(context)
    const page = await context.newPage()
    for (const address of addresses) {
      await page.goto(address)
      for (const [width, colorScheme, rules] of LOOKS) {
        await page.setViewportSize({ width, height: 900 })
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        const findings = await axeFindings(page, rules)
        assert.deepEqual(findings, [], `${address} ${colorScheme} ${width}`)
      }
    }
    assert.deepEqual(complaints, [])
    await context.close()
  }).timeout(400_000)

  test('gives the browser nothing to complain of', async ({ browser, assert }) => {
    const addresses = await everyAddress()
    const context = await reader(browser)
    const page = await context.newPage()
    const issues: string[] = []
    const audits = await context.newCDPSession(page)
    audits.on('Audits.issueAdded', ({ issue }) => issues.push(JSON.stringify(issue)))
    await audits.send('Audits.enable')
    for (const address of addresses) {
      await page.goto(address, { waitUntil: 'networkidle' })
      assert.deepEqual(issues, [], address)
    }
    await context.close()
  })

  test('never scrolls sideways at 320 px', async ({ browser, assert }) => {
    const addresses = await everyAddress()
    const context = await reader(browser, { viewport: { width: 320, height: 640 } })
    const page = await context.newPage()
    for (const address of addresses) {
      await page.goto(address)
      assert.isAtMost(await sidewaysScroll(page), 0, address)
    }
    await context.close()
  })

  test('has nothing that axe minds on a refused form', async ({ browser, assert }) => {
    const shop = await openShop()
    const context = await reader(browser)
    const page = await context.newPage()
    await refusedForm(page, shop)
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      assert.deepEqual(await axeFindings(page), [])
    }
    await context.close()
  })
})
