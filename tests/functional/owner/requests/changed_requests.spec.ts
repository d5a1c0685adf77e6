import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { DateTime } from 'luxon'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { addService, openShop } from '#database/factories/business'
import type Booking from '#models/bookings/booking'
import MailboxMessage from '#models/notifications/mailbox_message'
import MoveRequest from '#models/bookings/move_request'
import Notification from '#models/notifications/notification'
import SessionSeries from '#models/sessions/session_series'
import UnplannedDate from '#models/sessions/unplanned_date'
import { withGlobalTransaction } from '#tests/support/database'
import { rowVersionsIn, versionIn } from '#tests/support/form_version'
import { move } from '#tests/support/moves'
import { IN_THREE_DAYS, openShopByRequest, place, type Shop } from '#tests/support/requests'

const LATER = IN_THREE_DAYS.plus({ hours: 4 })
const timeOf = (moment: typeof LATER) => moment.setZone('Europe/London').toFormat('HH:mm')

type Fields = Record<string, string>

const send = (client: ApiClient, user: Shop['user'] | null, action: string, fields: Fields) => {
  const request = client.post(action).form(fields).redirects(0)
  return user ? request.loginAs(user).withCsrfToken() : request
}

const fieldIn = (html: string, name: string) =>
  html.split(`name="${name}" value="`)[1]?.split('"')[0] ?? ''

/** What can change of a request while somebody looks at it. */
const CHANGES: Record<string, (booking: Booking, shop: Shop) => Promise<unknown>> = {
  'its time': (booking) =>
    booking
      .merge({ startsAt: LATER, endsAt: LATER.plus({ hours: 1 }), calendarSequence: 1 })
      .save(),
  'its places': (booking) => booking.merge({ seats: 2 }).save(),
  'its host': (booking, { hosts }) => booking.merge({ hostId: hosts[1].id }).save(),
  'its service': async (booking, { business, hosts }) =>
    booking.merge({ serviceId: (await addService(business, hosts)).id }).save(),
  'the name': (booking) => booking.merge({ clientName: 'Inês Duarte' }).save(),
  'the address': (booking) => booking.merge({ clientEmail: 'other@example.com' }).save(),
  'the number': (booking) => booking.merge({ clientPhone: '+44 20 7946 0000' }).save(),
  'the notes': (booking) => booking.merge({ notes: 'Brings a friend' }).save(),
}

const DECISIONS: Record<string, { action: (of: Booking) => string; fields: Fields; to: string }> = {
  approving: { action: ({ id }) => `/admin/requests/${id}/approval`, fields: {}, to: 'approved' },
  declining: {
    action: ({ id }) => `/admin/requests/${id}/rejection`,
    fields: { phrase: 'own', reason: 'We are full.' },
    to: 'rejected',
  },
}

