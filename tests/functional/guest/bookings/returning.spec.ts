import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import ApproveBooking from '#actions/requests/approve_booking'
import PlaceBooking from '#actions/bookings/place_booking'
import RejectBooking from '#actions/requests/reject_booking'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { byClient, byUser } from '#models/by'
import Client from '#models/clients/client'
import MailboxMessage from '#models/notifications/mailbox_message'
import { withGlobalTransaction } from '#tests/support/database'
import {
  detailsAddress,
  filledForm,
  instant,
  pageAt,
  place,
  type Shop,
  tenOClock,
  timesAddress,
} from '#tests/support/guest'
import { owedMail } from '#tests/support/outbox'
import { place as placeBooking } from '#tests/support/requests'

/** A shop by request that lets regulars in, and a regular who has been there. */
async function shopWithRegular(status: 'completed' | 'no_show' | 'approved' = 'completed') {
  const shop = await openShop({
    settings: { requiresApproval: true, autoApproveReturningClients: true },
  })
  const visit = await place(shop, tenOClock(2))
  await db.from('bookings').where('id', visit.id).update({ status, expires_at: null })
  return { shop, visit }
}

async function bookedWith(shop: Shop, mark: string | null, email = 'priya@example.com') {
  const placed = await new PlaceBooking().handle({
    businessId: shop.business.id,
    serviceId: shop.service.id,
    startsAt: tenOClock(4).toMillis(),
    hostId: null,
    client: {
      name: 'P',
      email,
      phone: null,
      notes: null,
      timeZone: 'Europe/London',
      locale: 'en-GB',
    },
    returnProof: mark,
    idempotencyKey: null,
    by: byClient(),
  })
  return placed.outcome
}

