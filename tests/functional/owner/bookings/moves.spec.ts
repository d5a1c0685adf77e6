import { test } from '@japa/runner'
import ApproveBooking from '#actions/requests/approve_booking'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { openShop } from '#database/factories/business'
import { byUser } from '#models/by'
import MailboxMessage from '#models/notifications/mailbox_message'
import MoveRequest from '#models/bookings/move_request'
import Notification from '#models/notifications/notification'
import { withGlobalTransaction } from '#tests/support/database'
import { move } from '#tests/support/moves'
import { deliverAll } from '#tests/support/outbox'
import { IN_THREE_DAYS as START, openShopByRequest, place } from '#tests/support/requests'

/** A confirmed booking whose client asks to go four hours later. */
async function openMoved() {
  const shop = await openShopByRequest()
  const { businessId, id: bookingId } = await place(shop)
  const approval = { businessId, bookingId, by: byUser(shop.user.id) }
  const approved = await new ApproveBooking().handle(approval)
  if (approved.outcome !== 'approved') throw new Error(approved.outcome)
  const { booking } = approved
  await deliverAll()
  await move(booking, START.plus({ hours: 4 }), { reason: 'School ends later' })
  const request = await MoveRequest.query().where({ bookingId }).firstOrFail()
  return { ...shop, booking, request }
}

test.group('Moves that clients ask for', (group) => {
  withGlobalTransaction(group)

  test('stand on the day, in the inbox, on the booking and on a page of their own', async ({
    client,
  }) => {
    const { user, booking, request } = await openMoved()
    const link = `href="/admin/moves/${request.id}"`
    for (const address of ['/admin', '/admin/requests', `/admin/bookings/${booking.id}`]) {
      const page = await client.get(address).loginAs(user)
      page.assertTextIncludes(link)
    }
    const page = await client.get(`/admin/moves/${request.id}`).loginAs(user)
    page.assertStatus(200)
    page.assertTextIncludes('School ends later')
    page.assertTextIncludes('Your decision')
  })

  test('show the asked time among what the day holds, on the page and in the mail', async ({
    client,
    assert,
  }) => {
    const { user, business, request } = await openMoved()
    const asked = request.startsAt.setZone(business.timeZone).toFormat('HH:mm')
    const page = await client.get(`/admin/moves/${request.id}`).loginAs(user)
    const [, row] = page.text().split('agenda__row--this')
    assert.include(row.slice(0, row.indexOf('</li>')), 'The time they want')
    assert.match(row, new RegExp(`agenda__time">${asked}<`))

    const owed = await Notification.query()
      .where({ type: 'move_requested', channel: 'mail', userId: user.id })
      .firstOrFail()
    await new DeliverNotification().handle({ notificationId: owed.id })
    const { text } = await MailboxMessage.query().orderBy('id', 'desc').firstOrFail()
    const [, agenda] = String(text).split('That day with')
    const day = request.startsAt.setZone(business.timeZone).toFormat('cccc d LLLL')
    assert.include(agenda.split('\n')[0], day)
    assert.match(agenda, new RegExp(`${asked} – .*this`, 'i'))
  })

  test('are approved, once; the booking tells of it', async ({ client, assert }) => {
    const { user, booking, request } = await openMoved()
    const approve = () =>
      client
        .post(`/admin/moves/${request.id}/decision`)
        .form({ decision: 'approve' })
        .withCsrfToken()
        .withVersion()
        .loginAs(user)
        .redirects(0)
    const done = await approve()
    done.assertStatus(303)
    const again = await approve()
    again.assertStatus(409)
    await booking.refresh()
    assert.equal(booking.startsAt.toMillis(), START.plus({ hours: 4 }).toMillis())
    const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(user)
    page.assertTextIncludes('Moved')
  })

  test('are declined with words that the client reads', async ({ client, assert }) => {
    const { user, request } = await openMoved()
    const decline = (form: Record<string, string>) =>
      client
        .post(`/admin/moves/${request.id}/decision`)
        .form({ decision: 'reject', ...form })
        .withCsrfToken()
        .withVersion()
        .loginAs(user)
        .redirects(0)
    const silent = await decline({ phrase: 'own', reason: '' })
    silent.assertStatus(422)
    const shown = await decline({ phrase: 'own', reason: 'Anna is away' })
    shown.assertStatus(303)
    await request.refresh()
    assert.deepEqual([request.status, request.rejectionReason], ['rejected', 'Anna is away'])
  })

  test('are decided from the mail: looking changes nothing, and only the buttons do', async ({
    client,
    assert,
  }) => {
    const { user, booking, request } = await openMoved()
    const link = `/decide/${request.decisionTokenFor(user.id)}`
    const page = await client.get(link)
    page.assertStatus(200)
    page.assertTextIncludes('School ends later')
    assert.equal((await request.refresh()).status, 'pending')
    const nobodys = await client.get(`/decide/${request.decisionTokenFor(user.id + 1)}`)
    nobodys.assertStatus(404)

    const done = await client.post(link).form({ decision: 'approve' }).withVersion().redirects(0)
    done.assertStatus(303)
    assert.equal((await request.refresh()).decidedBy, user.id)
    assert.equal((await booking.refresh()).calendarSequence, 1)
    const late = await client.post(link).form({ decision: 'approve' }).withVersion().redirects(0)
    late.assertStatus(409)
  })
})

