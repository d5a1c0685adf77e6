import { test } from '@japa/runner'
import ReceiveEnquiry from '#actions/enquiries/receive_enquiry'
import { openShop } from '#database/factories/business'
import ReassignBooking from '#actions/bookings/reassign_booking'
import { byClient, byUser } from '#models/by'
import Client from '#models/clients/client'
import { clientOf, regularOf } from '#tests/support/clients'
import { withGlobalTransaction } from '#tests/support/database'
import { joinAs, IN_THREE_DAYS, openShopByRequest, place, type Shop } from '#tests/support/requests'

const NAMES = ['José Brandt', 'Ines Duarte', 'Priya Nair']

async function shopWithThree(): Promise<Shop> {
  const shop = await openShop()
  await place(shop, { name: NAMES[0], email: null, phone: '+44 7700 900461' })
  await place(shop, {
    ...{ name: NAMES[1], email: 'ines@duarte.example' },
    startsAt: IN_THREE_DAYS.plus({ hours: 1 }),
  })
  await place(shop, {
    ...{ name: NAMES[2], email: 'p.nair@swim_club.example', phone: '07700 900214' },
    startsAt: IN_THREE_DAYS.plus({ hours: 2 }),
  })
  return shop
}

const listed = (page: string) =>
  [...page.matchAll(/class="ledger__who"><a [^>]*>([^<]+)</g)].map(([, name]) => name)

test.group('/admin/clients.csv', (group) => {
  withGlobalTransaction(group)

  test('has exactly those listed, and nothing that a spreadsheet calculates', async ({
    client,
    assert,
  }) => {
    const shop = await shopWithThree()
    await Client.query()
      .where('name', NAMES[1])
      .update({ notes: '=1+1', tags: ['Adult'] })
    const regular = await regularOf(shop, 6)
    const all = await client.get('/admin/clients.csv').loginAs(shop.user)
    assert.lengthOf(all.text().trim().split('\r\n'), 4)
    const line =
      all
        .text()
        .split('\r\n')
        .find((row) => row.startsWith(regular.name)) ?? ''
    assert.include(line, ',2,')
    const one = await client.get('/admin/clients.csv?tag=Adult&order=newest').loginAs(shop.user)
    assert.lengthOf(one.text().trim().split('\r\n'), 2)
    assert.include(one.text(), "'=1+1")
    const page = await client.get('/admin/clients?tag=Adult').loginAs(shop.user)
    page.assertTextIncludes('/admin/clients.csv?tag=Adult')
  })
})