test.group('Deciding a request that was changed meanwhile', (group) => {
  withGlobalTransaction(group)

  for (const [verb, { action, fields, to }] of Object.entries(DECISIONS)) {
    for (const [what, change] of Object.entries(CHANGES)) {
      test(`${verb} it when ${what} is another: shows both and does nothing`, async ({
        client,
        assert,
      }) => {
        const shop = await openShopByRequest({ hosts: 2 })
        const { user } = shop
        const booking = await place(shop, { hostId: shop.host.id })
        const at = action(booking)
        const opened = (await client.get(`/admin/requests/${booking.id}`).loginAs(user)).text()
        const read = { version: versionIn(opened, at), shown: fieldIn(opened, 'shown') }
        assert.include(read.shown, 'Ines Duarte; ines@duarte.example')
        await change(booking, shop)

        const refused = await send(client, user, at, { ...fields, ...read })
        refused.assertStatus(409)
        refused.assertTextIncludes('Nothing was decided: this was changed meanwhile.')
        refused.assertTextIncludes(`Your page showed: ${read.shown}.`)
        for (const typed of Object.values(fields)) refused.assertTextIncludes(typed)
        assert.equal((await booking.refresh()).status, 'pending')
        ;(await send(client, user, at, fields)).assertStatus(409)

        const fresh = { version: versionIn(refused.text(), at) }
        ;(await send(client, user, at, { ...fields, ...fresh })).assertStatus(303)
        assert.equal((await booking.refresh()).status, to)
        const again = await send(client, user, at, { ...fields, ...fresh })
        again.assertStatus(409)
        again.assertTextIncludes('was already decided before your answer came')
      })
    }
  }

  test('several at once: what was changed stays, and the row says what it was', async ({
    client,
    assert,
  }) => {
    const shop = await openShopByRequest()
    const { user } = shop
    const ada = await place(shop, { name: 'Ada One' })
    const ben = await place(shop, { name: 'Ben Two', startsAt: IN_THREE_DAYS.plus({ hours: 2 }) })
    const opened = (await client.get('/admin/requests').loginAs(user)).text()
    const read = rowVersionsIn(opened)
    const shown = fieldIn(opened, `shown[b${ben.id}]`)
    await ben.merge({ clientEmail: 'other@example.com' }).save()
    const form = { 'ids[0]': String(ada.id), 'ids[1]': String(ben.id), 'decision': 'approve' }

    const decided = await send(client, user, '/admin/requests/decisions', {
      ...form,
      ...read,
      [`shown[b${ben.id}]`]: shown,
    })
    decided.assertStatus(409)
    decided.assertTextIncludes('1 of 2 decided.')
    decided.assertTextIncludes(`Your page showed: ${shown}.`)
    assert.equal((await ada.refresh()).status, 'approved')
    assert.equal((await ben.refresh()).status, 'pending')
    const fresh = rowVersionsIn(decided.text())
    const rest = { 'ids[0]': String(ben.id), 'decision': 'approve', ...fresh }
    ;(await send(client, user, '/admin/requests/decisions', rest)).assertStatus(303)
    assert.equal((await ben.refresh()).status, 'approved')
  })

  test('handing over: what was changed stays with its host', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const { user, host } = shop
    const booking = await place(shop, { hostId: host.id })
    const page = `/admin/availability/handover?host=${host.id}`
    const opened = (await client.get(page).loginAs(user)).text()
    const shown = fieldIn(opened, `shown[b${booking.id}]`)
    await booking.merge({ clientName: 'Inês Duarte' }).save()
    const form = { 'bookings[0]': String(booking.id), [`shown[b${booking.id}]`]: shown }

    const refused = await send(client, user, page, { ...form, ...rowVersionsIn(opened) })
    refused.assertStatus(409)
    refused.assertTextIncludes(`Your page showed: ${shown}.`)
    assert.equal((await booking.refresh()).hostId, host.id)
    const fresh = rowVersionsIn(refused.text())
    ;(await send(client, user, page, { ...form, ...fresh })).assertStatus(303)
    assert.notEqual((await booking.refresh()).hostId, host.id)
  })

  test('ending a series: what was changed of it is shown first', async ({ client, assert }) => {
    const shop = await openShop({ service: { capacity: 8 } })
    const { user, business, service, host } = shop
    const series = await SessionSeries.create({
      ...{ businessId: business.id, serviceId: service.id, hostId: host.id, everyWeeks: 1 },
      ...{ firstDate: LATER.toISODate() ?? '', startsTime: '10:00', durationMinutes: 60 },
      ...{ capacity: 8, bookingDeadlineHours: 0, plansOnClosedDates: false, isActive: true },
    })
    const action = `/admin/sessions/series/${series.id}/ending`
    const opened = (await client.get('/admin/sessions').loginAs(user)).text()
    const read = { version: versionIn(opened, action), shown: fieldIn(opened, 'shown') }
    const date = LATER.plus({ weeks: 1 }).toISODate() ?? ''
    await UnplannedDate.create({
      businessId: business.id,
      seriesId: series.id,
      date,
      reason: 'taken',
    })

    const refused = await send(client, user, action, read)
    refused.assertStatus(409)
    refused.assertTextIncludes('Nothing was ended: the series was changed meanwhile.')
    refused.assertTextIncludes(`Your page showed: ${read.shown}.`)
    assert.isTrue((await series.refresh()).isActive)
    const fresh = { version: versionIn(refused.text(), action) }
    const shown = fieldIn(refused.text(), 'shown')
    const unplanned = DateTime.fromISO(date, { locale: 'en-GB' }).toFormat('ccc d LLL')
    assert.match(shown, new RegExp(`not in the calendar: ${unplanned}[^;:]*$`))
    ;(await send(client, user, action, fresh)).assertStatus(303)
    assert.isFalse((await series.refresh()).isActive)
    ;(await send(client, user, action, fresh)).assertStatus(303)
  })

  for (const byMail of [false, true]) {
    test(`a move, ${byMail ? 'from the mail' : 'signed in'}: shows both and does nothing`, async ({
      client,
      assert,
    }) => {
      const shop = await openShopByRequest({ hosts: 2 })
      const { user } = shop
      const booking = await place(shop)
      await booking.merge({ status: 'approved', expiresAt: null }).save()
      await move(booking, LATER)
      const asked = await MoveRequest.query().where({ bookingId: booking.id }).firstOrFail()
      const page = byMail
        ? `/decide/${asked.decisionTokenFor(user.id)}`
        : `/admin/moves/${asked.id}`
      const action = byMail ? page : `${page}/decision`
      const reading = client.get(page)
      const opened = (await (byMail ? reading : reading.loginAs(user))).text()
      const read = { version: versionIn(opened, action), shown: fieldIn(opened, 'shown') }
      await booking.merge({ seats: 2 }).save()

      const form = { decision: 'reject', phrase: 'own', reason: 'Anna is away' }
      const refused = await send(client, byMail ? null : user, action, { ...form, ...read })
      refused.assertStatus(409)
      refused.assertTextIncludes(`Your page showed: ${read.shown}.`)
      refused.assertTextIncludes('Anna is away')
      assert.include(read.shown, `from `)
      assert.equal((await asked.refresh()).status, 'pending')
      const fresh = { version: versionIn(refused.text(), action) }
      const done = await send(client, byMail ? null : user, action, { ...form, ...fresh })
      done.assertStatus(303)
      assert.equal((await asked.refresh()).status, 'rejected')
    })
  }

  for (const byMail of [false, true]) {
    test(`a move in whose place another is asked for, ${byMail ? 'from the mail' : 'signed in'}: leads there, and keeps the reason`, async ({
      client,
      assert,
    }) => {
      const shop = await openShopByRequest()
      const { user } = shop
      const booking = await place(shop)
      await booking.merge({ status: 'approved', expiresAt: null }).save()
      const addressOf = (asked: MoveRequest) =>
        byMail ? `/decide/${asked.decisionTokenFor(user.id)}` : `/admin/moves/${asked.id}`
      const actionOf = (asked: MoveRequest) => `${addressOf(asked)}${byMail ? '' : '/decision'}`
      const show = (asked: MoveRequest) => {
        const reading = client.get(addressOf(asked))
        return byMail ? reading : reading.loginAs(user)
      }
      await move(booking, LATER)
      const first = await MoveRequest.findByOrFail('booking_id', booking.id)
      const opened = (await show(first)).text()
      const read = { version: versionIn(opened, actionOf(first)), shown: fieldIn(opened, 'shown') }
      await move(await booking.refresh(), LATER.plus({ hours: 1 }))
      const second = await MoveRequest.query().where('status', 'pending').firstOrFail()
      assert.notEqual(second.id, first.id)

      const form = { decision: 'reject', phrase: 'own', reason: 'Anna is away' }
      const sender = byMail ? null : user
      const refused = await send(client, sender, actionOf(first), { ...form, ...read })
      refused.assertStatus(409)
      refused.assertTextIncludes('the client now asks for another time')
      assert.notInclude(refused.text(), 'before your answer came')
      refused.assertTextIncludes(`href="${addressOf(second)}"`)
      refused.assertTextIncludes('Anna is away')
      refused.assertTextIncludes(`Your page showed: ${read.shown}.`)
      const before = await show(first)
      before.assertTextIncludes('The client now asks for')
      before.assertTextIncludes(`href="${addressOf(second)}"`)

      const fresh = { version: versionIn(refused.text(), actionOf(second)) }
      const done = await send(client, sender, actionOf(second), { ...form, ...fresh })
      done.assertStatus(303)
      await second.refresh()
      assert.deepEqual([second.status, second.rejectionReason], ['rejected', 'Anna is away'])
    })
  }

  test('a move that its client withdrew was decided by nobody', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const booking = await place(shop)
    await booking.merge({ status: 'approved', expiresAt: null }).save()
    await move(booking, LATER)
    const asked = await MoveRequest.findByOrFail('booking_id', booking.id)
    await asked.merge({ status: 'withdrawn' }).save()
    const action = `/admin/moves/${asked.id}/decision`
    const refused = await send(client, shop.user, action, { decision: 'approve', version: 'x' })
    refused.assertStatus(409)
    refused.assertTextIncludes('the client does not want this time any more')
    assert.notInclude(refused.text(), 'before your answer came')
  })

  test('the mail’s page says when the request is no longer what the mail said', async ({
    client,
    assert,
  }) => {
    const shop = await openShopByRequest()
    const { user } = shop
    const booking = await place(shop)
    const owed = await Notification.query()
      .where({ bookingId: booking.id, userId: user.id, channel: 'mail' })
      .firstOrFail()
    await new DeliverNotification().handle({ notificationId: owed.id })
    const { text } = await MailboxMessage.query().orderBy('id', 'desc').firstOrFail()
    const [link] = /\/decide\/[\w-]+\?read=[\w-]+/.exec(String(text)) ?? ['']
    const [page] = link.split('?')
    assert.notInclude((await client.get(link)).text(), 'after the mail was sent')

    await CHANGES['its time'](booking, shop)
    const changed = await client.get(link)
    changed.assertStatus(200)
    changed.assertTextIncludes('This was changed after the mail was sent.')
    assert.match(changed.text(), new RegExp(`The mail said [^<]*${timeOf(IN_THREE_DAYS)}`))
    changed.assertTextIncludes(timeOf(LATER))
    const version = versionIn(changed.text(), page)
    const stale = await send(client, null, page, { decision: 'approve', version: 'x' })
    stale.assertStatus(409)
    assert.equal((await booking.refresh()).status, 'pending')
    assert.notEqual(version, '')
  })
})
