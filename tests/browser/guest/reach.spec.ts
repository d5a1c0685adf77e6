/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { detailsAddress, instant, tenOClock, timesAddress } from '#tests/support/guest'
import { reader, sidewaysScroll } from '#tests/support/page_checks'
import { everyAddress } from '#tests/support/public_pages'

/** What reaches furthest to the side, to name it. */
function widest(page: Page): Promise<string> {
  return page.evaluate(() => {
    const right = (element: Element) => element.getBoundingClientRect().right
    const all = Array.from(document.body.querySelectorAll('*')).filter(
      (one) => right(one) > innerWidth
    )
    return all
      .map((one) => `${one.tagName}.${one.className}`)
      .slice(0, 6)
      .join(' ')
  })
}

/** Links and buttons less than 24 px high that do not stand in the flow of other words. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isOfSentence = (target: Element) => {
      const { display } = getComputedStyle(target)
      const line = target.parentElement?.textContent?.trim() ?? ''
      return display === 'inline' && line.length > (target.textContent?.trim().length ?? 0) + 20
    }
    return Array.from(document.querySelectorAll('main a[href], main button, main summary'))
      .filter((target) => {
        const { height } = target.getBoundingClientRect()
        return height > 0 && height < 24 && !isOfSentence(target)
      })
      .map((target) => target.outerHTML.slice(0, 160))
  })
}

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

  test('holds text at twice its size on a phone', async ({ browser, assert }) => {
    const addresses = await everyAddress()
    const context = await reader(browser, { viewport: { width: 360, height: 640 } })
    const page = await context.newPage()
    const wide: string[] = []
    for (const address of addresses) {
      await page.goto(address)
      await page.evaluate(() => void (document.documentElement.style.fontSize = '200%'))
      const overhang = await sidewaysScroll(page)
      if (overhang > 0) wide.push(`${address}: ${overhang} px, ${await widest(page)}`)
    }
    assert.deepEqual(wide, [])
    await context.close()
  })

  test('has no small targets beside those within a sentence', async ({ browser, assert }) => {
    const addresses = await everyAddress()
    const context = await reader(browser, { viewport: { width: 360, height: 640 } })
    const page = await context.newPage()
    const small = new Set<string>()
    for (const address of addresses) {
      await page.goto(address)
      for (const target of await smallTargets(page)) small.add(target)
    }
    assert.deepEqual([...small], [])
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
