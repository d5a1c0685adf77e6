/// <reference lib="dom" />
import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { withEmptyTables } from '#tests/support/database'
import { instant, place, tenOClock, timesAddress } from '#tests/support/guest'
import { axeFindings, reader, watch } from '#tests/support/page_checks'
import { makeTeamPage } from '#tests/support/team_pages'

const CALL = { name: 'Assessment', locationType: 'video', locationDetails: null } as const

/** A shop with two services: a lesson at the pool and a call by request. */
async function openTwo() {
  const shop = await openShop()
  const call = await addService(shop.business, shop.hosts, { ...CALL, requiresApproval: true })
  return { ...shop, call }
}

async function fillIn(page: Page) {
  await page.getByLabel('Your name').fill('Priya Shah')
  await page.getByLabel('Email').fill('priya@example.com')
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript'

  test.group(`Booking ${how}`, (group) => {
    withEmptyTables(group)

    test('goes from the services to a confirmation', async ({ browser, assert }) => {
      const { business } = await openTwo()
      const context = await reader(browser, { javaScriptEnabled })
      const complaints = watch(context)
      const page = await context.newPage()

      await page.goto(`/book/${business.slug}`)
      await page.getByRole('link', { name: 'Private lesson' }).click()
      await page.getByRole('link', { name: 'Five weeks on' }).click()
      await page
        .getByRole('link', { name: /^\w+ 15 \w+, \d+ times$/ })
        .first()
        .click()
      await page.getByRole('heading', { name: / 15 / }).waitFor()
      await page.getByLabel(/^10:00/).check()
      await page.getByRole('button', { name: 'Continue' }).click()
      await fillIn(page)
      await page.getByRole('button', { name: 'Book Private lesson' }).click()

      await page.getByText('Confirmed', { exact: true }).waitFor()
      const booking = await Booking.firstOrFail()
      assert.equal(booking.status, 'approved')
      assert.equal(booking.startsAt.setZone('Europe/London').toFormat('d HH:mm'), '15 10:00')
      assert.include(await page.content(), booking.reference)
      assert.deepEqual(await context.cookies(), [])
      assert.deepEqual(complaints, [])
      await context.close()
    })

    test('through somebody’s page or a team’s leads back to it', async ({ browser, assert }) => {
      const { business, host, hosts } = await openTwo()
      const team = await makeTeamPage(business, hosts)
      const context = await reader(browser, { javaScriptEnabled })
      const page = await context.newPage()
      for (const { pageSlug, name } of [host, team]) {
        await page.goto(`/schedule/${pageSlug}`)
        await page.getByRole('link', { name: 'Private lesson' }).first().click()
        await page.getByRole('radio').last().check()
        await page.getByRole('button', { name: 'Continue' }).click()
        await fillIn(page)
        await page.getByRole('button', { name: 'Book Private lesson' }).click()
        await page.getByText('Confirmed', { exact: true }).waitFor()
        if (javaScriptEnabled) assert.deepEqual(await axeFindings(page), [])
        const home = page.getByRole('link', { name: business.name }).first()
        assert.equal(await home.getAttribute('href'), `/schedule/${pageSlug}`)
        await page.getByRole('link', { name: `To the page of ${name}` }).click()
        await page.waitForURL(`**/schedule/${pageSlug}`)
      }
      await context.close()
    })

    test('asks for a time where requests are answered, and withdraws it', async ({
      browser,
      assert,
    }) => {
      const { business, call } = await openTwo()
      const context = await reader(browser, { javaScriptEnabled })
      const page = await context.newPage()

      await page.goto(timesAddress({ business, service: call }))
      await page.getByRole('radio').last().check()
      await page.getByRole('button', { name: 'Continue' }).click()
      await fillIn(page)
      await page.getByRole('button', { name: 'Request Assessment' }).click()
      await page.getByText('Waiting for approval', { exact: true }).waitFor()
      await page.getByRole('link', { name: 'Withdraw request' }).click()
      await page.getByRole('button', { name: 'Withdraw request' }).click()
      await page.getByText('Cancelled', { exact: true }).waitFor()
      const booking = await Booking.firstOrFail()
      assert.equal(booking.status, 'cancelled')
      await context.close()
    })

    test('offers the nearest times when somebody was quicker, and books one', async ({
      browser,
      assert,
    }) => {
      const shop = await openTwo()
      const context = await reader(browser, { javaScriptEnabled })
      const page = await context.newPage()
      await page.goto(`${timesAddress(shop)}/details?start=${instant(tenOClock())}`)
      await fillIn(page)
      await page.getByLabel(/Anything/).fill('Left knee is sore')
      await place(shop, tenOClock())
      await page.getByRole('button', { name: 'Book Private lesson' }).click()

      await page.getByRole('heading', { name: '10:00 was just taken' }).waitFor()
      assert.include(await page.locator('aside').textContent(), 'Left knee is sore')
      await page.getByRole('button', { name: /^11:00 – 12:00/ }).click()
      await page.getByText('Confirmed', { exact: true }).waitFor()
      const booking = await Booking.query().orderBy('id', 'desc').firstOrFail()
      assert.equal(booking.notes, 'Left knee is sore')
      await context.close()
    })

    test('moves a booking to another time, with a reason', async ({ browser, assert }) => {
      const shop = await openShop()
      const booking = await place(shop, tenOClock())
      const context = await reader(browser, { javaScriptEnabled })
      const complaints = watch(context)
      const page = await context.newPage()

      await page.goto(`/manage/${booking.manageToken}`)
      await page.getByRole('link', { name: 'Move to another time' }).click()
      await page.getByRole('link', { name: 'Five weeks on' }).click()
      await page
        .getByRole('link', { name: /^\w+ 15 \w+, \d+ times$/ })
        .first()
        .click()
      await page.getByRole('heading', { name: / 15 / }).waitFor()
      await page.getByLabel(/^14:00/).check()
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByLabel('Would you say why?').fill('School ends later')
      await page.getByRole('button', { name: /^Move to .* 15 .*, 14:00$/ }).click()

      await page.getByText('It can be moved 2 times').waitFor()
      await booking.refresh()
      assert.equal(booking.startsAt.setZone('Europe/London').toFormat('d HH:mm'), '15 14:00')
      const event = await booking.related('events').query().orderBy('id', 'desc').firstOrFail()
      assert.equal(event.reason, 'School ends later')
      assert.deepEqual(complaints, [])
      await context.close()
    })

    test('shows what is wrong without losing what was typed', async ({ browser, assert }) => {
      const shop = await openTwo()
      const context = await reader(browser, { javaScriptEnabled })
      const page = await context.newPage()
      await page.goto(`${timesAddress(shop)}/details?start=${instant(tenOClock())}`)
      await page.getByLabel('Email').fill('priya.example.com')
      await page.getByRole('button', { name: 'Book Private lesson' }).click()

      const summary = page.getByRole('alert')
      await summary.getByRole('link', { name: 'Enter your name' }).click()
      assert.match(await page.title(), /^Error: /)
      assert.equal(await page.getByLabel('Email').inputValue(), 'priya.example.com')
      assert.isTrue(await page.getByLabel('Your name').evaluate((field) => field.matches(':focus')))
      await context.close()
    })

    test('changes the time zone', async ({ browser, assert }) => {
      const { business, call } = await openTwo()
      const context = await reader(browser, { javaScriptEnabled })
      const page = await context.newPage()
      // Today may be over in Tokyo already, and then no times are left to be shown.
      const date = tenOClock().toISODate()
      await page.goto(`${timesAddress({ business, service: call })}?date=${date}`)
      await page.getByRole('link', { name: 'Change time zone' }).click()
      await page.getByLabel('Your time zone').selectOption('Asia/Tokyo')
      await page.getByRole('button', { name: 'Show times in this zone' }).click()
      await page.getByText('Tokyo time (GMT+9)').waitFor()
      assert.equal(new URL(page.url()).searchParams.get('zone'), 'Asia/Tokyo')
      await context.close()
    })
  })
}
