import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import CancelBooking from '#actions/bookings/cancel_booking'
import LeaveWaitlist from '#actions/waitlist/leave_waitlist'
import { openShop } from '#database/factories/business'
import Call from '#models/calls/call'
import type User from '#models/accounts/user'
import { byClient, byUser } from '#models/by'
import { withGlobalTransaction } from '#tests/support/database'
import { move } from '#tests/support/moves'
import { IN_THREE_DAYS, joinAs, place, type Shop } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'
import { waitFor } from '#tests/support/waitlist'

const PHONE = '07700 900318'
const LATER = IN_THREE_DAYS.plus({ hours: 2 })

async function byPhone(shop: Shop) {
  return place(shop, { name: 'Ada Lovelace', email: null, phone: PHONE })
}

const post = (client: ApiClient, user: User, path: string, form: object = {}) =>
  client.post(path).form(form).loginAs(user).withCsrfToken()

const open = async () => {
  const calls = await Call.query().whereNull('called_at')
  return calls.map(({ type }) => type)
}

test.group('Whoever is reached by no mail', (group) => {
  withGlobalTransaction(group)

  test('is named with their number, and stays on Today until somebody says that they called', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { id, version } = await byPhone(shop)
    assert.isEmpty(await open())
    const said = await post(client, shop.user, `/admin/bookings/${id}/cancellation`, { version })
    said.assertTextIncludes('Ada Lovelace was not told')
    assert.notInclude(said.text(), 'gets a mail')
    said.assertTextIncludes(`href="tel:`)
    said.assertTextIncludes(`Call ${PHONE}`)

    const [call] = await Call.all()
    const today = await client.get('/admin').loginAs(shop.user)
    today.assertTextIncludes('To call')
    today.assertTextIncludes(`/admin/calls/${call.id}`)
    const done = await post(client, shop.user, `/admin/calls/${call.id}`)
    done.assertTextIncludes('Noted: Ada Lovelace knows.')
    assert.notInclude(done.text(), 'To call')
    await post(client, shop.user, `/admin/calls/${call.id}`)
    assert.lengthOf(await db.from('audit_entries').where('action', 'booking.called'), 1)
  })

  test('is called once, about what happened last, and about nothing that they did', async ({
    assert,
  }) => {
    const shop = await openShop()
    const booking = await byPhone(shop)
    await move(booking, LATER, { by: byUser(shop.user.id) })
    assert.deepEqual(await open(), ['booking_rescheduled'])
    const cancellation = { businessId: shop.business.id, bookingId: booking.id, reason: null }
    await new CancelBooking().handle({ ...cancellation, by: byUser(shop.user.id) })
    assert.deepEqual(await open(), ['booking_cancelled'])

    const other = await byPhone(shop)
    await move(other, LATER.plus({ hours: 2 }), { by: byUser(shop.user.id) })
    const ending = { businessId: shop.business.id, bookingId: other.id, reason: null }
    await new CancelBooking().handle({ ...ending, by: byClient() })
    assert.deepEqual(await open(), ['booking_cancelled'])
  })

  test('is no call where a mail tells them, or there is nothing to reach them by', async ({
    assert,
  }) => {
    const shop = await openShop()
    const mailed = await place(shop)
    await move(mailed, LATER, { by: byUser(shop.user.id) })
    const walkIn = await place(shop)
    await walkIn.merge({ clientEmail: null, clientPhone: null, tellsClient: false }).save()
    const cancellation = { businessId: shop.business.id, bookingId: walkIn.id, reason: null }
    await new CancelBooking().handle({ ...cancellation, by: byUser(shop.user.id) })
    assert.isEmpty(await open())
  })

  test('is on Today too while they only wait, for a class that is off or moved', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { capacity: 2, name: 'Aqua gym' } })
    const session = await planSession(shop, IN_THREE_DAYS, { capacity: 2 })
    await place(shop, { email: 'ines@example.com' })
    await byPhone(shop)
    await waitFor(shop, IN_THREE_DAYS, { email: 'lea@example.com' })
    const entry = await waitFor(shop, IN_THREE_DAYS)
    await entry.merge({ clientEmail: null, clientPhone: '020 7946 0999' }).save()
    const page = await client.get(`/admin/sessions/${session.id}`).loginAs(shop.user)
    page.assertTextIncludes('One client gets a mail with these words.')
    page.assertTextIncludes('One who waits for a place gets it too')
    page.assertTextIncludes('2 of them get no mail: call them.')
    const said = await client
      .post(`/admin/sessions/${session.id}/cancellation`)
      .form({ reason: 'The pool is closed.' })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
    said.assertTextIncludes('One client gets a mail. One who waited gets a mail too.')
    said.assertTextIncludes('Sam Okoro was not told')
    assert.sameMembers(await open(), ['booking_cancelled', 'waitlist_called_off'])

    const today = await client.get('/admin').loginAs(shop.user)
    today.assertTextIncludes('Cancelled while they waited')
    today.assertTextIncludes('Call 020 7946 0999')
    const call = await Call.findByOrFail('waitlistEntryId', entry.id)
    const off = () => client.get(`/admin/sessions/${session.id}`).loginAs(shop.user)
    const untold = 'No email: call them, they are not told yet.'
    ;(await off()).assertTextIncludes(untold)
    const done = await post(client, shop.user, `/admin/calls/${call.id}`)
    done.assertTextIncludes('Noted: Sam Okoro knows.')
    assert.deepEqual(await open(), ['booking_cancelled'])
    const called = await off()
    called.assertTextIncludes('Called: they know that it is cancelled')
    assert.notInclude(called.text(), untold)
    const history = await client.get('/admin/history').loginAs(shop.user)
    history.assertTextIncludes('Somebody who waits was called')
  })

  test('is called about a class that moves, unless they left its list', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { capacity: 1, name: 'Aqua gym', isPlannedOnly: true } })
    const session = await planSession(shop, IN_THREE_DAYS, { capacity: 1 })
    await place(shop)
    const entry = await waitFor(shop, IN_THREE_DAYS)
    await entry.merge({ clientEmail: null, clientPhone: '020 7946 0999' }).save()
    const moved = LATER.setZone(shop.business.timeZone)
    const said = await client
      .post(`/admin/sessions/${session.id}/move`)
      .form({ date: moved.toISODate() ?? '', time: moved.toFormat('HH:mm') })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
    said.assertTextIncludes('Sam Okoro was not told')
    assert.deepEqual(await open(), ['waitlist_moved'])
    await new LeaveWaitlist().handle({ entryId: entry.id, by: byClient() })
    assert.isEmpty(await open())
  })

  test('is called by staff about their own time only, and by nobody of another business', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const staff = await joinAs('staff', shop.business)
    const booking = await byPhone(shop)
    await move(booking, LATER, { by: byUser(shop.user.id) })
    const [{ id }] = await Call.all()
    const seen = await client.get('/admin').loginAs(staff)
    seen.assertTextIncludes(PHONE)
    assert.notInclude(seen.text(), `/admin/calls/${id}`)
    ;(await post(client, staff, `/admin/calls/${id}`)).assertStatus(403)
    const stranger = await openShop()
    ;(await post(client, stranger.user, `/admin/calls/${id}`)).assertStatus(404)
    assert.lengthOf(await open(), 1)
  })
})
