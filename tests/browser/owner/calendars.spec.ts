/// <reference lib="dom" />
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import CalendarConnection from '#models/calendars/calendar_connection'
import { withCalendarsForTests } from '#tests/support/calendars'
import { withEmptyTables } from '#tests/support/database'
import { axeInEveryLook, sidewaysScroll, watch } from '#tests/support/page_checks'

test.group('An owner’s calendars', (group) => {
  withEmptyTables(group)
  withCalendarsForTests(group)

  test('are connected, chosen from and disconnected', async ({ browserContext, assert }) => {
    const { user } = await openShop()
    await browserContext.loginAs(user)
    const complaints = watch(browserContext)
    const page = await browserContext.newPage()
    const look = async () => {
      assert.deepEqual(await axeInEveryLook(page), [])
      await page.setViewportSize({ width: 320, height: 800 })
      assert.isAtMost(await sidewaysScroll(page), 0)
      await page.setViewportSize({ width: 1280, height: 800 })
    }
    await page.goto('/admin/calendars')
    await page.getByRole('link', { name: 'Connect a calendar' }).click()
    await page.getByRole('link', { name: 'iCloud' }).click()
    await page.getByLabel('Server').fill('dav.example.com')
    await page.getByLabel('User name').fill('mia@example.com')
    await page.getByLabel('Password').fill('a-secret-password')
    await look()
    await page.getByRole('button', { name: 'Connect this calendar' }).click()
    await page.getByText('The calendar is connected.').waitFor()
    await look()
    await page.getByRole('radio', { name: 'Nowhere' }).check()
    await page.getByRole('button', { name: 'Save what counts' }).click()
    await page.getByText('Saved.').waitFor()
    await page.goto('/admin/calendars')
    await look()

    await CalendarConnection.query().update({ state: 'lost', lostBecause: 'access_lost' })
    await page.goto('/admin')
    await page.getByText('is no longer connected').waitFor()
    await page.getByRole('link', { name: 'Connect again' }).click()
    await page.getByRole('link', { name: 'Disconnect' }).click()
    await page.getByText('No booking changes.').waitFor()
    await look()
    await page.getByRole('button', { name: 'Disconnect this calendar' }).click()
    await page.getByText('No calendar is connected yet.').waitFor()
    assert.deepEqual(complaints, [])
  })
})
