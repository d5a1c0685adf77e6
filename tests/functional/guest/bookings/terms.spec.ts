import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import CancelBooking from '#actions/bookings/cancel_booking'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { byUser } from '#models/by'
import { withGlobalTransaction } from '#tests/support/database'
import { detailsAddress, filledForm, instant, pageAt, place, tenOClock } from '#tests/support/guest'
import { mailTo } from '#tests/support/mail_to'
import { waitFor } from '#tests/support/waitlist'

const FORTNIGHT = 14 * 24 * 60
const GROUP = {
  capacity: 8,
  price: '18.00',
  name: 'Group lesson',
  locationType: 'in_person',
  locationDetails: 'Canal Street pool',
} as const
const both = (minutes: number) => ({
  rescheduleCutoffMinutes: minutes,
  cancelCutoffMinutes: minutes,
})

/** The words of a page, whatever its tags. */
function words(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&quot;', '"')
}

test.group('Terms before the press', (group) => {
  withGlobalTransaction(group)

  test('say what the press brings about, and by when a request is answered', async ({
    client,
    assert,
  }) => {
    const start = tenOClock(5)
    const said = async (options: Parameters<typeof openShop>[0]) => {
      const shop = await openShop(options)
      return words(await pageAt(client, `${detailsAddress(shop)}?start=${instant(start)}`))
    }
    const soon = await said({ settings: { requiresApproval: true, bookingExpiryHours: 24 } })
    const tomorrow = DateTime.now().setZone('Europe/London').plus({ days: 1 })
    assert.include(soon, `Swim School Pro answers by ${tomorrow.toFormat('ccc d LLLL')}, `)
    const late = await said({ settings: { requiresApproval: true, bookingExpiryHours: 720 } })
    const left = start.diff(DateTime.now()).as('milliseconds')
    const halfway = start.minus({ milliseconds: left / 2 })
    assert.include(late, `answers by ${halfway.toFormat('ccc d LLLL')}, `)
    assert.include(await said({}), 'You are booked as soon as you press the button.')
  })

  test('stand beside all that was chosen, each with a way to change it', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2, service: { durations: [30] } })
    const address = `${detailsAddress(shop)}?start=${instant(tenOClock(5))}&duration=30`
    const page = await pageAt(client, address)
    for (const what of ['date and time', 'how long', 'whom to see']) {
      assert.match(page, new RegExp(`href="[^"]+duration=30[^"]*">Change<span[^>]*> ${what}<`))
    }
    const alone = await openShop()
    const single = await pageAt(client, `${detailsAddress(alone)}?start=${instant(tenOClock(5))}`)
    assert.equal(single.match(/class="facts__change"/g)?.length, 1)
  })

  test('say that what is past its limit cannot be cancelled, and so do the page after and the mail', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { ...GROUP, ...both(FORTNIGHT) } })
    const start = tenOClock(12)
    const details = words(await pageAt(client, `${detailsAddress(shop)}?start=${instant(start)}`))
    assert.include(details, 'Cannot be moved or cancelled')
    assert.include(details, '£18.00, paid at Canal Street pool')

    const sent = filledForm(shop, start, { seats: '2' })
    const booked = await client.post(detailsAddress(shop)).form(sent).redirects(0)
    booked.assertStatus(303)
    const page = words(await pageAt(client, String(booked.header('location'))))
    const { text } = await mailTo(null, 'booking_confirmed')
    assert.include(text, 'See your booking')
    assert.notInclude(text, 'See, move or cancel')
    for (const shownText of [page, text]) {
      assert.include(shownText, '2 places, £36.00 in all, paid at Canal Street pool')
      assert.include(shownText, 'Cannot be moved or cancelled')
      assert.notInclude(shownText, 'could be')
      assert.notInclude(shownText, 'any more')
    }
  })

  test('are dates of the client’s clock, and of the business’s where they differ, alike in the mail', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({
      service: { locationType: 'video', locationDetails: null, price: '50.00' },
      settings: { rescheduleCutoffMinutes: 2880, cancelCutoffMinutes: 1440, maxMoves: 2 },
    })
    const start = tenOClock(12)
    const zone = 'Asia/Tokyo'
    const inTokyo = (days: number) => {
      const moment = start.minus({ days })
      const there = moment.setZone(zone).toFormat('ccc d LLLL, HH:mm')
      return `${there} (${moment.toFormat('HH:mm')} in London)`
    }
    const terms = `Can be moved until ${inTokyo(2)}, and cancelled until ${inTokyo(1)}`
    const query = `start=${instant(start)}&zone=${zone}`
    const details = words(await pageAt(client, `${detailsAddress(shop)}?${query}`))
    const sent = filledForm(shop, start, { zone })
    const booked = await client.post(detailsAddress(shop)).form(sent).redirects(0)
    const page = words(await pageAt(client, String(booked.header('location'))))
    const { text } = await mailTo(null, 'booking_confirmed')
    for (const shownText of [details, page, text]) {
      assert.include(shownText, terms)
      assert.include(shownText, 'It can be moved 2 times')
      assert.include(shownText, '£50.00, paid to Swim School Pro, not online')
    }
  })

  test('of a request are those that hold once it is confirmed', async ({ client, assert }) => {
    const shop = await openShop({ settings: { requiresApproval: true, ...both(60) } })
    const start = tenOClock(5)
    const until = start.minus({ hours: 1 }).toFormat('ccc d LLLL, HH:mm')
    const details = words(await pageAt(client, `${detailsAddress(shop)}?start=${instant(start)}`))
    const booking = await place(shop, start)
    const page = words(await pageAt(client, `/manage/${booking.manageToken}`))
    const { text } = await mailTo(null, 'booking_requested')
    for (const shownText of [details, page, text]) {
      assert.include(shownText, `Once confirmed, it can be moved or cancelled until ${until}`)
      assert.include(shownText, 'While it waits, it can be withdrawn')
    }
  })

  test('tell the total of several places before the press that books them', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: GROUP })
    const start = tenOClock()
    const shown = await pageAt(client, `${detailsAddress(shop)}?start=${instant(start)}`)
    assert.include(shown, 'name="counted" value="1"')
    const totals = /data-totals="([^"]*)"/.exec(shown)?.[1].replaceAll('&quot;', '"') ?? ''
    assert.equal(JSON.parse(totals)[3].total, '3 places, £54.00 in all, paid at Canal Street pool')
    const sent = filledForm(shop, start, { seats: '2', counted: '1', notes: 'Left knee' })
    const first = await client.post(detailsAddress(shop)).form(sent).redirects(0)
    first.assertStatus(200)
    const page = first.text()
    assert.include(words(page), '2 places, £36.00 in all')
    assert.include(page, 'Nothing is booked yet')
    assert.include(page, '>Book 2 places</button>')
    assert.include(page, 'name="counted" value="2"')
    assert.include(page, 'Left knee')
    assert.lengthOf(await Booking.query().where('service_id', shop.service.id), 0)

    const second = { ...sent, counted: '2' }
    const booked = await client.post(detailsAddress(shop)).form(second).redirects(0)
    booked.assertStatus(303)
    await client.post(`${booked.header('location')}/cancellation`).redirects(0)
    const { text } = await mailTo(null, 'booking_cancelled')
    assert.match(text, /Places:? 2\s/)
    assert.include(text, '£36.00')
  })

  test('stand beside each time that is booked instead of one that was taken', async ({
    client,
    assert,
  }) => {
    const service = { ...GROUP, capacity: 4, ...both(60) }
    const shop = await openShop({ service })
    const start = tenOClock()
    for (let seat = 0; seat < 4; seat++) {
      await place(shop, start, { email: `guest-${seat}@example.com` })
    }
    const sent = filledForm(shop, start, { seats: '2' })
    const refused = await client.post(detailsAddress(shop)).form(sent)
    refused.assertStatus(409)
    const page = words(refused.text())
    assert.include(page, '2 places, £36.00 in all, paid at Canal Street pool')
    const buttons = [...refused.text().matchAll(/<button class="offers__row".*?<\/button>/gs)]
    assert.isAbove(buttons.length, 1)
    for (const [button] of buttons) {
      const at = /value="([^"]+)"/.exec(button)?.[1] ?? ''
      const until = DateTime.fromISO(at, { zone: 'Europe/London' }).minus({ hours: 1 })
      const shownText = `Can be moved or cancelled until ${until.toFormat('ccc d LLLL, HH:mm')}`
      assert.include(words(button), shownText)
      assert.notInclude(button, '020 7946')
    }
  })

  test('stand beside each time that a booking is moved to instead of one that was taken', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: both(FORTNIGHT), settings: { maxMoves: 3 } })
    const mine = await place(shop, tenOClock(16))
    await place(shop, tenOClock(13), { email: 'sam@example.com' })
    const wanted = { start: instant(tenOClock(13)), version: '0', reason: 'School ends later' }
    const refused = await client.post(`/manage/${mine.manageToken}/move/review`).form(wanted)
    refused.assertStatus(409)
    const buttons = [...refused.text().matchAll(/<button class="offers__row".*?<\/button>/gs)]
    assert.isAbove(buttons.length, 1)
    for (const [button] of buttons) assert.include(words(button), 'Cannot be moved or cancelled')
  })

  test('stand before the press that takes what the waitlist offers', async ({ client, assert }) => {
    const shop = await openShop({ service: { ...GROUP, capacity: 2, ...both(FORTNIGHT) } })
    const start = tenOClock(12)
    const booking = await place(shop, start, { email: 'one@example.com' })
    await place(shop, start, { email: 'two@example.com' })
    const entry = await waitFor(shop, start)
    await new CancelBooking().handle({
      businessId: shop.business.id,
      bookingId: booking.id,
      by: byUser(shop.user.id),
      reason: null,
    })
    const offered = words(await pageAt(client, `/waitlist/${entry.token}`))
    assert.include(offered, '£18.00, paid at Canal Street pool')
    assert.include(offered, 'Cannot be moved or cancelled')
    assert.include(offered, `${start.toFormat('cccc d LLLL')}, 10:00 – 11:00`)
  })

  test('name the reminders that will come', async ({ client, assert }) => {
    const quiet = { quietFrom: '21:00', quietUntil: '09:30' }
    const shop = await openShop({ settings: { reminderMinutes: [1440, 60], ...quiet } })
    const start = tenOClock(5)
    const details = words(await pageAt(client, `${detailsAddress(shop)}?start=${instant(start)}`))
    const [first, second] = [start.minus({ days: 1 }), start.set({ hour: 9, minute: 30 })]
    const shownText = [first, second].map((moment) => moment.toFormat('ccc d LLLL, HH:mm'))
    assert.include(details, `By mail on ${shownText.join(' and ')}, if you give an email address`)

    const byPhone = { client_name: '', client_email: '', client_phone: '+44 20 7946 0018' }
    const refused = await client
      .post(detailsAddress(shop))
      .form(filledForm(shop, start, byPhone))
      .redirects(0)
    refused.assertStatus(422)
    assert.notInclude(refused.text(), 'By mail on')
  })
})

test.group('More places than are left', (group) => {
  withGlobalTransaction(group)

  test('are refused at the field, with what was typed in place', async ({ client, assert }) => {
    const shop = await openShop({ service: GROUP })
    const sent = filledForm(shop, tenOClock(), { seats: '12', notes: 'All of year four' })
    const response = await client.post(detailsAddress(shop)).form(sent)
    response.assertStatus(409)
    const page = response.text()
    assert.include(page, '<a href="#seats">')
    assert.include(page, 'Only 8 places are left. Enter 8 or fewer.')
    assert.include(page, '8 places left')
    assert.match(page, /<input value="12"[^>]*id="seats"/)
    assert.include(page, 'All of year four')
    assert.include(words(page), '£18.00 a place')
    const counted = { ...sent, counted: '1' }
    const uncounted = await client.post(detailsAddress(shop)).form(counted)
    uncounted.assertStatus(409)
    assert.include(uncounted.text(), 'Only 8 places are left. Enter 8 or fewer.')
  })
})
