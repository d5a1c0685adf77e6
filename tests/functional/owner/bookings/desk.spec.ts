import { randomUUID } from 'node:crypto'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import BlockClient from '#actions/clients/block_client'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import { byUser } from '#models/by'
import Notification from '#models/notifications/notification'
import type { ClientQuestion } from '#models/services/client_question'
import { consumeLimit, lookUpsPerUser } from '#start/limiter'
import { blockTime } from '#tests/support/blocks'
import { storeBusyAtWork } from '#tests/support/calendars'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { place, tenOClock } from '#tests/support/guest'
import { withRateLimits } from '#tests/support/limits'
import { joinAs, place as placeWith, type Shop } from '#tests/support/requests'

const NINE_TO_FIVE = ([0, 1, 2, 3, 4, 5, 6] as const).flatMap((weekday) => [
  { weekday, start: '09:00', end: '12:30' },
  { weekday, start: '13:30', end: '17:00' },
])

const DATE = tenOClock().toFormat('yyyy-MM-dd')

const look = (client: ApiClient, user: Shop['user'], query: Record<string, unknown> = {}) => {
  const asked = new URLSearchParams(
    Object.entries(query).map(([key, value]) => [key, String(value)])
  )
  return client.get(`/admin/bookings/new?${asked}`).loginAs(user)
}

/** Those of the chosen day. */
const timesOn = (html: string) =>
  [...html.matchAll(/<a class="slot"[^>]*><span>([^<]+)<\/span>/g)].map(([, time]) => time.trim())

const send = (client: ApiClient, user: Shop['user'], form: object) =>
  client.post('/admin/bookings').form(form).loginAs(user).withCsrfToken().redirects(0)

test.group('A service at the desk whose room takes no bookings', (group) => {
  withGlobalTransaction(group)

  test('names the room, and neither closes the days nor speaks of bookings', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 3 })
    const [anna, , room] = shop.hosts
    await room.merge({ kind: 'room', name: 'Room 1', isActive: false }).save()
    const asked = { who: 'none', service: shop.service.id, host: anna.id, date: DATE }
    const words = 'Private lesson cannot be booked: Room 1 takes no bookings at the moment.'
    for (const query of [asked, { ...asked, time: '10:30' }]) {
      const page = (await look(client, shop.user, query)).text()
      assert.lengthOf(page.split(words), 2)
      assert.include(page, 'None free')
      for (const untrue of ['Nobody gives', 'already booked', '>Closed<']) {
        assert.notInclude(page, untrue)
      }
    }
    const refused = await look(client, shop.user, { ...asked, time: '10:30' })
    refused.assertTextIncludes(`href="/admin/people/${room.id}#is_active"`)
    for (const person of shop.hosts.slice(0, 2)) await person.merge({ isActive: false }).save()
    const nobody = await look(client, shop.user, { ...asked, host: '' })
    nobody.assertTextIncludes('Anna Reed, Tom Okafor and Room 1 take no bookings at the moment.')
  })
})

test.group('A time at the desk that a calendar elsewhere has', (group) => {
  withGlobalTransaction(group)

  test('is said with its name, and booked anyway, which is marked', async ({ client, assert }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    const start = tenOClock()
    await storeBusyAtWork(shop.host, start, start.plus({ hours: 1 }))
    const time = start.setZone('Europe/London').toFormat('HH:mm')
    const date = start.setZone('Europe/London').toFormat('yyyy-MM-dd')
    const chosen = { who: 'none', service: shop.service.id, date, time }
    const refused = (await look(client, shop.user, chosen)).text()
    assert.include(refused, 'by the calendar “Work”')
    assert.include(refused, 'anyway=1')
    const sent = await send(client, shop.user, chosen)
    sent.assertStatus(409)
    ;(await send(client, shop.user, { ...chosen, anyway: 1, tell: 'nobody' })).assertStatus(303)
    const booking = await Booking.firstOrFail()
    assert.deepEqual(booking.overrides, ['calendar'])
    const page = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    page.assertTextIncludes('Over busy time of a connected calendar')
  })
})

