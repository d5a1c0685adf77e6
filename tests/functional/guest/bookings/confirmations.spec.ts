import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import ApproveBooking from '#actions/requests/approve_booking'
import CancelBooking from '#actions/bookings/cancel_booking'
import RejectBooking from '#actions/requests/reject_booking'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { openShop } from '#database/factories/business'
import { byClient, byUser } from '#models/by'
import MailboxMessage from '#models/notifications/mailbox_message'
import type Service from '#models/services/service'
import { calendarValue } from '#tests/support/calendar_file'
import { withGlobalTransaction } from '#tests/support/database'
import { filledForm, instant, pageAt, place, tenOClock } from '#tests/support/guest'
import { makeLink } from '#tests/support/links'
import { move } from '#tests/support/moves'
import { owedMail } from '#tests/support/outbox'

test.group('GET /manage/{token}', (group) => {
  withGlobalTransaction(group)

  test('confirms: reference, time and zone, facts, calendars', async ({ client, assert }) => {
    const shop = await openShop({ service: { instructions: 'Bring a towel.' } })
    const booking = await place(shop, tenOClock())
    const response = await client.get(`/manage/${booking.manageToken}`)

    response.assertStatus(200)
    response.assertHeader('referrer-policy', 'same-origin')
    response.assertHeader('cache-control', 'no-store')
    const page = response.text()
    assert.include(page, 'Confirmed')
    assert.include(page, booking.reference)
    assert.include(page, tenOClock().toFormat('d LLLL yyyy'))
    assert.include(page, 'London time (GMT')
    assert.include(page, 'Bring a towel.')
    assert.include(page, 'Mail sent to priya@example.com')
    assert.include(page, 'https://calendar.google.com/calendar/render?action=TEMPLATE')
    assert.include(page, encodeURIComponent(`/manage/${booking.manageToken}`))
    assert.include(page, `/manage/${booking.manageToken}/calendar.ics`)
    assert.include(page, 'Cancel booking')
    assert.match(page, /aria-current="step">Done</)
  })

  test('shows what will come: reminders with their times', async ({ client, assert }) => {
    const shop = await openShop({ settings: { reminderMinutes: [1440, 60] } })
    const booking = await place(shop, tenOClock(5))
    const page = await pageAt(client, `/manage/${booking.manageToken}`)
    const [first, last] = [tenOClock(4), tenOClock(5).set({ hour: 9 })].map((moment) =>
      moment.toFormat('ccc d LLLL, HH:mm')
    )
    assert.match(page, new RegExp(`${first}</span><span[^>]*>Reminder by mail<`))
    assert.match(page, new RegExp(`${last}</span><span[^>]*>A last reminder<`))
  })

  test('lets a client put a wrong address right, once and at once, and mails again', async ({
    client,
    assert,
  }) => {
    const booking = await place(await openShop(), tenOClock())
    const path = `/manage/${booking.manageToken}`
    const owed = await owedMail('booking_confirmed', 'client')
    await new DeliverNotification().handle({ notificationId: owed.id })
    assert.include(await pageAt(client, path), `href="${path}/address"`)
    assert.include(await pageAt(client, `${path}/address`), 'value="priya@example.com"')
    const wrong = await client.post(`${path}/address`).form({ client_email: 'priya@' })
    wrong.assertStatus(422)

    const right = { client_email: 'priya.shah@example.com' }
    const changed = await client.post(`${path}/address`).form(right).redirects(0)
    changed.assertStatus(303)
    await booking.refresh()
    changed.assertHeader('location', `/manage/${booking.manageToken}`)
    const page = await pageAt(client, String(changed.header('location')))
    assert.include(page, 'Mail sent to priya.shah@example.com')
    const again = await new DeliverNotification().handle({ notificationId: owed.id })
    assert.equal(again, 'sent')
    const mails = await MailboxMessage.query().orderBy('id')
    assert.lengthOf(mails, 2)
    assert.include(mails[1].recipients, 'priya.shah@example.com')

    const twice = await client
      .post(`/manage/${booking.manageToken}/address`)
      .form({ client_email: 'other@example.com' })
    twice.assertStatus(409)
    await booking.merge({ createdAt: DateTime.utc().minus({ minutes: 11 }) }).save()
    const late = await pageAt(client, `/manage/${booking.manageToken}`)
    assert.notInclude(late, 'Wrong address?')
  })

  test('says that a cancellation was mailed, and books again with what was typed', async ({
    client,
    assert,
  }) => {
    const questions = [
      { key: 'level', type: 'radio', label: 'How well do you swim?', options: ['Well', 'Not yet'] },
    ].map((question) => ({ ...question, help: null, isRequired: true, maxLength: null }))
    const shop = await openShop({
      service: { capacity: 4, questions: questions as Service['questions'] },
    })
    const sent = filledForm(shop, tenOClock(), {
      seats: '2',
      notes: 'Left knee',
      answers: { level: 'Not yet' },
    })
    const booked = await client
      .post(`/book/${shop.business.slug}/${shop.service.slug}/details`)
      .json(sent)
      .redirects(0)
    const path = String(booked.header('location'))
    await client.post(`${path}/cancellation`).form({}).redirects(0)
    const page = await pageAt(client, path)
    assert.include(page, 'Mail sent to priya@example.com')
    // Questions are longer than the names of fields.
    assert.include(page, 'facts--asked')
    const again = /<a class="button" href="([^"]+)">Book again</.exec(page)?.[1] ?? ''
    const mark = new URL(again, 'http://localhost').searchParams.get('as')
    const details = `/book/${shop.business.slug}/${shop.service.slug}/details`
    const form = await pageAt(client, `${details}?start=${instant(tenOClock())}&as=${mark}`)
    for (const value of ['Priya Shah', 'priya@example.com', '2']) {
      assert.include(form, `<input value="${value}"`)
    }
    assert.include(form, 'Left knee</textarea>')
    assert.match(form, /<input value="Not yet"[^>]*checked/)
    assert.notInclude(again, 'priya')
  })

  test('leads who came through a link back to that link', async ({ client, assert }) => {
    const shop = await openShop()
    const link = await makeLink(shop)
    const booking = await place(shop, tenOClock())
    await booking.merge({ linkId: link.id, status: 'completed' }).save()
    const path = `/manage/${booking.manageToken}`
    assert.include(await pageAt(client, path), `href="/public/bookings/${link.token}?as=`)
    await link.merge({ isActive: false }).save()
    assert.include(await pageAt(client, path), `href="/book/${shop.business.slug}/`)
  })

  test('is told where it is as it was, and how to reach the business as that is now', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    await shop.business.merge({ phone: null, email: 'old@swim.example' }).save()
    const booking = await place(shop, tenOClock())
    const { name } = shop.business
    await shop.business.merge({ name: 'Swim Club', email: 'new@swim.example' }).save()
    for (const path of ['', '/cancellation']) {
      const page = await pageAt(client, `/manage/${booking.manageToken}${path}`)
      assert.include(page, 'mailto:new@swim.example', path)
      assert.notInclude(page, 'old@swim.example', path)
    }
    assert.include(await pageAt(client, `/manage/${booking.manageToken}`), name)
  })

  test('says nothing of a place where none is known', async ({ client, assert }) => {
    const shop = await openShop({ service: { locationType: 'in_person', locationDetails: null } })
    await shop.business.merge({ address: null }).save()
    const booking = await place(shop, tenOClock())
    const page = (await client.get(`/manage/${booking.manageToken}`)).text()
    assert.notInclude(page, '<dt>Place</dt>')
    assert.notMatch(page, /<dd>\s*<\/dd>/)
  })

  test('names all who give it, where several do together', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 3, service: { hostMode: 'collective' } })
    const booking = await place(shop, tenOClock())
    const [first, ...others] = shop.hosts.toSorted(({ id }) => (id === booking.hostId ? -1 : 1))
    const all = `${first.name}, ${others[0].name} and ${others[1].name}`
    assert.include(await pageAt(client, `/manage/${booking.manageToken}`), `with ${all}`)

    const owed = await owedMail('booking_confirmed', 'client')
    await new DeliverNotification().handle({ notificationId: owed.id })
    const [mail] = await MailboxMessage.all()
    assert.include(mail.text, `with ${all}`)
    assert.include(mail.text, `With: ${all}`)

    await move(booking, tenOClock().set({ hour: 14 }))
    const cancelling = { businessId: shop.business.id, bookingId: booking.id, reason: null }
    await new CancelBooking().handle({ ...cancelling, by: byClient() })
    assert.include(await pageAt(client, `/manage/${booking.manageToken}`), `with ${all}`)
  })

  test('says how long the time is held while a request waits', async ({ client, assert }) => {
    const shop = await openShop({ settings: { requiresApproval: true } })
    const booking = await place(shop, tenOClock())
    const page = await pageAt(client, `/manage/${booking.manageToken}`)

    assert.include(page, 'Waiting for approval')
    const deadline = booking.expiresAt?.setZone('Europe/London').toFormat('ccc d LLLL, HH:mm')
    assert.include(page, `Swim School Pro answers by ${deadline}.`)
    assert.notInclude(page, 'calendar.google.com')
    assert.include(page, 'Withdraw request')
  })

  test('shows both clocks to a client in another zone', async ({ client, assert }) => {
    const shop = await openShop({ service: { locationType: 'video' } })
    const booking = await place(shop, tenOClock(), { timeZone: 'Asia/Tokyo' })
    const page = await pageAt(client, `/manage/${booking.manageToken}`)
    assert.include(page, 'Tokyo time (GMT+9).')
    assert.include(page, '10:00 – 11:00 in London.')
  })

  test('gives the reason and a way on when a request was declined', async ({ client, assert }) => {
    const shop = await openShop({ settings: { requiresApproval: true } })
    const booking = await place(shop, tenOClock())
    await new RejectBooking().handle({
      businessId: shop.business.id,
      bookingId: booking.id,
      by: byUser(shop.user.id),
      reason: 'The pool is <closed> then.',
    })
    const page = await pageAt(client, `/manage/${booking.manageToken}`)
    assert.include(page, 'Not available')
    assert.include(page, 'The pool is &lt;closed&gt; then.')
    assert.include(page, 'See other times')
    assert.notInclude(page, 'Withdraw request')
  })

  test('confirms once the request is approved', async ({ client, assert }) => {
    const shop = await openShop({ settings: { requiresApproval: true } })
    const booking = await place(shop, tenOClock())
    const decision = { businessId: shop.business.id, by: byUser(shop.user.id) }
    await new ApproveBooking().handle({ ...decision, bookingId: booking.id })
    assert.include(await pageAt(client, `/manage/${booking.manageToken}`), 'Confirmed')
  })

  test('is expired by the clock even before a job has run', async ({ client, assert }) => {
    const shop = await openShop({ settings: { requiresApproval: true } })
    const booking = await place(shop, tenOClock())
    await booking.merge({ expiresAt: DateTime.now().minus({ minutes: 1 }) }).save()
    assert.include(await pageAt(client, `/manage/${booking.manageToken}`), 'Not answered in time')
  })

  for (const status of ['completed', 'no_show', 'cancelled'] as const) {
    test(`has a page for a booking that is ${status}`, async ({ client, assert }) => {
      const booking = await place(await openShop(), tenOClock())
      await booking.merge({ status }).save()
      const response = await client.get(`/manage/${booking.manageToken}`)
      response.assertStatus(200)
      assert.notInclude(response.text(), 'translation missing')
    })
  }

  test('tells a client without an address to keep the page', async ({ client, assert }) => {
    const booking = await place(await openShop(), tenOClock(), {
      email: null,
      phone: '07700 900461',
    })
    const page = await pageAt(client, `/manage/${booking.manageToken}`)
    assert.include(page, 'Keep this page')
  })

  test('answers 404 for a token that is wrong, revoked or malformed', async ({ client }) => {
    const booking = await place(await openShop(), tenOClock())
    const token = booking.manageToken
    await booking.merge({ linkVersion: 2 }).save()
    const { manageToken } = booking
    const wrong = `${manageToken.startsWith('A') ? 'B' : 'A'}${manageToken.slice(1)}`
    for (const other of [token, wrong, 'x', '%00', 'é'.repeat(30)]) {
      const response = await client.get(`/manage/${other}`).accept('html')
      response.assertStatus(404)
    }
  })
})

