/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { previews } from '#messages'
import { withEmptyTables } from '#tests/support/database'
import { owedMail, takeBooking } from '#tests/support/outbox'
import { axeFindings, SCHEMES } from '#tests/support/page_checks'

test.group('The mailbox in a browser', (group) => {
  withEmptyTables(group)

  test('leads from the list to the mail, its frame and its file', async ({
    visit,
    browserContext,
    assert,
  }) => {
    await takeBooking()
    const owed = await owedMail('booking_confirmed', 'client')
    await new DeliverNotification().handle({ notificationId: owed.id })
    const violations: string[] = []
    browserContext.on('console', (message) => {
      if (/Content.Security.Policy/i.test(message.text())) violations.push(message.text())
    })

    const page = await visit('/dev/mails')
    await page.getByRole('link', { name: /^Confirmed: Private lesson/ }).click()
    const frame = page.frameLocator('iframe')
    await frame.getByRole('link', { name: 'See, move or cancel your booking' }).waitFor()

    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'invite.ics' }).click()
    const file = await download
    assert.equal(file.suggestedFilename(), 'invite.ics')
    assert.deepEqual(violations, [])
  })

  test('has nothing that axe minds, on any width and in both schemes', async ({
    visit,
    assert,
  }) => {
    await takeBooking()
    const owed = await owedMail('booking_confirmed', 'client')
    await new DeliverNotification().handle({ notificationId: owed.id })
    const page = await visit('/dev/mails')
    const mail = await page.getByRole('link', { name: /^Confirmed/ }).getAttribute('href')
    for (const address of ['/dev/mails', mail ?? '', '/dev/mails/previews']) {
      for (const colorScheme of SCHEMES) {
        for (const width of [360, 1440]) {
          await page.setViewportSize({ width, height: 900 })
          await page.emulateMedia({ colorScheme })
          await page.goto(address)
          // The mails in the frames have a test of their own.
          assert.deepEqual(await axeFindings(page), [])
        }
      }
    }
  })
})

/** One of each tone and of each part that a mail may have; all mails are made of these. */
const TYPICAL = [
  'request-waiting',
  'booking-confirmed',
  'booking-confirmed-pale-brand',
  'cancelled-by-the-business-to-the-client',
]

/** Names, addresses and places as people typed them for the samples. */
const TYPED = /Swim School Pro|Private lesson|Canal Street|Anna|swimschoolpro(?=\.example<)/g

test.group('Every mail in a browser', (group) => {
  let shared: Page | undefined
  /** Whatever stood in it goes with the next mail. */
  const onePage = async (browser: Browser) => (shared ??= await browser.newPage())
  group.teardown(() => shared?.close())

  for (const preview of previews) {
    test(`fits its recipient's width: ${preview.title}`, async ({ browser, assert }) => {
      const page = await onePage(browser)
      const html = await rendered(preview)
      for (const width of [320, 360, 600]) {
        await page.setViewportSize({ width, height: 800 })
        await page.setContent(html)
        const needed = await page.evaluate(() => document.documentElement.scrollWidth)
        assert.isAtMost(needed, width)
      }
    })
  }

  test('wraps what people typed, however long its words are', async ({ browser, assert }) => {
    const page = await onePage(browser)
    await page.setViewportSize({ width: 320, height: 800 })
    for (const preview of previews.filter(({ name }) => TYPICAL.includes(name))) {
      await page.setContent((await rendered(preview)).replaceAll(TYPED, 'wide'.repeat(20)))
      const needed = await page.evaluate(() => document.documentElement.scrollWidth)
      assert.isAtMost(needed, 320, preview.title)
    }
  })

  for (const preview of previews.filter(({ name }) => TYPICAL.includes(name))) {
    test(`has nothing that axe minds: ${preview.title}`, async ({ browser, assert }) => {
      const page = await onePage(browser)
      const html = await rendered(preview)
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme })
        await page.setContent(html)
        assert.deepEqual(await axeFindings(page), [])
      }
    })
  }
})

async function rendered(preview: (typeof previews)[number]): Promise<string> {
  const mail = preview.mail()
  await mail.buildWithContents()
  return String(mail.message.toObject().message.html)
}