test.group('The desk’s next days', (group) => {
  withGlobalTransaction(group)

  test('tell a day that is closed from one that is full', async ({ client, assert }) => {
    const start = tenOClock()
    const weekday = (start.weekday % 7) as 0
    const shop = await openShop({ weeklyHours: [{ weekday, start: '10:00', end: '11:00' }] })
    await place(shop, start)
    const chosen = { who: 'none', service: shop.service.id, date: DATE }
    const html = (await look(client, shop.user, chosen)).text()
    const counts = [...html.matchAll(/nextday__free">([^<]+)</g)].map(([, count]) => count)
    assert.include(counts, 'Closed')
    assert.equal(counts.filter((count) => count === 'Full').length, 1)
  })

  test('say that a class has no session then, and name all who give it', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({
      hosts: 2,
      weeklyHours: NINE_TO_FIVE,
      service: { hostMode: 'collective' },
    })
    const chosen = { who: 'none', service: shop.service.id, date: DATE, time: '11:00' }
    const page = await look(client, shop.user, chosen)
    page.assertTextIncludes('Private lesson with Anna Reed and Tom Okafor')
    await shop.service.merge({ isPlannedOnly: true }).save()
    const html = (await look(client, shop.user, chosen)).text()
    const counts = [...html.matchAll(/nextday__free">([^<]+)</g)].map(([, count]) => count)
    assert.deepEqual(new Set(counts), new Set(['No session']))
    assert.include(html, '<span class="soft">No session</span>')
  })
})

test.group('The desk finds a client', (group) => {
  withGlobalTransaction(group)

  test('by three letters of the name, or the last digits of the number', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { clientId } = await place(shop, tenOClock(), { phone: '07700 900214' })
    await place(shop, tenOClock(4), { name: 'Tom Hale', email: 'tom@example.com' })
    for (const q of ['pri', 'SHAH', '214', 'priya@ex']) {
      const found = await look(client, shop.user, { q })
      found.assertTextIncludes('One client found.')
      assert.include(found.text(), `client=${clientId}`)
      assert.notInclude(found.text(), 'Tom Hale')
    }
    const short = await look(client, shop.user, { q: 'pr' })
    short.assertTextIncludes('at least three letters')
    assert.notInclude(short.text(), 'Priya Shah')
    const none = await look(client, shop.user, { q: 'zoe' })
    none.assertTextIncludes('Nobody found.')
    none.assertTextIncludes('New client “zoe”')
  })

  test('of its own business only, and ten at most', async ({ client, assert }) => {
    const [shop, other] = [await openShop(), await openShop()]
    await place(other, tenOClock(), { name: 'Priya Elsewhere' })
    for (let nth = 0; nth < 11; nth++) {
      const email = `priya${nth}@example.com`
      await place(shop, tenOClock().plus({ hours: nth }), { name: `Priya ${nth}`, email })
    }
    const found = await look(client, shop.user, { q: 'priya' })
    assert.lengthOf(found.text().match(/class="inbox__who"/g) ?? [], 10)
    assert.notInclude(found.text(), 'Elsewhere')
    const [{ clientId }] = await Booking.query().where('business_id', other.business.id)
    const theirs = await look(client, shop.user, { client: clientId })
    theirs.assertStatus(404)
    const sent = await send(client, shop.user, {
      ...{ client: clientId, service: shop.service.id, date: DATE, time: '22:00' },
    })
    sent.assertStatus(404)
  })

  test('and shows on one strip what is known of them', async ({ client }) => {
    const shop = await openShop()
    const { clientId } = await place(shop, tenOClock())
    const page = await look(client, shop.user, { client: clientId })
    page.assertTextIncludes('None yet')
    page.assertTextIncludes('Coming')
    page.assertTextIncludes(`href="/admin/clients/${clientId}"`)
  })

  test('who is blocked, and books them only on purpose', async ({ client, assert }) => {
    const shop = await openShop()
    const { clientId } = await place(shop, tenOClock())
    await new BlockClient().handle({
      ...{ businessId: shop.business.id, clientId: Number(clientId), reason: 'Did not pay' },
      by: byUser(shop.user.id),
    })
    const page = await look(client, shop.user, { client: clientId, date: DATE, time: '15:00' })
    page.assertTextIncludes('Priya Shah is blocked')
    page.assertTextIncludes('Did not pay')
    const form = { client: clientId, service: shop.service.id, date: DATE, time: '15:00' }
    const refused = await send(client, shop.user, form)
    refused.assertStatus(409)
    refused.assertTextIncludes('Priya Shah is blocked from booking online. Nothing was booked.')
    const done = await send(client, shop.user, { ...form, on_purpose: 'on' })
    done.assertStatus(303)
    const record = await client.get(String(done.header('location'))).loginAs(shop.user)
    record.assertTextIncludes('For a client who is blocked')
    assert.lengthOf(await Booking.all(), 2)
  })

  test('who is booked at that time, as after Back in a browser, and books a second only on purpose', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 3, weeklyHours: NINE_TO_FIVE })
    const { clientId } = await place(shop, tenOClock())
    const person = { client: clientId }
    const stranger = { who: 'new', client_name: 'Zoe Lin' }
    const at = { service: shop.service.id, date: DATE, time: '11:00' }
    for (const who of [person, stranger, { who: 'none' }]) {
      const form = { ...who, ...at, idempotency_key: randomUUID() }
      const before = (await Booking.all()).length
      assert.equal((await send(client, shop.user, form)).status(), 303)
      assert.equal((await send(client, shop.user, form)).status(), 303)
      const again = await send(client, shop.user, { ...form, idempotency_key: randomUUID() })
      again.assertStatus(409)
      const whose = 'who' in who && who.who === 'none' ? 'Somebody without a name' : 'This client'
      again.assertTextIncludes(`${whose} is already booked at that time.`)
      assert.lengthOf(await Booking.all(), before + 1)
    }
    const twice = { ...person, ...at, twice: 'on', idempotency_key: randomUUID() }
    await Booking.query().where({ clientName: 'Zoe Lin' }).update({ status: 'cancelled' })
    await db.from('claims').whereNull('released_at').update({ released_at: new Date() })
    assert.equal((await send(client, shop.user, twice)).status(), 303)
  })
})

