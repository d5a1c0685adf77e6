/// <reference lib="dom" />
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import MessageText from '#models/notifications/message_text'
import { withEmptyTables } from '#tests/support/database'
import { reader } from '#tests/support/page_checks'

const PAGE = '/admin/settings/messages/booking_confirmed/en'

test.group('Messages in the business’s own words', (group) => {
  withEmptyTables(group)

  test('are written with variables at a press, and read beside it while one types', async ({
    browser,
    assert,
  }) => {
    const shop = await openShop()
    const context = await reader(browser)
    await context.loginAs(shop.user)
    const page = await context.newPage()
    await page.goto('/admin/settings/messages')
    await page.getByRole('link', { name: 'Confirmation' }).click()
    await page.getByLabel('Opening').fill('Hello !')
    const steps = await page.evaluate(() => history.length)
    await page.getByLabel('Opening').evaluate((field: HTMLTextAreaElement) => {
      field.setSelectionRange(6, 6)
    })
    await page.getByRole('button', { name: 'Put in {client}' }).click()
    assert.equal(await page.getByLabel('Opening').inputValue(), 'Hello {client}!')
    const frame = page.frameLocator('iframe')
    await frame.getByText('Hello Asha Patel!').waitFor()
    await page.getByRole('radio', { name: 'Plain text' }).check()
    await frame.locator('pre', { hasText: 'Hello Asha Patel!' }).waitFor()
    await page.getByLabel('Opening').fill('Hello {nobody}')
    await frame.getByText('There is no {nobody}').waitFor()
    await page.getByLabel('Opening').fill('Hello {client}!')
    await frame.locator('pre', { hasText: 'Hello Asha Patel!' }).waitFor()
    assert.equal(await page.evaluate(() => history.length), steps)
    await page.getByRole('button', { name: 'Save the text' }).last().click()
    await page.getByText('Saved.').waitFor()
    assert.equal((await MessageText.firstOrFail()).opening, 'Hello {client}!')
  }).tags(['@insertsVariables', '@previewsMessage'])

  test('need no script', async ({ browser, assert }) => {
    const shop = await openShop()
    const context = await reader(browser, { javaScriptEnabled: false })
    await context.loginAs(shop.user)
    const page = await context.newPage()
    await page.goto(PAGE)
    await page.getByText('{client}').first().waitFor()
    await page.getByLabel('Opening').fill('Hello {client}!')
    await page.getByRole('radio', { name: 'Dark' }).check()
    await page.getByRole('button', { name: 'See how it reads' }).click()
    const frame = page.frameLocator('iframe')
    await frame.getByText('Hello Asha Patel!').waitFor()
    assert.equal(await page.getByLabel('Opening').inputValue(), 'Hello {client}!')
    await page.getByRole('button', { name: 'Send it to me' }).click()
    await page.getByText('A test is on its way').waitFor()
    await page.getByRole('button', { name: 'Save the text' }).last().click()
    await page.getByText('Saved.').waitFor()
    await page.getByRole('button', { name: 'Use our words again' }).click()
    await page.getByText('These are our words again.').waitFor()
    assert.isFalse((await MessageText.firstOrFail()).isOwn)
  })
})
