import { test } from '@japa/runner'
import CancelBooking from '#actions/bookings/cancel_booking'
import PlaceSeries from '#actions/bookings/place_series'
import { openShop } from '#database/factories/business'
import { byClient } from '#models/by'
import { withGlobalTransaction } from '#tests/support/database'
import { pageAt, place, type Shop, tenOClock } from '#tests/support/guest'
import { PRIYA } from '#tests/support/named_clients'

const DAYS = [3, 10, 17]
const LINK = 'https://meet.example/pool'

async function bookTogether({ business, service }: Shop) {
  const placed = await new PlaceSeries().handle({
    businessId: business.id,
    serviceId: service.id,
    starts: DAYS.map((day) => tenOClock(day).toMillis()),
    hostId: null,
    client: PRIYA,
    idempotencyKey: null,
    by: byClient(),
  })
  if (!('bookings' in placed)) throw new Error(placed.outcome)
  return placed.bookings
}

test.group('Dates that were booked together', (group) => {
  withGlobalTransaction(group)

  test('stand on the page of each, with the ways to the others', async ({ client, assert }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    const alone = await place(shop, tenOClock(20))
    const [first, second, third] = await bookTogether(shop)
    await new CancelBooking().handle({
      businessId: shop.business.id,
      bookingId: third.id,
      by: byClient(),
      reason: null,
    })
    const page = await pageAt(client, `/manage/${first.manageToken}`)
    const [, list] = /<ol class="sheet__dates" role="list">(.*?)<\/ol>/s.exec(page) ?? []
    assert.include(page, '3 dates, booked together')
    assert.deepEqual(
      [...list.matchAll(/href="\/manage\/([^"]+)"/g)].map(([, token]) => token),
      [second, third].map(({ manageToken }) => manageToken)
    )
    assert.match(list, /aria-current="true"/)
    assert.match(list, /Cancelled/)
    assert.notInclude(await pageAt(client, `/manage/${alone.manageToken}`), 'sheet__dates')
  })

  test('stand in one calendar file, without those that were cancelled', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({
      settings: { requiresApproval: false },
      service: { locationType: 'video', locationDetails: LINK },
      business: { createdAt: tenOClock(-400) },
    })
    const [first, second, third] = await bookTogether(shop)
    const fileOf = async (token: string) => {
      const response = await client.get(`/manage/${token}/calendar.ics`)
      return String(response.text() || response.body())
    }
    const all = await fileOf(second.manageToken)
    assert.equal(all.match(/BEGIN:VEVENT/g)?.length, 3)
    assert.equal(all.match(/BEGIN:VCALENDAR/g)?.length, 1)
    assert.equal(all.match(/CONFERENCE;/g)?.length, 3)
    for (const { eventUid } of [first, second, third]) assert.include(all, `UID:${eventUid}`)

    await new CancelBooking().handle({
      businessId: shop.business.id,
      bookingId: third.id,
      by: byClient(),
      reason: null,
    })
    const left = await fileOf(first.manageToken)
    assert.equal(left.match(/BEGIN:VEVENT/g)?.length, 2)
    assert.notInclude(left, third.eventUid)
    const off = await fileOf(third.manageToken)
    assert.equal(off.match(/BEGIN:VEVENT/g)?.length, 1)
    assert.include(off, 'METHOD:CANCEL')
  })

  test('leave out one that was given to somebody else', async ({ client, assert }) => {
    const shop = await openShop({ settings: { requiresApproval: false } })
    const [first, second, third] = await bookTogether(shop)
    await third.merge({ clientEmail: 'other@example.com' }).save()
    const page = await pageAt(client, `/manage/${first.manageToken}`)
    assert.include(page, second.manageToken)
    assert.notInclude(page, third.manageToken)
    const own = await pageAt(client, `/manage/${third.manageToken}`)
    assert.notInclude(own, first.manageToken)
  })
})
