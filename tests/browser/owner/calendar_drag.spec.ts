/// <reference lib="dom" />
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import type { Locator, Page } from 'playwright'
import Booking from '#models/bookings/booking'
import { withEmptyTables } from '#tests/support/database'
import { openDrawnDay } from '#tests/support/diary'
import { axeFindings, reader } from '#tests/support/page_checks'
import { joinAs } from '#tests/support/requests'

const DATE = DateTime.now().setZone('Europe/London').plus({ days: 3 }).toISODate() ?? ''

const startOf = async (id: number) => {
  const { startsAt, hostId } = await Booking.findOrFail(id)
  return [startsAt.setZone('Europe/London').toFormat('HH:mm'), hostId]
}

/** From its upper edge to so many hours below the top of the column. */
async function dragTo(event: Locator, column: Locator, hours: number, shown: number) {
  const box = await column.boundingBox()
  const y = ((box?.height ?? 0) * hours) / shown + 4
  await event.dragTo(column, { sourcePosition: { x: 30, y: 4 }, targetPosition: { x: 30, y } })
}

const hoursShown = async (column: Locator) =>
  String(await column.getAttribute('data-hours')).split(' ').length

const open = async (page: Page, address: string) => {
  await page.goto(address)
  await page.getByText('Drag a booking to move it.').waitFor()
}

test.group('A booking is dragged', (group) => {
  withEmptyTables(group)

  test('to a free time of its host, where the form still asks first', async ({
    browser,
    assert,
  }) => {
    const { user, leila, anna } = await openDrawnDay(DATE)
    const context = await reader(browser, { viewport: { width: 1440, height: 1400 } })
    await context.loginAs(user)
    const page = await context.newPage()
    await open(page, `/admin/calendar?date=${DATE}`)
    assert.deepEqual(await axeFindings(page), [])
    const event = page.locator('[data-move]', { hasText: 'Leila Haddad' })
    const column = page.locator(`[data-host="${anna.id}"]`)
    await dragTo(event, column, 14.5 - 8, await hoursShown(column))
    await page.getByRole('heading', { name: 'Move a booking' }).waitFor()
    assert.include(page.url(), `date=${DATE}&time=14%3A30&host=${anna.id}`)
    assert.deepEqual(await startOf(leila.id), ['13:30', anna.id])
    await page.getByRole('button', { name: 'Move to' }).click()
    await page.getByText('Moved.').first().waitFor()
    assert.deepEqual(await startOf(leila.id), ['14:30', anna.id])
    await context.close()
  }).tags(['@movesByDrag'])

  test('to a time that is taken, and is told why not', async ({ browser, assert }) => {
    const { user, leila, tom, anna } = await openDrawnDay(DATE)
    const context = await reader(browser, { viewport: { width: 1440, height: 1400 } })
    await context.loginAs(user)
    const page = await context.newPage()
    await open(page, `/admin/calendar?date=${DATE}`)
    const event = page.locator('[data-move]', { hasText: 'Leila Haddad' })
    const column = page.locator(`[data-host="${tom.id}"]`)
    await dragTo(event, column, 11 - 8, await hoursShown(column))
    await page.getByText('Tom Okafor has Marcus Webb').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Move to' }).count(), 0)
    assert.deepEqual(await startOf(leila.id), ['13:30', anna.id])
    await context.close()
  }).tags(['@movesByDrag'])

  test('to a host who does not give its service', async ({ browser }) => {
    const { user, maya } = await openDrawnDay(DATE)
    const context = await reader(browser, { viewport: { width: 1440, height: 1400 } })
    await context.loginAs(user)
    const page = await context.newPage()
    await open(page, `/admin/calendar?date=${DATE}`)
    const event = page.locator('[data-move]', { hasText: 'Theo Lang' })
    const column = page.locator(`[data-host="${maya.id}"]`)
    await dragTo(event, column, 11.5 - 8, await hoursShown(column))
    await page
      .getByText('This service is given by others, or in another room: choose from the list')
      .first()
      .waitFor()
    await context.close()
  }).tags(['@movesByDrag'])

  test('to another day of the week', async ({ browser, assert }) => {
    const { user, leila } = await openDrawnDay(DATE)
    const context = await reader(browser, { viewport: { width: 1440, height: 1400 } })
    await context.loginAs(user)
    const page = await context.newPage()
    await open(page, `/admin/calendar?view=week&date=${DATE}`)
    const event = page.locator('[data-move]', { hasText: 'Leila Haddad' })
    const days = page.locator('.week__list')
    const own = await days.evaluateAll(
      (lists, date) => lists.findIndex((list) => list.getAttribute('data-hours')?.startsWith(date)),
      DATE
    )
    const column = days.nth(own === 6 ? 5 : own + 1)
    const [first] = String(await column.getAttribute('data-hours')).split(' ')
    await dragTo(event, column, 15 - Number(first.slice(11, 13)), await hoursShown(column))
    await page.getByRole('heading', { name: 'Move a booking' }).waitFor()
    assert.include(page.url(), `move=${leila.id}&date=${first.slice(0, 10)}&time=15%3A00`)
    await context.close()
  }).tags(['@movesByDrag'])

  test('not in the list that a narrow window has of a week', async ({ browser, assert }) => {
    const { user } = await openDrawnDay(DATE)
    const context = await reader(browser, { viewport: { width: 600, height: 900 } })
    await context.loginAs(user)
    const page = await context.newPage()
    await open(page, `/admin/calendar?date=${DATE}`)
    await page.goto(`/admin/calendar?view=week&date=${DATE}`)
    await page.getByText('Leila Haddad').first().waitFor()
    assert.isFalse(await page.getByText('Drag a booking to move it.').isVisible())
    await context.close()
  }).tags(['@movesByDrag'])

  test('by nobody who may only look, nor without script', async ({ browser, assert }) => {
    const { business, user } = await openDrawnDay(DATE)
    for (const [who, javaScriptEnabled] of [
      [await joinAs('viewer', business), true],
      [user, false],
    ] as const) {
      const context = await reader(browser, { javaScriptEnabled })
      await context.loginAs(who)
      const page = await context.newPage()
      await page.goto(`/admin/calendar?date=${DATE}`)
      await page.getByText('Leila Haddad').first().waitFor()
      assert.isFalse(await page.getByText('Drag a booking to move it.').isVisible())
      await context.close()
    }
  }).tags(['@movesByDrag'])
})
