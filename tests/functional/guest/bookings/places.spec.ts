import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import type Service from '#models/services/service'
import { withGlobalTransaction } from '#tests/support/database'
import { detailsAddress, filledForm, instant, pageAt, tenOClock } from '#tests/support/guest'

const MEETING = 'https://zoom.example/j/123'

const CHOICE: Partial<Service> = {
  ...{ locationType: 'in_person', locationDetails: 'Canal Street pool' },
  furtherPlaces: [
    { key: 1, locationType: 'zoom', locationDetails: MEETING },
    { key: 3, locationType: 'phone', locationDetails: null },
  ],
}

test.group('Where it takes place', (group) => {
  withGlobalTransaction(group)

  test('is the client’s choice, kept as it was then', async ({ client, assert }) => {
    const business = { createdAt: DateTime.now().minus({ years: 1 }) }
    const shop = await openShop({ business, service: CHOICE })
    const start = tenOClock()
    const details = await pageAt(client, `${detailsAddress(shop)}?start=${instant(start)}`)
    assert.include(details, 'Canal Street pool, 14 Canal Street, London N1 8QT, Zoom or Phone')
    assert.match(details, /<legend[^>]*>Where<\/legend>/)
    assert.notInclude(details, MEETING)
    assert.notMatch(details, /name="place"[^>]*checked/)
    const form = filledForm(shop, start, { place: '1' })
    const sent = await client.post(detailsAddress(shop)).form(form).redirects(0)
    sent.assertStatus(303)
    const booking = await Booking.findByOrFail('service_id', shop.service.id)
    assert.equal(booking.placeKey, 1)
    await shop.service.merge({ furtherPlaces: [] }).save()
    const page = await pageAt(client, `/manage/${booking.manageToken}`)
    assert.include(page, 'Zoom')
    assert.include(page, `href="${MEETING}"`)
    assert.notInclude(page, 'Canal Street pool')
    const file = await pageAt(client, `/manage/${booking.manageToken}/calendar.ics`)
    assert.include(file, `LOCATION:${MEETING}`)
    assert.include(file, `CONFERENCE;VALUE=URI;FEATURE=VIDEO:${MEETING}`)
  })

  test('is not asked where there is one place', async ({ client, assert }) => {
    const shop = await openShop()
    const start = tenOClock()
    const details = await pageAt(client, `${detailsAddress(shop)}?start=${instant(start)}`)
    assert.notInclude(details, 'name="place"')
    const form = filledForm(shop, start, { place: '7' })
    const sent = await client.post(detailsAddress(shop)).form(form).redirects(0)
    sent.assertStatus(303)
    const { placeKey } = await Booking.findByOrFail('service_id', shop.service.id)
    assert.equal(placeKey, 0)
  })

  for (const [what, changes, field, sentence] of [
    ['no choice', {}, 'place', 'Choose where it takes place'],
    ['a place that there is not', { place: '2' }, 'place', 'Choose where it takes place'],
    ['a call without a number', { place: '3' }, 'client_phone', 'write your phone number'],
  ] as const) {
    test(`is refused with ${what}, and nothing is lost`, async ({ client, assert }) => {
      const shop = await openShop({ service: CHOICE })
      const form = filledForm(shop, tenOClock(), { notes: 'First time', ...changes })
      const page = await client.post(detailsAddress(shop)).form(form)
      page.assertStatus(422)
      page.assertTextIncludes(`href="#${field}"`)
      page.assertTextIncludes(sentence)
      page.assertTextIncludes('First time')
      assert.equal(/name="place"[^>]*checked/.test(page.text()), field === 'client_phone')
      assert.isNull(await Booking.findBy('service_id', shop.service.id))
    })
  }

  test('stands beside a move, as it was chosen', async ({ client, assert }) => {
    const shop = await openShop({ service: CHOICE })
    const form = filledForm(shop, tenOClock(), { place: '1' })
    await client.post(detailsAddress(shop)).form(form).redirects(0)
    const { manageToken } = await Booking.findByOrFail('service_id', shop.service.id)
    const start = instant(tenOClock(4))
    const addresses = ['move', `move/review?start=${start}`]
    for (const address of addresses) {
      const page = await pageAt(client, `/manage/${manageToken}/${address}`)
      assert.match(page, /<dt[^>]*>Place<\/dt>\s*<dd[^>]*>\s*Zoom/)
      assert.notInclude(page, MEETING)
    }
  })

  test('is told of a call: who calls whom', async ({ client, assert }) => {
    const shop = await openShop({
      service: { locationType: 'client_calls', locationDetails: null },
    })
    const start = tenOClock()
    const details = await pageAt(client, `${detailsAddress(shop)}?start=${instant(start)}`)
    assert.include(details, 'Phone call: you call us')
    await client.post(detailsAddress(shop)).form(filledForm(shop, start)).redirects(0)
    const booking = await Booking.findByOrFail('service_id', shop.service.id)
    const page = await pageAt(client, `/manage/${booking.manageToken}`)
    assert.include(page, 'You call us on 020 7946 0182')
    const file = await pageAt(client, `/manage/${booking.manageToken}/calendar.ics`)
    assert.include(file, 'LOCATION:Phone call: you call us')
    assert.notInclude(file, '7946')
  })

  test('is carried on where the time was taken meanwhile', async ({ client }) => {
    const shop = await openShop({ service: CHOICE })
    const start = tenOClock()
    const form = (changes: object) => filledForm(shop, start, { place: '1', ...changes })
    await client.post(detailsAddress(shop)).form(form({})).redirects(0)
    const page = await client.post(detailsAddress(shop)).form(form({ client_name: 'Tom Okafor' }))
    page.assertStatus(409)
    page.assertTextIncludes('<input type="hidden" name="place" value="1">')
  })
})
