/// <reference lib="dom" />
import { test } from '@japa/runner'
import { openShop, addService } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { axeFindings, reader, SCHEMES, sidewaysScroll } from '#tests/support/page_checks'
import { photo, placeOfBusiness, placeOfHost, showPicture } from '#tests/support/pictures'

/** What the rest of a public page leaves of 50 kB. */
const MOST_BYTES = 26_000

test.group('Pictures', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    test(`are sent, refused, shown and removed, with script ${javaScriptEnabled ? 'on' : 'off'}`, async ({
      browser,
      assert,
    }) => {
      const shop = await openShop()
      await addService(shop.business, shop.hosts, { name: 'Assessment' })
      const context = await reader(browser, { javaScriptEnabled })
      await context.loginAs(shop.user)
      const page = await context.newPage()
      await page.goto('/admin/settings/business')
      await page.getByRole('link', { name: 'Cover picture' }).click()

      const field = page.getByLabel('Picture', { exact: true })
      const words = Buffer.from('no picture at all')
      await field.setInputFiles({ name: 'pool.jpg', mimeType: 'image/jpeg', buffer: words })
      await page.getByLabel('What the picture shows').fill('The pool at dawn')
      await page.getByRole('button', { name: 'Save the picture' }).click()
      await page.getByText('This is not a picture').first().waitFor()
      assert.equal(await page.getByLabel('What the picture shows').inputValue(), 'The pool at dawn')

      const buffer = await photo(1600, 900).jpeg().toBuffer()
      await field.setInputFiles({ name: 'pool.jpg', mimeType: 'image/jpeg', buffer })
      await page.getByRole('button', { name: 'Save the picture' }).click()
      await page.getByText('The picture is on your page now.').waitFor()

      await page.goto(`/book/${shop.business.slug}`)
      const cover = page.getByRole('img', { name: 'The pool at dawn' })
      const { naturalWidth, ratio } = await cover.evaluate(async (image: HTMLImageElement) => {
        await image.decode()
        return { naturalWidth: image.naturalWidth, ratio: image.width / image.height }
      })
      assert.isAbove(naturalWidth, 600)
      assert.isAbove(ratio, 2.9)

      await page.goto('/admin/settings/cover')
      await page.getByRole('button', { name: 'Remove the picture' }).click()
      await page.getByText('No picture yet.').waitFor()
      await page.getByRole('button', { name: /^Use this again/ }).click()
      await page.getByText('The earlier picture is back.').waitFor()
      await context.close()
    })
  }

  test('stand still on the public page, are whole for everyone, and weigh little', async ({
    browser,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    await addService(shop.business, shop.hosts, { name: 'Assessment' })
    const large = await photo(3000, 2000).jpeg().toBuffer()
    await showPicture(placeOfBusiness(shop.business, 'logo'))
    await showPicture(placeOfBusiness(shop.business, 'cover'), large, 'The pool at dawn')
    await showPicture(placeOfHost(shop.host))

    for (const colorScheme of SCHEMES) {
      for (const [width, deviceScaleFactor] of [
        [360, 3],
        [1440, 1],
      ]) {
        const context = await reader(browser, {
          ...{ colorScheme, deviceScaleFactor, viewport: { width, height: 780 } },
        })
        const page = await context.newPage()
        let bytes = 0
        page.on('requestfinished', async (request) => {
          const { responseBodySize } = await request.sizes()
          if (request.url().includes('/images/')) bytes += responseBodySize
        })
        await page.addInitScript(() => {
          new PerformanceObserver((list) => {
            const shifts = list.getEntries().map((shift) => Number(Reflect.get(shift, 'value')))
            const moved = shifts.reduce((sum, shift) => sum + shift, 0)
            Object.assign(window, { moved: (Reflect.get(window, 'moved') ?? 0) + moved })
          }).observe({ type: 'layout-shift', buffered: true })
        })
        await page.goto(`/book/${shop.business.slug}`, { waitUntil: 'networkidle' })
        assert.isBelow(await page.evaluate(() => Reflect.get(window, 'moved') ?? 0), 0.01)
        assert.isBelow(bytes, MOST_BYTES)
        assert.equal(await sidewaysScroll(page), 0)
        assert.deepEqual(await axeFindings(page), [])
        await context.close()
      }
    }
  })
})
