import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import ApproveBooking from '#actions/requests/approve_booking'
import CancelBooking from '#actions/bookings/cancel_booking'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { byClient, byUser } from '#models/by'
import { regularOf } from '#tests/support/clients'
import { withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS, openShopByRequest, place } from '#tests/support/requests'

const statusOf = async ({ id }: Booking) => (await Booking.findOrFail(id)).status

const AWAY = 'We are away that day.'

test.group('Requests', (group) => {
  withGlobalTransaction(group)

  test('lists what waits, the one that lapses first on top', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    await place(shop, { name: 'Later Lapse' })
    const soon = await place(shop, {
      name: 'Sooner Lapse',
      startsAt: IN_THREE_DAYS.plus({ hours: 2 }),
    })
    await db
      .from('bookings')
      .where('id', soon.id)
      .update({ expires_at: DateTime.utc().plus({ minutes: 55, seconds: 30 }).toJSDate() })

    const response = await client.get('/admin/requests').loginAs(shop.user)
    response.assertStatus(200)
    const text = response.text()
    assert.isBelow(text.indexOf('Sooner Lapse'), text.indexOf('Later Lapse'))
    response.assertTextIncludes('55 min left')
    response.assertTextIncludes('2<span class="hidden-text"> waiting</span>')
  })

  test('finds by client, service and date', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const { timeZone: zone } = shop.business
    await place(shop, { name: 'Grace Liu' })
    const far = IN_THREE_DAYS.plus({ days: 4 })
    await place(shop, { name: 'Omar Haddad', startsAt: far })
    const found = async (query: Record<string, string>) => {
      const response = await client.get('/admin/requests').qs(query).loginAs(shop.user)
      const page = response.text()
      return ['Grace Liu', 'Omar Haddad'].filter((name) => page.includes(`>${name}</a>`))
    }
    const day = far.setZone(zone).toFormat('yyyy-MM-dd')
    assert.deepEqual(await found({}), ['Grace Liu', 'Omar Haddad'])
    assert.deepEqual(await found({ search: 'haddad', from: '' }), ['Omar Haddad'])
    assert.deepEqual(await found({ from: day, until: day }), ['Omar Haddad'])
    assert.deepEqual(await found({ service: String(shop.service.id), search: '%' }), [])
    assert.deepEqual(await found({ service: '1' }), [])

    const carried = await client
      .get('/admin/requests')
      .qs({ search: 'haddad', from: day })
      .loginAs(shop.user)
    carried.assertTextIncludes(`?tab=declined&amp;search=haddad&amp;from=${day}`)
    const wrong = await client
      .get('/admin/requests')
      .qs({ search: 'haddad', from: 'soon' })
      .loginAs(shop.user)
    wrong.assertStatus(422)
    wrong.assertTextIncludes('value="haddad"')
    wrong.assertTextIncludes('id="from-error"')
  })

  test('shows a request with its client, its time and the day around it', async ({ client }) => {
    const shop = await openShopByRequest()
    await place(shop, { name: 'Grace Liu', startsAt: IN_THREE_DAYS.plus({ hours: 3 }) })
    const booking = await place(shop, { phone: '07700 900318', notes: 'Gently, please.' })
    const response = await client.get(`/admin/requests/${booking.id}`).loginAs(shop.user)
    response.assertStatus(200)
    for (const words of [
      'ines@duarte.example',
      'tel:07700900318',
      'Gently, please.',
      'This request',
      'Grace Liu',
      'Waiting, expires',
    ]) {
      response.assertTextIncludes(words)
    }
  })

  test('finds those of one person', async ({ client, assert }) => {
    const shop = await openShopByRequest({ hosts: 2 })
    const [anna, tom] = shop.hosts
    await place(shop, { name: 'Grace Liu', hostId: anna.id })
    await place(shop, { name: 'Omar Haddad', hostId: tom.id })
    const found = await client
      .get('/admin/requests')
      .qs({ host: String(tom.id) })
      .loginAs(shop.user)
    found.assertTextIncludes('>Omar Haddad</a>')
    found.assertTextIncludes(`<option value="${tom.id}" selected`)
    found.assertTextIncludes(`?tab=declined&amp;host=${tom.id}`)
    assert.notInclude(found.text(), '>Grace Liu</a>')
  })

  test('says how often a client came, what is known, and when the day is free again', async ({
    client,
  }) => {
    const shop = await openShopByRequest({ settings: { bufferTimeMinutes: 15 } })
    const known = await regularOf(shop)
    await known.merge({ notes: 'Bring the small fins.', tags: ['Adult'] }).save()
    const asked = await Booking.query().orderBy('id', 'desc').firstOrFail()
    for (const path of [`/admin/requests/${asked.id}`, `/admin/bookings/${asked.id}`]) {
      const page = await client.get(path).loginAs(shop.user)
      page.assertTextIncludes('2 visits, last')
      page.assertTextIncludes('missed 1')
      page.assertTextIncludes(`/admin/clients/${known.id}`)
      page.assertTextIncludes('Bring the small fins.')
    }
    const page = await client.get(`/admin/requests/${asked.id}`).loginAs(shop.user)
    page.assertTextIncludes('Free after a 15 min pause')
    const first = await place(shop, { email: 'new@x.example', startsAt: IN_THREE_DAYS })
    const shown = await client.get(`/admin/requests/${first.id}`).loginAs(shop.user)
    shown.assertTextIncludes('No visit yet')
  })

  test('says of each in the list how often its client came, asked once for all of them', async ({
    client,
    assert,
  }) => {
    const shop = await openShopByRequest()
    await regularOf(shop)
    const rowsOf = async () => {
      const html = (await client.get('/admin/requests').loginAs(shop.user)).text()
      const rows = html.match(/<li class="inbox__item[\s\S]+?<\/li>/g) ?? []
      return rows.map((row) => row.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' '))
    }
    const [regular] = await rowsOf()
    assert.match(regular, /2 visits, last .+, missed 1/)
    const coming = await place(shop, {
      ...{ name: 'Priya Nair', email: 'priya@nair.example' },
      startsAt: IN_THREE_DAYS.plus({ days: 2 }),
    })
    await coming.merge({ status: 'approved' }).save()
    await place(shop, { name: 'Somebody New', email: 'new@x.example' })
    const rows = await rowsOf()
    assert.lengthOf(rows, 2)
    assert.match(rows.find((row) => row.includes('Somebody New')) ?? '', /No visit yet/)
    assert.match(
      rows.find((row) => !row.includes('Somebody New')) ?? '',
      /2 visits, last .+, missed 1 Coming /
    )
  })

  test('has one button that stands out, which is about the one that is open', async ({
    client,
    assert,
  }) => {
    const shop = await openShopByRequest()
    await place(shop)
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 2 }) })
    const html = (await client.get('/admin/requests').loginAs(shop.user)).text()
    const buttons = html.match(/class="button[^"]*"/g) ?? []
    const filled = buttons.filter((each) => !/button--(plain|stop)/.test(each))
    assert.deepEqual(filled, ['class="button"'])
    assert.include(html, 'Approve selected')
  })

  test('approves, once: the second answer learns who was first', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const booking = await place(shop)
    const approve = () =>
      client
        .post(`/admin/requests/${booking.id}/approval`)
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    const first = await approve()
    first.assertStatus(303)
    first.assertHeader('location', '/admin/requests')
    assert.equal(await statusOf(booking), 'approved')

    const second = await approve()
    second.assertStatus(409)
    second.assertTextIncludes('was already decided before your answer came')
    second.assertTextIncludes(`Confirmed by ${shop.user.fullName}`)
  })

  test('leads from each answer to the request that waits for one next', async ({ client }) => {
    const shop = await openShopByRequest()
    const requests = []
    for (const hours of [4, 2, 0]) {
      requests.push(await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours }) }))
    }
    const [first, second, third] = requests
    const answer = (path: string) =>
      client
        .post(path)
        .form({ reason: 'We are full.' })
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)

    const approved = await answer(`/admin/requests/${second.id}/approval`)
    approved.assertHeader('location', `/admin/requests/${first.id}`)
    const declined = await answer(`/admin/requests/${first.id}/rejection`)
    declined.assertHeader('location', `/admin/requests/${third.id}`)
    const last = await answer(`/admin/requests/${third.id}/approval`)
    last.assertHeader('location', '/admin/requests')
  })

  test('a request that expired cannot be approved any more', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const booking = await place(shop)
    await db
      .from('bookings')
      .where('id', booking.id)
      .update({ expires_at: DateTime.utc().minus({ minutes: 1 }).toJSDate() })
    const response = await client
      .post(`/admin/requests/${booking.id}/approval`)
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
    response.assertStatus(409)
    assert.equal(await statusOf(booking), 'pending')
    const expired = await client.get('/admin/requests?tab=expired').loginAs(shop.user)
    expired.assertTextIncludes('Ines Duarte')
    const former = client.get('/admin/requests?tab=lapsed&search=ines').loginAs(shop.user)
    const led = await former.redirects(0)
    led.assertHeader('location', '/admin/requests?tab=expired&search=ines')
  })

  test('says so when the time is gone', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const booking = await place(shop)
    await db.from('claims').where('holder_id', booking.id).update({ released_at: new Date() })
    const response = await client
      .post(`/admin/requests/${booking.id}/approval`)
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
    response.assertStatus(409)
    response.assertTextIncludes('no longer free')
    assert.equal(await statusOf(booking), 'pending')
  })

  test('declines with a saved phrase, own words, or both', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    for (const [index, [answer, reason]] of (
      [
        [{ reason: 'We are full.' }, 'We are full.'],
        [{ phrase: AWAY }, AWAY],
        [{ phrase: AWAY, reason: 'Try Monday.' }, `${AWAY} Try Monday.`],
      ] as const
    ).entries()) {
      const booking = await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: index * 2 }) })
      const response = await client
        .post(`/admin/requests/${booking.id}/rejection`)
        .form(answer)
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
      response.assertStatus(303)
      const { status, rejectionReason } = await Booking.findOrFail(booking.id)
      assert.deepEqual([status, rejectionReason], ['rejected', reason])
    }
  })

  test('says a usual phrase to the client in their language', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const booking = await place(shop, { startsAt: IN_THREE_DAYS })
    await client
      .post(`/admin/requests/${booking.id}/rejection`)
      .form({ phrase: AWAY, reason: 'Try Monday.' })
      .loginAs(shop.user)
      .withCsrfToken()
      .withVersion()
      .redirects(0)
    for (const [lang, phrase] of [
      ['de', 'An diesem Tag sind wir nicht da.'],
      ['ar', 'لن نكون موجودين في ذلك اليوم.'],
    ]) {
      const page = await client.get(`/manage/${booking.manageToken}?lang=${lang}`)
      assert.include(page.text(), `>${phrase} Try Monday.<`)
      assert.notInclude(page.text(), AWAY)
    }
  })

  test('declines in the phrases of the business, and in no other', async ({ client, assert }) => {
    const full = 'The pool is full that day.'
    const settings = { declinePhrases: [full, 'Ask us by phone.'] }
    const shop = await openShopByRequest({ settings })
    const booking = await place(shop)
    const address = `/admin/requests/${booking.id}`
    const page = await client.get(address).loginAs(shop.user)
    assert.include(page.text(), `value="${full}"`)
    assert.notInclude(page.text(), AWAY)

    const decline = (phrase: string) =>
      client
        .post(`${address}/rejection`)
        .form({ phrase })
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
        .redirects(0)
    const strange = await decline(AWAY)
    strange.assertStatus(422)
    const saved = await decline(full)
    saved.assertStatus(303)
    assert.equal((await Booking.findOrFail(booking.id)).rejectionReason, full)
  })

  test('does not decline without a reason, and keeps the page', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const booking = await place(shop)
    for (const answer of [{}, { phrase: 'own', reason: '   ' }, { phrase: 'nonsense' }]) {
      const response = await client
        .post(`/admin/requests/${booking.id}/rejection`)
        .form(answer)
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
      response.assertStatus(422)
      response.assertTextIncludes('<title>Error: ')
      response.assertTextIncludes('Ines Duarte')
    }
    assert.equal(await statusOf(booking), 'pending')
  })

  test('chooses no reason before the owner does, nor after they chose none', async ({
    client,
    assert,
  }) => {
    const shop = await openShopByRequest()
    const booking = await place(shop)
    const address = `/admin/requests/${booking.id}`
    const decline = (answer: object) =>
      client
        .post(`${address}/rejection`)
        .form(answer)
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
    const chosen = (html: string) => html.match(/<input[^>]*name="phrase"[^>]*\schecked/)
    assert.isNull(chosen((await client.get(address).loginAs(shop.user)).text()))
    assert.isNull(chosen((await decline({ reason: '' })).text()))
    assert.include(chosen((await decline({ phrase: 'own', reason: '' })).text())?.[0], 'own')
  })

  test('files each request under what became of it', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const booking = await place(shop)
    const decision = { businessId: shop.business.id, bookingId: booking.id }
    await new ApproveBooking().handle({ ...decision, by: byUser(shop.user.id) })

    const approved = await client.get('/admin/requests?tab=approved').loginAs(shop.user)
    approved.assertTextIncludes('Ines Duarte')
    for (const tab of ['waiting', 'declined', 'expired']) {
      const response = await client.get(`/admin/requests?tab=${tab}`).loginAs(shop.user)
      assert.notInclude(response.text(), 'Ines Duarte')
    }

    await new CancelBooking().handle({ ...decision, by: byClient(), reason: null })
    const gone = await client.get(`/admin/requests/${booking.id}`).loginAs(shop.user).redirects(0)
    gone.assertHeader('location', `/admin/bookings/${booking.id}`)
  })

  test('filters by service', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    await place(shop)
    const own = await client.get(`/admin/requests?service=${shop.service.id}`).loginAs(shop.user)
    own.assertTextIncludes('Ines Duarte')
    const other = await client.get(`/admin/requests?service=999999`).loginAs(shop.user)
    assert.notInclude(other.text(), 'Ines Duarte')
  })

  for (const query of [
    'tab=nonsense',
    'service=abc',
    'page=0',
    'page=1e9',
    'service[]=1&service[]=2',
  ]) {
    test(`answers ?${query} in words`, async ({ client }) => {
      const { user } = await openShop()
      const response = await client.get(`/admin/requests?${query}`).loginAs(user)
      response.assertStatus(422)
    })
  }

  for (const [address, shown] of [
    ['requests/:id/approval', 'requests/:id'],
    ['requests/:id/rejection', 'requests/:id'],
    ['bookings/:id/cancellation', 'bookings/:id'],
    ['availability/dates', 'availability'],
  ]) {
    test(`GET /admin/${address}, left in the bar by a refusal, leads to ${shown}`, async ({
      client,
    }) => {
      const { user } = await openShop()
      const response = await client
        .get(`/admin/${address.replace(':id', '17')}`)
        .loginAs(user)
        .redirects(0)
      response.assertStatus(302)
      response.assertHeader('location', `/admin/${shown.replace(':id', '17')}`)
    })
  }

  for (const id of ['0', 'abc', '99999999999999999999', '-1', '1.5']) {
    test(`there is no request ${id}`, async ({ client }) => {
      const { user } = await openShop()
      const response = await client.get(`/admin/requests/${id}`).loginAs(user)
      response.assertStatus(404)
    })
  }
})
