/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { addService, openShop } from '#database/factories/business'
import Service from '#models/services/service'
import type Business from '#models/settings/business'
import { withEmptyTables } from '#tests/support/database'
import { axeFindings, reader } from '#tests/support/page_checks'

const namesOn = (page: Page) => page.locator('[data-row] a').allTextContents()

async function openList() {
  const shop = await openShop({ service: { name: 'Private lesson' } })
  await addService(shop.business, shop.hosts, { name: 'Assessment', position: 1 })
  await addService(shop.business, shop.hosts, { name: 'Course', position: 2 })
  return shop
}

async function storedNames({ id }: Business) {
  const services = await Service.query().where('businessId', id).orderBy('position').orderBy('id')
  return services.map(({ name }) => name)
}

test.group('The owner’s services', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`a service is made, ordered, copied and archived, ${how}`, async ({ browser, assert }) => {
      const shop = await openList()
      const context = await reader(browser, { javaScriptEnabled })
      await context.loginAs(shop.user)
      const page = await context.newPage()
      await page.goto('/admin/services')
      await page.getByRole('link', { name: 'New service' }).click()
      await page.getByLabel('Name').fill('Aqua gym')
      await page.getByRole('radio', { name: '45 min' }).check()
      await page.getByLabel('Price in GBP').fill('18')
      assert.isFalse(await page.getByLabel('Length in minutes').isVisible())
      await page.locator('summary', { hasText: 'How it is shown' }).click()
      await page.getByLabel('Heading').fill('Together')
      await page.getByRole('radio', { name: 'Teal' }).check()
      await page.getByRole('button', { name: 'Save the service' }).click()
      await page.getByText('Aqua gym is saved.').waitFor()
      assert.deepEqual(await namesOn(page), ['Private lesson', 'Assessment', 'Course', 'Aqua gym'])

      await page.getByRole('button', { name: 'Move Course up' }).click()
      await page.waitForURL('**/admin/services')
      assert.deepEqual((await namesOn(page)).slice(0, 3), [
        'Private lesson',
        'Course',
        'Assessment',
      ])
      await page.getByRole('button', { name: 'Move Together up' }).click()
      await page.waitForURL('**/admin/services')
      assert.equal((await namesOn(page))[0], 'Aqua gym')

      await page.getByRole('link', { name: 'Course' }).click()
      await page.getByRole('button', { name: 'Make a copy' }).click()
      await page.getByText('This is the copy of Course').waitFor()
      await page.getByRole('button', { name: 'Archive it' }).click()
      await page.getByText('Course (copy) is archived').waitFor()
      await page.getByText('1 archived service').click()
      await page.getByRole('link', { name: 'Course (copy)' }).click()
      await page.getByRole('button', { name: 'Bring it back' }).click()
      await page.getByText('Course (copy) is back').waitFor()
      await page.getByText('Delete it', { exact: true }).click()
      await page.getByRole('button', { name: 'Delete Course (copy)' }).click()
      await page.getByText('Course (copy) is deleted.').waitFor()
      assert.deepEqual(await storedNames(shop.business), [
        'Aqua gym',
        'Private lesson',
        'Course',
        'Assessment',
      ])
      await context.close()
    })
  }

  test('a row is dragged to its place by its grip', async ({ browserContext, assert }) => {
    const shop = await openList()
    await browserContext.loginAs(shop.user)
    const page = await browserContext.newPage()
    await page.goto('/admin/services')
    const row = (name: string) => page.locator('[data-row]', { hasText: name })
    await row('Course')
      .locator('[data-grip]')
      .dragTo(row('Private lesson'), {
        targetPosition: { x: 40, y: 4 },
      })
    await page.waitForLoadState()
    await page.waitForFunction(() =>
      document.querySelector('[data-row] a')?.textContent?.includes('Course')
    )
    await page.reload()
    assert.deepEqual(await namesOn(page), ['Course', 'Private lesson', 'Assessment'])
    assert.deepEqual(await storedNames(shop.business), ['Course', 'Private lesson', 'Assessment'])
  }).tags(['@ordersByDrag'])

  test('a row that is let go above the first one, or below the last, comes first or last', async ({
    browserContext,
    assert,
  }) => {
    const shop = await openList()
    await browserContext.loginAs(shop.user)
    const page = await browserContext.newPage()
    await page.goto('/admin/services')
    const row = (name: string) => page.locator('[data-row]', { hasText: name })
    const boxOf = async (name: string) => {
      const box = await row(name).boundingBox()
      if (!box) throw new Error(`${name} is not to be seen`)
      return box
    }
    const dragTo = async (name: string, y: number) => {
      await row(name).locator('[data-grip]').hover()
      await page.mouse.down()
      const { x } = await boxOf(name)
      await page.mouse.move(x + 60, y + 3, { steps: 4 })
      await page.mouse.move(x + 60, y, { steps: 4 })
      const saved = page.waitForResponse((response) => response.request().method() === 'POST')
      await page.mouse.up()
      await saved
      await page.waitForLoadState()
    }
    const first = await boxOf('Private lesson')
    await dragTo('Course', first.y - 24)
    assert.deepEqual(await storedNames(shop.business), ['Course', 'Private lesson', 'Assessment'])
    const last = await boxOf('Assessment')
    await dragTo('Course', last.y + last.height + 24)
    assert.deepEqual(await storedNames(shop.business), ['Private lesson', 'Assessment', 'Course'])
  }).tags(['@ordersByDrag'])

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'while one types' : 'at the press of a button'

    test(`the words of calendars are shown ${how}`, async ({ browser, assert }) => {
      const shop = await openShop()
      const context = await reader(browser, { javaScriptEnabled })
      await context.loginAs(shop.user)
      const page = await context.newPage()
      await page.goto(`/admin/services/${shop.service.id}`)
      await page.locator('summary', { hasText: 'In calendars' }).click()
      await page.getByLabel('Title').fill('{client} at {place}, {colour}')
      if (!javaScriptEnabled) await page.getByRole('button', { name: 'See how it reads' }).click()
      const preview = page.getByRole('region', { name: 'Example' })
      await preview.getByText('Priya Shah at Canal Street pool').waitFor()
      await preview.getByText('There is no {colour}').waitFor()
      assert.equal(await page.getByLabel('Title').inputValue(), '{client} at {place}, {colour}')
      assert.isNull((await Service.findOrFail(shop.service.id)).calendarTitle)
      await context.close()
    }).tags(['@previewsWords'])
  }

  test('everything unfolded can be used by everyone', async ({ browserContext, assert }) => {
    const shop = await openShop({
      hosts: 2,
      service: {
        ...{ colour: '#ffe14d', category: 'Lessons', calendarTitle: '{client} {colour}' },
        furtherPlaces: [{ key: 1, locationType: 'zoom', locationDetails: null }],
      },
    })
    await addService(shop.business, shop.hosts, { name: 'Assessment' })
    await browserContext.loginAs(shop.user)
    const page = await browserContext.newPage()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.goto(`/admin/services/${shop.service.id}`)
      await page.evaluate(() => {
        document.querySelectorAll('main details').forEach((fold) => fold.setAttribute('open', ''))
      })
      assert.deepEqual(await axeFindings(page), [])
    }
  })
})
