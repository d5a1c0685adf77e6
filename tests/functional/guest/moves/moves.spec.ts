import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import ApproveBooking from '#actions/requests/approve_booking'
import { openShop } from '#database/factories/business'
import type Booking from '#models/bookings/booking'
import MoveRequest from '#models/bookings/move_request'
import { byUser } from '#models/by'
import { withGlobalTransaction } from '#tests/support/database'
import { instant, pageAt, place, tenOClock } from '#tests/support/guest'
import type { Weekday } from '#scheduling/types'
import { blockTime } from '#tests/support/blocks'
import { mailTo } from '#tests/support/mail_to'

const movePath = (booking: Booking) => `/manage/${booking.manageToken}/move`
const at = (hour: number) => tenOClock().set({ hour })

/** A page that asks first about a time, and what its form sends. */
function wanted(hour: number, more: Record<string, string> = {}) {
  return { start: instant(at(hour)), version: '0', reason: '', ...more }
}

test.group('/manage/{token}/move', (group) => {
  withGlobalTransaction(group)

  test('shows the free times, and not the one that it has', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop, tenOClock())
    await place(shop, at(12), { name: 'Someone else' })
    const date = tenOClock().toFormat('yyyy-MM-dd')
    const page = await pageAt(client, `${movePath(booking)}?date=${date}`)
    assert.include(page, 'Choose a new time')
    assert.include(page, `value="${instant(at(14))}"`)
    assert.notInclude(page, `value="${instant(at(10))}"`)
    assert.notInclude(page, `value="${instant(at(12))}"`)
  })

  test('looking at the new time beside the old one changes nothing', async ({ client, assert }) => {
    const booking = await place(await openShop(), tenOClock())
    const start = instant(at(14))
    const page = await pageAt(client, `${movePath(booking)}/review?start=${start}`)
    assert.match(page, /<s>[^<]*10:00/)
    assert.match(page, /<b>[^<]*14:00/)
    assert.equal((await booking.refresh()).startsAt.toMillis(), tenOClock().toMillis())
  })

  test('moves, and says so on the booking’s own page', async ({ client, assert }) => {
    const booking = await place(await openShop(), tenOClock())
    const sent = wanted(14, { reason: 'School ends later' })
    const response = await client
      .post(`${movePath(booking)}/review`)
      .form(sent)
      .redirects(0)
    response.assertStatus(303)
    response.assertHeader('location', `/manage/${booking.manageToken}`)
    await booking.refresh()
    assert.equal(booking.startsAt.toMillis(), at(14).toMillis())
    const page = await pageAt(client, `/manage/${booking.manageToken}`)
    assert.include(page, 'It can be moved 2 times')
    const file = await client.get(`/manage/${booking.manageToken}/calendar.ics`)
    assert.include(file.text(), `UID:${booking.calendarUid}`)
    assert.include(file.text(), 'SEQUENCE:1')
  })

  test('opened again after the move leads to the booking', async ({ client, assert }) => {
    const booking = await place(await openShop(), tenOClock())
    const review = `${movePath(booking)}/review`
    await client.post(review).form(wanted(14)).redirects(0)
    const again = await client.get(`${review}?start=${instant(at(14))}`).redirects(0)
    again.assertStatus(303)
    again.assertHeader('location', `/manage/${booking.manageToken}`)
    assert.include(await pageAt(client, `${review}?start=${instant(at(15))}`), 'Move to')
  })

  test('says which of the two it is: called off, or begun', async ({ client, assert }) => {
    const booking = await place(await openShop(), tenOClock())
    const cancellation = `/manage/${booking.manageToken}/cancellation`
    await booking.merge({ startsAt: DateTime.utc().minus({ minutes: 5 }) }).save()
    for (const path of [movePath(booking), cancellation]) {
      assert.include(await pageAt(client, path), 'It has begun. Please reach the business')
    }
    await booking.merge({ startsAt: tenOClock(), status: 'rejected' }).save()
    for (const path of [movePath(booking), cancellation]) {
      const page = await pageAt(client, path)
      assert.include(page, 'It is not booked any more: Not available. Book again')
    }
  })

  test('offers the nearest times when the new one was taken, and keeps the reason', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop, tenOClock())
    await place(shop, at(14), { name: 'Someone else' })
    const sent = wanted(14, { reason: 'School ends later' })
    const response = await client
      .post(`${movePath(booking)}/review`)
      .form(sent)
      .redirects(0)
    response.assertStatus(409)
    const page = response.text()
    assert.include(page, 'Your booking stays as it was')
    assert.include(page, 'value="School ends later"')
    assert.lengthOf(page.match(/class="offers__row"/g) ?? [], 3)
    assert.equal((await booking.refresh()).startsAt.toMillis(), tenOClock().toMillis())
  })

  test('a page that was open while the booking moved says so, with what was typed', async ({
    client,
    assert,
  }) => {
    const booking = await place(await openShop(), tenOClock())
    await client
      .post(`${movePath(booking)}/review`)
      .form(wanted(12))
      .redirects(0)
    const sent = wanted(14, { reason: 'School ends later' })
    const response = await client
      .post(`${movePath(booking)}/review`)
      .form(sent)
      .redirects(0)
    response.assertStatus(409)
    assert.include(response.text(), 'was changed since you opened this page')
    assert.include(response.text(), 'School ends later')
    assert.include(response.text(), 'name="version" value="1"')
    assert.equal((await booking.refresh()).startsAt.toMillis(), at(12).toMillis())
  })

  test('after the cut-off says until when it could be, on every page', async ({
    client,
    assert,
  }) => {
    const settings = { rescheduleCutoffMinutes: 10_080, cancelCutoffMinutes: 10_080 }
    const booking = await place(await openShop({ settings }), tenOClock())
    await booking.merge({ createdAt: DateTime.utc().minus({ days: 9 }) }).save()
    const page = await pageAt(client, `/manage/${booking.manageToken}`)
    assert.include(page, 'Cannot be moved or cancelled any more')
    assert.notInclude(page, `${movePath(booking)}"`)
    assert.include(await pageAt(client, movePath(booking)), 'It could be moved until')
    const moved = await client
      .post(`${movePath(booking)}/review`)
      .form(wanted(14))
      .redirects(0)
    moved.assertStatus(409)
    assert.include(moved.text(), 'It could be moved until')
    const cancelled = await client
      .post(`/manage/${booking.manageToken}/cancellation`)
      .form({})
      .redirects(0)
    cancelled.assertStatus(409)
    assert.include(cancelled.text(), 'It could be cancelled until')
  })

  test('where a yes is needed only asks, and can take that back', async ({ client, assert }) => {
    const shop = await openShop({ settings: { requiresApproval: true } })
    const { businessId, id: bookingId } = await place(shop, tenOClock())
    const approval = { businessId, bookingId, by: byUser(shop.user.id) }
    const approved = await new ApproveBooking().handle(approval)
    if (approved.outcome !== 'approved') throw new Error(approved.outcome)
    const { booking } = approved

    const review = await pageAt(client, `${movePath(booking)}/review?start=${instant(at(14))}`)
    assert.include(review, 'answers first')
    await client
      .post(`${movePath(booking)}/review`)
      .form(wanted(14))
      .redirects(0)
    assert.include(await pageAt(client, `/manage/${booking.manageToken}`), 'You asked to move it')
    assert.equal((await booking.refresh()).startsAt.toMillis(), tenOClock().toMillis())

    const withdrawal = await client
      .post(`${movePath(booking)}/withdrawal`)
      .form({})
      .redirects(0)
    withdrawal.assertStatus(303)
    const { status } = await MoveRequest.findByOrFail('booking_id', bookingId)
    assert.equal(status, 'withdrawn')
    const page = await pageAt(client, `/manage/${booking.manageToken}`)
    assert.notInclude(page, 'You asked to move it')
  })

  test('may be with somebody else, where clients choose', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 3 })
    const booking = await place(shop, tenOClock())
    const other = shop.hosts.find(({ id }) => id !== booking.hostId)
    if (!other) throw new Error('There is nobody else')
    const page = await pageAt(client, `${movePath(booking)}?choose=host`)
    for (const { name } of shop.hosts) assert.include(page, `>${name}</bdi></a>`)
    const date = tenOClock().toFormat('yyyy-MM-dd')
    const times = await pageAt(client, `${movePath(booking)}?host=${other.id}&date=${date}`)
    assert.include(times, `name="host" value="${other.id}"`)
    assert.include(times, `value="${instant(at(10))}"`, 'its own time with somebody else')

    const review = `${movePath(booking)}/review?host=${other.id}&start=${instant(at(10))}`
    assert.include(await pageAt(client, review), `Private lesson with ${other.name}`)
    await client
      .post(`${movePath(booking)}/review`)
      .form(wanted(10, { host: String(other.id) }))
      .redirects(0)
    await booking.refresh()
    assert.deepEqual([booking.hostId, booking.startsAt.toMillis()], [other.id, at(10).toMillis()])
    const elsewhere = await openShop()
    const foreign = await client.get(`${movePath(booking)}?host=${elsewhere.host.id}`)
    foreign.assertStatus(422)
  })

  test('says whose day off it is, and that the only time is the one it has', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const booking = await place(shop, tenOClock())
    const host = shop.hosts.find(({ id }) => id === booking.hostId)
    if (!host) throw new Error('Nobody gives it')
    const off = tenOClock(4).toISODate() ?? ''
    await blockTime([host], { firstDate: off, startsTime: '00:00', endsTime: '24:00' })
    const page = await pageAt(client, `${movePath(booking)}?date=${off}`)
    assert.include(page, `${host.name} has no times then.`)
    assert.notInclude(page, 'is closed then')
    const others = /href="([^"]+)"[^>]*>See the times of others/.exec(page)?.[1] ?? ''
    assert.include(await pageAt(client, others.replaceAll('&amp;', '&')), 'name="start"')

    const weekday = (tenOClock().weekday % 7) as Weekday
    const only = await openShop({ weeklyHours: [{ weekday, start: '10:00', end: '11:00' }] })
    const moving = await place(only, tenOClock())
    const day = `${movePath(moving)}?date=${tenOClock().toISODate()}`
    const there = await pageAt(client, day)
    assert.include(there, 'The only time then is the one that you have already.')
    assert.notInclude(there, 'is closed then')
  })

  test('moves places between sessions', async ({ client, assert }) => {
    const shop = await openShop({ service: { capacity: 3 } })
    const booking = await place(shop, tenOClock())
    const date = tenOClock().toFormat('yyyy-MM-dd')
    assert.include(await pageAt(client, `${movePath(booking)}?date=${date}`), '3 places left')
    await client
      .post(`${movePath(booking)}/review`)
      .form(wanted(14))
      .redirects(0)
    assert.equal((await booking.refresh()).startsAt.toMillis(), at(14).toMillis())
  })

  test('refuses what no page sends, in words', async ({ client }) => {
    const booking = await place(await openShop(), tenOClock())
    const post = (form: Record<string, string>) =>
      client
        .post(`${movePath(booking)}/review`)
        .form(form)
        .redirects(0)
    for (const start of ['tomorrow', '2026-02-30T10:00:00Z', "1';--"]) {
      const response = await post(wanted(14, { start }))
      response.assertStatus(start.startsWith('2026') ? 409 : 422)
    }
    const endless = await post(wanted(14, { reason: 'x'.repeat(2000) }))
    endless.assertStatus(422)
    const nobody = await client.get(`/manage/${'x'.repeat(40)}/move`)
    nobody.assertStatus(404)
    const foreign = await client
      .post(`${movePath(booking)}/review`)
      .header('sec-fetch-site', 'cross-site')
      .form(wanted(14))
      .redirects(0)
    foreign.assertStatus(403)
  })

  test('opens with who gives it, in the week of the booking, and names what would change', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const booking = await place(shop, tenOClock(12))
    await booking.load('host')
    const [other] = shop.hosts.filter(({ id }) => id !== booking.hostId)
    const times = await pageAt(client, movePath(booking))
    assert.include(times, `name="host" value="${booking.hostId}"`)
    assert.match(times, new RegExp(`<dd class="facts__value">${booking.host.name}</dd>`))
    assert.include(times, `>${tenOClock(12).toFormat('cccc d LLLL')}</h2>`)

    const all = await pageAt(client, `${movePath(booking)}?anyone=1`)
    assert.include(all, 'name="anyone" value="1"')
    assert.match(all, /<dd class="facts__value">Anyone<\/dd>/)

    const query = `host=${other.id}&start=${instant(tenOClock(13))}`
    const review = await pageAt(client, `${movePath(booking)}/review?${query}`)
    assert.include(review, `<s>${booking.host.name}</s> <b>${other.name}</b>`)
    assert.match(review, /<dt>Changes<\/dt>\s*<dd>\s*Can be moved or cancelled until/)
  })

  test('says afterwards from where it was moved, and so do the subjects', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const booking = await place(shop, tenOClock())
    const { name } = await booking.related('host').query().firstOrFail()
    const [other] = shop.hosts.filter(({ id }) => id !== booking.hostId)
    await mailTo(null, 'booking_confirmed')
    await mailTo(shop.user, 'booking_confirmed')
    const sent = wanted(14, { host: String(other.id) })
    await client
      .post(`${movePath(booking)}/review`)
      .form(sent)
      .redirects(0)
    const page = await pageAt(client, `/manage/${booking.manageToken}`)
    const before = tenOClock().toFormat('ccc d LLLL')
    assert.include(page, `Moved from ${before}, 10:00\u00a0– 11:00, with ${name}.`)

    const was = tenOClock().toFormat('ccc d LLL HH:mm')
    const told = await mailTo(null, 'booking_rescheduled')
    assert.match(told.subject, /^New time: Private lesson, \w+ \d+ \w+ 14:00 \w+ \(was /)
    assert.include(told.subject, `(was ${was}`)
    assert.include((await mailTo(shop.user, 'booking_rescheduled')).subject, `(was ${was}`)
  })

  test('of a request speaks of no calendar entry', async ({ client, assert }) => {
    const shop = await openShop({ settings: { requiresApproval: true } })
    const request = await place(shop, tenOClock())
    const review = await pageAt(client, `${movePath(request)}/review?start=${instant(at(14))}`)
    assert.notInclude(review, 'calendar')
    assert.include(review, 'still answers first')
    const confirmed = await place(await openShop(), tenOClock())
    const other = await pageAt(client, `${movePath(confirmed)}/review?start=${instant(at(14))}`)
    assert.include(other, 'Your calendar entry moves along')
  })
})