test.group('/admin/clients', (group) => {
  withGlobalTransaction(group)

  test('finds by any part of name, mail or number: {$self}')
    .with([
      { search: 'jose', found: [NAMES[0]] },
      { search: 'BRANDT jos', found: [NAMES[0]] },
      { search: 'duarte.ex', found: [NAMES[1]] },
      { search: '07700 900461', found: [NAMES[0]] },
      { search: '+44 (0)7700-900-461', found: [NAMES[0]] },
      { search: '0044 7700 900461', found: [NAMES[0]] },
      { search: '900 214', found: [NAMES[2]] },
      { search: 'nair 214', found: [NAMES[2]] },
      { search: 'swim_club', found: [NAMES[2]] },
      { search: 'swim%club', found: [] },
      { search: 'd.example', found: [] },
    ])
    .run(async ({ client, assert }, { search, found }) => {
      const { user } = await shopWithThree()
      const page = await client.get('/admin/clients').qs({ search }).loginAs(user)
      page.assertStatus(200)
      assert.deepEqual(listed(page.text()), found)
    })

  test('tells clients, leads and the blocked apart', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    await clientOf(shop, { name: 'Lead Person' })
    await shop.business.settings.merge({ requiresApproval: false }).save()
    const startsAt = IN_THREE_DAYS.plus({ hours: 1 })
    const blocked = await clientOf(shop, { name: 'Blocked Person', email: 'b@x.example', startsAt })
    await blocked.merge({ blockedAt: IN_THREE_DAYS }).save()
    const view = async (name: string) =>
      listed((await client.get('/admin/clients').qs({ view: name }).loginAs(shop.user)).text())
    assert.deepEqual(await view('all'), ['Blocked Person', 'Lead Person'])
    assert.deepEqual(await view('clients'), ['Blocked Person'])
    assert.deepEqual(await view('leads'), ['Lead Person'])
    assert.deepEqual(await view('blocked'), ['Blocked Person'])
  })

  test('has a tag’s clients, and the state of all of it in its address', async ({
    client,
    assert,
  }) => {
    const shop = await shopWithThree()
    const [ines] = await Client.query().where('name', NAMES[1])
    await ines.merge({ tags: ['Adult & "fast"'] }).save()
    const page = await client
      .get('/admin/clients')
      .qs({ tag: 'Adult & "fast"', order: 'newest' })
      .loginAs(shop.user)
    assert.deepEqual(listed(page.text()), [NAMES[1]])
    assert.include(page.text(), 'view=leads')
    assert.match(page.text(), /order=newest[^"]*view=leads|view=leads[^"]*order=newest/)
  })

  test('is sorted by name, last visit or age', async ({ client, assert }) => {
    const shop = await shopWithThree()
    await regularOf(shop, 3)
    const order = async (name: string) =>
      listed((await client.get('/admin/clients').qs({ order: name }).loginAs(shop.user)).text())
    assert.deepEqual(await order('name'), [NAMES[1], NAMES[0], NAMES[2]])
    assert.deepEqual(await order('newest'), NAMES.toReversed())
    assert.deepEqual(await order('last_visit'), [NAMES[2], NAMES[1], NAMES[0]])
  })

  test('comes in pages', async ({ client, assert }) => {
    const shop = await openShop()
    await Client.createMany(
      Array.from({ length: 30 }, (_, nth) => ({
        ...{ businessId: shop.business.id, name: `Client ${nth}`, searchKey: `client ${nth}` },
        ...{ email: `c${nth}@x.example`, emailKey: `c${nth}@x.example` },
        ...{ locale: 'en-GB', timeZone: 'Europe/London' },
      }))
    )
    const second = await client
      .get('/admin/clients')
      .qs({ page: 2, search: 'client' })
      .loginAs(shop.user)
    assert.lengthOf(listed(second.text()), 5)
    second.assertTextIncludes('search=client')
  })

  test('says what is wrong with its address, and keeps it: {$self}')
    .with([{ view: 'strangers' }, { order: 'luck' }, { page: '0' }, { search: 'x'.repeat(101) }])
    .run(async ({ client }, qs) => {
      const { user } = await openShop()
      const page = await client.get('/admin/clients').qs(qs).loginAs(user)
      page.assertStatus(422)
      page.assertTextIncludes('id="wrong"')
    })

  test('shows nobody of another business', async ({ client, assert }) => {
    await shopWithThree()
    const { user } = await openShop()
    const page = await client.get('/admin/clients').loginAs(user)
    assert.deepEqual(listed(page.text()), [])
    page.assertTextIncludes('Nobody has booked or asked yet')
  })
})

