import { createServer, type ServerResponse } from 'node:http'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import ImportBookings from '#actions/imports/import_bookings'
import moving from '#config/moving'
import { addService, openShop } from '#database/factories/business'
import Booking from '#models/bookings/booking'
import BookingImport from '#models/imports/booking_import'
import Notification from '#models/notifications/notification'
import OutsideBooking from '#models/outside/outside_booking'
import { rowCounts } from '#queries/imports/booking_imports'
import { withEmptyTables } from '#tests/support/database'
import { versionIn } from '#tests/support/form_version'
import { IN_THREE_DAYS, place, type Shop } from '#tests/support/requests'
import { listenOnLoopback } from '#tests/support/loopback'

const AT = '/admin/bookings/imports'
const DAY = IN_THREE_DAYS.setZone('Europe/London')
const written = (hours: number, format = 'dd/MM/yyyy HH:mm') => DAY.plus({ hours }).toFormat(format)

/** As Easy!Appointments gives it, with what can go wrong. */
const FILE = [
  'Start;End;Service;Provider Email;Customer;Email;Phone;Status',
  `${written(0)};${written(1)};Private lesson;;Asha Patel;asha@x.example;07700 900111;Booked`,
  `${written(2)};${written(3)};PRIVATE LESSON;;Ben Cole;;;Booked`,
  `${written(5)};${written(6)};Unknown;;Cleo Dunn;cleo@x.example;;Booked`,
  `01/02/2020 10:00;01/02/2020 11:00;Private lesson;;Old Hand;old@x.example;;Booked`,
  `${written(7)};${written(8)};Private lesson;;Gone Girl;gone@x.example;;Cancelled`,
  `tomorrow;;Private lesson;;Dee Fox;dee@x.example;;Booked`,
  `${written(9)};${written(8)};Private lesson;;Eve Gray;eve@x.example;;Booked`,
  `${written(9)};;Private lesson;;;nobody@x.example;;Booked`,
  `${written(9)};;Private lesson;;Fay Hill;not an address;;Booked`,
  `${written(11)};${written(11.75)};Private lesson;;Guy Ives;guy@x.example;;Booked`,
].join('\r\n')

const WITHOUT_END = [
  ...['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:for-ever', 'DTSTART:19700101T000000Z'],
  ...['DTEND:19700101T000500Z', 'RRULE:FREQ=SECONDLY', 'END:VEVENT', 'END:VCALENDAR', ''],
].join('\r\n')

async function upload(client: ApiClient, shop: Shop, content: string | Buffer, filename: string) {
  const sent = await client
    .post(AT)
    .file('file', Buffer.from(content), { filename, contentType: 'text/plain' })
    .loginAs(shop.user)
    .withCsrfToken()
    .redirects(0)
  return { status: sent.status(), path: String(sent.header('location')), text: sent.text() }
}

/** The form as its page suggests it. */
function suggested(page: string): Record<string, string> {
  const selects = page.matchAll(/<select[^>]*name="(\w+)"[^>]*>([\s\S]*?)<\/select>/g)
  return Object.fromEntries(
    [...selects].map(([, name, options]) => [
      name,
      /<option value="([^"]*)" selected/.exec(options)?.[1] ?? '',
    ])
  )
}

