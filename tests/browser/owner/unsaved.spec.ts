/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { openShop } from '#database/factories/business'
import { clientOf } from '#tests/support/clients'
import { withEmptyTables } from '#tests/support/database'

/** What the browser asks on the way out, and whether the reader stays. */
function answering(page: Page, answer: 'stays' | 'leaves') {
  const asked: string[] = []
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type())
    await (answer === 'leaves' ? dialog.accept() : dialog.dismiss())
  })
  return asked
}

const save = (page: Page) => page.getByRole('button', { name: /^Save (hours|.*’s hours)$/ }).last()

test.group('Leaving a form that is not saved', (group) => {
  withEmptyTables(group)

  test('choosing another person asks first, and staying keeps what was typed', async ({
    browserContext,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    await browserContext.loginAs(shop.user)
    const page = await browserContext.newPage()
    const asked = answering(page, 'stays')
    await page.goto('/admin/availability')
    const choice = page.locator('select#host')
    const own = await choice.inputValue()
    await page.getByLabel('Monday, to').fill('16:00')
    const dialog = page.waitForEvent('dialog')
    await choice.selectOption(String(shop.hosts[1].id))
    await dialog
    await page.waitForFunction(
      (value) => document.querySelector<HTMLSelectElement>('select#host')?.value === value,
      own
    )
    assert.deepEqual(asked, ['beforeunload'])
    assert.equal(await page.getByLabel('Monday, to').inputValue(), '16:00')
    assert.include(page.url(), '/admin/availability')

    await save(page).click()
    await page.getByText('Anna Reed’s weekly hours are saved.').waitFor()
    await choice.selectOption(String(shop.hosts[1].id))
    await page.waitForURL(`**/admin/availability?host=${shop.hosts[1].id}`)
    assert.lengthOf(asked, 1)
  }).tags(['@warnsOfLoss'])

  test('hours that were added, and what was refused, are not saved either', async ({
    browserContext,
    assert,
  }) => {
    const shop = await openShop()
    await browserContext.loginAs(shop.user)
    const page = await browserContext.newPage()
    const asked = answering(page, 'leaves')
    const today = () => page.getByRole('link', { name: 'Today' }).first().click()
    await page.goto('/admin/availability')
    await page.getByRole('button', { name: 'Add hours on Monday' }).click()
    await page.getByLabel('Monday, from').nth(1).waitFor()
    await today()
    await page.waitForURL('**/admin')
    assert.lengthOf(asked, 1)

    await page.goto('/admin/availability')
    await page.getByLabel('Monday, to').fill('late')
    await save(page).click()
    await page.getByRole('alert').waitFor()
    assert.lengthOf(asked, 1)
    await today()
    await page.waitForURL('**/admin')
    assert.lengthOf(asked, 2)
  })

  test('the forms of a service, the business, the settings and a host ask as well', async ({
    browserContext,
    assert,
  }) => {
    const shop = await openShop()
    await browserContext.loginAs(shop.user)
    const page = await browserContext.newPage()
    const asked = answering(page, 'leaves')
    const today = async () => {
      await page.getByRole('link', { name: 'Today' }).first().click()
      await page.waitForURL('**/admin')
    }
    const forms = {
      [`/admin/services/${shop.service.id}`]: 'Price in GBP',
      '/admin/settings/business': 'Business name',
      '/admin/settings': 'Shortest notice, in hours',
      [`/admin/people/${shop.host.id}`]: 'At most per day',
    }
    for (const [address, label] of Object.entries(forms)) {
      const before = asked.length
      await page.goto(address)
      const field = page.getByLabel(label, { exact: true })
      const stored = await field.inputValue()
      await field.fill('33')
      await field.fill(stored)
      await today()
      assert.lengthOf(asked, before, `${address} as it was`)
      await page.goto(address)
      await page.getByLabel(label, { exact: true }).fill('33')
      await today()
      assert.lengthOf(asked, before + 1, address)
    }
  })

  test('sending another form of the page keeps what was typed, and says that it is not saved', async ({
    browserContext,
    assert,
  }) => {
    const shop = await openShop()
    const known = await clientOf(shop)
    await browserContext.loginAs(shop.user)
    const page = await browserContext.newPage()
    const asked = answering(page, 'stays')
    await page.goto(`/admin/clients/${known.id}`)
    const note = page.getByLabel('New note')
    await note.fill('Wants the deep end')
    await page.getByText('Add a tag').click()
    await page.getByLabel('Tag', { exact: true }).fill('Swimmer')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('link', { name: 'Swimmer' }).waitFor()
    assert.equal(await note.inputValue(), 'Wants the deep end')
    await page.getByText('Not saved yet').waitFor()

    await page.getByRole('button', { name: 'Save the note' }).click()
    await page.getByText('Wants the deep end').waitFor()
    assert.equal(await note.inputValue(), '')
    await page.reload()
    assert.equal(await note.inputValue(), '')
    assert.isEmpty(asked)
  }).tags(['@warnsOfLoss'])
})