test.group('GET /manage/{token}/calendar.ics', (group) => {
  withGlobalTransaction(group)

  test('is a calendar file of the confirmed booking', async ({ client, assert }) => {
    const booking = await place(await openShop(), tenOClock(), { notes: 'Private' })
    const response = await client.get(`/manage/${booking.manageToken}/calendar.ics`)

    response.assertStatus(200)
    response.assertHeader('content-type', 'text/calendar; charset=utf-8')
    const file = response.text() || String(response.body())
    assert.include(file, 'METHOD:PUBLISH')
    assert.include(file, `DTSTART:${tenOClock().toUTC().toFormat("yyyyMMdd'T'HHmmss'Z'")}`)
    assert.include(file, 'SUMMARY:Private lesson\\, Swim School Pro')
    assert.notInclude(file, 'Private\r\n')
  })

  test('is not there while a request waits', async ({ client }) => {
    const shop = await openShop({ settings: { requiresApproval: true } })
    const booking = await place(shop, tenOClock())
    const response = await client.get(`/manage/${booking.manageToken}/calendar.ics`).accept('html')
    response.assertStatus(404)
  })

  test('takes the entry out once it is cancelled', async ({ client, assert }) => {
    const booking = await place(await openShop(), tenOClock())
    const path = `/manage/${booking.manageToken}`
    const uid = `${(await booking.refresh()).calendarUid}@localhost`
    const read = async () => {
      const response = await client.get(`${path}/calendar.ics`)
      const file = response.text() || String(response.body())
      return ['UID', 'SEQUENCE', 'METHOD', 'STATUS'].map((name) => calendarValue(file, name))
    }
    assert.deepEqual(await read(), [uid, '0', 'PUBLISH', 'CONFIRMED'])
    await client.post(`${path}/cancellation`).form({}).redirects(0)
    assert.deepEqual(await read(), [uid, '1', 'CANCEL', 'CANCELLED'])
  })
})
