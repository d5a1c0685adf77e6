import { test } from '@japa/runner'
import PlaceBooking from '#actions/bookings/place_booking'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { byClient } from '#models/by'
import { withGlobalTransaction } from '#tests/support/database'
import {
  detailsAddress,
  filledForm,
  instant,
  pageAt,
  place,
  tenOClock,
  timesAddress,
} from '#tests/support/guest'
import { PRIYA } from '#tests/support/named_clients'

const DATE = tenOClock().toFormat('yyyy-MM-dd')

/** An hour, or half of one, or one and a half. */
function openSchool() {
  return openShop({ hosts: 2, service: { durations: [90, 30] } })
}

test.group('A length that the client chooses', (group) => {
  withGlobalTransaction(group)

  test('is chosen before the time, by a link each, the usual one at first', async ({
    client,
    assert,
  }) => {
    const shop = await openSchool()
    const page = await pageAt(client, `${timesAddress(shop)}?date=${DATE}`)
    assert.include(page, 'How long?')
    assert.match(page, /<a href="[^"]+\?date=[\d-]+" aria-current="true" data-swap>60 min</)
    assert.match(page, /<a href="[^"]+duration=90[^"]*"\s+data-swap>90 min</)
    assert.isBelow(page.indexOf('>30 min<'), page.indexOf('>60 min<'))

    const { service } = await openShop()
    const single = await openShop({ service: { slug: `${service.slug}-x` } })
    assert.notInclude(await pageAt(client, timesAddress(single)), 'How long?')
  })

  test('is carried from the month to the booking', async ({ client, assert }) => {
    const shop = await openSchool()
    const month = await pageAt(client, `${timesAddress(shop)}?date=${DATE}&duration=90`)
    assert.match(month, /Length<\/dt>\s*<dd[^>]*>\s*90 min/)
    assert.include(month, '<input type="hidden" name="duration" value="90">')
    assert.match(month, /class="month__day"[^>]*href="[^"]+duration=90/)
    assert.include(month, '<span class="time__start">10:30<span class="time__end"> – 12:00<')

    const start = tenOClock().plus({ minutes: 30 })
    const wanted = `start=${instant(start)}&duration=90&host=${shop.hosts[1].id}`
    const details = await pageAt(client, `${detailsAddress(shop)}?${wanted}`)
    assert.include(details, '10:30 – 12:00')
    assert.include(details, '<input type="hidden" name="duration" value="90">')
    assert.include(details, `<input type="hidden" name="host" value="${shop.hosts[1].id}">`)
    assert.match(details, /href="[^"]+duration=90[^"]*"/)

    await client
      .post(detailsAddress(shop))
      .form(filledForm(shop, start, { duration: '90' }))
      .redirects(0)
    const booking = await Booking.findByOrFail('service_id', shop.service.id)
    assert.equal(booking.endsAt.toMillis(), start.plus({ minutes: 90 }).toMillis())
  })

  test('keeps its length among the times offered instead of a taken one', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { durations: [90] } })
    await place(shop, tenOClock().plus({ hours: 1 }))
    const usual = await client.get(`${detailsAddress(shop)}?start=${instant(tenOClock())}`)
    usual.assertStatus(200)
    const refused = await client
      .post(detailsAddress(shop))
      .form(filledForm(shop, tenOClock(), { duration: '90' }))
    refused.assertStatus(409)
    assert.include(refused.text(), '<input type="hidden" name="duration" value="90">')
    assert.match(refused.text(), /09:00 – 10:30|12:00 – 13:30/)
  })

  for (const duration of ['45', '4', '1441', 'x'.repeat(10_000), '']) {
    test(`is refused when it is "${duration.slice(0, 5)}"`, async ({ client, assert }) => {
      const shop = await openSchool()
      const status = duration === '' ? 200 : 422
      const times = await client.get(timesAddress(shop)).qs({ duration })
      times.assertStatus(status)
      const details = await client
        .get(detailsAddress(shop))
        .qs({ duration, start: instant(tenOClock()) })
      details.assertStatus(status)
      if (duration === '45') {
        assert.include(details.text(), 'Choose one of its lengths')
        assert.include(details.text(), `href="${timesAddress(shop)}"`)
      }
    })
  }

  test('that was taken off meanwhile loses nothing that was typed', async ({ client, assert }) => {
    const shop = await openSchool()
    const refused = await client
      .post(detailsAddress(shop))
      .form(filledForm(shop, tenOClock(), { duration: '45', notes: 'First time' }))
    refused.assertStatus(409)
    assert.include(refused.text(), 'It does not come in this length any more')
    assert.include(refused.text(), '<input type="hidden" name="notes" value="First time">')
    assert.notInclude(refused.text(), 'name="duration"')
    assert.include(refused.text(), '10:00 – 11:00')
    assert.isNull(await Booking.findBy('service_id', shop.service.id))
  })

  test('makes another request of the same key', async ({ assert }) => {
    const { business, service } = await openSchool()
    const request = {
      businessId: business.id,
      serviceId: service.id,
      startsAt: tenOClock().toMillis(),
      hostId: null,
      client: PRIYA,
      idempotencyKey: 'the-same-key',
      by: byClient(),
    }
    const outcomes = []
    for (const durationMinutes of [null, 30, undefined]) {
      const { outcome } = await new PlaceBooking().handle({ ...request, durationMinutes })
      outcomes.push(outcome)
    }
    assert.deepEqual(outcomes, ['booked', 'key_reused', 'booked'])
  })

  test('shows its price before it is chosen, and keeps it with the booking', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({
      service: { durations: [90, 30], lengthPrices: { 30: '28.00', 90: '70.00' } },
    })
    const { business, service } = shop
    await addService(business, shop.hosts)
    assert.include(await pageAt(client, `/book/${business.slug}`), 'from £28.00')
    const month = await pageAt(client, `${timesAddress(shop)}?date=${DATE}&duration=90`)
    assert.include(month, '>30 min <span class="choose__price">£28.00<')
    assert.match(month, /aria-current="true" data-swap>90 min <span class="choose__price">£70.00</)
    assert.match(month, /Price<\/dt>\s*<dd[^>]*>\s*£70.00/)

    const start = tenOClock().plus({ minutes: 30 })
    const wanted = `start=${instant(start)}&duration=90`
    assert.include(await pageAt(client, `${detailsAddress(shop)}?${wanted}`), '£70.00')
    await client
      .post(detailsAddress(shop))
      .form(filledForm(shop, start, { duration: '90' }))
      .redirects(0)
    await service.merge({ lengthPrices: {} }).save()
    const booking = await Booking.findByOrFail('service_id', service.id)
    assert.equal(Number(booking.price), 70)
    assert.include(await pageAt(client, `/manage/${booking.manageToken}`), '£70.00')
  })
})

test.group('A service that keeps its days compact', (group) => {
  withGlobalTransaction(group)

  test('shows times next to what is booked first, and none is missing', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { compactsDay: true, slotIntervalMinutes: 60 } })
    const address = `${timesAddress(shop)}?date=${DATE}`
    assert.notInclude(await pageAt(client, address), 'Suggested')

    await place(shop, tenOClock())
    const page = await pageAt(client, address)
    const values = [...page.matchAll(/name="start" value="([^"]+)"/g)].map(([, value]) => value)
    assert.lengthOf(new Set(values), 23)
    assert.sameMembers(values.slice(0, 2), [
      instant(tenOClock().minus({ hours: 1 })),
      instant(tenOClock().plus({ hours: 1 })),
    ])
    assert.isBelow(page.indexOf('Suggested'), page.indexOf('Morning'))
  })
})
