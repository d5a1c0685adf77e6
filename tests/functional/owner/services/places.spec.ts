import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import Notification from '#models/notifications/notification'
import Service from '#models/services/service'
import { withGlobalTransaction } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'
import { saveService } from '#tests/support/owner'

const MEETING = 'https://zoom.example/j/123'

test.group('Places of a service', (group) => {
  withGlobalTransaction(group)

  test('are several to choose from, each in its row for good', async ({ client, assert }) => {
    const shop = await openShop()
    const blank = await client.get('/admin/services/new').loginAs(shop.user)
    assert.include(blank.text(), 'id="place_type_3"')
    const saved = await saveService(client, shop, {
      ...{ place_type_1: 'zoom', place_details_1: MEETING },
      ...{ place_type_2: 'custom', place_details_2: 'At your home' },
      ...{ place_type_3: 'client_calls', place_details_3: '' },
    })
    saved.assertStatus(303)
    const all = [
      { key: 1, locationType: 'zoom', locationDetails: MEETING },
      { key: 2, locationType: 'custom', locationDetails: 'At your home' },
      { key: 3, locationType: 'client_calls', locationDetails: null },
    ]
    const stored = async () => (await Service.findOrFail(shop.service.id)).furtherPlaces
    assert.deepEqual(await stored(), all)
    const form = await client.get(`/admin/services/${shop.service.id}`).loginAs(shop.user)
    form.assertTextIncludes('In person · Canal Street pool · Zoom · Somewhere else')
    form.assertTextIncludes('clients choose')
    const gone = await saveService(client, shop, {
      ...{ place_type_1: '', place_details_1: '' },
      ...{ place_type_2: 'custom', place_details_2: 'At your home' },
    })
    gone.assertStatus(303)
    assert.deepEqual(await stored(), [all[1]])
  })

  for (const [what, row, field, sentence] of [
    [
      'a meeting whose link is none',
      { place_type_1: 'zoom', place_details_1: 'zoom 123 456' },
      'place_details_1',
      'Write the whole address of the meeting',
    ],
    [
      'words without a kind',
      { place_type_1: '', place_details_1: 'At your home' },
      'place_type_1',
      'Choose what kind of place this is',
    ],
    [
      'a kind that there is not',
      { place_type_1: 'moon', place_details_1: 'Sea of rains' },
      'place_type_1',
      'Choose one from the list',
    ],
    [
      'a place in words that has none',
      { place_type_1: 'custom', place_details_1: '' },
      'place_details_1',
      'Say where that is',
    ],
    [
      'one that stands above',
      { place_type_2: 'in_person', place_details_2: 'Canal Street pool' },
      'place_details_2',
      'You have this place above already',
    ],
  ] as const) {
    test(`refuse ${what}, and keep what was typed`, async ({ client, assert }) => {
      const shop = await openShop()
      const page = await saveService(client, shop, row)
      page.assertStatus(422)
      page.assertTextIncludes(`href="#${field}"`)
      page.assertTextIncludes(sentence)
      for (const typed of Object.values(row)) {
        if (typed && typed !== 'moon') page.assertTextIncludes(`value="${typed}"`)
      }
      assert.deepEqual((await Service.findOrFail(shop.service.id)).furtherPlaces, [])
    })
  }

  test('tell those who chose the one that changes, and nobody else', async ({ client, assert }) => {
    const shop = await openShop({
      service: { furtherPlaces: [{ key: 1, locationType: 'zoom', locationDetails: MEETING }] },
    })
    const there = await place(shop, tenOClock())
    const online = await place(shop, tenOClock(4), { email: 'tom@example.com' })
    await online.merge({ placeKey: 1 }).save()
    const other = { place_type_1: 'zoom', place_details_1: 'https://zoom.example/j/9' }
    const asked = await saveService(client, shop, other)
    asked.assertStatus(409)
    asked.assertTextIncludes('One coming booking')
    const saved = await saveService(client, shop, { ...other, tell: 'yes' })
    saved.assertStatus(303)
    const told = await Notification.query().where('type', 'booking_changed')
    assert.deepEqual(
      told.map(({ bookingId }) => bookingId),
      [online.id]
    )
    const now = async ({ id }: Booking) => (await Booking.findOrFail(id)).wording.locationDetails
    assert.equal(await now(online), 'https://zoom.example/j/9')
    assert.equal(await now(there), 'Canal Street pool')
  })

  test('are kept by those who chose one that is offered no more', async ({ client, assert }) => {
    const shop = await openShop({
      service: { furtherPlaces: [{ key: 1, locationType: 'zoom', locationDetails: MEETING }] },
    })
    const booking = await place(shop, tenOClock())
    await booking.merge({ placeKey: 1 }).save()
    const saved = await saveService(client, shop, { place_type_1: '', place_details_1: '' })
    saved.assertStatus(303)
    await (await booking.refresh()).merge({ calendarSequence: 1 }).save()
    const { wording } = await booking.refresh()
    assert.equal(wording.locationType, 'zoom')
    assert.equal(wording.locationDetails, MEETING)
  })
})