test.group('The desk shows times', (group) => {
  withGlobalTransaction(group)

  test('of the next days, and those of one as buttons', async ({ client, assert }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    await place(shop, tenOClock().set({ hour: 9 }))
    const page = await look(client, shop.user, { who: 'none', date: DATE })
    page.assertStatus(200)
    assert.lengthOf(page.text().match(/class="nextday"/g) ?? [], 6)
    assert.deepEqual(timesOn(page.text()).slice(0, 3), ['10:00', '11:00', '13:30'])
  })

  test('past the last date for clients, too, with nothing set aside', async ({
    client,
    assert,
  }) => {
    const yesterday = tenOClock(-1).toFormat('yyyy-MM-dd')
    const shop = await openShop({
      ...{ weeklyHours: NINE_TO_FIVE, service: { bookableUntil: yesterday } },
    })
    const page = await look(client, shop.user, { who: 'none', date: DATE })
    assert.deepEqual(timesOn(page.text()).slice(0, 2), ['09:00', '10:00'])
    const form = { who: 'none', service: shop.service.id, date: DATE, time: '10:00' }
    const done = await send(client, shop.user, form)
    done.assertStatus(303)
    assert.isEmpty((await Booking.firstOrFail()).overrides)
  })

  test('refuses another one in words that name the person, and offers what is near', async ({
    client,
  }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE, hosts: 2 })
    const [anna] = shop.hosts
    const at = (time: string) =>
      look(client, shop.user, { who: 'none', date: DATE, host: anna.id, time })
    const lunch = await at('12:45')
    lunch.assertTextIncludes('Anna Reed works 09:00')
    lunch.assertTextIncludes('13:30')
    lunch.assertTextIncludes('Anna Reed’s hours')
    lunch.assertTextIncludes('Book anyway with Anna Reed')
    lunch.assertTextIncludes('Closest free times:')
    const over = await look(client, shop.user, {
      ...{ who: 'none', date: tenOClock(-1).toFormat('yyyy-MM-dd'), time: '03:00' },
    })
    over.assertTextIncludes('is over.')
    const wrong = await at('noon')
    wrong.assertStatus(422)
    wrong.assertTextIncludes('Write a time, as 09:00')
    wrong.assertTextIncludes('value="noon"')
  })

  test('takes any minute within the hours, without a mark, and says what else is wrong with it', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    const at = (time: string) => look(client, shop.user, { who: 'none', date: DATE, time })
    const odd = await at('09:10')
    odd.assertTextIncludes('09:10')
    for (const words of ['Book anyway', 'and none of them begins', 'Closest free times:']) {
      assert.notInclude(odd.text(), words)
    }
    const lunch = await at('12:10')
    lunch.assertTextIncludes('would end at 13:10, and Anna Reed works 09:00')
    assert.notInclude(lunch.text(), 'and none of them begins')

    const form = { who: 'none', service: shop.service.id, date: DATE, time: '09:10' }
    const done = await send(client, shop.user, form)
    done.assertStatus(303)
    const booking = await Booking.firstOrFail()
    assert.isEmpty(booking.overrides)
    const moved = await look(client, shop.user, { move: booking.id, date: DATE, time: '14:20' })
    moved.assertTextIncludes('Move to')
    assert.notInclude(moved.text(), 'Move anyway')
  })

  test('never offers to book over somebody', async ({ client, assert }) => {
    const shop = await openShop()
    await place(shop, tenOClock(), { name: 'Ines Duarte' })
    const taken = await look(client, shop.user, { who: 'none', date: DATE, time: '10:30' })
    taken.assertTextIncludes('Anna Reed has Ines Duarte')
    taken.assertTextIncludes('cannot book over')
    assert.notInclude(taken.text(), 'Book anyway')
    const sent = await send(client, shop.user, {
      ...{ who: 'none', service: shop.service.id, date: DATE, time: '10:30', anyway: 1 },
    })
    sent.assertStatus(409)
    assert.lengthOf(await Booking.all(), 1)
  })

  test('a walk-in who is named later is kept as a client', async ({ client, assert }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    const form = { who: 'none', service: shop.service.id, date: DATE }
    for (const time of ['10:00', '14:00']) await send(client, shop.user, { ...form, time })
    const [first, second] = await Booking.query().orderBy('id')
    assert.deepEqual([first.clientId, second.clientId], [null, null])
    const correct = ({ id, price }: Booking, name: string) =>
      client
        .post(`/admin/bookings/${id}/correction`)
        .form({ client_name: name, client_phone: '07700 900555', price })
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
    await correct(first, 'Nina Walk')
    await correct(second, 'Nina Walk')
    await Promise.all([first, second].map((booking) => booking.refresh()))
    assert.isNotNull(first.clientId)
    assert.equal(second.clientId, first.clientId)
    const clients = await client.get('/admin/clients').loginAs(shop.user)
    clients.assertTextIncludes('Nina Walk')
    const desk = await look(client, shop.user, { q: '900555' })
    desk.assertTextIncludes('Nina Walk')
  })

  test('a number that is given later finds whoever was booked by name', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    const typed = { who: 'new', tell: 'nobody', service: shop.service.id, date: DATE }
    const correct = ({ id, price, clientName }: Booking) =>
      client
        .post(`/admin/bookings/${id}/correction`)
        .form({ client_name: clientName, client_phone: '07700 900999', price })
        .loginAs(shop.user)
        .withCsrfToken()
        .withVersion()
    await send(client, shop.user, { ...typed, client_name: 'Para One', time: '10:00' })
    await send(client, shop.user, { ...typed, client_name: 'Para Two', time: '14:00' })
    for (const booking of await Booking.query().orderBy('id')) await correct(booking)
    const desk = await look(client, shop.user, { q: '900999' })
    for (const name of ['Para One', 'Para Two']) desk.assertTextIncludes(name)
    const records = await db.from('clients').where({ business_id: shop.business.id }).orderBy('id')
    assert.deepEqual(
      records.map(({ phone, shares_phone: isShared }) => [phone, isShared]),
      [
        ['07700 900999', false],
        ['07700 900999', true],
      ]
    )
  })

  test('books anyway what only the rules forbid, and marks it', async ({ client, assert }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    const page = await look(client, shop.user, {
      ...{ who: 'none', date: DATE, time: '20:15', anyway: 1 },
    })
    page.assertTextIncludes('Outside the hours')
    const form = { who: 'none', service: shop.service.id, date: DATE, time: '20:15', note: 'Late' }
    const refused = await send(client, shop.user, form)
    refused.assertStatus(409)
    refused.assertTextIncludes('Late')
    const done = await send(client, shop.user, { ...form, anyway: 1 })
    done.assertStatus(303)
    const [booking] = await Booking.all()
    assert.deepEqual(booking.overrides, ['outside_hours'])
    assert.deepEqual([booking.clientName, booking.privateNote], ['Walk-in', 'Late'])
    const record = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    record.assertTextIncludes('Outside the hours')
    record.assertTextIncludes('Booked anyway')
    for (const view of ['day', 'week']) {
      const calendar = await client
        .get(`/admin/calendar?view=${view}&date=${DATE}`)
        .loginAs(shop.user)
      calendar.assertTextIncludes('Booked anyway')
    }
    await booking.merge({ overrides: [] }).save()
    for (const path of [`/admin/bookings/${booking.id}`, `/admin/calendar?date=${DATE}`]) {
      assert.notInclude((await client.get(path).loginAs(shop.user)).text(), 'Booked anyway')
    }
  })

  test('keeps lengths and places, and what a gap of the calendar asks for', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ service: { durations: [30, 90], capacity: 4 } })
    const gap = await look(client, shop.user, { date: DATE, time: '11:00', host: shop.host.id })
    gap.assertTextIncludes('Nobody chosen yet')
    assert.include(gap.text(), 'name="time" value="11:00"')
    assert.include(gap.text(), `name="host" value="${shop.host.id}"`)
    const form = { client_name: 'Zoe Park', client_email: '', client_phone: '', who: 'new' }
    const done = await send(client, shop.user, {
      ...{ ...form, service: shop.service.id, date: DATE, time: '12:00', length: 90, places: 3 },
    })
    done.assertStatus(303)
    const [booking] = await Booking.all()
    assert.deepEqual([booking.minutes, booking.seats], [90, 3])
  })
})

