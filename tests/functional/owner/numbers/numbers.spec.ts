import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { addService, openShop } from '#database/factories/business'
import Calendar from '#models/calendars/calendar'
import { storeConnection } from '#tests/support/calendars'
import { withGlobalTransaction } from '#tests/support/database'
import { makeLink } from '#tests/support/links'
import { storeBookings, storeVisits } from '#tests/support/numbers'
import { place } from '#tests/support/requests'

const PERIOD = 'from=2025-10-20&until=2025-11-16'

/** Bookings in four weeks of autumn, on the business's clock. */
async function openBusyAutumn(options: Parameters<typeof openShop>[0] = {}) {
  const shop = await openShop(options)
  const { timeZone } = shop.business
  const on = (text: string) => DateTime.fromISO(text, { zone: timeZone })
  await storeBookings(shop, [
    { startsAt: on('2025-10-19T23:59') },
    { startsAt: on('2025-10-20T00:00') },
    { startsAt: on('2025-10-21T16:00'), status: 'no_show' },
    { startsAt: on('2025-10-28T16:30'), createdAt: on('2025-10-18T16:30') },
    { startsAt: on('2025-11-16T23:59') },
    { startsAt: on('2025-11-17T00:00') },
    { startsAt: on('2025-10-30T10:00'), status: 'cancelled' },
    { startsAt: on('2025-10-30T12:00'), status: 'rejected' },
  ])
  return { ...shop, on }
}

