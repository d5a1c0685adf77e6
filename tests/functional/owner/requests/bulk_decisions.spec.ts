import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import ApproveBooking from '#actions/requests/approve_booking'
import RejectBooking from '#actions/requests/reject_booking'
import Booking from '#models/bookings/booking'
import BookingEvent from '#models/bookings/booking_event'
import MoveRequest from '#models/bookings/move_request'
import { byUser } from '#models/by'
import { withGlobalTransaction } from '#tests/support/database'
import { rowVersionsIn } from '#tests/support/form_version'
import { move } from '#tests/support/moves'
import { IN_THREE_DAYS, joinAs, openShopByRequest, place, type Shop } from '#tests/support/requests'

const NAMES = ['Ada One', 'Ben Two', 'Cleo Three']

async function threeRequests() {
  const shop = await openShopByRequest()
  const requests: Booking[] = []
  for (const [hour, name] of NAMES.entries()) {
    requests.push(await place(shop, { name, startsAt: IN_THREE_DAYS.plus({ hours: hour }) }))
  }
  return { shop, requests, ids: requests.map(({ id }) => id) }
}

const send = async (client: ApiClient, user: Shop['user'], form: object) => {
  const versions = rowVersionsIn((await client.get('/admin/requests').loginAs(user)).text())
  const typed = { ...versions, ...form }
  return client.post('/admin/requests/decisions').form(typed).loginAs(user).withCsrfToken()
}

const statuses = async (ids: number[]) =>
  (await Booking.query().whereIn('id', ids).orderBy('id')).map(({ status }) => status)

test.group('Deciding several requests', (group) => {
  withGlobalTransaction(group)

  test('approves what is ticked and says of each how it went', async ({ client, assert }) => {
    const { shop, requests, ids } = await threeRequests()
    await new RejectBooking().handle({
      businessId: shop.business.id,
      bookingId: ids[1],
      by: byUser(shop.user.id),
      reason: 'No',
    })
    const inbox = await client.get('/admin/requests').loginAs(shop.user)
    inbox.assertTextIncludes(`name="ids[]" value="${ids[0]}" form="several"`)

    const response = await send(client, shop.user, { 'ids[]': ids, 'decision': 'approve' })
    response.assertStatus(200)
    response.assertTextIncludes('2 of 3 decided.')
    assert.match(response.text(), /Ben Two<\/a>[^<]*already decided or expired/)
    assert.deepEqual(await statuses(ids), ['approved', 'rejected', 'approved'])
    const event = await BookingEvent.query()
      .where('booking_id', requests[0].id)
      .orderBy('id', 'desc')
      .firstOrFail()
    assert.equal(event.userId, shop.user.id)

    const again = await send(client, shop.user, { 'ids[]': ids, 'decision': 'approve' })
    again.assertStatus(409)
    again.assertTextIncludes('None of 3')
  })

  test('declines with one reason for all', async ({ client, assert }) => {
    const { shop, ids } = await threeRequests()
    const form = {
      'ids[]': ids.slice(0, 2),
      'decision': 'reject',
      'bulk_phrase': 'We are away that day.',
    }
    const response = await send(client, shop.user, form)
    response.assertStatus(200)
    assert.deepEqual(await statuses(ids), ['rejected', 'rejected', 'pending'])
    const [first] = await Booking.query().whereIn('id', ids).orderBy('id')
    assert.equal(first.rejectionReason, 'We are away that day.')
  })

  test('keeps what was ticked and typed when it has to ask again', async ({ client, assert }) => {
    const { shop, ids } = await threeRequests()
    const unexplained = await send(client, shop.user, { 'ids[]': [ids[1]], 'decision': 'reject' })
    unexplained.assertStatus(422)
    unexplained.assertTextIncludes('Give a reason, or choose one: the clients read it')
    assert.match(unexplained.text(), new RegExp(`value="${ids[1]}" form="several" checked`))

    const none = await send(client, shop.user, { decision: 'approve' })
    none.assertStatus(422)
    none.assertTextIncludes('Select at least one request')
    assert.deepEqual(await statuses(ids), ['pending', 'pending', 'pending'])
  })

  test('counts in the menu what still waits, for staff only what waits with them', async ({
    client,
    assert,
  }) => {
    const shop = await openShopByRequest({ hosts: 2 })
    const [anna, tom] = shop.hosts
    const requests: Booking[] = []
    for (const [hour, hostId] of [anna.id, anna.id, anna.id, tom.id, anna.id].entries()) {
      const startsAt = IN_THREE_DAYS.plus({ hours: hour })
      requests.push(await place(shop, { startsAt, hostId }))
    }
    const [one, , moving, , late] = requests
    const deciding = { businessId: shop.business.id, by: byUser(shop.user.id) }
    await new ApproveBooking().handle({ ...deciding, bookingId: moving.id })
    await move(moving, IN_THREE_DAYS.plus({ hours: 6 }))
    const yesterday = DateTime.utc().minus({ days: 1 })
    await late.merge({ expiresAt: yesterday }).save()
    const counted = (page: string) => /menu__count">(\d+)</.exec(page)?.[1]
    const inbox = async (user: Shop['user']) =>
      counted((await client.get('/admin/requests').loginAs(user)).text())

    const staff = await joinAs('staff', shop.business)
    await anna.merge({ userId: staff.id }).save()
    assert.deepEqual([await inbox(shop.user), await inbox(staff)], ['4', '3'])
    const decided = await send(client, staff, { 'ids[]': [one.id], 'decision': 'approve' })
    decided.assertTextIncludes('1 of 1 decided.')
    assert.deepEqual([counted(decided.text()), await inbox(shop.user)], ['2', '3'])
    await MoveRequest.query().where('booking_id', moving.id).update({ expires_at: yesterday })
    assert.equal(await inbox(staff), '1')
  })

  test('keeps the request open that stood beside the list', async ({ client }) => {
    const { shop, ids } = await threeRequests()
    const page = await client.get(`/admin/requests/${ids[2]}`).loginAs(shop.user)
    page.assertTextIncludes(`name="beside" value="${ids[2]}"`)
    const none = await send(client, shop.user, { decision: 'approve', beside: ids[2] })
    none.assertStatus(422)
    none.assertTextIncludes(`action="/admin/requests/${ids[2]}/approval"`)
  })

  test('decides nothing for a viewer, for other staff or in another business', async ({
    client,
    assert,
  }) => {
    const { shop, ids } = await threeRequests()
    const form = { 'ids[]': ids, 'decision': 'approve' }
    for (const role of ['viewer', 'staff'] as const) {
      const response = await send(client, await joinAs(role, shop.business), form)
      response.assertStatus(409)
      response.assertTextIncludes('is for somebody else to decide')
    }
    const other = await openShopByRequest()
    const foreign = await send(client, other.user, form)
    foreign.assertStatus(404)
    assert.notInclude(foreign.text(), 'Ada One')
    assert.deepEqual(await statuses(ids), ['pending', 'pending', 'pending'])
  })
})
