import { test } from '@japa/runner'
import type { Page } from 'playwright'
import MoveBooking from '#actions/bookings/move_booking'
import { openShop } from '#database/factories/business'
import { issuePortalLink } from '#messages'
import { byClient } from '#models/by'
import { withEmptyTables } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'
import {
  axeInEveryLook,
  cutTexts,
  doubleText,
  reader,
  sidewaysScroll,
  smallTargets,
  watch,
} from '#tests/support/page_checks'

const PRIYA = 'priya@example.com'

async function signIn(page: Page) {
  await page.goto(`/portal/sign-in/${await issuePortalLink(PRIYA)}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Your bookings' }).waitFor()
}

/** Bookings in every state, at two businesses; and every page of the portal. */
async function busyPortal() {
  const shop = await openShop({ hosts: 2, settings: { requiresApproval: false } })
  const other = await openShop({ settings: { requiresApproval: true } })
  await other.business.merge({ name: 'Friseurmeisterbetrieb Schneeweisschen' }).save()
  const confirmed = await place(shop, tenOClock(3))
  const { businessId, id: bookingId } = confirmed
  await new MoveBooking().handle({
    ...{ businessId, bookingId, startsAt: tenOClock(5).toMillis(), hostId: null },
    ...{ reason: 'A cold', version: null, by: byClient() },
  })
  const waiting = await place(other, tenOClock(4), { notes: 'A'.repeat(200) })
  const cancelled = await place(shop, tenOClock(6))
  await cancelled.merge({ status: 'cancelled' }).save()
  return {
    open: ['/portal', `/portal/sign-in/${await issuePortalLink(PRIYA)}`, '/portal/sign-in/nothing'],
    signedIn: [
      ...['/portal/bookings', '/portal/bookings?view=past', '/portal/bookings?search=nothing'],
      ...[confirmed, waiting, cancelled].map(({ id }) => `/portal/bookings/${id}`),
      ...[
        '/portal/account',
        '/portal/bookings?lang=ar',
        `/portal/bookings/${confirmed.id}?lang=de`,
      ],
    ],
  }
}

test.group('The portal', (group) => {
  withEmptyTables(group)

  test('is open to everyone, in both schemes, on desk and phone, and at twice the text size', async ({
    browser,
    assert,
  }) => {
    const { open, signedIn } = await busyPortal()
    const context = await reader(browser, { viewport: { width: 360, height: 740 } })
    const complaints = watch(context)
    const page = await context.newPage()
    const problems: Record<string, string[]> = {}
    const look = async (address: string) => {
      await page.goto(address)
      const found = await axeInEveryLook(page)
      await page.setViewportSize({ width: 320, height: 800 })
      const overhang = await sidewaysScroll(page)
      await page.setViewportSize({ width: 360, height: 740 })
      // The foot of every page is set smaller in Arabic.
      if (!address.endsWith('=ar')) found.push(...(await smallTargets(page)))
      if (overhang > 0) found.push(`${overhang} px to the side`)
      if (found.length > 0) problems[address] = found
    }
    for (const address of open) await look(address)
    await signIn(page)
    for (const address of signedIn) await look(address)
    await doubleText(page)
    for (const address of signedIn) {
      await page.goto(address)
      const cut = await cutTexts(page)
      const overhang = await sidewaysScroll(page)
      if (overhang > 0 || cut.length > 0) problems[`${address}, twice`] = [`${overhang} px`, ...cut]
    }
    assert.deepEqual(problems, {})
    assert.deepEqual(
      complaints.filter((complaint) => !complaint.includes('404')),
      []
    )
    await context.close()
  }).timeout(180_000)

  test('needs no script: signing in, looking for a booking, changing it, signing out', async ({
    browser,
    assert,
  }) => {
    await busyPortal()
    const context = await reader(browser, { javaScriptEnabled: false })
    const page = await context.newPage()
    await signIn(page)
    await page.getByRole('searchbox').fill('schneeweisschen')
    await page.getByRole('button', { name: 'Show' }).click()
    assert.equal(await page.locator('.ledger__row').count(), 1)
    await page.locator('.ledger__who a').click()
    await page.getByRole('link', { name: 'Withdraw request' }).click()
    await page.getByRole('button', { name: 'Withdraw request' }).click()
    await page.getByRole('link', { name: 'See all your bookings' }).click()
    await page.getByRole('link', { name: /Past and cancelled \(2\)/ }).waitFor()
    await page.getByRole('link', { name: PRIYA }).click()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.goto('/portal/bookings')
    assert.match(page.url(), /\/portal(\?|$)/)
    await context.close()
  })
})
