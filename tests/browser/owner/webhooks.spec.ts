/// <reference lib="dom" />
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import WebhookEndpoint from '#models/webhooks/webhook_endpoint'
import { withEmptyTables } from '#tests/support/database'
import { axeInEveryLook, sidewaysScroll, watch } from '#tests/support/page_checks'
import { deliverWebhooks, openReceiver } from '#tests/support/webhooks'

test.group('An owner’s webhooks', (group) => {
  withEmptyTables(group)

  test('are added, copied from, tried and looked at', async ({ browserContext, assert }) => {
    const receiver = await openReceiver()
    try {
      const { user } = await openShop()
      await browserContext.loginAs(user)
      const complaints = watch(browserContext)
      await browserContext.grantPermissions(['clipboard-read', 'clipboard-write'])
      const page = await browserContext.newPage()
      await page.goto('/admin/settings/webhooks')
      await page.getByRole('link', { name: 'Add a webhook' }).click()
      await page.getByLabel('Address').fill(receiver.url)
      await page.getByRole('button', { name: 'Add it' }).click()
      await page.getByRole('heading', { name: 'The secret of this webhook' }).waitFor()
      assert.deepEqual(await axeInEveryLook(page), [])
      await page.setViewportSize({ width: 320, height: 800 })
      assert.isAtMost(await sidewaysScroll(page), 0)

      await page.getByRole('button', { name: 'Copy' }).click()
      await page.getByText('Copied').waitFor()
      const secret = await page.evaluate(() => navigator.clipboard.readText())
      await page.getByRole('link', { name: 'I have kept it' }).click()
      await page.getByRole('button', { name: 'Send a test event' }).click()
      await page.getByText('A test event is on its way.').waitFor()
      await deliverWebhooks()
      assert.equal(receiver.verified(secret).type, 'webhook.test')

      await page.reload()
      await page.getByRole('link', { name: 'Test event' }).click()
      await page.getByText('Accepted').waitFor()
      assert.isFalse((await WebhookEndpoint.firstOrFail()).isPaused)
      assert.deepEqual(complaints, [])
    } finally {
      await receiver.close()
    }
  }).tags(['@copiesText'])
})