test.group('Returning clients', (group) => {
  withGlobalTransaction(group)

  test('are confirmed at once through a link from an earlier mail', async ({ client, assert }) => {
    const { shop, visit } = await shopWithRegular()
    const carried = `as=${visit.returnProof}`
    const times = await pageAt(client, `${timesAddress(shop)}?${carried}`)
    assert.include(times, `name="as" value="${visit.returnProof}"`)
    const address = `${detailsAddress(shop)}?start=${instant(tenOClock(4))}&${carried}`
    assert.include(await pageAt(client, address), `name="as" value="${visit.returnProof}"`)

    const form = filledForm(shop, tenOClock(4), {
      as: visit.returnProof,
      client_email: 'PRIYA@example.com',
    })
    const sent = await client
      .post(detailsAddress(shop))
      .header('sec-fetch-site', 'same-origin')
      .form(form)
      .redirects(0)
    sent.assertStatus(303)
    const booking = await Booking.query().orderBy('id', 'desc').firstOrFail()
    assert.equal(booking.status, 'approved')
    const audited = await db.from('audit_entries').where('subject_id', booking.id).firstOrFail()
    assert.deepEqual(audited.changes, { rule: 'returning_client', status: [null, 'approved'] })
    for (const path of [`/admin/bookings/${booking.id}`, '/admin/history?about=booking']) {
      const shown = await client.get(path).loginAs(shop.user)
      shown.assertTextIncludes('At once, for a returning client whose address is proven')
    }
  })

  test('wait like everyone without a proof, or with another’s', async ({ assert }) => {
    const { shop, visit } = await shopWithRegular()
    const { visit: elsewhere } = await shopWithRegular()
    const proofs: [string | null, string][] = [
      [null, 'priya@example.com'],
      [visit.manageToken, 'priya@example.com'],
      [`${'A'.repeat(22)}${visit.id.toString(36)}`, 'priya@example.com'],
      [elsewhere.returnProof, 'priya@example.com'],
      [visit.returnProof, 'someone.else@example.com'],
      ['nonsense', 'priya@example.com'],
    ]
    for (const [mark, email] of proofs) {
      await db.rawQuery('savepoint proof')
      assert.equal(await bookedWith(shop, mark, email), 'requested', `${mark} for ${email}`)
      await db.rawQuery('rollback to savepoint proof')
    }
    assert.equal(await bookedWith(shop, visit.returnProof), 'booked')
  })

  test('wait when they never came, once did not come, or the switch is off', async ({ assert }) => {
    const { shop: first, visit: coming } = await shopWithRegular('approved')
    assert.equal(await bookedWith(first, coming.returnProof), 'requested')

    const { shop: second, visit } = await shopWithRegular()
    const missed = await place(second, tenOClock(3))
    await db.from('bookings').where('id', missed.id).update({ status: 'no_show' })
    assert.equal(await bookedWith(second, visit.returnProof), 'requested')

    const { shop: third, visit: regular } = await shopWithRegular()
    await third.business.settings.merge({ autoApproveReturningClients: false }).save()
    assert.equal(await bookedWith(third, regular.returnProof), 'requested')
  })

  test('are known under each address that a person merged, and under none that merged itself', async ({
    assert,
  }) => {
    const { shop, visit } = await shopWithRegular()
    const { id: kept } = await Client.findOrFail(visit.clientId)
    const other = { name: 'Priya', email: 'priya@work.example', startsAt: tenOClock(3) }
    const booked = await placeBooking(shop, other)
    const proven = () => bookedWith(shop, booked.returnProof, other.email)
    const merged = { merged_into: kept, merged_via: kept, merged_at: new Date() }
    const merge = (changes: object) =>
      db.from('clients').where('id', booked.clientId!).update(changes)
    const outcomes = []
    for (const changes of [{ merged_into: null }, merged, { ...merged, merged_by: shop.user.id }]) {
      await db.rawQuery('savepoint merging')
      await merge(changes)
      outcomes.push(await proven())
      await db.rawQuery('rollback to savepoint merging')
    }
    assert.deepEqual(outcomes, ['requested', 'requested', 'booked'])

    await merge({ ...merged, merged_by: shop.user.id })
    await db.from('clients').where('id', kept).update({ blocked_at: new Date() })
    assert.equal(await proven(), 'blocked')
  })

  test('move at once through a link from a mail, and ask without one', async ({
    client,
    assert,
  }) => {
    const { shop, visit } = await shopWithRegular()
    const booking = await place(shop, tenOClock(4))
    const { businessId, id: bookingId } = booking
    const approval = { businessId, bookingId, by: byUser(shop.user.id) }
    assert.equal((await new ApproveBooking().handle(approval)).outcome, 'approved')
    const move = async (hour: number, mark?: string) => {
      const start = instant(tenOClock(4).set({ hour }))
      await client
        .post(`/manage/${booking.manageToken}/move/review`)
        .header('sec-fetch-site', 'same-origin')
        .form({ start, ...(mark && { as: mark }) })
        .redirects(0)
      return (await booking.refresh()).startsAt.setZone('Europe/London').hour
    }

    for (const mark of [undefined, 'nonsense', booking.manageToken]) {
      assert.equal(await move(14, mark), 10, `moved by ${mark}`)
    }
    const page = await pageAt(client, `/manage/${booking.manageToken}?as=${visit.returnProof}`)
    assert.include(page, `/move?as=${visit.returnProof}`)
    const review = `/manage/${booking.manageToken}/move/review?start=${instant(tenOClock(4).set({ hour: 14 }))}`
    assert.include(await pageAt(client, review), 'Ask for this time?')
    const proven = await pageAt(client, `${review}&as=${visit.returnProof}`)
    assert.include(proven, 'Move your booking?')
    assert.include(proven, `name="as" value="${visit.returnProof}"`)

    assert.equal(await move(14, visit.returnProof), 14)
    const audited = await db
      .from('audit_entries')
      .where({ subject_id: booking.id, action: 'booking.moved' })
      .firstOrFail()
    assert.equal(audited.changes.rule, 'returning_client')
  })

  test('find their details filled in behind a link from a mail alone', async ({
    client,
    assert,
  }) => {
    const { shop, visit } = await shopWithRegular()
    const form = (mark: string) =>
      pageAt(client, `${detailsAddress(shop)}?start=${instant(tenOClock(4))}&as=${mark}`)
    const filled = await form(visit.returnProof)
    for (const value of ['Priya Shah', 'priya@example.com']) {
      assert.include(filled, `value="${value}"`)
    }
    const { visit: elsewhere } = await shopWithRegular()
    for (const mark of [visit.manageToken, elsewhere.returnProof, 'nonsense']) {
      assert.notInclude(await form(mark), 'priya@example.com')
    }
  })

  test('who are declined get a link to that day, which knows them', async ({ assert }) => {
    const { shop } = await shopWithRegular()
    const booking = await place(shop, tenOClock(4))
    const { businessId, id: bookingId } = booking
    const rejecting = { businessId, bookingId, by: byUser(shop.user.id) }
    await new RejectBooking().handle({ ...rejecting, reason: 'We are away.' })
    const owed = await owedMail('booking_rejected', 'client')
    await new DeliverNotification().handle({ notificationId: owed.id })
    const { text } = await MailboxMessage.firstOrFail()
    const day = tenOClock(4).toFormat('yyyy-MM-dd')
    assert.include(text, `${timesAddress(shop)}?date=${day}&as=${booking.returnProof}`)
  })

  test('get no proof from the page that opens right after the form', async ({ client, assert }) => {
    const { visit } = await shopWithRegular()
    const bare = await pageAt(client, `/manage/${visit.manageToken}`)
    assert.include(bare, 'Book again')
    assert.notInclude(bare, visit.returnProof)
    const fromMail = await pageAt(client, `/manage/${visit.manageToken}?as=${visit.returnProof}`)
    assert.include(fromMail, `?as=${visit.returnProof}`)
  })
})
