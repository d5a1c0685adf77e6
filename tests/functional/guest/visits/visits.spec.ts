import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { addService, openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'
import { detailsAddress, filledForm, instant, tenOClock, timesAddress } from '#tests/support/guest'
import { makeLink, makeOneTime } from '#tests/support/links'
import { queriesOf } from '#tests/support/queries'
import { joinAs } from '#tests/support/requests'
import {
  counted,
  FIREFOX,
  look,
  lookAt,
  SAFARI,
  serviceVisitsOf,
  visitsOf,
} from '#tests/support/visits'

const MINUTE = 60_000

/** Two services, so that the business's page is shown and leads nowhere. */
async function openMarket(options: Parameters<typeof openShop>[0] = {}) {
  const shop = await openShop(options)
  const other = await addService(shop.business, shop.hosts)
  return { ...shop, other, page: `/book/${shop.business.slug}` }
}

test.group('Visits', (group) => {
  withGlobalTransaction(group)

  test('come as far as a client came', async ({ client, assert }) => {
    const shop = await openMarket()
    const steps = async () => (await visitsOf(shop.business)).map(({ step }) => step)
    const start = tenOClock()

    await look(client, shop.page)
    assert.deepEqual(await steps(), [1])
    await look(client, timesAddress(shop))
    assert.deepEqual(await steps(), [2])
    await look(client, `${detailsAddress(shop)}?start=${instant(start)}`)
    assert.deepEqual(await steps(), [3])
    const send = (changes: object) =>
      client
        .post(detailsAddress(shop))
        .header('user-agent', FIREFOX)
        .form(filledForm(shop, start, { ...changes }))
        .redirects(0)
    ;(await send({ client_email: 'priya' })).assertStatus(422)
    assert.deepEqual(await steps(), [4])
    ;(await send({})).assertStatus(303)
    assert.deepEqual(await steps(), [5])
    await look(client, shop.page)
    assert.deepEqual(await steps(), [5])
  })

  test('say which services were looked at, and how far each came', async ({ client, assert }) => {
    const shop = await openMarket()
    await look(client, shop.page)
    await look(client, timesAddress({ ...shop, service: shop.other }))
    await look(client, `${detailsAddress(shop)}?start=${instant(tenOClock())}`)
    const rows = await serviceVisitsOf(shop.business)
    assert.deepEqual(
      rows.map(({ service_id: id, step }) => [Number(id), step]),
      [
        [shop.service.id, 3],
        [shop.other.id, 2],
      ]
    )
  })

  test('are one while a visitor comes back within half an hour', async ({ client, assert }) => {
    const shop = await openMarket()
    const noon = DateTime.fromISO('2031-03-05T12:00', { zone: 'Europe/London' }).toMillis()
    const times = async () => (await visitsOf(shop.business)).length
    for (const minute of [0, 0, 30, 60]) await lookAt(client, noon + minute * MINUTE, shop.page)
    assert.equal(await times(), 1)
    await lookAt(client, noon + 90 * MINUTE + 1, shop.page)
    assert.equal(await times(), 2)
  })

  test('of others are others: another browser, another address', async ({ client, assert }) => {
    const shop = await openMarket()
    await look(client, shop.page)
    await look(client, shop.page, { 'user-agent': SAFARI })
    const visits = await visitsOf(shop.business)
    assert.lengthOf(visits, 2)
    assert.notEqual(visits[0].visitor, visits[1].visitor)
  })

  test('end at midnight on the business’s clock, when the visitor’s hash changes', async ({
    client,
    assert,
  }) => {
    for (const timeZone of ['Asia/Tokyo', 'America/Los_Angeles']) {
      const shop = await openMarket({ business: { timeZone } })
      const midnight = DateTime.fromISO('2031-03-05', { zone: timeZone }).toMillis()
      await lookAt(client, midnight - 5 * MINUTE, shop.page)
      await lookAt(client, midnight - 1, shop.page)
      assert.lengthOf(await visitsOf(shop.business), 1, timeZone)
      await lookAt(client, midnight, shop.page)
      const visits = await visitsOf(shop.business)
      assert.lengthOf(visits, 2, timeZone)
      assert.notEqual(visits[0].visitor, visits[1].visitor)
      const days = await db
        .from('visitor_salts')
        .where('business_id', shop.business.id)
        .select(db.raw('cast(day as text)'), 'salt')
        .orderBy('day')
      assert.deepEqual(
        days.map(({ day }) => day),
        ['2031-03-04', '2031-03-05']
      )
      assert.notEqual(days[0].salt, days[1].salt)
    }
  })

  test('at UTC’s midnight go on where the business has another day', async ({ client, assert }) => {
    const shop = await openMarket({ business: { timeZone: 'Asia/Tokyo' } })
    const midnight = DateTime.fromISO('2031-03-05', { zone: 'utc' }).toMillis()
    await lookAt(client, midnight - 1, shop.page)
    await lookAt(client, midnight + 1, shop.page)
    assert.lengthOf(await visitsOf(shop.business), 1)
  })

  test('of programs are none: {name}')
    .with([
      {
        name: 'a crawler',
        header: 'user-agent',
        value: 'Googlebot/2.1 (+http://www.google.com/bot.html)',
      },
      { name: 'a link preview', header: 'user-agent', value: 'WhatsApp/2.24.10.78' },
      { name: 'a script', header: 'user-agent', value: 'curl/8.9.1' },
      { name: 'one without a name', header: 'user-agent', value: '' },
      { name: 'a page fetched ahead', header: 'sec-purpose', value: 'prefetch' },
      { name: 'a page rendered ahead', header: 'sec-purpose', value: 'prefetch;prerender' },
      { name: 'an older browser’s prefetch', header: 'x-moz', value: 'prefetch' },
      { name: 'a preview of the home screen', header: 'x-purpose', value: 'preview' },
    ])
    .run(async ({ client, assert }, { header, value }) => {
      const shop = await openMarket()
      await look(client, shop.page, { [header]: value })
      assert.deepEqual(await visitsOf(shop.business), [])
    })

  test('are not those who only ask for the head', async ({ client, assert }) => {
    const shop = await openMarket()
    await client.head(shop.page).header('user-agent', FIREFOX)
    assert.deepEqual(await visitsOf(shop.business), [])
  })

  test('leave out whoever works there and is signed in, and nobody else', async ({
    client,
    assert,
  }) => {
    const shop = await openMarket()
    const elsewhere = await openMarket()
    const staff = await joinAs('staff', shop.business)
    const asked = (user: typeof shop.user, page: string) =>
      client.get(page).header('user-agent', FIREFOX).loginAs(user)
    for (const user of [shop.user, staff]) (await asked(user, shop.page)).assertStatus(200)
    assert.deepEqual(await visitsOf(shop.business), [])
    await asked(elsewhere.user, shop.page)
    assert.lengthOf(await visitsOf(shop.business), 1)
  })

  test('remember where they came from first, and nothing of who came', async ({
    client,
    assert,
  }) => {
    const shop = await openMarket()
    await look(
      client,
      `${shop.page}?utm_source=newsletter&utm_campaign=january&ref=mail&name=Priya`,
      {
        referer: 'https://www.news.example/secret/path?reader=7',
      }
    )
    await look(client, `${shop.page}?utm_source=poster`, { referer: 'https://other.example/' })
    const [visit, ...others] = await visitsOf(shop.business)
    assert.lengthOf(others, 0)
    assert.containSubset(visit, {
      referrer: 'news.example',
      utm_source: 'newsletter',
      utm_medium: null,
      utm_campaign: 'january',
      ref: 'mail',
    })
    const kept = JSON.stringify([visit, await db.from('visitor_salts')])
    for (const secret of ['Priya', 'secret', 'reader', '127.0.0.1', '::1', 'Firefox']) {
      assert.notInclude(kept, secret)
    }
  })

  test('note that no times were on offer, also where the page comes from memory', async ({
    client,
    assert,
  }) => {
    const shop = await openMarket({ weeklyHours: [] })
    for (const agent of [FIREFOX, SAFARI]) {
      await look(client, timesAddress(shop), { 'user-agent': agent })
    }
    const visits = await visitsOf(shop.business)
    assert.deepEqual(
      visits.map((visit) => visit.saw_no_times),
      [true, true]
    )
    const services = await serviceVisitsOf(shop.business)
    assert.deepEqual(
      services.map((seen) => seen.saw_no_times),
      [true, true]
    )
    const open = await openMarket()
    await look(client, timesAddress(open))
    assert.isFalse((await visitsOf(open.business))[0].saw_no_times)
  })

  test('through a link belong to it, beside those of the page', async ({ client, assert }) => {
    const shop = await openMarket()
    const link = await makeLink(shop)
    const { token, oneTime } = await makeOneTime(shop)
    const under = await makeOneTime(shop, {}, link)
    await look(client, shop.page)
    for (const address of [link.token, token, token, under.token]) {
      await look(client, `/public/bookings/${address}`)
    }
    const visits = await visitsOf(shop.business)
    assert.sameDeepMembers(
      visits.map((visit) => [
        visit.link_id && Number(visit.link_id),
        visit.is_one_time,
        visit.step,
      ]),
      [
        [null, false, 1],
        [link.id, false, 2],
        [null, true, 2],
        [link.id, true, 2],
      ]
    )
    await Promise.all([link.refresh(), oneTime.refresh()])
    assert.equal(link.viewCount, 1)
    assert.equal(oneTime.viewCount, 1)
    assert.isNotNull(oneTime.openedAt)
  })

  test('cost the page no query', async ({ client, assert }) => {
    const shop = await openMarket()
    for (const address of [shop.page, timesAddress(shop)]) {
      await look(client, address)
      await counted()
      const asPerson = await queriesOf(() => look(client, address))
      const asProgram = await queriesOf(() => look(client, address, { 'user-agent': 'curl/8' }))
      assert.equal(asPerson.length, asProgram.length, address)
      await counted()
    }
  })

  test('that cannot be counted spoil no page', async ({ client, assert }) => {
    const shop = await openMarket()
    const gone = await openMarket()
    await look(client, shop.page)
    await look(client, gone.page)
    await db.from('services').where('business_id', gone.business.id).delete()
    await gone.business.delete()
    assert.lengthOf(await visitsOf(shop.business), 1)
  })
})