test.group('/admin/bookings/imports', (group) => {
  withEmptyTables(group)

  const send = (client: ApiClient, { user }: Shop, path: string, form: Record<string, string>) =>
    client.post(path).form(form).loginAs(user).withCsrfToken().redirects(0)

  async function pageAt(client: ApiClient, { user }: Shop, path: string) {
    return (await client.get(path).loginAs(user)).text()
  }

  async function check(client: ApiClient, shop: Shop, path: string, more = {}) {
    const page = await pageAt(client, shop, path)
    const form = { ...suggested(page), ...more, version: versionIn(page, path) }
    const sent = await send(client, shop, path, form)
    if (sent.status() === 303) await new ImportBookings().handle()
    return sent
  }

  async function begin(client: ApiClient, shop: Shop, path: string) {
    const version = versionIn(await pageAt(client, shop, path), `${path}/start`)
    const sent = await send(client, shop, `${path}/start`, { version })
    await new ImportBookings().handle()
    return sent
  }

  const names = async () =>
    (await Booking.query().orderBy('starts_at')).map(({ clientName }) => clientName)

  test('are tried first, then brought in, and twice is once', async ({ client, assert }) => {
    const shop = await openShop()
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 2 }), name: 'Was here' })
    const { status, path } = await upload(client, shop, FILE, 'appointments.csv')
    assert.equal(status, 303)
    const opened = suggested(await pageAt(client, shop, path))
    assert.deepInclude(opened, {
      ...{ column_0: 'start', column_1: 'end', column_2: 'service', column_3: 'staff_email' },
      ...{ column_4: 'name', column_5: 'email', column_6: 'phone', column_7: 'status' },
      order: 'day',
    })

    ;(await check(client, shop, path)).assertStatus(303)
    assert.deepEqual(await names(), ['Was here'])
    const foreseen = await pageAt(client, shop, path)
    for (const sentence of [
      'Import one booking',
      'The time is taken here',
      'It is none of your services',
      'Is over already',
      'Was cancelled',
      'The date, the time or its zone cannot be read',
      'The end or the length cannot be right',
      'The name is missing or too long',
      'The email address does not work',
      'The service does not have this length',
    ]) {
      assert.include(foreseen, sentence)
    }

    ;(await begin(client, shop, path)).assertStatus(303)
    assert.deepEqual(await names(), ['Asha Patel', 'Was here'])
    const [asha] = await Booking.query().orderBy('starts_at')
    assert.equal(asha.startsAt.toMillis(), IN_THREE_DAYS.toMillis())
    assert.deepInclude(asha.$attributes, { clientEmail: 'asha@x.example', tellsClient: false })
    assert.isNotNull(asha.clientId)
    assert.lengthOf(await Notification.query().where('bookingId', asha.id), 0)
    assert.lengthOf(await Notification.query().where('type', 'outside_kept'), 0)

    const left = await client.get(`${path}/left.csv`).loginAs(shop.user)
    assert.include(left.text(), 'Ben Cole')
    assert.notInclude(left.text(), 'Asha Patel')

    const again = await upload(client, shop, FILE, 'appointments.csv')
    await check(client, shop, again.path)
    assert.include(await pageAt(client, shop, again.path), 'Imported before')
    await begin(client, shop, again.path)
    assert.deepEqual(await names(), ['Asha Patel', 'Was here'])
  })

  test('rows that take each other’s time are named before anything is booked', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const row = (hours: number, name: string) =>
      `${written(hours)};${written(hours + 1)};Private lesson;${name};${name}@x.example`
    const file = [
      'Start;End;Service;Customer;Email',
      ...[row(0, 'one'), row(0.5, 'two'), row(0.5, 'three'), row(0, 'one'), row(1.5, 'four')],
      ...Array.from({ length: 30 }, () => 'x;;Private lesson;Filler;'),
      row(2, 'five'),
      row(2, 'six'),
      row(0, 'one'),
    ].join('\r\n')
    const { path } = await upload(client, shop, file, 'appointments.csv')
    await check(client, shop, path)
    const rows = await db
      .from('booking_import_rows')
      .whereNot('foreseen', 'start')
      .orderBy('line')
      .select('foreseen')
    const foreseen = rows.map((each) => each.foreseen as string)
    assert.deepEqual(foreseen, [
      ...['ready', 'ready', 'clash', 'repeated', 'ready', 'ready', 'clash', 'repeated'],
    ])
    const page = await pageAt(client, shop, path)
    assert.include(page, 'Another row of this file takes the time')
    assert.include(page, 'The same as an earlier row of this file')
    assert.include(page, 'Import 4 bookings')
    await begin(client, shop, path)
    assert.lengthOf(await Booking.all(), 4)
    const counts = await rowCounts(await BookingImport.firstOrFail())
    assert.deepInclude(counts, { outcome: 'booked', count: 4 })
    assert.deepInclude(counts, { outcome: 'repeated', count: 2 })
  })

  test('services that are not there yet are added, and not offered to clients', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { path } = await upload(client, shop, FILE.replace('Unknown', 'Beard trim'), 'a.csv')
    await check(client, shop, path)
    const page = await pageAt(client, shop, path)
    assert.include(page, 'Beard trim')
    const add = (version: string) => send(client, shop, `${path}/services`, { version })
    ;(await add('stale')).assertStatus(303)
    assert.lengthOf(await shop.business.related('services').query(), 1)
    ;(await add(versionIn(page, `${path}/services`))).assertStatus(303)
    const made = await shop.business.related('services').query().where('name', 'Beard trim').first()
    assert.deepInclude(made?.$attributes, { isActive: false, durationMinutes: 60 })
    await new ImportBookings().handle()
    assert.notInclude(await pageAt(client, shop, path), 'It is none of your services')
    await begin(client, shop, path)
    assert.include(await names(), 'Cleo Dunn')
  })

  test('a service for all others, and what was stopped in between goes on', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const other = await addService(shop.business, shop.hosts, { name: 'Assessment' })
    const { path } = await upload(client, shop, FILE, 'a.csv')
    const strange = await openShop()
    await check(client, shop, path, { service: String(strange.service.id) })
    assert.include(await pageAt(client, shop, path), 'It is none of your services')
    await check(client, shop, path, { service: String(other.id) })
    const page = await pageAt(client, shop, path)
    assert.include(page, 'Import 3 bookings')
    const version = versionIn(page, `${path}/start`)
    await send(client, shop, `${path}/start`, { version })
    await Promise.all([new ImportBookings().handle(), new ImportBookings().handle()])
    await new ImportBookings().handle()
    assert.deepEqual(await names(), ['Asha Patel', 'Ben Cole', 'Cleo Dunn'])
    assert.equal((await BookingImport.firstOrFail()).status, 'done')
  })

  test('of two tabs the second is asked, and what lacks something comes back', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const { path } = await upload(client, shop, FILE, 'a.csv')
    const page = await pageAt(client, shop, path)
    const form = suggested(page)
    const version = versionIn(page, path)
    const lacking = await send(client, shop, path, { ...form, column_0: '', version })
    lacking.assertStatus(422)
    lacking.assertTextIncludes('Say which column has the start')
    ;(await send(client, shop, path, { ...form, column_2: '', version })).assertStatus(422)
    ;(await send(client, shop, path, { ...form, version })).assertStatus(303)
    ;(await send(client, shop, path, { ...form, order: 'month', version })).assertStatus(409)
    ;(await send(client, shop, `${path}/start`, { version })).assertStatus(409)
    assert.lengthOf(await names(), 0)
  })

  test('a calendar file, by its own zones', async ({ client, assert }) => {
    const shop = await openShop({ settings: { maxAdvanceBookingDays: 400 } })
    const at = (hours: number) => DAY.plus({ hours }).toFormat("yyyyMMdd'T'HHmmss")
    const event = (uid: string, lines: string[]) =>
      ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT'].join(
        '\r\n'
      )
    const file = [
      'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN',
      event('one', [
        `DTSTART;TZID=Europe/London:${at(0)}`,
        `DTEND;TZID=Europe/London:${at(1)}`,
        'SUMMARY:Private lesson',
        'ATTENDEE;CN=Asha Patel:mailto:asha@x.example',
      ]),
      event('floating', [
        `DTSTART:${at(2)}`,
        `DTEND:${at(3)}`,
        'SUMMARY:Private lesson',
        'ATTENDEE;CN=Ben Cole:mailto:ben@x.example',
      ]),
      event('nowhere', [
        `DTSTART;TZID=Mars/Olympus:${at(4)}`,
        `DTEND;TZID=Mars/Olympus:${at(5)}`,
        'SUMMARY:Private lesson',
        'ATTENDEE;CN=Cleo Dunn:mailto:cleo@x.example',
      ]),
      event('weekly', [
        `DTSTART;TZID=Europe/London:${at(6)}`,
        `DTEND;TZID=Europe/London:${at(7)}`,
        'RRULE:FREQ=WEEKLY;COUNT=3',
        'SUMMARY:Private lesson',
        'ATTENDEE;CN=Dee Fox:mailto:dee@x.example',
      ]),
      event('whole-day', [`DTSTART;VALUE=DATE:${DAY.toFormat('yyyyMMdd')}`, 'SUMMARY:Holiday']),
      event('off', [
        `DTSTART:${at(8)}`,
        `DTEND:${at(9)}`,
        'STATUS:CANCELLED',
        'SUMMARY:Private lesson',
      ]),
      'END:VCALENDAR\r\n',
    ].join('\r\n')
    const { status, path } = await upload(client, shop, file, 'calendar.ics')
    assert.equal(status, 303)
    await check(client, shop, path)
    const checked = await pageAt(client, shop, path)
    assert.include(checked, `${DAY.plus({ hours: 4 }).toFormat("yyyy-MM-dd'T'HH:mm")} Mars/Olympus`)
    assert.include(checked, 'The date, the time or its zone cannot be read')
    await begin(client, shop, path)
    const made = await Booking.query().orderBy('starts_at').orderBy('id')
    assert.deepEqual(
      made.map(({ clientName }) => clientName),
      ['Asha Patel', 'Ben Cole', 'Dee Fox', 'Dee Fox', 'Dee Fox']
    )
    assert.deepEqual(
      made.slice(0, 3).map(({ startsAt }) => startsAt.diff(IN_THREE_DAYS, 'hours').hours),
      [0, 2, 6]
    )
  })

  test('{title} is refused in words')
    .with([
      { title: 'no calendar', name: 'a.ics', content: 'BEGIN:VCALENDAR\r\nnonsense' },
      { title: 'a calendar without end', name: 'a.ics', content: WITHOUT_END },
      { title: 'an empty calendar', name: 'a.ics', content: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR' },
      { title: 'an empty file', name: 'a.csv', content: '' },
      { title: 'a workbook', name: 'a.csv', content: 'PK\u0003\u0004' },
    ])
    .run(async ({ client, assert }, { name, content }) => {
      const shop = await openShop()
      const { status, text } = await upload(client, shop, content, name)
      assert.equal(status, 422)
      assert.notInclude(text, 'owner.')
      assert.lengthOf(await BookingImport.all(), 0)
    })

  type Answer = (path: string, response: ServerResponse, key: string) => void

  /** In the place of both. */
  async function openElsewhere(answer: Answer) {
    const server = createServer((request, response) =>
      answer(request.url ?? '', response, request.headers.authorization ?? '')
    )
    const url = `http://127.0.0.1:${await listenOnLoopback(server)}`
    const before = { calcom: { ...moving.calcom }, lists: { ...moving.lists } }
    moving.calcom.url = url
    Object.assign(moving.lists, { calendlyUrl: url, withinMs: 800 })
    return () => {
      Object.assign(moving.calcom, before.calcom)
      Object.assign(moving.lists, before.lists)
      server.closeAllConnections()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    }
  }

  const json = (response: ServerResponse, body: unknown) =>
    void response.setHeader('content-type', 'application/json').end(JSON.stringify(body))

  const read = (client: ApiClient, shop: Shop, from: string) =>
    send(client, shop, `${AT}/reading`, { from, key: 'canary_key' })

  test('straight from Cal.com, page by page, under the uid that its webhooks name', async ({
    client,
    assert,
    cleanup,
  }) => {
    const booking = (nth: number) => ({
      ...{ uid: `uid-${nth}`, title: 'x', eventType: { title: 'Private lesson' } },
      start: IN_THREE_DAYS.plus({ hours: nth }).toISO(),
      end: IN_THREE_DAYS.plus({ hours: nth + 1 }).toISO(),
      hosts: [{ email: 'anna@cal.example' }],
      attendees: [{ name: `Client ${nth}`, email: `c${nth}@x.example` }],
    })
    const asked: string[] = []
    cleanup(
      await openElsewhere((path, response, key) => {
        asked.push(`${key} ${path}`)
        const skip = Number(new URL(path, 'http://x').searchParams.get('skip'))
        const count = skip === 0 ? 100 : 1
        json(response, {
          status: 'success',
          data: Array.from({ length: count }, (_, nth) => booking((skip + nth) * 24)),
        })
      })
    )
    const shop = await openShop({ settings: { maxAdvanceBookingDays: 400 } })
    const sent = await read(client, shop, 'calcom')
    sent.assertStatus(303)
    assert.lengthOf(asked, 2)
    assert.include(asked[0], 'Bearer canary_key /v2/bookings?status=upcoming')
    const path = String(sent.header('location'))
    await check(client, shop, path)
    assert.include(await pageAt(client, shop, path), 'Import 101 bookings')
    await begin(client, shop, path)
    const made = await Booking.query().preload('service').orderBy('starts_at')
    assert.lengthOf(made, 101)
    assert.equal(made[0].clientEmail, 'c0@x.example')
    const [outside] = await OutsideBooking.query().orderBy('starts_at')
    assert.deepInclude(outside.$attributes, { source: 'calcom', uid: 'uid-0', state: 'settled' })
  })

  test('straight from Calendly, with who is invited', async ({ client, assert, cleanup }) => {
    cleanup(
      await openElsewhere((path, response) => {
        if (path === '/users/me') {
          return json(response, { resource: { uri: 'https://api.calendly.com/users/U1' } })
        }
        if (path.endsWith('/invitees')) {
          return json(response, {
            collection: [
              { name: 'Gone', email: 'gone@x.example', status: 'canceled' },
              { name: 'Asha Patel', email: 'asha@x.example', status: 'active' },
            ],
          })
        }
        const isSecond = path.includes('page_token=next')
        return json(response, {
          collection: [
            {
              uri: `https://api.calendly.com/scheduled_events/${isSecond ? 'E2' : 'E1'}`,
              name: 'Private lesson',
              start_time: IN_THREE_DAYS.plus({ hours: isSecond ? 2 : 0 }).toISO(),
              end_time: IN_THREE_DAYS.plus({ hours: isSecond ? 3 : 1 }).toISO(),
              event_memberships: [{ user_email: 'anna@x.example' }],
            },
          ],
          pagination: { next_page_token: isSecond ? null : 'next' },
        })
      })
    )
    const shop = await openShop()
    const sent = await read(client, shop, 'calendly')
    sent.assertStatus(303)
    const path = String(sent.header('location'))
    await check(client, shop, path)
    await begin(client, shop, path)
    assert.deepEqual(await names(), ['Asha Patel', 'Asha Patel'])
  })

  test('{title} there is said in words, and the key is not shown again')
    .with([
      { title: 'a refused key', status: 401, body: '{}', words: 'The key was refused there' },
      { title: 'too many calls', status: 429, body: '{}', words: 'Too much was asked there' },
      { title: 'an error', status: 500, body: '{}', words: 'No answer came from there' },
      { title: 'a redirect', status: 302, body: '', words: 'No answer came from there' },
      { title: 'no JSON', status: 200, body: '<html>', words: 'What came from there cannot' },
      { title: 'nothing to come', status: 200, body: '{"data":[]}', words: 'Nothing is to come' },
      { title: 'nobody answering', status: 0, body: '', words: 'No answer came from there' },
    ])
    .run(async ({ client, assert, cleanup }, { status, body, words }) => {
      cleanup(
        await openElsewhere((_, response) => {
          if (status > 0) response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end(body)
        })
      )
      const shop = await openShop()
      const refused = await read(client, shop, 'calcom')
      refused.assertStatus(422)
      refused.assertTextIncludes(words)
      assert.notInclude(refused.text(), 'canary_key')
      assert.lengthOf(await BookingImport.all(), 0)
    })
})
