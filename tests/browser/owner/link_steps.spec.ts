/// <reference lib="dom" />
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'

test.group('The steps of a new link', (group) => {
  withEmptyTables(group)

  test('stand evenly in one line on a phone, under a word that says which one is reached', async ({
    browserContext,
    assert,
  }) => {
    const shop = await openShop()
    await browserContext.loginAs(shop.user)
    const page = await browserContext.newPage()
    await page.setViewportSize({ width: 360, height: 740 })
    await page.goto('/admin/links/new')
    const stops = await page.locator('.steps__stop').evaluateAll((items) =>
      items.map((item) => {
        const { left, top, height } = item.getBoundingClientRect()
        return { left, top, height }
      })
    )
    const gaps = stops.slice(1).map(({ left }, index) => Math.round(left - stops[index].left))
    assert.lengthOf(gaps, 5)
    assert.isAtMost(Math.max(...gaps) - Math.min(...gaps), 1)
    assert.isAtMost((stops.at(-1)?.left ?? 0) + 12, 344)
    assert.isBelow(Math.max(...stops.map(({ height }) => height)), 24)
    assert.isTrue(await page.getByText('Step 1 of 6').isVisible())
  })
})
