import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { bookingBounds, sentAgain } from '#config/limits'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import GroupSession from '#models/sessions/group_session'
import Notification from '#models/notifications/notification'
import { withEmptyTables } from '#tests/support/database'
import { instant, place, tenOClock } from '#tests/support/guest'
import { withRateLimits } from '#tests/support/limits'
import { planSession } from '#tests/support/sessions'

const { most } = bookingBounds.client
const VICTIM = 'victim@example.com'

const nthHour = (nth: number) => tenOClock().startOf('day').plus({ hours: nth })

type Shop = Awaited<ReturnType<typeof openShop>>

const openOldShop = () =>
  openShop({
    business: { createdAt: DateTime.now().minus({ days: 60 }) },
    settings: { maxMoves: 50 },
    hosts: 2,
  })

function post(client: ApiClient, { user }: Shop, path: string, form: object) {
  return client.post(path).form(form).loginAs(user).withCsrfToken().redirects(0)
}

const bookAtDesk = (client: ApiClient, shop: Shop, nth: number, email = VICTIM, more = {}) =>
  post(client, shop, '/admin/bookings', {
    service: shop.service.id,
    date: nthHour(nth).toFormat('yyyy-MM-dd'),
    time: nthHour(nth).toFormat('HH:mm'),
    repeat: 'no',
    dates: '',
    client_name: 'Priya Shah',
    client_email: email,
    client_phone: '',
    ...more,
  })

const moveAsOwner = async (client: ApiClient, shop: Shop, booking: Booking, nth: number) =>
  post(client, shop, `/admin/bookings/${booking.id}/move`, {
    version: (await booking.refresh()).version,
    date: nthHour(nth).toFormat('yyyy-MM-dd'),
    time: nthHour(nth).toFormat('HH:mm'),
  })

const moveAsClient = (client: ApiClient, booking: Booking, nth: number, more = {}) =>
  client
    .post(`/manage/${booking.manageToken}/move/review`)
    .form({ start: instant(nthHour(nth)), version: booking.calendarSequence, reason: '', ...more })
    .redirects(0)