const LEVEL: ClientQuestion = {
  ...{ key: 'level', type: 'radio', label: 'How well do you swim?', help: 'Roughly.' },
  ...{ isRequired: true, maxLength: null, options: ['Not yet', 'A length'] },
}

const SCHOOL: ClientQuestion = {
  ...{ key: 'school', type: 'email', label: 'The mail of the school', help: null },
  ...{ isRequired: false, maxLength: null, options: [] },
}

test.group('The desk asks what the service asks', (group) => {
  withGlobalTransaction(group)

  const openAsking = async () => {
    const shop = await openShop()
    await shop.service.merge({ questions: [LEVEL, SCHOOL] }).save()
    return shop
  }

  test('and whoever books may leave it open', async ({ client, assert }) => {
    const shop = await openAsking()
    const page = await look(client, shop.user, { who: 'none', date: DATE, time: '11:00' })
    page.assertTextIncludes('How well do you swim?')
    page.assertTextIncludes('Roughly. Clients have to answer this one.')
    page.assertTextIncludes('You can leave any of them empty.')
    assert.notMatch(page.text(), /name="answers[^>]*required/)
    const form = { who: 'none', service: shop.service.id, date: DATE, time: '11:00' }
    const done = await send(client, shop.user, { ...form, answers: { level: '', school: '' } })
    done.assertStatus(303)
    assert.isEmpty((await Booking.firstOrFail()).answers)
  })

  test('and keeps what was answered, for each date', async ({ client, assert }) => {
    const shop = await openAsking()
    const form = { who: 'none', service: shop.service.id, date: DATE, time: '11:00' }
    const done = await send(client, shop.user, {
      ...{ ...form, repeat: 'weekly', dates: 2 },
      answers: { level: 'A length', school: 'office@school.example' },
    })
    done.assertStatus(303)
    const bookings = await Booking.all()
    assert.lengthOf(bookings, 2)
    for (const { answers } of bookings) {
      assert.deepEqual(answers, [
        { question: 'How well do you swim?', answer: 'A length' },
        { question: 'The mail of the school', answer: 'office@school.example' },
      ])
    }
  })

  test('and loses nothing where an answer is wrong', async ({ client, assert }) => {
    const shop = await openAsking()
    const form = { who: 'none', service: shop.service.id, date: DATE, time: '11:00' }
    const refused = await send(client, shop.user, {
      ...{ ...form, note: 'Called twice' },
      answers: { level: 'A length', school: 'office at school' },
    })
    refused.assertStatus(422)
    refused.assertTextIncludes('href="#answers.school"')
    refused.assertTextIncludes('value="office at school"')
    refused.assertTextIncludes('Called twice')
    assert.match(refused.text(), /value="A length" [^>]*checked/)
    const other = await send(client, shop.user, { ...form, answers: { level: 'A mile' } })
    other.assertStatus(422)
    assert.isEmpty(await Booking.all())
  })
})

test.group('The desk counts places', (group) => {
  withGlobalTransaction(group)

  test('that are left of a class, at each time and at the chosen one', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE, service: { capacity: 4 } })
    await place(shop, tenOClock().set({ hour: 11 }))
    const page = await look(client, shop.user, { who: 'none', date: DATE, time: '11:00' })
    const left = [...page.text().matchAll(/<small>((?:\d+|One) places? left)/g)]
    assert.deepEqual(
      left.slice(0, 3).map(([, words]) => words),
      ['4 places left', '4 places left', '3 places left']
    )
    assert.match(page.text(), /<p class="soft">3 places left<\/p>/)
    const alone = await openShop()
    const own = await look(client, alone.user, { who: 'none', date: DATE, time: '11:00' })
    assert.notInclude(own.text(), 'left</')
  })
})

