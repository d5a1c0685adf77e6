import { test } from '@japa/runner'
import { brotliCompressSync } from 'node:zlib'
import type { BrowserContext, Response } from 'playwright'
import { offeredLanguages } from '#config/languages'
import { addService, openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { timesAddress } from '#tests/support/guest'
import { reader } from '#tests/support/page_checks'

/** Compressed, pictures left out: what a first visit costs. */
const MOST_BYTES = 42_000

async function bytesOf(context: BrowserContext, address: string): Promise<Record<string, number>> {
  const page = await context.newPage()
  const responses: Response[] = []
  page.on('response', (response) => responses.push(response))
  await page.goto(address, { waitUntil: 'networkidle' })
  const bytes: Record<string, number> = {}
  for (const response of responses) {
    const type = response.request().resourceType()
    if (type === 'image' || !response.ok()) continue
    const body = await response.body()
    // Fonts are compressed already; all else is sent so in production.
    const sent = type === 'font' ? body : brotliCompressSync(body)
    bytes[type] = (bytes[type] ?? 0) + sent.length
  }
  return bytes
}

test.group('What a page weighs', (group) => {
  withEmptyTables(group)

  test(`the {name} in {language} stay under ${MOST_BYTES / 1000} kB`)
    .with(
      offeredLanguages().flatMap(({ tag: language }) => [
        { name: 'services', language },
        { name: 'times', language },
      ])
    )
    .run(async ({ browser, assert }, { name, language }) => {
      const shop = await openShop({ hosts: 2, service: { description: 'For **beginners**.' } })
      await addService(shop.business, shop.hosts)
      const context = await reader(browser)
      const address = name === 'times' ? timesAddress(shop) : `/book/${shop.business.slug}`
      const bytes = await bytesOf(context, `${address}?lang=${language}`)
      const sum = Object.values(bytes).reduce((total, part) => total + part, 0)
      assert.isAtMost(sum, MOST_BYTES, JSON.stringify(bytes))
      assert.isAbove(bytes.stylesheet, 5_000)
      await context.close()
    })
})
