import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { clientOf } from '#tests/support/clients'
import { withGlobalTransaction } from '#tests/support/database'
import { instant, place, tenOClock } from '#tests/support/guest'
import { joinAs, type Shop } from '#tests/support/requests'

const send = (client: ApiClient, user: Shop['user'], form: object) =>
  client.post('/admin/bookings').form(form).loginAs(user).withCsrfToken().redirects(0)

const filled = (serviceId: number, changes: object = {}) => ({
  service: serviceId,
  date: tenOClock().toFormat('yyyy-MM-dd'),
  time: '10:00',
  repeat: 'weekly',
  dates: 3,
  client_name: 'Priya Shah',
  client_email: '',
  client_phone: '07700 900461',
  who: 'new',
  ...changes,
})

const weeks = (...numbers: number[]) => numbers.map((week) => tenOClock(3 + 7 * week).toMillis())

const booked = async () =>
  (await Booking.query().orderBy('starts_at')).map(({ startsAt }) => startsAt.toMillis())

test.group('A new booking at the desk', (group) => {
  withGlobalTransaction(group)

  test('is made every week, and each date leads to the others', async ({ client, assert }) => {
    const { user, service } = await openShop({ settings: { requiresApproval: true } })
    const page = await client.get('/admin/bookings/new').loginAs(user)
    page.assertTextIncludes('New booking')
    const done = await send(client, user, filled(service.id))
    done.assertStatus(303)
    assert.deepEqual(await booked(), weeks(0, 1, 2))
    const [first, second, third] = await Booking.query().orderBy('starts_at')
    assert.equal(first.status, 'approved')
    done.assertHeader('location', `/admin/bookings/${first.id}`)
    const record = await client.get(`/admin/bookings/${first.id}`).loginAs(user)
    record.assertTextIncludes('3 dates')
    for (const { id } of [second, third]) record.assertTextIncludes(`href="/admin/bookings/${id}"`)
  })

  test('once, every two weeks, and not with the same form twice', async ({ client, assert }) => {
    const { user, service } = await openShop()
    const once = { repeat: 'no', dates: '', idempotency_key: 'k1' }
    for (const status of [303, 303]) {
      ;(await send(client, user, filled(service.id, once))).assertStatus(status)
    }
    assert.deepEqual(await booked(), weeks(0))
    const later = { date: tenOClock(10).toFormat('yyyy-MM-dd'), repeat: 'fortnightly', dates: 2 }
    ;(await send(client, user, filled(service.id, later))).assertStatus(303)
    assert.deepEqual(await booked(), weeks(0, 1, 3))
  })

  test('asks whether it is somebody known, where the number is, and loses nothing', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const known = await clientOf(shop, {
      ...{ name: 'Ada Lovelace', phone: '07700 900461', startsAt: tenOClock(4) },
    })
    const once = { repeat: 'no', dates: '', note: 'Knee', client_phone: '+44 7700 900461' }
    const form = filled(shop.service.id, once)
    const asked = await send(client, shop.user, form)
    asked.assertStatus(409)
    asked.assertTextIncludes('Say below whether this is Ada Lovelace.')
    assert.match(asked.text(), new RegExp(`name="client" value="${known.id}"`))
    asked.assertTextIncludes('Knee')
    assert.lengthOf(await booked(), 1, 'hers of before')

    const hers = await send(client, shop.user, { ...form, client: known.id })
    hers.assertStatus(303)
    const booking = await Booking.query().orderBy('id', 'desc').firstOrFail()
    assert.deepInclude(booking.$attributes, { clientId: known.id, clientName: 'Ada Lovelace' })

    const another = { date: tenOClock(10).toFormat('yyyy-MM-dd') }
    const anew = await send(client, shop.user, { ...form, ...another, anew: 'on' })
    anew.assertStatus(303)
    const named = { ...another, time: '12:00', client_name: 'ada lovelace' }
    const same = await send(client, shop.user, { ...form, ...named })
    same.assertStatus(303)
  })

  test('is at the place that was chosen, and says so in its record', async ({ client, assert }) => {
    const { user, service } = await openShop({
      service: { furtherPlaces: [{ key: 2, locationType: 'client_calls', locationDetails: null }] },
    })
    const once = { repeat: 'no', dates: '' }
    const desk = await client.get(`/admin/bookings/new?service=${service.id}&who=new`).loginAs(user)
    desk.assertTextIncludes('In person, Canal Street pool, 14 Canal Street')
    desk.assertTextIncludes('By phone: the client calls you')
    const refused = await send(
      client,
      user,
      filled(service.id, { ...once, place: 1, note: 'Knee' })
    )
    refused.assertStatus(422)
    refused.assertTextIncludes('href="#place"')
    refused.assertTextIncludes('Knee')
    ;(await send(client, user, filled(service.id, { ...once, place: 2 }))).assertStatus(303)
    const [booking, ...others] = await Booking.all()
    assert.isEmpty(others)
    assert.equal(booking.wording.locationType, 'client_calls')
    const record = await client.get(`/admin/bookings/${booking.id}`).loginAs(user)
    record.assertTextIncludes('By phone: the client calls you')
  })

  test('reports each date where one is taken, and books what is chosen instead', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    await place(shop, tenOClock(10))
    const refused = await send(client, shop.user, filled(shop.service.id, { note: 'Knee' }))
    refused.assertStatus(409)
    refused.assertTextIncludes('1 of 3 dates cannot be booked, so none is booked yet.')
    refused.assertTextIncludes('This time is taken.')
    refused.assertTextIncludes('Knee')
    assert.lengthOf(await Booking.all(), 1)
    const instead = instant(tenOClock(10).plus({ hours: 1 }))
    refused.assertTextIncludes(`<option value="${instead.replace('Z', '+00:00')}">`)

    const [first, , third] = weeks(0, 1, 2).map((start) => new Date(start).toISOString())
    const starts = [first, instead, third].map((start) => start.replace('.000Z', 'Z'))
    const form = filled(shop.service.id, { 'reported': 1, 'starts[]': [...starts, ''] })
    const nameless = await send(client, shop.user, { ...form, client_name: '' })
    nameless.assertStatus(422)
    for (const start of starts) assert.include(nameless.text(), start.slice(0, 19))
    const changed = await send(client, shop.user, { ...form, change: 1 })
    changed.assertStatus(200)
    changed.assertTextIncludes('Another time')

    ;(await send(client, shop.user, form)).assertStatus(303)
    const [, taken] = weeks(0, 1)
    assert.sameMembers(await booked(), [...weeks(0, 1, 2), taken + 3_600_000])
  })

  test('takes more than twenty chosen dates, and none at all for a mistake', async ({
    client,
    assert,
  }) => {
    const { user, service } = await openShop()
    const starts = Array.from({ length: 24 }, (_, week) => instant(tenOClock(3 + 7 * week)))
    const form = filled(service.id, { 'reported': 1, 'starts[]': starts })
    ;(await send(client, user, form)).assertStatus(303)
    assert.lengthOf(await Booking.all(), 24)
    const none = await send(client, user, filled(service.id, { reported: 1 }))
    none.assertStatus(422)
    none.assertTextIncludes('You left out every date, so nothing was booked.')
  })

  test('says what is wrong beside what was typed', async ({ client }) => {
    const shop = await openShop({ service: { durations: [30] }, hosts: 2 })
    const stranger = await openShop()
    const wrong: [object, string][] = [
      [{ client_name: '' }, 'Enter the client’s name'],
      [{ time: 'noonish' }, 'Write a time, as 09:00'],
      [{ dates: '' }, 'Enter how many dates'],
      [{ dates: 53 }, 'At most 52 dates can be booked at once'],
      [{ length: 45 }, 'This service does not come in that length'],
      [{ service: stranger.service.id }, 'Choose one from the list'],
      [{ host: stranger.host.id }, 'Choose one from the list'],
    ]
    for (const [changes, sentence] of wrong) {
      const answer = await send(client, shop.user, filled(shop.service.id, changes))
      answer.assertStatus(422)
      answer.assertTextIncludes(sentence)
      answer.assertTextIncludes('07700 900461')
    }
    await shop.business.settings.merge({ isActive: false }).save()
    const off = await send(client, shop.user, filled(shop.service.id))
    off.assertStatus(409)
    off.assertTextIncludes(
      'Bookings are switched off for the whole business, so nothing was booked.'
    )
  })

  test('is made by staff in their own calendar only', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const staff = await joinAs('staff', shop.business)
    const idle = await client.get('/admin/bookings/new').loginAs(staff)
    idle.assertTextIncludes('You have no calendar of your own here')
    const [other, own] = shop.hosts
    await own.merge({ userId: staff.id }).save()
    const wanted = (host: number | '') => filled(shop.service.id, { host })
    ;(await send(client, staff, wanted(other.id))).assertStatus(422)
    ;(await send(client, staff, wanted(''))).assertStatus(422)
    const both = await addService(shop.business, shop.hosts, { hostMode: 'collective' })
    const needsAll = await send(client, staff, filled(both.id, { host: own.id }))
    needsAll.assertStatus(422)
    needsAll.assertTextIncludes('This service needs colleagues too')
    ;(await send(client, staff, wanted(own.id))).assertStatus(303)
    const hosts = (await Booking.all()).map(({ hostId }) => hostId)
    assert.deepEqual(hosts, [own.id, own.id, own.id])
  })
})