test.group('The desk says what it costs', (group) => {
  withGlobalTransaction(group)

  test('with the length, for one place and for several', async ({ client, assert }) => {
    const service = { name: 'Squad', price: '18.00', capacity: 4, durations: [30, 90] }
    const shop = await openShop({
      weeklyHours: NINE_TO_FIVE,
      service: { ...service, lengthPrices: { 30: '10.00' } },
    })
    const chosen = { who: 'none', service: shop.service.id, date: DATE, time: '10:00' }
    const one = await look(client, shop.user, chosen)
    assert.match(one.text(), /<option [^>]*>Squad, [^<]*min[^<]*£10\.00[^<]*£18\.00/)
    assert.match(one.text(), /<p class="desk__price">£18\.00<\/p>/)
    const three = await look(client, shop.user, { ...chosen, places: 3, length: 30 })
    assert.match(three.text(), /<p class="desk__price">3 places at £10\.00, £30\.00 in all<\/p>/)
    assert.match(three.text(), /<option [^>]*>30 min, £10\.00</)
    await shop.service.merge({ price: '0', lengthPrices: {} }).save()
    const free = await look(client, shop.user, { ...chosen, places: 3 })
    assert.match(free.text(), /<p class="desk__price">Free<\/p>/)
  })
})

test.group('The desk shows colleagues', (group) => {
  withGlobalTransaction(group)

  test('who are free on the day, with their times, where a booking moves', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 3, weeklyHours: NINE_TO_FIVE })
    const [anna, tom, mia] = shop.hosts
    const at = { startsAt: tenOClock(), hostId: anna.id }
    const booking = await placeWith(shop, at)
    await placeWith(shop, { startsAt: tenOClock().set({ hour: 9 }), hostId: tom.id })
    const allDay = { firstDate: DATE, startsTime: '00:00', endsTime: '24:00' }
    await blockTime([mia], allDay)
    const page = await look(client, shop.user, { move: booking.id, date: DATE })
    const [, others] = page.text().split('id="others"')
    assert.include(others, tom.name)
    assert.notInclude(others, mia.name)
    const [first] = [...others.matchAll(/href="([^"]*time=[^"]*)"/g)].map(([, href]) => href)
    assert.include(first, `host=${tom.id}`)
    assert.include(first, `move=${booking.id}`)
    assert.notInclude(first, 'time=09')
    const taken = await client.get(first.replaceAll('&amp;', '&')).loginAs(shop.user)
    taken.assertTextIncludes(`${shop.service.name} with ${tom.name}`)
    // Whoever is free takes it, where nobody is chosen.
    const anyone = await look(client, shop.user, { who: 'none', date: DATE })
    assert.notInclude(anyone.text(), 'id="others"')
  })
})