test.group('/admin/clients/:id', (group) => {
  withGlobalTransaction(group)

  test('says what has been and what is to come', async ({ client }) => {
    const shop = await openShop()
    const { id } = await regularOf(shop)
    const page = await client.get(`/admin/clients/${id}`).loginAs(shop.user)
    page.assertStatus(200)
    for (const words of ['<h1>Priya Nair</h1>', 'Client since', 'One cancelled', 'Came', 'No-show'])
      page.assertTextIncludes(words)
    page.assertTextIncludes('href="tel:07700900214"')
  })

  test('has requests, decisions, mails and enquiries on one line', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const known = await clientOf(shop, { phone: '07700 900318' })
    await new ReceiveEnquiry().handle({
      businessId: shop.business.id,
      ...{ serviceId: null, wishedAt: null, idempotencyKey: null, by: byClient() },
      client: {
        ...{ name: 'I. Duarte', email: null, phone: '+44 7700 900318' },
        ...{ timeZone: 'Europe/Lisbon', locale: 'en-GB' },
      },
      message: 'Please call me back.',
    })
    const open = async (view?: string) => {
      const page = client.get(`/admin/clients/${known.id}`).loginAs(shop.user)
      return (await (view ? page.qs({ view }) : page)).text()
    }
    const everything = await open()
    assert.include(everything, 'Requested')
    assert.include(everything, 'Please call me back.')
    const bookings = await open('bookings')
    assert.include(bookings, 'Asked for on')
    assert.notInclude(bookings, 'Please call me back.')
    assert.include(await open('mails'), 'No mail has been sent.')
    ;(await client.get(`/admin/clients/${known.id}?view=all`).loginAs(shop.user)).assertStatus(422)
  })

  test('names whoever comes, where it is not the client', async ({ client, assert }) => {
    const shop = await openShop()
    const first = await place(shop)
    const same = await client.get(`/admin/clients/${first.clientId}`).loginAs(shop.user)
    assert.notInclude(same.text(), 'In the name of')
    await first.merge({ clientName: 'Rosa Duarte' }).save()
    const page = await client.get(`/admin/clients/${first.clientId}`).loginAs(shop.user)
    page.assertTextIncludes('In the name of Rosa Duarte')
  })

  test('comes in pages, the oldest month named', async ({ client }) => {
    const shop = await openShop()
    const known = await clientOf(shop)
    for (let nth = 0; nth < 34; nth++) {
      await shop.business.related('clients').query().where('id', known.id).first()
      await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: nth + 1 }) })
    }
    const first = await client.get(`/admin/clients/${known.id}?view=bookings`).loginAs(shop.user)
    first.assertTextIncludes('Show 5 more')
    first.assertTextIncludes('page=2')
  })

  test('is there for every member, and for nobody else', async ({ client }) => {
    const shop = await openShop()
    const { id } = await clientOf(shop)
    for (const role of ['admin', 'staff', 'viewer'] as const) {
      const member = await joinAs(role, shop.business)
      ;(await client.get(`/admin/clients/${id}`).loginAs(member)).assertStatus(200)
    }
    const stranger = await openShop()
    ;(await client.get(`/admin/clients/${id}`).loginAs(stranger.user)).assertStatus(404)
    ;(await client.get('/admin/clients/999999').loginAs(shop.user)).assertStatus(404)
  })

  test('of one that was merged leads to the record that shows it', async ({ client }) => {
    const shop = await openShop()
    const known = await clientOf(shop, { email: 'a@x.example', phone: '07700 900318' })
    const startsAt = IN_THREE_DAYS.plus({ hours: 1 })
    const alias = await clientOf(shop, { email: 'b@x.example', phone: '07700 900318', startsAt })
    const page = await client.get(`/admin/clients/${alias.id}`).loginAs(shop.user).redirects(0)
    page.assertStatus(302)
    page.assertHeader('location', `/admin/clients/${known.id}`)
    const record = await client.get(`/admin/clients/${known.id}`).loginAs(shop.user)
    record.assertTextIncludes('b@x.example')
  })
})

test.group('A booking that went to a colleague', (group) => {
  withGlobalTransaction(group)

  test('stands so in the client’s record, and not as a move to the same time', async ({
    client,
    assert,
  }) => {
    const { business, hosts, user, ...shop } = await openShop({ hosts: 2 })
    const [anna, tom] = hosts
    const booking = await place({ business, hosts, user, ...shop }, { hostId: anna.id })
    const { id: bookingId, clientId } = booking
    await new ReassignBooking().handle({
      ...{ businessId: business.id, bookingId, hostId: tom.id },
      ...{ by: byUser(user.id), reason: null, version: null },
    })
    for (const path of [`/admin/clients/${clientId}`, `/admin/bookings/${bookingId}`]) {
      const page = await client.get(path).loginAs(user)
      page.assertTextIncludes(`${tom.name} instead of ${anna.name}`)
      assert.notMatch(page.text(), /from [^<]* to [^<]*\d\d:\d\d/)
    }
  })
})
