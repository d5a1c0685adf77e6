/// <reference lib="dom" />
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { makeKey } from '#tests/support/keys'
import { axeInEveryLook, reader, sidewaysScroll, watch } from '#tests/support/page_checks'

test.group('The reference of the API', (group) => {
  withEmptyTables(group)

  test('is tried with a key that is kept nowhere', async ({ browserContext, assert }) => {
    const { business, user, service } = await openShop()
    const { written } = await makeKey(business, user)
    const complaints = watch(browserContext)
    const page = await browserContext.newPage()
    await page.goto('/docs/api?q=service')
    await page.getByLabel('Key to try requests with').fill(written)
    const entry = page.locator('#get_api_v1_services_id')
    await entry.getByLabel('id', { exact: true }).fill(String(service.id))
    await entry.getByRole('button', { name: 'Send' }).click()
    await entry.getByText('200 OK').waitFor()
    assert.include(await entry.getByRole('status').textContent(), service.name)

    const change = page.locator('#patch_api_v1_services_id')
    await change.getByLabel('id', { exact: true }).fill(String(service.id))
    await change.getByLabel('Body').fill('{"price":"61.00"}')
    await change.getByRole('button', { name: 'Send' }).click()
    await change.getByText('200 OK').waitFor()
    await service.refresh()
    assert.equal(Number(service.price), 61)

    assert.deepEqual(await axeInEveryLook(page), [])
    await page.setViewportSize({ width: 320, height: 800 })
    assert.isAtMost(await sidewaysScroll(page), 0)
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
    assert.notInclude(kept + page.url() + JSON.stringify(await browserContext.cookies()), written)
    await page.reload()
    assert.equal(await page.getByLabel('Key to try requests with').inputValue(), '')
    assert.deepEqual(complaints, [])
  }).tags(['@triesRequest'])

  test('is read without scripts', async ({ browser, assert }) => {
    const context = await reader(browser, { javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto('/docs/api')
    await page.getByLabel('Search addresses and fields').fill('approve')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('heading', { name: 'Answers' }).first().waitFor()
    assert.isFalse(await page.getByLabel('Key to try requests with').isVisible())
    assert.isFalse(await page.getByRole('button', { name: 'Send' }).first().isVisible())
    await context.close()
  })
})