test.group('The desk moves anyway', (group) => {
  withGlobalTransaction(group)

  test('against the rules that it names, and marks and logs it', async ({ client, assert }) => {
    const shop = await openShop({ weeklyHours: NINE_TO_FIVE })
    const booking = await place(shop, tenOClock())
    const state = { move: booking.id, date: DATE, time: '20:15' }
    const refused = await look(client, shop.user, state)
    refused.assertTextIncludes(`${shop.host.name} works 09:00`)
    refused.assertTextIncludes('Move anyway to')
    const chosen = await look(client, shop.user, { ...state, anyway: 1 })
    chosen.assertTextIncludes('Outside the hours')
    chosen.assertTextIncludes('You move it anyway')
    const move = (form: object) =>
      client
        .post(`/admin/bookings/${booking.id}/move`)
        .form({ date: DATE, time: '20:15', tell: 'nobody', ...form })
        .withCsrfToken()
        .withVersion()
        .loginAs(shop.user)
        .redirects(0)
    const turned = await move({})
    turned.assertStatus(409)
    turned.assertTextIncludes('works 09:00')
    ;(await move({ anyway: 1 })).assertStatus(303)
    assert.deepEqual((await booking.refresh()).overrides, ['outside_hours'])
    await booking.load('events')
    const [event] = booking.events.filter(({ kind }) => kind === 'moved')
    assert.deepEqual(event.overrides, ['outside_hours'])
    const record = await client.get(`/admin/bookings/${booking.id}`).loginAs(shop.user)
    record.assertTextIncludes('Booked anyway')
    // What somebody else holds stays held.
    await place(shop, tenOClock().set({ hour: 15, minute: 30 }))
    const held = await move({ time: '15:30', anyway: 1 })
    held.assertStatus(409)
    assert.notInclude(held.text(), 'Move anyway')
  })
})

