import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { type DateTime } from 'luxon'
import { addService, openShop } from '#database/factories/business'
import Host from '#models/availability/host'
import Booking from '#models/bookings/booking'
import { withEmptyTables } from '#tests/support/database'
import { rowVersionsIn } from '#tests/support/form_version'
import { queriesOf } from '#tests/support/queries'
import { IN_THREE_DAYS, joinAs, openShopByRequest, place, type Shop } from '#tests/support/requests'

const PAGE = '/admin/bookings/shift'

test.group('Several bookings moved at once', (group) => {
  withEmptyTables(group)

  /** One after the other, without a pause between them. */
  async function placeInARow(shop: Shop, count: number): Promise<Booking[]> {
    const placed: Booking[] = []
    for (let index = 0; index < count; index++) {
      const startsAt = IN_THREE_DAYS.plus({ hours: index })
      placed.push(await place(shop, { name: `Client ${index}`, startsAt, hostId: shop.host.id }))
    }
    return placed
  }

  const look = (client: ApiClient, user: Shop['user'], bookings: Booking[], query: string) =>
    client.get(`${PAGE}?ids=${bookings.map(({ id }) => id).join()}&${query}`).loginAs(user)

  const send = (
    client: ApiClient,
    user: Shop['user'],
    { bookings, html, ...more }: { bookings: Booking[]; html: string } & Record<string, unknown>
  ) =>
    client
      .post(PAGE)
      .form({
        ...Object.fromEntries(bookings.map(({ id }, index) => [`chosen[${index}]`, String(id)])),
        ...rowVersionsIn(html),
        ...more,
      })
      .loginAs(user)
      .withCsrfToken()

  /** In hours from where the first of them was. */
  const hoursOf = (bookings: Booking[]) =>
    Promise.all(
      bookings.map(async ({ id }) => {
        const { startsAt } = await Booking.findOrFail(id)
        return startsAt.diff(IN_THREE_DAYS, 'hours').hours
      })
    )

  test('shows the new times first, then moves each into the time that the one before it left', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const bookings = await placeInARow(shop, 3)
    const led = await client
      .get(`/admin/bookings/several?do=move&ids[]=${bookings[0].id}`)
      .loginAs(shop.user)
      .redirects(0)
    led.assertHeader('location', `${PAGE}?ids=${bookings[0].id}`)
    const asked = await look(client, shop.user, bookings, '')
    asked.assertTextIncludes('3 of 3 can be moved. Nothing has happened yet.')
    asked.assertTextIncludes('Say by how much, or who takes them.')
    assert.notInclude(asked.text(), 'Move these')

    const later = await look(client, shop.user, bookings, 'minutes=60')
    later.assertTextIncludes('3 of 3 can be moved: their new times are free.')
    later.assertTextIncludes('Move these 3')
    assert.lengthOf(later.text().match(/<p>to \w/g) ?? [], 3)
    assert.deepEqual(await hoursOf(bookings), [0, 1, 2])
    const done = await send(client, shop.user, { bookings, html: later.text(), minutes: '60' })
    done.assertStatus(200)
    done.assertTextIncludes('3 of 3 moved.')
    assert.deepEqual(await hoursOf(bookings), [1, 2, 3])

    const earlier = await look(client, shop.user, bookings, 'minutes=-60')
    const back = { bookings, html: earlier.text(), minutes: '-60', tell: 'nobody' }
    const mails = async () =>
      (await db.from('notifications').whereNull('user_id').where('type', 'like', '%rescheduled%'))
        .length
    const told = await mails()
    assert.equal(told, 3)
    ;(await send(client, shop.user, back)).assertTextIncludes('3 of 3 moved.')
    assert.deepEqual(await hoursOf(bookings), [0, 1, 2])
    assert.equal(await mails(), told)
    const again = await send(client, shop.user, back)
    again.assertStatus(409)
    again.assertTextIncludes('None of 3 was moved.')
    again.assertTextIncludes('Changed meanwhile; it stays where it is.')
  })

  test('offers nothing again to a browser that goes back', async ({ client, assert }) => {
    const shop = await openShop()
    const bookings = await placeInARow(shop, 2)
    const [first] = bookings
    const later = await look(client, shop.user, [first], 'minutes=-60')
    await send(client, shop.user, { bookings: [first], html: later.text(), minutes: '-60' })
    const back = await look(client, shop.user, bookings, 'minutes=-60')
    back.assertTextIncludes('1 of 2 was moved like this just now.')
    back.assertTextIncludes('Moved like this just now.')
    const chosen = back.text().match(/value="\d+" form="shift" checked/g) ?? []
    assert.deepEqual(chosen, [`value="${bookings[1].id}" form="shift" checked`])

    const other = await look(client, shop.user, [first], 'minutes=-30')
    other.assertTextIncludes('1 of 1 can be moved')
    await db.from('booking_events').update({ created_at: IN_THREE_DAYS.minus({ days: 4 }).toSQL() })
    const tomorrow = await look(client, shop.user, [first], 'minutes=-60')
    tomorrow.assertTextIncludes('1 of 1 can be moved')
  })

  test('is said at an address of its own, which nobody can write', async ({ client, assert }) => {
    const shop = await openShop()
    const bookings = await placeInARow(shop, 2)
    const page = await look(client, shop.user, bookings, 'minutes=180')
    const form = { bookings, html: page.text(), minutes: '180' }
    const sent = await send(client, shop.user, form).redirects(0)
    sent.assertStatus(303)
    const address = sent.header('location') ?? ''
    const read = (path: string, user = shop.user) => client.get(path).loginAs(user)
    for (const each of [await read(address), await read(address)]) {
      each.assertStatus(200)
      each.assertTextIncludes('2 of 2 moved.')
    }
    assert.deepEqual(await hoursOf(bookings), [3, 4])
    const forged = await read(address.replace('moved', 'not_free'))
    assert.notInclude(forged.text(), 'of 2')
    const { user } = await openShop()
    assert.notInclude((await read(address, user)).text(), bookings[0].clientName)
  })

  test('names whoever no mail tells of it, and offers no room that a person goes with', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const room = await Host.create({
      ...{ businessId: shop.business.id, kind: 'room', name: 'Room 1', isActive: true },
      ...{ position: 9, timeZone: 'Europe/London' },
    })
    const bookings = await placeInARow(shop, 1)
    await bookings[0].merge({ clientEmail: null, clientPhone: '07700 900318' }).save()
    const page = await look(client, shop.user, bookings, 'minutes=60')
    const offered = (html: string) => html.includes(`<option value="${room.id}"`)
    page.assertTextIncludes(`<option value="${shop.hosts[1].id}"`)
    assert.isFalse(offered(page.text()))
    const done = await send(client, shop.user, { bookings, html: page.text(), minutes: '60' })
    done.assertTextIncludes('Client 0 was not told.')
    done.assertTextIncludes('Call 07700 900318')

    const back = await look(client, shop.user, bookings, 'minutes=-60')
    const quiet = { bookings, html: back.text(), minutes: '-60', tell: 'nobody' }
    const untold = await send(client, shop.user, quiet)
    untold.assertTextIncludes('1 of 1 moved.')
    untold.assertTextIncludes('Client 0 was not told.')

    const hall = await addService(shop.business, [room], { name: 'Hall' })
    assert.equal(hall.hostMode, 'any')
    assert.isTrue(offered((await look(client, shop.user, bookings, 'minutes=60')).text()))
  })

  test('by days keeps the hour on the business’s clock; one that cannot be moved stops no other', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const [first, second, gone] = await placeInARow(shop, 3)
    await gone.merge({ status: 'cancelled' }).save()
    const inTheWay = await place(shop, {
      ...{ name: 'In the way', startsAt: IN_THREE_DAYS.plus({ days: 2, hours: 1 }) },
      hostId: shop.host.id,
    })
    const bookings = [first, second, gone]
    const page = await look(client, shop.user, bookings, 'days=2')
    page.assertTextIncludes('1 of 3 can be moved: their new times are free.')
    page.assertTextIncludes('They are booked then, or have a pause around another booking.')
    page.assertTextIncludes('Move this one')
    assert.lengthOf(page.text().match(/form="shift" checked/g) ?? [], 1)
    page.assertTextIncludes('is not confirmed, or is over')
    const done = await send(client, shop.user, { bookings, html: page.text(), days: '2' })
    done.assertTextIncludes('1 of 3 moved.')
    done.assertTextIncludes('That time is taken. It stays where it is.')
    done.assertTextIncludes('It cannot be moved any more.')
    const zone = shop.business.timeZone
    const clock = (moment: DateTime) => moment.setZone(zone).toFormat('HH:mm')
    const moved = await Booking.findOrFail(first.id)
    assert.equal(clock(moved.startsAt), clock(first.startsAt))
    assert.equal(
      moved.startsAt.setZone(zone).toISODate(),
      first.startsAt.setZone(zone).plus({ days: 2 }).toISODate()
    )
    assert.deepEqual(await hoursOf([second, gone, inTheWay]), [1, 2, 49])
  })

  test('to another person who gives the service, and to nobody who does not', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 3 })
    const [anna, tom, mia] = shop.hosts
    const bookings = await placeInARow(shop, 2)
    await addService(shop.business, [mia], { name: 'Something else' })
    await db.from('service_hosts').where({ service_id: shop.service.id, host_id: mia.id }).delete()
    const page = await look(client, shop.user, bookings, `host=${tom.id}`)
    page.assertTextIncludes(`with ${tom.name}`)
    const html = page.text()
    const done = await send(client, shop.user, { bookings, html, host: String(tom.id) })
    done.assertTextIncludes('2 of 2 moved.')
    const hostsOf = async () =>
      (await Booking.query().orderBy('id')).map(({ hostId }) => Number(hostId))
    assert.deepEqual(await hostsOf(), [tom.id, tom.id])
    const wrong = await look(client, shop.user, bookings, `host=${mia.id}`)
    wrong.assertTextIncludes('The service is switched off, or they do not give it.')
    const refused = await send(client, shop.user, {
      ...{ bookings, html: wrong.text(), host: String(mia.id) },
    })
    refused.assertStatus(409)
    assert.deepEqual(await hostsOf(), [tom.id, tom.id])
    assert.notEqual(anna.id, tom.id)
  })

  test('outside the hours only where that is wanted', async ({ client, assert }) => {
    const date = IN_THREE_DAYS.setZone('Europe/London')
    const weekday = (date.weekday % 7) as 0
    const start = date.toFormat('HH:00')
    const shop = await openShop({
      weeklyHours: [{ weekday, start, end: date.plus({ hours: 1 }).toFormat('HH:00') }],
    })
    const bookings = [await place(shop, { startsAt: IN_THREE_DAYS })]
    const page = await look(client, shop.user, bookings, 'minutes=120')
    page.assertTextIncludes('no new time is free')
    page.assertTextIncludes('Outside their hours, or in time that is blocked. To move it all')
    const anyway = await look(client, shop.user, bookings, 'minutes=120&anyway=on')
    anyway.assertTextIncludes('1 of 1 can be moved')
    const html = page.text()
    const refused = await send(client, shop.user, { bookings, html, minutes: '120' })
    refused.assertTextIncludes('That time is outside hours, notice or limits')
    const more = { minutes: '120', anyway: 'on' }
    const done = await send(client, shop.user, { bookings, html, ...more })
    done.assertTextIncludes('1 of 1 moved.')
    assert.deepEqual(await hoursOf(bookings), [2])
  })

  test('each new time is checked as the move would, for all in as many queries as for few', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const [anna, tom] = shop.hosts
    const limited = await addService(shop.business, [anna], { name: 'Once a day', dailyLimit: 1 })
    const onceADay = { ...shop, service: limited }
    const at = (days: number, hours = 0) => IN_THREE_DAYS.plus({ days, hours })
    const first = await place(shop, { startsAt: at(0), hostId: anna.id })
    const second = await place(shop, { startsAt: at(0, 1), hostId: anna.id })
    const counted = await place(onceADay, { startsAt: at(0, 3), hostId: anna.id })
    await place(onceADay, { startsAt: at(1, 5), hostId: anna.id })
    await place(shop, { startsAt: at(1, 1), hostId: tom.id })
    const bookings = [first, second, counted]
    const page = await look(client, shop.user, bookings, 'days=1')
    page.assertTextIncludes('2 of 3 can be moved: their new times are free.')
    page.assertTextIncludes('The limit for that day is reached.')

    // Both would go to one time with one person: the first may, and the second finds it taken.
    const twin = await place(shop, { startsAt: at(0), hostId: tom.id })
    const toOne = await look(client, shop.user, [first, twin], `days=1&host=${anna.id}`)
    toOne.assertTextIncludes('1 of 2 can be moved: their new times are free.')

    const ofFew = await queriesOf(() => look(client, shop.user, [first, second], 'minutes=30'))
    const many = [first, second, counted, twin]
    for (let day = 3; day < 13; day++) many.push(await place(shop, { startsAt: at(day) }))
    const ofMany = await queriesOf(() => look(client, shop.user, many, 'minutes=30'))
    assert.isAtMost(ofMany.length, ofFew.length)
  })

  test('says what is wrong with the form, and keeps it', async ({ client }) => {
    const shop = await openShop()
    const bookings = await placeInARow(shop, 1)
    const nowhere = await look(client, shop.user, bookings, 'days=&minutes=0')
    nowhere.assertStatus(422)
    nowhere.assertTextIncludes('Say by how much, or choose who takes them')
    const distant = await look(client, shop.user, bookings, 'days=9000&minutes=soon')
    distant.assertStatus(422)
    distant.assertTextIncludes('It must be 365 or less')
    distant.assertTextIncludes('value="soon"')
    const html = (await look(client, shop.user, bookings, 'minutes=30')).text()
    const long = { minutes: '30', reason: 'x'.repeat(1001) }
    const refused = await send(client, shop.user, { bookings, html, ...long })
    refused.assertStatus(422)
    refused.assertTextIncludes('It is longer than 1000 characters')
    refused.assertTextIncludes('name="minutes" value="30"')
    for (const days of ['999999999999', '1e300', 'soon', '']) {
      const far = await send(client, shop.user, { bookings, html, days, reason: long.reason })
      far.assertStatus(422)
    }
  })

  test('staff move their own only, and fill nobody else’s time; requests and others’ stay', async ({
    client,
    assert,
  }) => {
    const shop = await openShopByRequest({ hosts: 2 })
    const staff = await joinAs('staff', shop.business)
    await shop.hosts[1].merge({ userId: staff.id }).save()
    const own = await place(shop, { hostId: shop.hosts[1].id })
    const other = await place(shop, { hostId: shop.hosts[0].id })
    const bookings = [own, other]
    const asked = await look(client, shop.user, bookings, 'minutes=60')
    asked.assertTextIncludes('None of them can be moved.')
    for (const each of bookings) await each.merge({ status: 'approved' }).save()
    const page = await look(client, staff, bookings, 'minutes=60')
    page.assertTextIncludes('is for somebody else to move')
    const to = { minutes: '60', host: String(shop.hosts[0].id) }
    await send(client, staff, { bookings, html: page.text(), ...to })
    assert.deepEqual(await hoursOf(bookings), [0, 0])
    await send(client, staff, { bookings, html: page.text(), minutes: '60' })
    assert.deepEqual(await hoursOf(bookings), [1, 0])
    const { user } = await openShop()
    const theirs = await look(client, user, bookings, 'minutes=60')
    theirs.assertTextIncludes('No booking was chosen.')
    ;(await send(client, user, { bookings, html: page.text(), minutes: '60' })).assertStatus(404)
  })
})