test.group('What one recipient gets from a business that is new', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('is bounded at its desk, and can be booked without the address', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    for (let nth = 0; nth < most; nth++) {
      ;(await bookAtDesk(client, shop, nth)).assertStatus(303)
    }
    const refused = await bookAtDesk(client, shop, 20, `${VICTIM.replace('@', '+x@')}`)
    refused.assertStatus(429)
    refused.assertTextIncludes('Leave the address out')
    refused.assertTextIncludes('value="Priya Shah"')
    assert.lengthOf(await Booking.all(), most)
    const phone = { client_email: '', client_phone: '07700 900461' }
    ;(await bookAtDesk(client, shop, 20, '', phone)).assertStatus(303)
    ;(await bookAtDesk(client, shop, 21, 'other@example.com')).assertStatus(303)
  })

  test('is bounded for moves, other hosts and corrections of its own, counted with the rest', async ({
    client,
  }) => {
    const shop = await openShop({ hosts: 2 })
    ;(await bookAtDesk(client, shop, 0)).assertStatus(303)
    const booking = await Booking.firstOrFail()
    for (let nth = 1; nth < most - 1; nth++) {
      ;(await moveAsOwner(client, shop, booking, nth)).assertStatus(303)
    }
    await booking.refresh()
    const other = shop.hosts.find(({ id }) => id !== booking.hostId)
    const reassign = (hostId = other?.id) =>
      post(client, shop, `/admin/bookings/${booking.id}/reassignment`, {
        stand_in: hostId,
        version: booking.version,
      })
    ;(await reassign()).assertStatus(303)
    await booking.refresh()

    const refused = await moveAsOwner(client, shop, booking, 22)
    refused.assertStatus(429)
    refused.assertTextIncludes('a new business has a limit in its first two weeks')
    ;(await reassign(booking.hostId)).assertStatus(429)
    const rooms = { room: booking.hostId, version: booking.version }
    const reroom = (tell: string) =>
      post(client, shop, `/admin/bookings/${booking.id}/room`, { ...rooms, tell })
    ;(await reroom('mail')).assertStatus(429)
    ;(await reroom('nobody')).assertStatus(422)
    const elsewhere = await place(shop, nthHour(15), { email: 'kim@example.com' })
    const correct = (address: string) =>
      post(client, shop, `/admin/bookings/${elsewhere.id}/address`, {
        address,
        version: elsewhere.version,
      })
    ;(await correct(VICTIM)).assertStatus(429)
    ;(await correct('kim.smith@example.com')).assertStatus(303)
  })

  test('is bounded for moves and calls off of sessions, and for handing over', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2, service: { capacity: 8 } })
    const plan = { ...shop, host: shop.host }
    const session = await planSession(plan, nthHour(1))
    const other = await planSession(plan, nthHour(5))
    await place(shop, nthHour(1), { email: VICTIM })
    await place(shop, nthHour(1), { email: 'kim@example.com' })
    await place(shop, nthHour(5), { email: VICTIM })
    const moveTo = async (nth: number) =>
      post(client, shop, `/admin/sessions/${session.id}/move`, {
        version: (await GroupSession.findOrFail(session.id)).version,
        date: nthHour(nth).toFormat('yyyy-MM-dd'),
        time: nthHour(nth).toFormat('HH:mm'),
        move_reason: 'The pool is closed',
      })
    for (let nth = 0; nth < 3; nth++) (await moveTo(5)).assertStatus(409)
    for (let nth = 0; nth < most; nth++) (await moveTo(2 + (nth % 2))).assertStatus(303)
    const refused = await moveTo(8)
    refused.assertStatus(429)
    refused.assertTextIncludes('One of its clients got too many mails today')
    refused.assertTextIncludes('The pool is closed')
    assert.isAbove(Number(refused.header('retry-after')), 0)
    const off = await post(client, shop, `/admin/sessions/${other.id}/cancellation`, {
      version: other.version,
      reason: 'Nobody is here',
    })
    off.assertStatus(429)
    off.assertTextIncludes('Nobody is here')
    assert.equal((await GroupSession.findOrFail(other.id)).status, 'scheduled')

    const single = await addService(shop.business, shop.hosts)
    const lesson = await place({ ...shop, service: single }, nthHour(12), { email: VICTIM })
    const handed = await post(client, shop, `/admin/availability/handover?host=${lesson.hostId}`, {
      'bookings[0]': lesson.id,
      [`versions[b${lesson.id}]`]: lesson.version,
    })
    handed.assertTextIncludes('its client got too many mails today')
    assert.equal((await lesson.refresh()).hostId, lesson.hostId)
  })

  test('is counted only where something came of it', async ({ client }) => {
    const shop = await openShop()
    await place(shop, nthHour(1))
    for (let nth = 0; nth <= most; nth++) {
      ;(await bookAtDesk(client, shop, 1)).assertStatus(409)
    }
    ;(await bookAtDesk(client, shop, 2)).assertStatus(303)
  })

  test('is bounded where mails are sent again, also those that prove an address', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    await place(shop, nthHour(0), { email: VICTIM })
    const [mail] = await Notification.query().where({ channel: 'mail' }).whereNull('user_id')
    const proof = await Notification.create({
      ...{ businessId: shop.business.id, userId: shop.user.id, type: 'address_proof' },
      ...{ subjectType: 'user', subjectId: shop.user.id },
      ...{ channel: 'mail', dedupeKey: 'proof', status: 'sent' },
    })
    await shop.user.merge({ emailVerifiedAt: null }).save()
    for (const message of [mail, proof]) {
      const again = async () => {
        await Notification.query().where('id', message.id).update({ status: 'sent' })
        return post(client, shop, `/admin/delivery/${message.id}/attempt`, {})
      }
      for (let nth = 0; nth < sentAgain.most; nth++) (await again()).assertStatus(303)
      const refused = await again()
      refused.assertStatus(429)
      refused.assertTextIncludes('this address got enough mails today')
      assert.equal((await message.refresh()).status, 'sent')
    }
  })

  test('has no bound at a business that has been here for a while', async ({ client }) => {
    const shop = await openOldShop()
    for (let nth = 0; nth < most + 2; nth++) {
      ;(await bookAtDesk(client, shop, nth)).assertStatus(303)
    }
  })
})

test.group('What a client who proved nothing sets off', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('is bounded for moves of one booking, save by the link from a mail', async ({ client }) => {
    const shop = await openOldShop()
    const booking = await place(shop, nthHour(0), { email: VICTIM })
    for (let nth = 1; nth <= most; nth++) {
      ;(await moveAsClient(client, await booking.refresh(), nth)).assertStatus(303)
    }
    await booking.refresh()
    const refused = await moveAsClient(client, booking, 20)
    refused.assertStatus(429)
    refused.assertTextIncludes('follow the link in one of them')
    const byJson = await client
      .post(`/api/booking/public/manage/${booking.manageToken}/reschedule`)
      .json({ starts_at: nthHour(20).toUTC().toISO() })
    byJson.assertStatus(429)
    const proven = await moveAsClient(client, booking, 20, { as: booking.returnProof })
    proven.assertStatus(303)
  })

  test('is bounded where an address is corrected to another’s', async ({ client, assert }) => {
    const shop = await openOldShop()
    const correct = async (nth: number) => {
      const booking = await place(shop, nthHour(nth), { email: `typo-${nth}@example.com` })
      const { manageToken } = booking
      const answer = await client
        .post(`/manage/${manageToken}/address`)
        .form({ client_email: VICTIM })
        .redirects(0)
      return { answer, booking: await booking.refresh() }
    }
    for (let nth = 0; nth < most; nth++) {
      const { answer, booking } = await correct(nth)
      answer.assertStatus(303)
      assert.equal(booking.clientEmail, VICTIM)
    }
    const { answer, booking } = await correct(20)
    answer.assertStatus(429)
    answer.assertTextIncludes('Very many mails went to this address today')
    answer.assertTextIncludes(`value="${VICTIM}"`)
    assert.equal(booking.clientEmail, 'typo-20@example.com')
  })
})
