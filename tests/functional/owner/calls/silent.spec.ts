import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import CancelSession from '#actions/sessions/cancel_session'
import EraseClient from '#actions/privacy/erase_client'
import { openShop } from '#database/factories/business'
import type Booking from '#models/bookings/booking'
import BookingEvent from '#models/bookings/booking_event'
import { byUser } from '#models/by'
import Call from '#models/calls/call'
import Notification from '#models/notifications/notification'
import type User from '#models/accounts/user'
import { withGlobalTransaction } from '#tests/support/database'
import { rowVersionsIn } from '#tests/support/form_version'
import { withKey } from '#tests/support/keys'
import { move } from '#tests/support/moves'
import { IN_THREE_DAYS, openShopByRequest, place, type Shop } from '#tests/support/requests'
import { planSession } from '#tests/support/sessions'

const PHONE = '07700 900318'
const LATER = IN_THREE_DAYS.plus({ hours: 2 })
const ADA = { name: 'Ada Lovelace', email: 'ada@example.com', phone: PHONE }

/** As one booked at the desk with “Nobody” chosen under “Tell”. */
async function keptToItself(shop: Shop, given: object = {}): Promise<Booking> {
  const booking = await place(shop, { ...ADA, ...given })
  await Notification.query().where('booking_id', booking.id).delete()
  return booking.merge({ tellsClient: false }).save()
}

const post = (client: ApiClient, user: User, path: string, form: object = {}) =>
  client.post(path).form(form).loginAs(user).withCsrfToken()

const toCall = async () => {
  const calls = await Call.query().whereNull('called_at').orderBy('id')
  return calls.map(({ type }) => type)
}

const mails = async ({ id }: Booking) => {
  const rows = await Notification.query()
    .where({ bookingId: id, channel: 'mail' })
    .whereNull('user_id')
    .whereNull('inbox_address_id')
    .orderBy('id')
  return rows.map(({ type }) => type)
}

