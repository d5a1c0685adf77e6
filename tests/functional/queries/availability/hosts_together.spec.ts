import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import PlaceBooking from '#actions/bookings/place_booking'
import { openShop } from '#database/factories/business'
import DateOverride from '#models/availability/date_override'
import { byClient } from '#models/by'
import { withGlobalTransaction } from '#tests/support/database'
import { instant, pageAt, place, tenOClock, timesAddress } from '#tests/support/guest'
import { move } from '#tests/support/moves'
import { CLIENT } from '#tests/support/outbox'

const DAY = tenOClock(5)
const date = DAY.toFormat('yyyy-MM-dd')
const at = (time: string) => {
  const [hour, minute] = time.split(':').map(Number)
  return DAY.set({ hour, minute })
}

/** Two hosts who are needed together for an hour and a half; from eight to four and from nine to five. */
async function openUnlikeHours() {
  const shop = await openShop({
    hosts: 2,
    service: { hostMode: 'collective', durationMinutes: 90 },
  })
  for (const [index, [opens, closes]] of [
    ['08:00', '16:00'],
    ['09:00', '17:00'],
  ].entries()) {
    await db
      .from('availability_rules')
      .where('host_id', shop.hosts[index].id)
      .update({ opens_time: opens, closes_time: closes })
  }
  return shop
}

/** The wall times that a page of a day offers. */
function timesOn(page: string): string[] {
  return [...page.matchAll(/name="start" value="([^"]+)"/g)].map(([, start]) =>
    DateTime.fromISO(start, { zone: 'Europe/London' }).toFormat('HH:mm')
  )
}

test.group('Hosts who are needed together', (group) => {
  withGlobalTransaction(group)

  test('are on offer from what all of them have open, wherever it is asked', async ({
    client,
    assert,
  }) => {
    const shop = await openUnlikeHours()
    const { business, service } = shop
    const page = () => pageAt(client, `${timesAddress(shop)}?date=${date}`)
    assert.deepEqual(timesOn(await page()), ['09:00', '10:30', '12:00', '13:30'])

    const api = await client
      .get(`/api/booking/public/${business.slug}/availability/`)
      .qs({ service_id: service.id, start_date: date, end_date: date })
    assert.lengthOf(api.body()[date], 4)

    const why = (time: string) =>
      client
        .get('/admin/availability/why')
        .qs({ service: service.id, date, time })
        .loginAs(shop.user)
    ;(await why('09:00')).assertTextIncludes('can be booked')
    ;(await why('08:00')).assertTextIncludes('cannot be booked')
    ;(await why('11:00')).assertTextIncludes('cannot be booked')

    const booking = await place(shop, at('09:00'))
    assert.deepEqual(timesOn(await page()), ['10:30', '12:00', '13:30'])
    const early = await new PlaceBooking().handle({
      businessId: business.id,
      serviceId: service.id,
      startsAt: at('11:00').toMillis(),
      hostId: null,
      client: CLIENT,
      idempotencyKey: null,
      by: byClient(),
    })
    assert.equal(early.outcome, 'unavailable')
    assert.equal((await move(booking, at('12:00'))).outcome, 'moved')
    assert.equal((await move(booking, at('08:00'))).outcome, 'unavailable')
    assert.deepEqual(timesOn(await page()), ['09:00', '10:30', '13:30'])
  })

  test('follow an override of one of them, and a list of starts on the business’s clock', async ({
    client,
    assert,
  }) => {
    const shop = await openUnlikeHours()
    const [, tom] = shop.hosts
    const page = () => pageAt(client, `${timesAddress(shop)}?date=${date}`)
    await DateOverride.create({
      businessId: shop.business.id,
      hostId: tom.id,
      date,
      windows: [{ start: '10:15', end: '13:30' }],
    })
    assert.deepEqual(timesOn(await page()), ['10:15', '11:45'])

    await tom.merge({ timeZone: 'Europe/Paris' }).save()
    await shop.service.merge({ startTimes: [{ start: '10:00' }, { start: '11:00' }] }).save()
    assert.deepEqual(timesOn(await page()), ['10:00', '11:00'])
    await place(shop, at('11:00'))
    assert.notInclude(await page(), `value="${instant(at('11:00'))}"`)
  })
})
