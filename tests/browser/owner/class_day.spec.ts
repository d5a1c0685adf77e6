/// <reference lib="dom" />
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import Notification from '#models/notifications/notification'
import { withEmptyTables } from '#tests/support/database'
import { axeFindings, reader } from '#tests/support/page_checks'
import { IN_THREE_DAYS, place } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'

const NAMES = ['Ada Bell', 'Tom Ray', 'Zoe Lin']

/** In half an hour; its people are ready. */
async function openClass() {
  const shop = await openShop({ service: { capacity: 8, name: 'Aqua gym' } })
  const session = await planSession(shop, IN_THREE_DAYS)
  const startsAt = DateTime.utc().plus({ minutes: 30 }).startOf('minute')
  const times = { startsAt, endsAt: startsAt.plus({ hours: 1 }) }
  for (const name of NAMES) {
    const email = `${name.slice(0, 3).toLowerCase()}@example.com`
    const booking = await place(shop, { name, email, phone: '07700 900318' })
    await booking.merge(times).save()
  }
  await session.merge(times).save()
  return { shop, session }
}

const statusOf = async (clientName: string) => (await Booking.findByOrFail({ clientName })).status

test.group('A class day', (group) => {
  withEmptyTables(group)

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with script' : 'without script'

    test(`roster, check-in, a message to all, one cancelled, ${how}`, async ({
      browser,
      assert,
    }) => {
      const { shop } = await openClass()
      const context = await reader(browser, { javaScriptEnabled })
      await context.loginAs(shop.user)
      const page = await context.newPage()
      await page.goto('/admin/sessions')
      await page.getByRole('link', { name: 'Calendar', exact: true }).last().click()
      await page.getByRole('link', { name: 'Aqua gym' }).first().click()
      await page.getByRole('heading', { name: 'Who comes' }).waitFor()
      assert.equal(
        await page.getByRole('link', { name: '07700 900318' }).first().getAttribute('href'),
        'tel:07700900318'
      )

      await page.getByRole('button', { name: /^Came Ada Bell/ }).click()
      await page.getByText('Noted: Ada Bell came.').waitFor()
      assert.equal(await statusOf('Ada Bell'), 'completed')

      await page.getByRole('link', { name: 'Tom Ray' }).click()
      await page.getByText('Cancel this booking').click()
      await page.getByRole('button', { name: /^Cancel / }).click()
      await page.getByText('Cancelled. Tom Ray gets a mail.').waitFor()
      await page.goBack()
      await page.goBack()
      await page.reload()

      await page.getByRole('button', { name: 'Check in the last one' }).click()
      await page.getByText('One person is checked in.').waitFor()
      assert.equal(await statusOf('Zoe Lin'), 'completed')

      await page.getByRole('link', { name: 'Write to everybody in this session' }).click()
      await page.getByRole('heading', { name: 'Who gets it, 2 people' }).waitFor()
      await page.getByLabel('Subject').fill('Bring a towel')
      await page.getByLabel('Message', { exact: true }).fill('Ours are at the laundry.')
      if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
      await page.getByRole('button', { name: 'Send to 2 people' }).click()
      await page.getByText('The message is on its way to 2 people.').waitFor()
      assert.lengthOf(await Notification.query().where('type', 'message_written'), 2)
      if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
      await context.close()
    })

    test(`one that is called off, with the reason, ${how}`, async ({ browser, assert }) => {
      const shop = await openShop({ service: { capacity: 8, name: 'Aqua gym' } })
      const session = await planSession(shop, IN_THREE_DAYS)
      for (const name of NAMES) {
        const email = `${name.slice(0, 3).toLowerCase()}@example.com`
        await place(shop, { name, email })
      }
      await Notification.query().delete()
      const context = await reader(browser, { javaScriptEnabled })
      await context.loginAs(shop.user)
      const page = await context.newPage()
      await page.goto(`/admin/sessions/${session.id}`)
      await page.getByText('Cancel this session').click()
      await page.getByText('3 clients get a mail with these words.').last().waitFor()
      if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
      const reason = page.locator('textarea[name="reason"]')
      await reason.fill('The pool is closed.')
      await page.getByRole('button', { name: 'Cancel the session' }).click()
      await page.getByText('3 clients get a mail.').waitFor()
      const told = await Notification.query()
        .whereNull('user_id')
        .where('type', 'booking_cancelled')
      assert.lengthOf(told, 3)
      assert.equal((await session.refresh()).cancelReason, 'The pool is closed.')
      await context.close()
    })
  }
})