test.group('The desk’s look-up', (group) => {
  withEmptyTables(group)
  withRateLimits(group)

  test('stops whoever reads the list out, and nobody else', async ({ client, assert }) => {
    const shop = await openShop()
    await place(shop, tenOClock())
    for (let nth = 0; nth < lookUpsPerUser.most; nth++) {
      await consumeLimit(lookUpsPerUser, String(shop.user.id))
    }
    const stopped = await look(client, shop.user, { q: 'pri' })
    stopped.assertStatus(429)
    stopped.assertTextIncludes('You searched very often. Try again in')
    stopped.assertTextIncludes('value="pri"')
    assert.notInclude(stopped.text(), 'Priya Shah')
    const typed = await look(client, shop.user, { q: 'pr' })
    typed.assertStatus(200)
    const colleague = await joinAs('admin', shop.business)
    const found = await look(client, colleague, { q: 'pri' })
    found.assertTextIncludes('Priya Shah')
  })
})

test.group('The desk tells the client, or does not', (group) => {
  withGlobalTransaction(group)

  const told = () => Notification.query().whereNull('user_id')

  test('as whoever books chooses', async ({ client, assert }) => {
    const shop = await openShop()
    const { clientId } = await place(shop, tenOClock(5))
    await Notification.query().delete()
    const form = { client: clientId, service: shop.service.id, date: DATE }
    const silent = await send(client, shop.user, { ...form, time: '11:00', tell: 'nobody' })
    silent.assertStatus(303)
    assert.isEmpty(await told())
    const loud = await send(client, shop.user, { ...form, time: '12:00', tell: 'mail' })
    loud.assertStatus(303)
    assert.lengthOf(await told(), 1)
    const [last] = await Booking.query().orderBy('id', 'desc')
    assert.equal(last.clientId, clientId)
  })

  test('of a move as well', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const booking = await place(shop, tenOClock())
    const page = await look(client, shop.user, { move: booking.id, date: DATE, time: '15:00' })
    page.assertTextIncludes('Move a booking')
    page.assertTextIncludes('Priya Shah')
    const move = (form: object) =>
      client
        .post(`/admin/bookings/${booking.id}/move`)
        .form({ date: DATE, ...form })
        .withCsrfToken()
        .withVersion()
        .loginAs(shop.user)
        .redirects(0)
    const other = shop.hosts.find(({ id }) => id !== booking.hostId)
    const moved = await move({ time: '15:00', tell: 'nobody', host: other?.id })
    moved.assertStatus(303)
    const [stranger] = (await openShop()).hosts
    const wrong = await move({ time: '16:00', host: stranger.id })
    wrong.assertStatus(422)
    await booking.refresh()
    assert.equal(booking.hostId, other?.id)
    assert.equal(booking.startsAt.setZone('Europe/London').toFormat('HH:mm'), '15:00')
    const types = (await told()).map(({ type }) => type)
    assert.notInclude(types, 'booking_rescheduled')
  })

  test('and leaves alone what cannot move any more', async ({ client }) => {
    const shop = await openShop()
    const booking = await place(shop, tenOClock())
    await booking.merge({ startsAt: DateTime.now().minus({ hours: 2 }) }).save()
    const page = await look(client, shop.user, { move: booking.id })
    page.assertStatus(409)
    page.assertTextIncludes('can no longer be moved')
    const other = await openShop()
    const theirs = await look(client, other.user, { move: booking.id })
    theirs.assertStatus(404)
  })

  test('staff book and move in their own calendar only', async ({ client }) => {
    const shop = await openShop({ hosts: 2 })
    const booking = await place(shop, tenOClock())
    const staff = await joinAs('staff', shop.business)
    const [other] = shop.hosts.filter(({ id }) => id !== booking.hostId)
    await other.merge({ userId: staff.id }).save()
    const page = await look(client, staff, { move: booking.id })
    page.assertStatus(403)
    const viewer = await joinAs('viewer', shop.business)
    const shut = await look(client, viewer)
    shut.assertStatus(403)
    await addService(
      shop.business,
      shop.hosts.filter(({ id }) => id !== other.id)
    )
    const own = await look(client, staff, { who: 'none', date: DATE, time: '11:00' })
    own.assertTextIncludes(other.name)
  })
})
