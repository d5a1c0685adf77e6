import { test } from '@japa/runner'
import ImportClients from '#actions/clients/import_clients'
import Client from '#models/clients/client'
import ClientImport from '#models/clients/client_import'
import { clientOf } from '#tests/support/clients'
import { withEmptyTables } from '#tests/support/database'
import { axeFindings, reader, watch } from '#tests/support/page_checks'
import { openShopByRequest } from '#tests/support/requests'

const FILE = [
  'Full name;E-mail;Mobile',
  'Priya Nair;p.nair@work.example;07700 900811',
  ';nobody@example.com;',
  'Sam Hill;not an address;',
  'Ben Fox;ben@fox.example;',
].join('\n')

test.group('The records of clients', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`a note that is not kept yet stays while a tag is added and taken off, ${how}`, async ({
      browser,
      assert,
    }) => {
      const shop = await openShopByRequest()
      const { id } = await clientOf(shop)
      const context = await reader(browser, { javaScriptEnabled })
      await context.loginAs(shop.user)
      const page = await context.newPage()
      await page.goto(`/admin/clients/${id}`)
      const note = page.getByLabel('New note')
      await note.fill('Likes lane 2.')
      await page.getByText('Add a tag').click()
      await page.getByLabel('Tag', { exact: true }).fill('Adult')
      await page.getByLabel('Tag', { exact: true }).press('Enter')
      const off = page.getByRole('button', { name: 'Remove tag Adult' })
      await off.waitFor()
      assert.equal(await note.inputValue(), 'Likes lane 2.')
      assert.isTrue(await page.getByText('Not saved yet').first().isVisible())
      if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
      await off.click()
      await off.waitFor({ state: 'detached' })
      assert.equal(await note.inputValue(), 'Likes lane 2.')
      await page.getByRole('button', { name: 'Save the note' }).click()
      await page.getByText('Note by').waitFor()
      assert.equal(await note.inputValue(), '')
    })
  }

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`a file with bad rows is imported, two records are merged and taken apart, ${how}`, async ({
      browser,
      assert,
    }) => {
      const shop = await openShopByRequest()
      await clientOf(shop, { name: 'Priya Nair', email: 'priya@nair.example' })
      const context = await reader(browser, { javaScriptEnabled })
      const complaints = watch(context)
      await context.loginAs(shop.user)
      const page = await context.newPage()
      const clean = async () => {
        if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
      }

      await page.goto('/admin/clients')
      await page.getByRole('link', { name: 'Import clients from a CSV file' }).click()
      await page.getByLabel('CSV file').setInputFiles({
        name: 'salon.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(FILE),
      })
      await page.getByRole('button', { name: 'Read the file' }).click()
      await page.getByLabel('E-mail').selectOption({ label: 'Leave out' })
      await page.getByLabel('Mobile').selectOption({ label: 'Leave out' })
      await page.getByRole('button', { name: 'Import 4 rows' }).click()
      await page.getByText('Say which column has the email address').first().waitFor()
      assert.equal(
        await Client.query()
          .count('* as all')
          .first()
          .then((row) => Number(row?.$extras.all)),
        1
      )
      await page.getByLabel('E-mail').selectOption({ label: 'Email address' })
      await page.getByLabel('Mobile').selectOption({ label: 'Phone number' })
      await clean()
      await page.getByRole('button', { name: 'Import 4 rows' }).click()
      await page.getByText('0 of 4 rows are done.').waitFor()
      const { id } = await ClientImport.firstOrFail()
      await new ImportClients().handle()
      await page.getByRole('link', { name: 'Refresh' }).click()
      await page.getByText('4 rows: 2 added, 0 already there, 2 refused.').waitFor()
      await page.getByText('Line 4: Sam Hill, not an address').waitFor()
      await page.getByText('The email address does not work').waitFor()
      await clean()
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'Download the 2 refused rows' }).click(),
      ])
      assert.equal(download.suggestedFilename(), `refused-${id}.csv`)

      await page.getByRole('link', { name: 'See the newest clients' }).click()
      await page.getByRole('link', { name: 'Priya Nair' }).first().click()
      await page.getByRole('link', { name: 'Merge with another record' }).click()
      await page.getByRole('link', { name: 'Compare Priya Nair' }).click()
      await clean()
      await page.getByRole('button', { name: 'Merge the two' }).click()
      await page.getByText('Priya Nair is now part of Priya Nair.').waitFor()
      await page.goto('/admin/clients')
      assert.equal(await page.getByRole('link', { name: 'Priya Nair' }).count(), 1)
      await page.getByRole('link', { name: 'Priya Nair' }).click()
      await page.getByText('p.nair@work.example').first().waitFor()
      await clean()
      await page.getByRole('button', { name: 'Take Priya Nair apart again' }).click()
      await page.getByText('Priya Nair has a separate record again.').waitFor()
      await page.goto('/admin/clients')
      assert.equal(await page.getByRole('link', { name: 'Priya Nair' }).count(), 2)
      assert.deepEqual(complaints, [])
      await context.close()
    })
  }
})