test.group('/admin/numbers', (group) => {
  withGlobalTransaction(group)

  test('counts what starts within the period on the business’s clock, and says how', async ({
    client,
    assert,
  }) => {
    for (const timeZone of ['Europe/London', 'Pacific/Auckland', 'America/Los_Angeles']) {
      const { user } = await openBusyAutumn({ business: { timeZone } })
      const response = await client.get(`/admin/numbers?${PERIOD}`).loginAs(user)
      response.assertStatus(200)
      const html = response.text()
      const words = html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
      assert.include(words, '20 October 2025 – 16 November 2025')
      assert.include(words, 'Bookings 4 3 more than in as many days before')
      assert.include(words, 'Came 75% 25% missed: 1 no-show of 4 that took place')
      assert.include(
        words,
        'Booked ahead 2 days Half of the bookings are made earlier than this, half later'
      )
      assert.include(words, 'By the day they start. Counted: bookings that are confirmed')
      assert.include(words, '20 Oct 2 0 1')
      assert.include(words, '27 Oct 1 1 0')
      assert.include(words, '10 Nov 1 0 0')
      assert.match(words, /00:00 1 – – – – – – /)
      assert.match(words, /16:00 – 2 – – – – – /)
      assert.include(words, 'Nobody’s own calendar is connected yet.')
      assert.match(html, /<svg[^>]+aria-labelledby="bars-title bars-words"/)
      assert.match(html, /<title id="bars-title">Bookings by week<\/title>/)
      assert.match(html, /<desc id="bars-words">20 Oct to 10 Nov\. Most: 2 in 20 Oct\./)
    }
  })

  test('counts connected calendars by provider, and leads to those that are counted', async ({
    client,
    assert,
  }) => {
    const { user, hosts } = await openBusyAutumn({ hosts: 3 })
    const [mia, tom, pool] = hosts
    await pool.merge({ kind: 'room' }).save()
    const lost = { state: 'lost', lostBecause: 'access_lost' } as const
    const failing = { failingSince: DateTime.utc(), lastProblem: 'timeout' }
    await storeConnection(mia)
    for (const [host, how] of [
      [mia, {}],
      [mia, lost],
      [tom, failing],
    ] as const) {
      // A host's bookings are written to one of them.
      await Calendar.query().update({ isWritten: false })
      await (await storeConnection(host)).merge({ provider: 'google', ...how }).save()
    }
    const html = (await client.get(`/admin/numbers?${PERIOD}&all=1`).loginAs(user)).text()
    const words = html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    assert.include(words, 'CalDAV 1 0 Google 3 2')
    assert.include(words, '2 of 2 people who can be booked.')
    const links = [...html.matchAll(/<a href="(\/admin\/calendars\?[^"]+)">(\d)<\/a>/g)]
    assert.lengthOf(links, 3)
    for (const [, href, number] of links) {
      const list = (await client.get(href.replaceAll('&amp;', '&')).loginAs(user)).text()
      assert.equal(String(list.match(/class="news__item"/g)?.length), number, href)
    }
    const file = (await client.get(`/admin/numbers.csv?${PERIOD}`).loginAs(user)).text()
    assert.include(file, 'Connected calendars,Google,Need attention,2')
  })

  test('leads from each number to as many bookings', async ({ client, assert }) => {
    const { user } = await openBusyAutumn()
    const html = (await client.get(`/admin/numbers?${PERIOD}`).loginAs(user)).text()
    const links = [...html.matchAll(/<a href="(\/admin\/bookings\?[^"]+)">([\d,]+)<\/a>/g)]
    assert.isAbove(links.length, 8)
    const hours = links.filter(([, href]) => href.includes('hour='))
    assert.deepEqual(
      hours.map(([, , number]) => number),
      ['1', '2', '1']
    )
    for (const [, href, number] of links) {
      const list = await client.get(href.replaceAll('&amp;', '&')).loginAs(user)
      list.assertStatus(200)
      const phrase = number === '1' ? 'One booking' : `${number} bookings`
      assert.include(list.text(), phrase, href)
    }
  })

  test('adds up what bookings are worth, each currency by itself, and leads to those that were added', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const assessment = await addService(shop.business, shop.hosts, { name: 'Assessment' })
    const on = (text: string) => DateTime.fromISO(text, { zone: shop.business.timeZone })
    const [, second] = shop.hosts
    await storeBookings(shop, [
      { startsAt: on('2025-10-21T16:00'), price: '50.10' },
      { startsAt: on('2025-10-22T16:00'), price: '50.20', status: 'no_show' },
      { startsAt: on('2025-10-23T16:00'), price: '7.00', status: 'approved', hostId: second.id },
      { startsAt: on('2025-10-24T16:00'), price: '900.00', status: 'cancelled' },
      { startsAt: on('2025-10-24T17:00'), price: '900.00', status: 'rejected' },
      { startsAt: on('2025-11-03T16:00'), price: '80.00', currency: 'EUR', status: 'no_show' },
      { startsAt: on('2025-11-04T16:00'), price: '30.00', serviceId: assessment.id },
      { startsAt: on('2025-11-17T16:00'), price: '900.00' },
    ])
    const html = (await client.get(`/admin/numbers?${PERIOD}`).loginAs(shop.user)).text()
    const words = html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    assert.include(words, 'Value £137.30 €80.00 The prices of these bookings')
    assert.include(words, '20 Oct 3 1 1 £107.30 €0.00')
    assert.include(words, '3 Nov 2 0 1 £30.00 €80.00')
    assert.include(words, 'Private lesson 3 £107.30 £50.10 £50.20')
    assert.include(words, 'Assessment 1 £30.00 £30.00 £0.00')
    assert.include(words, 'Private lesson 1 €80.00 €0.00 €80.00')
    assert.include(words, 'All 4 £137.30 £80.10 £50.20 All 1 €80.00 €0.00 €80.00')
    const [anna, tom] = shop.hosts.map(({ name }) => name)
    assert.include(words, `${anna} 3 £130.30 £80.10 £50.20 ${tom} 1 £7.00 £0.00 £0.00`)

    const links = [...html.matchAll(/<a href="(\/admin\/bookings\?[^"]+)">([£€])([\d.]+)<\/a>/g)]
    assert.isAbove(links.length, 12)
    for (const [, href, sign, amount] of links) {
      const list = href.replaceAll('&amp;', '&').replace('/bookings', '/bookings.csv')
      const rows = (await client.get(list).loginAs(shop.user)).text().trim().split('\r\n').slice(1)
      const prices = rows.map((row) => /,(\d+\.\d\d),(GBP|EUR),/.exec(row) ?? [])
      const sum = prices.reduce((all, [, price]) => all + Number(price), 0)
      assert.equal(sum.toFixed(2), amount, href)
      const currencies = new Set(prices.map(([, , currency]) => currency))
      assert.deepEqual([...currencies], [sign === '£' ? 'GBP' : 'EUR'], href)
    }
  })

  test('names free services beside what is paid, so that the rows add up', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const free = await addService(shop.business, shop.hosts, { name: 'First look', price: '0.00' })
    const startsAt = DateTime.fromISO('2025-10-21T16:00', { zone: shop.business.timeZone })
    await storeBookings(shop, [
      { startsAt, price: '50.00' },
      { startsAt: startsAt.plus({ hours: 1 }), price: '0.00', serviceId: free.id },
      { startsAt: startsAt.plus({ hours: 2 }), price: '0.00', serviceId: free.id },
    ])
    const html = (await client.get(`/admin/numbers?${PERIOD}`).loginAs(shop.user)).text()
    const words = html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    assert.include(words, 'First look 2 £0.00 £0.00 £0.00 All 3 £50.00')
  })

  test('counts a booking that several give together for each of them', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2, service: { hostMode: 'collective', price: '40.00' } })
    const [anna, tom] = shop.hosts.map(({ name }) => name)
    const { startsAt } = await place(shop)
    const day = startsAt.setZone(shop.business.timeZone).toISODate()
    const response = await client.get(`/admin/numbers?from=${day}&until=${day}`).loginAs(shop.user)
    const words = response
      .text()
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
    assert.include(words, 'All 1 £40.00 ')
    assert.include(words, `${anna} 1 £40.00 £0.00 £0.00 ${tom} 1 £40.00 £0.00 £0.00`)
  })

  test('reaches ahead: what is confirmed and what waits, without what only the past has', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const today = DateTime.now().setZone(shop.business.timeZone).startOf('day').plus({ hours: 12 })
    const expiresAt = today.plus({ days: 2 })
    await storeBookings(shop, [
      { startsAt: today.plus({ days: 8 }), status: 'approved', price: '25.00' },
      { startsAt: today.plus({ days: 60 }), status: 'approved', price: '30.00' },
      { startsAt: today.plus({ days: 9 }), status: 'pending', price: '99.00', expiresAt },
      {
        ...{ startsAt: today.plus({ days: 9 }), status: 'pending', price: '99.00' },
        expiresAt: today.minus({ days: 2 }),
      },
      { startsAt: today.minus({ days: 1 }), price: '99.00' },
    ])
    const wordsOf = async (query: string) => {
      const response = await client.get(`/admin/numbers?${query}`).loginAs(shop.user)
      return response
        .text()
        .replaceAll(/<[^>]+>/g, ' ')
        .replaceAll(/\s+/g, ' ')
    }
    const weeks = await wordsOf('period=next_twelve_weeks')
    assert.include(weeks, 'Bookings 2 Booked so far.')
    assert.include(weeks, 'Value £55.00')
    assert.include(weeks, 'Coming 2 Confirmed, from now on, for £55.00. Week by week')
    assert.include(weeks, 'Week of Bookings Waiting Cancelled Value')
    assert.match(weeks, / 1 1 0 £25\.00/)
    assert.notInclude(weeks, 'From visit to booking')
    assert.notInclude(weeks, 'Came')
    assert.include(await wordsOf('period=next_four_weeks'), 'Bookings 1 Booked so far.')
    assert.include(await wordsOf('period=next_year'), 'Bookings by month')
    assert.include(
      await wordsOf('period=four_weeks'),
      'Coming 2 Confirmed, from now on, for £55.00.'
    )
  })

  test('shows the way of visits, of each link and service, and the rate is never over all', async ({
    client,
    assert,
  }) => {
    const shop = await openBusyAutumn()
    const link = await makeLink(shop, { name: 'Poster' })
    const at = shop.on('2025-10-22T12:00')
    const seen = (step: number) => [{ serviceId: shop.service.id, step }]
    await storeVisits(shop, [
      { at },
      { at, step: 2, sawNoTimes: true, services: [{ ...seen(2)[0], sawNoTimes: true }] },
      { at, step: 4, services: seen(4), source: 'news.example' },
      { at, step: 5, services: seen(5), linkId: link.id },
      { at: shop.on('2025-11-17T00:00'), step: 5, services: seen(5) },
    ])
    const response = await client.get(`/admin/numbers?${PERIOD}`).loginAs(shop.user)
    const words = response
      .text()
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
    assert.include(words, 'Visitors who book 25% 1 of 4 visits; a reload within 30 min counts once')
    assert.include(words, 'Saw a page 4 100%')
    assert.include(words, 'Chose a service 3 75%')
    assert.include(words, 'Saw no times 1 25%')
    assert.include(words, 'Chose a time 2 50%')
    assert.include(words, 'Sent the form 2 50%')
    assert.include(words, 'Booked 1 25%')
    assert.include(words, 'Private lesson 3 1 1 33% 4 1 1')
    assert.include(words, 'Booking page 3 0 0%')
    assert.include(words, 'Poster 1 1 100%')
    assert.include(words, 'news.example – 1 0 0%')
    assert.include(words, 'Visits are counted since 22 October 2025')
  })

  test('leads from each count of visits to the same one by day, link, source and service', async ({
    client,
    assert,
  }) => {
    const shop = await openBusyAutumn()
    const link = await makeLink(shop, { name: 'Poster' })
    const day = (text: string) => shop.on(`2025-${text}`)
    const seen = (step: number, sawNoTimes = false) => [
      { serviceId: shop.service.id, step, sawNoTimes },
    ]
    await storeVisits(shop, [
      { at: day('10-20T00:00') },
      { at: day('10-22T12:00'), step: 2, sawNoTimes: true, services: seen(2, true) },
      { at: day('10-22T23:59'), step: 4, services: seen(4), source: 'news.example' },
      { at: day('11-16T23:59'), step: 5, services: seen(5), linkId: link.id },
      { at: day('11-16T12:00'), step: 3, services: seen(3), isOneTime: true },
      { at: day('11-17T00:00'), step: 5, services: seen(5) },
    ])
    const pageAt = async (href: string) => {
      const response = await client.get(href.replaceAll('&amp;', '&')).loginAs(shop.user)
      response.assertStatus(200)
      return response.text()
    }
    const html = await pageAt(`/admin/numbers?${PERIOD}`)
    const links = (page: string) => [
      ...page.matchAll(/<a href="(\/admin\/numbers\/visits\?[^"]+)">([\d,]+)<\/a>/g),
    ]
    const sumOf = (page: string, table: string) => {
      const [rows] = new RegExp(`id="${table}"[\\s\\S]+?</table>`).exec(page) ?? ['']
      const numbers = [...rows.matchAll(/class="number">\s*(?:<a [^>]+>)?(\d+)/g)]
      return numbers.reduce((sum, [, number]) => sum + Number(number), 0)
    }
    const direct = links(html)
    assert.isAbove(direct.length, 14)
    const further = links(await pageAt(direct[0][1]))
    assert.isAbove(further.length, 5)
    for (const [, href, number] of [...direct, ...further]) {
      const page = await pageAt(href)
      assert.match(page, new RegExp(`toolbar__note">${number} visits?\\b`), href)
      for (const table of ['days', 'doors', 'sources']) {
        assert.equal(sumOf(page, table), Number(number), `${table} of ${href}`)
      }
    }
    const long = await pageAt('/admin/numbers/visits?from=2025-01-01&until=2025-12-31')
    const [, november] = /November 2025[\s\S]+?href="([^"]+)">3</.exec(long) ?? []
    assert.include(await pageAt(november), 'Sun 16 November')
  })

  test('knows no visit of another business, and no link of theirs', async ({ client, assert }) => {
    const shop = await openBusyAutumn()
    const link = await makeLink(shop, { name: 'Poster' })
    await storeVisits(shop, [{ at: shop.on('2025-10-22T12:00'), linkId: link.id }])
    const { user } = await openShop()
    for (const door of ['', `&door=${link.id}`]) {
      const response = await client.get(`/admin/numbers/visits?${PERIOD}${door}`).loginAs(user)
      response.assertTextIncludes('No visit, 20 October 2025 – 16 November 2025.')
      assert.notInclude(response.text(), 'Poster')
    }
    const wrong = await client.get('/admin/numbers/visits?door=elsewhere').loginAs(user)
    wrong.assertStatus(422)
  })

  test('holds nothing of another business', async ({ client, assert }) => {
    const shop = await openBusyAutumn()
    await storeVisits(shop, [{ at: shop.on('2025-10-22T12:00'), step: 5 }])
    const { user } = await openShop()
    const response = await client.get(`/admin/numbers?${PERIOD}`).loginAs(user)
    response.assertStatus(200)
    response.assertTextIncludes('Nobody has opened your booking page or booked in this time')
    assert.notInclude(response.text(), '<dl class="figures')
  })

  test('chooses a period by name, and says which', async ({ client, assert }) => {
    const { user, ...shop } = await openShop()
    const now = DateTime.now().setZone(shop.business.timeZone)
    await storeBookings({ user, ...shop }, [{ startsAt: now.minus({ weeks: 6 }) }])
    const chosen = async (query: string) => {
      const html = (await client.get(`/admin/numbers${query}`).loginAs(user)).text()
      const [, label] = /<option value="\w*"\s+selected>([^<]+)</.exec(html) ?? []
      return [label, html.includes('<dl class="figures')]
    }
    assert.deepEqual(await chosen(''), ['Twelve weeks', true])
    assert.deepEqual(await chosen('?period=four_weeks'), ['Four weeks', false])
    assert.deepEqual(await chosen('?period=year&from=&until='), ['One year', true])
    assert.deepEqual(await chosen(`?period=year&${PERIOD}`), ['Dates of your own', false])
  })

  test('says at the field what is wrong with a date, and keeps it: {query}')
    .with([
      { query: 'from=nonsense', sentence: 'Choose a date', kept: 'nonsense' },
      { query: 'from=2025-02-30&until=2025-03-01', sentence: 'Choose a date', kept: '2025-02-30' },
      {
        query: 'from=2025-03-02&until=2025-03-01',
        sentence: 'Choose a date that is not before the first one',
        kept: '2025-03-01',
      },
      {
        query: 'from=2010-01-01&until=2025-03-01',
        sentence: 'Choose at most 10 years',
        kept: '2010-01-01',
      },
      { query: 'period=century', sentence: 'Choose one from the list', kept: '' },
    ])
    .run(async ({ client, assert }, { query, sentence, kept }) => {
      const { user } = await openShop()
      const response = await client.get(`/admin/numbers?${query}`).loginAs(user)
      response.assertStatus(422)
      assert.include(response.text(), sentence)
      if (kept) assert.include(response.text(), `value="${kept}"`)
      const file = await client.get(`/admin/numbers.csv?${query}`).loginAs(user)
      file.assertStatus(422)
    })

  test('shows the newest parts, and all when asked', async ({ client, assert }) => {
    const { user } = await openBusyAutumn()
    const rowsOf = async (query: string) => {
      const html = (await client.get(`/admin/numbers?${query}`).loginAs(user)).text()
      const [table] = /id="parts"[\s\S]+?<\/table>/.exec(html) ?? ['']
      return [table.match(/<tr>/g)?.length, html.includes('All 10 weeks')]
    }
    const long = 'from=2025-09-15&until=2025-11-23'
    assert.deepEqual(await rowsOf(long), [7, true])
    assert.deepEqual(await rowsOf(`${long}&all=1`), [11, false])
  })

  test('gives the same numbers as a file, safe for spreadsheets', async ({ client, assert }) => {
    const shop = await openBusyAutumn({ service: { name: '=HYPERLINK("x")' } })
    await storeBookings(shop, [{ startsAt: shop.on('2025-10-23T12:00'), price: '1250.50' }])
    await storeVisits(shop, [
      {
        at: shop.on('2025-10-22T12:00'),
        services: [{ serviceId: shop.service.id, step: 2 }],
        step: 2,
      },
    ])
    const file = await client.get(`/admin/numbers.csv?${PERIOD}`).loginAs(shop.user)
    file.assertStatus(200)
    file.assertHeader('content-type', 'text/csv; charset=utf-8')
    const lines = file.text().split('\r\n')
    assert.equal(lines[0].replace('\uFEFF', ''), 'Table,Row,Figure,Value')
    assert.include(lines, 'Bookings by week,2025-10-20,Bookings,3')
    assert.include(lines, 'Bookings by week,2025-10-27,Cancelled,1')
    assert.include(lines, 'Bookings by week,2025-10-20,"Value, GBP",1250.50')
    assert.include(lines, `Value by service,"'=HYPERLINK(""x"")","Completed, GBP",1250.50`)
    assert.include(lines, 'From visit to booking,Chose a service,Visits,1')
    assert.include(lines, 'Busiest hours,Tuesday 16:00,Bookings,2')
    assert.include(lines, `By service,"'=HYPERLINK(""x"")",Bookings,5`)
    assert.include(lines, 'By link,Booking page,Visits,1')
  })

  test('stands in the menu of those who may see it', async ({ client, assert }) => {
    const { user } = await openShop()
    assert.include((await client.get('/admin').loginAs(user)).text(), 'href="/admin/numbers"')
    const { user: staff } = await openShop({ role: 'staff' })
    assert.notInclude((await client.get('/admin').loginAs(staff)).text(), 'href="/admin/numbers"')
  })
})
