import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { openShop } from '#database/factories/business'
import type Booking from '#models/bookings/booking'
import { BrowserSession } from '#tests/support/browser_session'
import { withEmptyTables } from '#tests/support/database'
import { instant, place, tenOClock } from '#tests/support/guest'
import { portalOf } from '#tests/support/portal'

const PRIYA = 'priya@example.com'
const LIST = '/api/portal/bookings'

test.group('/api/portal/bookings', (group) => {
  withEmptyTables(group)

  test('lists what whoever is signed in booked, page by page', async ({ assert }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    const bookings: Booking[] = []
    for (const day of [3, 4, 5]) bookings.push(await place(shop, tenOClock(day)))
    const browser = await portalOf(PRIYA)
    const first = await browser.get(`${LIST}?limit=2`)
    assert.equal(first.status, 200)
    assert.equal(first.headers.get('cache-control'), 'no-store')
    const { data, next_cursor: cursor, counts } = await first.json()
    assert.deepEqual(
      data.map(({ id }: { id: number }) => id),
      bookings.slice(0, 2).map(({ id }) => id)
    )
    assert.deepEqual(counts, { upcoming: 3, past: 0 })
    assert.containsSubset(data[0], {
      ...{ status: 'approved', starts_at: data[0].starts_at, can_be_cancelled: true },
      business: { slug: shop.business.slug, name: shop.business.name },
      service: { name: shop.service.name },
    })
    const rest = await (await browser.get(`${LIST}?limit=2&cursor=${cursor}`)).json()
    assert.deepEqual([rest.data.length, rest.next_cursor], [1, null])
    const wrong = await browser.get(`${LIST}?view=sometimes`)
    assert.equal(wrong.status, 422)
    assert.equal((await browser.get(`${LIST}?page=2`)).status, 422)
    assert.equal((await browser.get(`${LIST}?cursor=nonsense`)).status, 422)
  })

  test('moves, cancels and exports one', async ({ assert }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    const booking = await place(shop, tenOClock(3))
    const browser = await portalOf(PRIYA)
    const one = `${LIST}/${booking.id}`
    const file = await browser.get(`${one}/export`)
    assert.match(file.headers.get('content-type') ?? '', /^text\/calendar/)
    assert.include(await file.text(), booking.calendarUid)

    const shown = await browser.get(one)
    const stale = { 'if-match': '"99"' }
    const to = { starts_at: instant(tenOClock(6)) }
    const refused = await browser.send('POST', `${one}/reschedule`, to, stale)
    assert.equal(refused.status, 412)
    const current = { 'if-match': shown.headers.get('etag') ?? '' }
    const moved = await browser.send('POST', `${one}/reschedule`, to, current)
    assert.equal(moved.status, 200, await moved.clone().text())
    assert.equal(Date.parse((await moved.json()).starts_at), tenOClock(6).toMillis())

    for (let time = 1; time <= 2; time++) {
      const cancelled = await browser.send('POST', `${one}/cancel`, { reason: 'A cold' })
      assert.equal(cancelled.status, 200)
      assert.equal((await cancelled.json()).status, 'cancelled')
    }
    const over = await browser.send('POST', `${one}/reschedule`, to)
    assert.equal(over.status, 409)
  })

  test('moves a returning client at once, whose address the session proves', async ({ assert }) => {
    const shop = await openShop({
      settings: { requiresApproval: true, autoApproveReturningClients: true },
    })
    const visit = await place(shop, tenOClock(2))
    await db
      .from('bookings')
      .where('id', visit.id)
      .update({ status: 'completed', expires_at: null })
    const booking = await place(shop, tenOClock(3))
    await booking.merge({ status: 'approved' }).save()
    const browser = await portalOf(PRIYA)
    const to = { starts_at: instant(tenOClock(6)) }
    const moved = await browser.send('POST', `${LIST}/${booking.id}/reschedule`, to)
    const { status, starts_at: startsAt, requested_move: asked } = await moved.json()
    assert.deepEqual([status, asked], ['approved', null])
    assert.equal(Date.parse(startsAt), tenOClock(6).toMillis())
  })

  test('is closed to whoever is not signed in, sends no token, or is another site', async ({
    assert,
  }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    const booking = await place(shop, tenOClock(3))
    const cancel = `${LIST}/${booking.id}/cancel`
    const stranger = await new BrowserSession().get(LIST)
    assert.equal(stranger.status, 401)
    assert.equal((await stranger.json()).code, 'unauthorized')

    const browser = await portalOf(PRIYA)
    const token = (await browser.get(LIST)).headers.get('x-csrf-token') ?? ''
    const ask = (headers: Record<string, string>) =>
      browser.ask(cancel, {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json', ...headers },
      })
    const without = await ask({})
    assert.equal(without.status, 403)
    assert.match(without.headers.get('content-type') ?? '', /^application\/problem\+json/)
    const elsewhere = { 'x-csrf-token': token, 'origin': 'https://elsewhere.example' }
    assert.equal((await ask(elsewhere)).status, 403)
    const form = { 'x-csrf-token': token, 'content-type': 'application/x-www-form-urlencoded' }
    assert.equal((await ask(form)).status, 415)
    await booking.refresh()
    assert.equal(booking.status, 'approved')
    assert.equal((await ask({ 'x-csrf-token': token })).status, 200)
  })
})
