import { test } from '@japa/runner'
import PlaceBooking from '#actions/bookings/place_booking'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { byClient } from '#models/by'
import { withGlobalTransaction } from '#tests/support/database'
import { detailsAddress, filledForm, pageAt, tenOClock, timesAddress } from '#tests/support/guest'
import { planSession } from '#tests/support/sessions'

type Shop = Awaited<ReturnType<typeof openShop>>

const GROUP = { capacity: 8, price: '12.50', name: 'Group lesson', isPlannedOnly: true }

async function fill(shop: Shop, sessionId: number, seats: number) {
  const placed = await new PlaceBooking().handle({
    businessId: shop.business.id,
    serviceId: shop.service.id,
    startsAt: tenOClock().toMillis(),
    hostId: null,
    sessionId,
    seats,
    client: {
      name: 'Sam Okoro',
      email: null,
      phone: '07700 900461',
      notes: null,
      timeZone: 'Europe/London',
      locale: 'en-GB',
    },
    idempotencyKey: null,
    by: byClient(),
  })
  if (!('booking' in placed)) throw new Error(`Not placed but ${placed.outcome}`)
}

test.group('Sessions on the public page', (group) => {
  withGlobalTransaction(group)

  test('are shown with who gives them and the places left', async ({ client, assert }) => {
    const shop = await openShop({ service: GROUP, weeklyHours: [] })
    const session = await planSession(shop, tenOClock())
    await fill(shop, session.id, 5)
    const page = await pageAt(client, `${timesAddress(shop)}?date=${tenOClock().toISODate()}`)
    assert.include(page, 'with Anna Reed')
    assert.include(page, '3 places left')
    assert.include(page, `${tenOClock().toFormat('cccc d LLLL')}, 3 places left"`)
    assert.include(page, '<h1>Choose a session</h1>')
    assert.include(page, 'Few places left')
    assert.notInclude(page, 'Few times left')
    assert.equal(page.match(/<i class="taken">/g)?.length, 5)
    assert.equal(page.match(/name="start"/g)?.length, 1)
  })

  test('are shown as full, and their day can still be opened', async ({ client, assert }) => {
    const shop = await openShop({ service: GROUP, weeklyHours: [] })
    const session = await planSession(shop, tenOClock())
    await fill(shop, session.id, 8)
    const date = tenOClock().toISODate()
    const month = await pageAt(client, `${timesAddress(shop)}?month=${date?.slice(0, 7)}`)
    assert.include(month, `${tenOClock().toFormat('cccc d LLLL')}, full"`)
    const link = new RegExp(`Full days with a waitlist:\\s*<a [^>]*date=${date}[^>]*>`)
    assert.match(month, link)
    const page = await pageAt(client, `${timesAddress(shop)}?date=${date}`)
    assert.match(page, /time--full[^]*10:00[^]*Full\./)
    assert.notMatch(page, link)
    assert.notInclude(page, 'name="start"')
  })

  test('take several places in one booking, each at the price', async ({ client, assert }) => {
    const shop = await openShop({ service: GROUP, weeklyHours: [] })
    const session = await planSession(shop, tenOClock())
    const start = tenOClock().toUTC().toISO({ suppressMilliseconds: true })
    const form = await pageAt(client, `${detailsAddress(shop)}?start=${start}`)
    assert.match(form, /<input value="1"[^>]*name="seats"/)
    assert.include(form, '8 places left')

    const sent = filledForm(shop, tenOClock(), { seats: '3' })
    const response = await client.post(detailsAddress(shop)).form(sent).redirects(0)
    response.assertStatus(303)
    const booking = await Booking.findByOrFail('session_id', session.id)
    assert.deepInclude(booking.serialize(), { seats: 3, price: '37.50' })
    const page = await pageAt(client, String(response.header('location')))
    assert.include(page, '3 places, £37.50 in all, paid')
  })

  test('refuse more places than are left, with the typed details kept', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: GROUP, weeklyHours: [] })
    const session = await planSession(shop, tenOClock())
    await fill(shop, session.id, 6)
    const response = await client
      .post(detailsAddress(shop))
      .form(filledForm(shop, tenOClock(), { seats: '3' }))
    response.assertStatus(409)
    const page = response.text()
    assert.match(page, /id="seats-error"[^]*?Only 2 places are left. Enter 2 or fewer./)
    assert.match(page, /<input value="3"[^>]*name="seats"[^>]*max="2"[^>]*aria-invalid="true"/)
    assert.include(page, 'value="Priya Shah"')
    assert.include(page, 'value="priya@example.com"')
    const fewer = filledForm(shop, tenOClock(), { seats: '2' })
    const again = await client.post(detailsAddress(shop)).form(fewer).redirects(0)
    again.assertStatus(303)
  })
})
