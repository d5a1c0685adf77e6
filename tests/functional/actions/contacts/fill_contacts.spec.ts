import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import FillContacts from '#actions/contacts/fill_contacts'
import FillContactsOf from '#actions/contacts/fill_contacts_of'
import LeaveContacts from '#actions/calendars/leave_contacts'
import ApproveBooking from '#actions/requests/approve_booking'
import { openShop } from '#database/factories/business'
import { byUser } from '#models/by'
import Client from '#models/clients/client'
import { withEmptyTables } from '#tests/support/database'
import { PeopleBooks } from '#tests/support/people_books'
import { IN_THREE_DAYS, openShopByRequest, place } from '#tests/support/requests'

const fill = () => new FillContacts().handle()

const owed = () => db.from('outside_contacts').orderBy('id')

/** As if the next try were due, and whoever held it had died. */
function letPass() {
  const next = DateTime.utc().minus({ seconds: 1 }).toJSDate()
  return db.from('outside_contacts').update({ leased_until: null, next_attempt_at: next })
}

const openInstantShop = (hosts = 1) => openShop({ hosts, settings: { requiresApproval: false } })

test.group('Clients are added to the contacts of their host', (group) => {
  withEmptyTables(group)

  for (const provider of ['google', 'outlook'] as const) {
    test(`once their booking is approved, ${provider}`, async ({ assert, cleanup }) => {
      const books = await PeopleBooks.open(cleanup)
      const shop = await openShopByRequest()
      await books.connect(shop.host, provider)
      const booking = await place(shop)
      assert.equal(await fill(), 0, 'not while it waits')
      assert.isEmpty(await owed())
      await new ApproveBooking().handle({
        ...{ businessId: shop.business.id, bookingId: booking.id, by: byUser(shop.user.id) },
        version: null,
      })
      assert.equal(await fill(), 1)
      const { name, email } = await Client.firstOrFail()
      assert.deepInclude(books.people[0], { name, emails: [email] })
      assert.equal(await fill(), 0)

      await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 3 }) })
      await fill()
      assert.lengthOf(books.people, 1, 'once, however often they book')
      assert.deepInclude((await owed())[0], { state: 'added', is_owed: false })
    })
  }

  test('but for those who are there, by address or number, whose name stays', async ({
    assert,
    cleanup,
  }) => {
    const books = await PeopleBooks.open(cleanup)
    const shop = await openInstantShop()
    await books.connect(shop.host)
    const booking = await place(shop)
    for (const nth of [1, 2, 3]) books.store(`Other ${nth}`, [`other${nth}@x.example`])
    books.store('Auntie', [booking.clientEmail?.toUpperCase() ?? ''])
    await fill()
    assert.deepEqual(
      books.people.map(({ name }) => name),
      ['Other 1', 'Other 2', 'Other 3', 'Auntie']
    )
    assert.equal((await owed())[0].state, 'known')

    await Client.query().update({ email: null, email_key: null })
    await Client.query().update({ phone: '07700 900123', phone_key: '+447700900123' })
    await db.from('outside_contacts').update({ state: 'wanted', is_owed: true })
    books.people.length = 0
    books.store('Uncle', [], ['+44 7700 900 123'])
    await fill()
    assert.lengthOf(books.people, 1)
    assert.equal((await owed())[0].state, 'known')
  })

  test('of no other host, and of none whose owner did not want it', async ({ assert, cleanup }) => {
    const books = await PeopleBooks.open(cleanup)
    const shop = await openInstantShop(2)
    const connection = await books.connect(shop.hosts[1])
    await place(shop, { hostId: shop.hosts[0].id })
    assert.isEmpty(await owed())
    const by = byUser(shop.user.id)
    const { businessId, id: connectionId } = connection
    await place(shop, { hostId: shop.hosts[1].id, startsAt: IN_THREE_DAYS.plus({ hours: 2 }) })
    assert.lengthOf(await owed(), 1)
    await new LeaveContacts().handle({ businessId, connectionId, by })
    assert.isEmpty(await owed())
    await place(shop, { hostId: shop.hosts[1].id, startsAt: IN_THREE_DAYS.plus({ hours: 4 }) })
    assert.isEmpty(await owed())
    assert.isEmpty(books.people)
  })

  test('in trouble it is tried again, and given up after eight tries', async ({
    assert,
    cleanup,
  }) => {
    const books = await PeopleBooks.open(cleanup)
    const shop = await openInstantShop()
    await books.connect(shop.host)
    await place(shop)
    books.standIn.instead.push({ status: 503 })
    assert.equal(await fill(), 0)
    assert.deepInclude((await owed())[0], { last_problem: 'unreachable', is_owed: true, tries: 1 })
    assert.equal(await fill(), 0, 'not before it is due')
    await letPass()
    assert.equal(await fill(), 1)
    assert.lengthOf(books.people, 1)

    await db.from('outside_contacts').update({ state: 'wanted', is_owed: true, tries: 7 })
    books.people.length = 0
    // It is listed, and who is to be added is not taken.
    books.standIn.instead.push({ status: 200, body: {} }, { status: 400, body: { error: {} } })
    await fill()
    assert.deepInclude((await owed())[0], { last_problem: 'refused', is_owed: false, tries: 8 })
  })

  test('once, also where whoever adds them dies in between', async ({ assert, cleanup }) => {
    const books = await PeopleBooks.open(cleanup)
    const shop = await openInstantShop()
    const { id: connectionId } = await books.connect(shop.host)
    await place(shop)
    await fill()
    for (let nth = 0; nth < 5; nth++) {
      // It was added, and nobody wrote that down.
      await db.from('outside_contacts').update({ state: 'wanted', is_owed: true })
      const soon = DateTime.utc().plus({ minutes: 1 }).toJSDate()
      await db.from('outside_contacts').update({ leased_until: soon })
      assert.equal(await new FillContactsOf().handle({ connectionId }), 0, 'it is leased')
      await letPass()
      await fill()
    }
    assert.lengthOf(books.people, 1)
  })
})
