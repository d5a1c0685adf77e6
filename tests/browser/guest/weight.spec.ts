import { test } from '@japa/runner'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { BrowserContext, Response } from 'playwright'
import { offeredLanguages } from '#config/languages'
import { addService, openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { timesAddress } from '#tests/support/guest'
import { reader } from '#tests/support/page_checks'
import { addressesOnTheWay, everyAddress } from '#tests/support/public_pages'

/** Compressed, pictures left out: what a first visit costs. */
const MOST_BYTES = { brotli: 39_000, gzip: 47_500 }

const encoders = {
  brotli: (body: Buffer) => brotliCompressSync(body),
  gzip: (body: Buffer) => gzipSync(body, { level: 5 }),
}

type Encoding = keyof typeof encoders

/** From a far zone, whose own clock is fetched over the business's. */
async function firstVisit(context: BrowserContext, address: string): Promise<Response[]> {
  const page = await context.newPage()
  const responses: Response[] = []
  page.on('response', (response) => responses.push(response))
  await page.goto(address, { waitUntil: 'networkidle' })
  return responses
}

async function bytesOf(responses: Response[], encoding: Encoding): Promise<Record<string, number>> {
  const bytes: Record<string, number> = {}
  for (const response of responses) {
    const type = response.request().resourceType()
    if (type === 'image' || (!response.ok() && type !== 'document')) continue
    const body = await response.body()
    // Fonts are compressed already; all else is sent so in production.
    const sent = type === 'font' ? body : encoders[encoding](body)
    bytes[type] = (bytes[type] ?? 0) + sent.length
  }
  return bytes
}

const sumOf = (bytes: Record<string, number>) =>
  Object.values(bytes).reduce((total, part) => total + part, 0)

test.group('What a page weighs', (group) => {
  withEmptyTables(group)

  test(`the {name} in {language} stay under ${MOST_BYTES.brotli / 1000} kB`)
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
      const bytes = await bytesOf(
        await firstVisit(context, `${address}?lang=${language}`),
        'brotli'
      )
      assert.isAtMost(sumOf(bytes), MOST_BYTES.brotli, JSON.stringify(bytes))
      assert.isAbove(bytes.stylesheet, 5_000)
      await context.close()
    })

  test(`every public page stays under 50 kB where only gzip is understood`, async ({
    browser,
    assert,
  }) => {
    const addresses = [
      ...(await everyAddress()),
      ...(await addressesOnTheWay()),
      '/sign-up',
      '/sign-in',
      '/portal',
    ]
    for (const address of addresses) {
      // Nothing is kept from the page before.
      const context = await reader(browser, { timezoneId: 'America/New_York' })
      const bytes = await bytesOf(await firstVisit(context, address), 'gzip')
      assert.isAtMost(sumOf(bytes), MOST_BYTES.gzip, `${address} ${JSON.stringify(bytes)}`)
      await context.close()
    }
  }).timeout(240_000)

  test('the choice of a zone is fetched once, also from far away', async ({ browser, assert }) => {
    const shop = await openShop({ service: { locationType: 'video' } })
    const context = await reader(browser, { timezoneId: 'America/New_York' })
    const responses = await firstVisit(context, `${timesAddress(shop)}?choose=zone`)
    const bytes = await bytesOf(responses, 'gzip')
    assert.isAtMost(sumOf(bytes), MOST_BYTES.gzip, JSON.stringify(bytes))
    await context.close()
  })
})