test.group('A booking of which its client is not told', (group) => {
  withGlobalTransaction(group)

  test('says so on its record, and a press turns messages on and off again', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ settings: { reminderMinutes: [60] } })
    const booking = await keptToItself(shop)
    const look = () => client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    ;(await look()).assertTextIncludes('Ada Lovelace gets no messages about this booking.')
    const press = (messages: string) =>
      post(client, shop.user, `/admin/bookings/${booking.id}/messages`, {
        ...{ messages, version: booking.version },
      })
    const on = await press('on')
    on.assertTextIncludes('gets messages about this booking from now on')
    on.assertTextIncludes('Messages to the client turned on')
    assert.notInclude(on.text(), 'gets no messages about this booking.')
    assert.isTrue((await booking.refresh()).tellsClient)
    assert.deepEqual(await mails(booking), ['booking_reminder'])
    await press('on')
    ;(await press('off')).assertTextIncludes('Ada Lovelace gets no messages about this booking.')
    const kinds = (await BookingEvent.query().where('booking_id', booking.id)).map(
      ({ details }) => details.kind
    )
    assert.deepEqual(kinds.filter(Boolean), ['messages_on', 'messages_off'])
    const [reminder] = await Notification.query().where('booking_id', booking.id)
    assert.equal(reminder.status, 'dropped')
    ;(await press('loud')).assertStatus(422)
  })

  test('asks whether to tell them that it is cancelled, and by itself tells nobody', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const [quiet, told] = [await keptToItself(shop), await keptToItself(shop, { startsAt: LATER })]
    const page = await client.get(`/admin/bookings/${quiet.id}`).loginAs(shop.user)
    page.assertTextIncludes('The client reads it if you tell them.')
    assert.match(page.text(), /checked[^>]*name="cancel_tell"|id="cancel_tell-nobody"[^>]*checked/)
    const cancel = ({ id, version }: Booking, form: object) =>
      post(client, shop.user, `/admin/bookings/${id}/cancellation`, { version, ...form })

    const said = await cancel(quiet, { cancel_tell: 'nobody' })
    said.assertTextIncludes('Ada Lovelace was not told.')
    said.assertTextIncludes(`Call ${PHONE}`)
    assert.isEmpty(await mails(quiet))
    ;(await client.get('/admin').loginAs(shop.user)).assertTextIncludes(`Call ${PHONE}`)

    const mailed = await cancel(told, { cancel_tell: 'mail' })
    mailed.assertTextIncludes('Cancelled. Ada Lovelace gets a mail.')
    assert.notInclude(mailed.text(), 'was not told')
    assert.deepEqual(await mails(told), ['booking_cancelled'])
    assert.deepEqual(await toCall(), ['booking_cancelled'])
  })

  test('moves, and whoever is not told is on Today until a message overtakes it', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await keptToItself(shop, { email: null })
    const at = LATER.setZone(shop.business.timeZone)
    const said = await post(client, shop.user, `/admin/bookings/${booking.id}/move`, {
      ...{ date: at.toFormat('yyyy-MM-dd'), time: at.toFormat('HH:mm') },
      version: booking.version,
    })
    said.assertTextIncludes('Ada Lovelace was not told.')
    assert.deepEqual(await toCall(), ['booking_rescheduled'])
    await (await booking.refresh()).merge({ clientEmail: 'ada@example.com' }).save()
    const by = byUser(shop.user.id)
    await move(booking, LATER.plus({ hours: 2 }), { by, tellsClient: true })
    assert.isEmpty(await toCall())
    assert.deepEqual(await mails(booking), ['booking_rescheduled'])
  })

  test('is to be called although there is an address, where a told client’s move is told to nobody', async ({
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop, ADA)
    await move(booking, LATER, { by: byUser(shop.user.id), tellsClient: false })
    assert.deepEqual(await toCall(), ['booking_rescheduled'])
  })

  test('is declined as its client is told, or not', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const booking = await keptToItself(shop)
    const page = await client.get(`/admin/requests/${booking.id}`).loginAs(shop.user)
    page.assertTextIncludes('Ada gets no messages about this booking: tell them yourself.')
    assert.notInclude(page.text(), 'Decline and tell Ada')
    const declined = { version: booking.version, reason: 'Full', tell: 'nobody' }
    const said = await post(client, shop.user, `/admin/requests/${booking.id}/rejection`, declined)
    said.assertTextIncludes('Ada Lovelace was not told.')
    assert.deepEqual(await toCall(), ['booking_rejected'])

    const other = await keptToItself(shop, { startsAt: LATER })
    const told = { version: other.version, reason: 'Full', tell: 'mail' }
    await post(client, shop.user, `/admin/requests/${other.id}/rejection`, told)
    assert.deepEqual(await mails(other), ['booking_rejected'])
  })

  test('is given to a colleague, and somebody is to tell its client', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const booking = await keptToItself(shop, { hostId: shop.hosts[0].id })
    const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    assert.notInclude(page.text(), 'Give it away and tell the client')
    const given = { version: booking.version, stand_in: String(shop.hosts[1].id) }
    const said = await post(client, shop.user, `/admin/bookings/${booking.id}/reassignment`, given)
    said.assertTextIncludes('Ada Lovelace was not told.')
    assert.deepEqual(await toCall(), ['booking_reassigned'])
  })

  test('is one of several that are cancelled, and each of which says who was not told', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await keptToItself(shop)
    const address = `/admin/bookings/several?do=cancel&ids[]=${booking.id}`
    const page = await client.get(address).loginAs(shop.user)
    page.assertTextIncludes('will be cancelled. No mail goes out: you tell the client')
    const said = await post(client, shop.user, '/admin/bookings/several', {
      ...{ 'change': 'cancel', 'chosen[0]': String(booking.id), ...rowVersionsIn(page.text()) },
    })
    said.assertTextIncludes('Ada Lovelace was not told.')
    said.assertTextIncludes(`Call ${PHONE}`)
    assert.deepEqual(await toCall(), ['booking_cancelled'])
  })

  test('is of a session that is called off, whose page counts whom to call', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { capacity: 2 } })
    const session = await planSession(shop, IN_THREE_DAYS, { capacity: 2 })
    await keptToItself(shop)
    const page = await client.get(`/admin/sessions/${session.id}`).loginAs(shop.user)
    page.assertTextIncludes('One of them gets no mail: call them.')
    await new CancelSession().handle({
      ...{ businessId: shop.business.id, sessionId: session.id, reason: 'Shut' },
      by: byUser(shop.user.id),
    })
    assert.deepEqual(await toCall(), ['booking_cancelled'])
  })

  test('is told of again by a change through the API, and a move of it tells as it says', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ settings: { reminderMinutes: [60] } })
    const booking = await keptToItself(shop)
    const api = await withKey(client, shop)
    const at = `/bookings/${booking.id}`
    const moveTo = (hours: number, more: object = {}) =>
      api.post(`${at}/reschedule`).json({ starts_at: LATER.plus({ hours }).toISO(), ...more })
    ;(await moveTo(0)).assertStatus(200)
    assert.isEmpty(await mails(booking))
    assert.deepEqual(await toCall(), ['booking_rescheduled'])
    ;(await moveTo(2, { tells_client: true })).assertStatus(200)
    assert.deepEqual(await mails(booking), ['booking_rescheduled'])
    assert.isEmpty(await toCall())
    const changed = await api.patch(at).json({ tells_client: true })
    changed.assertStatus(200)
    changed.assertBodyContains({ tells_client: true })
    assert.sameMembers(await mails(booking), ['booking_rescheduled', 'booking_reminder'])
    await api.patch(at).json({ client_name: 'Ada King' })
    assert.isTrue((await booking.refresh()).tellsClient)
  })

  test('is no call about somebody who is erased', async ({ assert }) => {
    const shop = await openShop()
    const { clientId } = await place(shop, ADA)
    await new EraseClient().handle({
      ...{ businessId: shop.business.id, clientId: Number(clientId), by: byUser(shop.user.id) },
      ...{ keepsComing: false, tellsClient: true },
    })
    assert.isEmpty(await toCall())
    assert.isEmpty(await db.from('bookings').where('status', 'approved'))
  })
})