test.group('Moves by the business', (group) => {
  withGlobalTransaction(group)

  const typed = (at: typeof START) => {
    const local = at.setZone('Europe/London')
    return {
      date: local.toFormat('yyyy-MM-dd'),
      time: local.toFormat('HH:mm'),
      move_reason: 'The pool closes early',
    }
  }

  test('go through at once, past the rules for clients, and that is written down', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ settings: { rescheduleCutoffMinutes: 10_080, maxMoves: 0 } })
    const booking = await place(shop)
    const response = await client
      .post(`/admin/bookings/${booking.id}/move`)
      .form(typed(START.plus({ hours: 4 })))
      .withCsrfToken()
      .withVersion()
      .loginAs(shop.user)
      .redirects(0)
    response.assertStatus(303)
    await booking.refresh()
    assert.equal(booking.startsAt.toMillis(), START.plus({ hours: 4 }).toMillis())
    const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    page.assertTextIncludes('The pool closes early')
    page.assertTextIncludes('Too late for clients to move it')
    page.assertTextIncludes('More moves than clients have')
  })

  test('offer what is free where the time is taken, and keep what was typed', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop)
    await place(shop, { startsAt: START.plus({ hours: 4 }), name: 'Someone else' })
    const send = (form: Record<string, string>) =>
      client
        .post(`/admin/bookings/${booking.id}/move`)
        .form(form)
        .withCsrfToken()
        .withVersion()
        .loginAs(shop.user)
        .redirects(0)
    const refused = await send(typed(START.plus({ hours: 4 })))
    refused.assertStatus(409)
    refused.assertTextIncludes('Anna Reed has Someone else')
    refused.assertTextIncludes('The pool closes early')
    const [, nearest] = refused.text().split('Closest free times:')
    const [, date, time] = /date=([\d-]+)&amp;time=([\d%A]+)/.exec(nearest) ?? []
    const offered = { date, time: decodeURIComponent(time), move_reason: '' }
    const moved = await send(offered)
    moved.assertStatus(303)
    await booking.refresh()
    const local = booking.startsAt.setZone('Europe/London')
    assert.deepEqual([local.toISODate(), local.toFormat('HH:mm')], [date, offered.time])
    const stale = await send({ ...typed(START.plus({ hours: 6 })), version: 'x' })
    stale.assertStatus(409)
    stale.assertTextIncludes('was changed meanwhile')
    const wrong = await send({ ...typed(START), time: 'noon' })
    wrong.assertStatus(422)
    const past = await send(typed(START.minus({ days: 9 })))
    past.assertStatus(409)
    past.assertTextIncludes('is over.')
  })

  test('to where it already is are no moves, and nobody is said to be told', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const booking = await place(shop)
    const send = (at: typeof START, version?: string) => {
      const sent = client.post(`/admin/bookings/${booking.id}/move`)
      const form = { ...typed(at), tell: 'mail', ...(version && { version }) }
      const made = sent.form(form).loginAs(shop.user).withCsrfToken()
      return version ? made : made.withVersion()
    }
    const still = await send(START)
    still.assertTextIncludes('Nothing was moved: the booking is at that time already')
    assert.notInclude(still.text(), 'gets a mail')
    const { version } = booking
    for (const press of [1, 2]) {
      const moved = await send(START.plus({ hours: 4 }), version)
      assert.include(moved.text(), 'Ines Duarte gets a mail', `press ${press}`)
    }
  })

  test('come after the answer where a request still waits for it', async ({ client }) => {
    const shop = await openShopByRequest()
    const booking = await place(shop)
    const response = await client
      .post(`/admin/bookings/${booking.id}/move`)
      .form(typed(START.plus({ hours: 4 })))
      .withCsrfToken()
      .withVersion()
      .loginAs(shop.user)
    response.assertStatus(409)
    response.assertTextIncludes('this request is waiting for your answer')
  })
})
