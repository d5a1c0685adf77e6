/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Locator } from 'playwright'
import { heldBy, openClinic } from '#tests/support/clinic'
import { withEmptyTables } from '#tests/support/database'
import { axeFindings, reader } from '#tests/support/page_checks'
import { IN_THREE_DAYS, place } from '#tests/support/requests'

/** With the first of the people in the first room, at a minute that is no quarter. */
async function openTwoRooms() {
  const shop = await openClinic(2, 2, { service: { slotIntervalMinutes: 10 } })
  const startsAt = IN_THREE_DAYS.plus({ minutes: 10 })
  const [anna] = shop.people
  const booking = await place(shop, { hostId: anna.id, startsAt, name: 'Leila Haddad' })
  return { ...shop, anna, startsAt, booking }
}

/** Sideways: to the same height of another column. */
async function dragInto(column: Locator, event: Locator) {
  const [of, from] = [await column.boundingBox(), await event.boundingBox()]
  const y = (from?.y ?? 0) - (of?.y ?? 0) + 4
  await event.dragTo(column, { sourcePosition: { x: 30, y: 4 }, targetPosition: { x: 30, y } })
}

test.group('Another room', (group) => {
  withEmptyTables(group)

  test('is asked for by a drag, and given by the form that asks first', async ({
    browser,
    assert,
  }) => {
    const { user, anna, rooms, startsAt, booking } = await openTwoRooms()
    const [first, second] = rooms
    const context = await reader(browser, { viewport: { width: 1440, height: 1400 } })
    await context.loginAs(user)
    const page = await context.newPage()
    await page.goto(`/admin/calendar?date=${startsAt.setZone('Europe/London').toISODate()}`)
    await page.getByText('Drag a booking to move it.').waitFor()
    const column = (id: number) => page.locator(`[data-host="${id}"]`)
    const event = column(anna.id).locator('[data-move]', { hasText: 'Leila Haddad' })
    await event.scrollIntoViewIfNeeded()
    await dragInto(column(second.id), event)
    await page.getByRole('button', { name: 'Change the room' }).waitFor()
    assert.include(page.url(), `/admin/bookings/${booking.id}?room=${second.id}`)
    assert.isTrue(await page.getByRole('radio', { name: 'Room 2' }).isChecked())
    assert.deepEqual(await heldBy(booking), [anna.id, first.id])
    assert.deepEqual(await axeFindings(page), [])
    await page.getByRole('button', { name: 'Change the room' }).click()
    await page.getByText('It is in Room 2 now. Leila Haddad gets a mail.').first().waitFor()
    assert.deepEqual(await heldBy(booking), [anna.id, second.id])
    assert.equal(+(await booking.refresh()).startsAt, +startsAt)
    await context.close()
  }).tags(['@movesByDrag'])

  test('is given by the form alone without script, and a taken one is not', async ({
    browser,
    assert,
  }) => {
    const shop = await openTwoRooms()
    const { user, people, rooms, startsAt, booking } = shop
    const other = await place(shop, { hostId: people[1].id, startsAt, name: 'Omar Haddad' })
    const context = await reader(browser, { javaScriptEnabled: false })
    await context.loginAs(user)
    const page = await context.newPage()
    const open = async () => {
      await page.goto(`/admin/bookings/${booking.id}`)
      await page.getByText('Another room', { exact: true }).click()
    }
    await open()
    await page.getByText('No other room is free then.').waitFor()
    assert.isTrue(await page.getByRole('radio', { name: 'Room 2' }).isDisabled())
    await page.getByText(/Taken then: Omar Haddad/).waitFor()

    await page.goto(`/admin/bookings/${other.id}`)
    await page.getByText('Cancel this booking').click()
    await page.getByRole('button', { name: /^Cancel / }).click()
    await open()
    await page.getByRole('radio', { name: 'Nobody' }).check()
    await page.getByLabel('Why').last().fill('The lamp is broken')
    await page.getByRole('button', { name: 'Change the room' }).click()
    await page.getByText('It is in Room 2 now. No mail goes out.').first().waitFor()
    await page.getByText('Room 2 instead of Room 1').waitFor()
    assert.deepEqual(await heldBy(booking), [people[0].id, rooms[1].id])
    await context.close()
  })
})
