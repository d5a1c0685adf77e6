/// <reference lib="dom" />
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { detailsAddress, instant, tenOClock, timesAddress } from '#tests/support/guest'
import { reader } from '#tests/support/page_checks'
import { everyAddress } from '#tests/support/public_pages'

test.group('Public pages within everyone’s reach', (group) => {
  withEmptyTables(group)

  test('gives the browser nothing to complain of', async ({ browser, assert }) => {
    const addresses = await everyAddress()
    const context = await reader(browser)
    const page = await context.newPage()
    const issues: string[] = []
    const audits = await context.newCDPSession(page)
    audits.on('Audits.issueAdded', ({ issue }) => issues.push(JSON.stringify(issue)))
    await audits.send('Audits.enable')
    for (const address of addresses) {
      await page.goto(address, { waitUntil: 'networkidle' })
      assert.deepEqual(issues, [], address)
    }
    await context.close()
  })

  test('says of each field that must be filled in', async ({ browser, assert }) => {
    const shop = await openShop()
    const context = await reader(browser)
    const page = await context.newPage()
    await page.goto(`${detailsAddress(shop)}?start=${instant(tenOClock(7))}`)
    assert.isTrue(
      await page.getByLabel('Your name').evaluate((field) => field.matches(':required'))
    )
    for (const name of ['Email', 'Phone']) {
      const described = await page.getByLabel(name).getAttribute('aria-describedby')
      assert.match((await page.locator(`#${described}`).textContent()) ?? '', /email or phone/i)
    }
    await context.close()
  })

  test('keeps its marks in forced colours', async ({ browser, assert }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    const context = await reader(browser, { forcedColors: 'active' })
    const page = await context.newPage()
    await page.goto(timesAddress(shop))
    const marks = await page.locator('.month__key span').evaluateAll((entries) =>
      entries.map((entry) => {
        const mark = getComputedStyle(entry, '::before')
        const ground = getComputedStyle(document.body).backgroundColor
        return mark.backgroundColor !== ground || mark.borderTopWidth !== '0px'
      })
    )
    assert.isAbove(marks.length, 2)
    assert.notInclude(marks, false)
    await context.close()
  })
})
