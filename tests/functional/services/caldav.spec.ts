import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from '@japa/runner'
import type { TestContext } from '@japa/runner/core'
import calendars from '#config/calendars'
import { caldavProvider } from '#services/calendars/caldav'
import {
  type CalendarAccess,
  CalendarTrouble,
  type EventToWrite,
} from '#services/calendars/calendar_provider'
import { DAV_PROGRAMS, davPrograms, DavServer } from '#tests/support/dav_servers'

const HOUR = 3_600_000
const WINDOW = { start: Date.parse('2026-03-01T00:00Z'), end: Date.parse('2027-04-01T00:00Z') }
const NINE = Date.parse('2026-03-02T09:00Z')

const event = (changes: Partial<EventToWrite> = {}): EventToWrite => ({
  id: 'bellhop0042',
  uid: '42@bellhop.example',
  etag: null,
  title: 'Private lesson, Zoë; 60 min',
  description: 'Phone: +44 20 7946 0000\nNotes: "left knee"',
  location: 'Pool 2',
  span: { start: NINE, end: NINE + HOUR },
  timeZone: 'Europe/London',
  sequence: 0,
  isTentative: false,
  wantsMeeting: false,
  ...changes,
})

const file = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', 'BEGIN:VEVENT', ...lines]
    .concat(['DTSTAMP:20260101T000000Z', 'END:VEVENT', 'END:VCALENDAR', ''])
    .join('\r\n')

async function kindOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
    return 'none'
  } catch (error) {
    return error instanceof CalendarTrouble ? error.kind : String(error)
  }
}

for (const program of DAV_PROGRAMS) {
  test.group(`Contract of calendars: CalDAV at ${program}`, (group) => {
    let server: DavServer
    group.tap((each) => each.skip(!davPrograms.includes(program), `There is no ${program} here`))
    group.setup(async () => {
      if (davPrograms.includes(program)) server = await DavServer.open(program)
    })
    group.teardown(() => server?.stop())

    const read = (calendarId: string, token: string | null = null) =>
      caldavProvider.changes(server.access, {
        calendarId,
        token,
        window: WINDOW,
        timeZone: 'Europe/London',
      })
    const put = (calendarId: string, changes: Partial<EventToWrite> = {}) =>
      caldavProvider.put!(server.access, calendarId, event(changes))
    const store = (url: string, ...lines: string[]) =>
      server.send('PUT', url, file(...lines), { 'content-type': 'text/calendar' })

    test('calendars are listed: name, color, no lists of tasks', async ({ assert }) => {
      const url = await server.makeCalendar('listed')
      await server.makeCalendar('tasks', 'VTODO')
      const listed = await caldavProvider.listCalendars(server.access)
      const found = listed.find(({ id }) => id === url)
      assert.containSubset(found, { name: 'Pool listed', canWrite: true })
      assert.lengthOf(
        listed.filter(({ isPrimary }) => isPrimary),
        1
      )
      if (program === 'xandikos') return // It keeps neither colors nor kinds of new calendars.
      assert.equal(found?.color, '#3366cc')
      assert.notInclude(
        listed.map(({ name }) => name),
        'Pool tasks'
      )
    })

    test('read as a whole: in the window, repeated ones each time, as they block', async ({
      assert,
    }) => {
      const url = await server.makeCalendar('whole')
      await store(
        `${url}weekly.ics`,
        ...['UID:weekly', 'DTSTART;TZID=Europe/London:20260323T090000', 'DURATION:PT1H'],
        ...['RRULE:FREQ=WEEKLY;COUNT=2', 'SUMMARY:Team']
      )
      await store(`${url}free.ics`, 'UID:free', 'DTSTART:20260302T090000Z', 'TRANSP:TRANSPARENT')
      await store(`${url}day.ics`, 'UID:day', 'DTSTART;VALUE=DATE:20260401')
      await store(`${url}past.ics`, 'UID:past', 'DTSTART:20200302T090000Z', 'DURATION:PT1H')

      const { isWhole, events, token } = await read(url)
      assert.isTrue(isWhole)
      assert.isString(token)
      assert.sameMembers(
        events
          .filter(({ isBusy }) => isBusy)
          .map(({ uid, span }) => `${uid} ${new Date(span.start).toISOString().slice(0, 16)}`),
        ['weekly 2026-03-23T09:00', 'weekly 2026-03-30T08:00', 'day 2026-03-31T23:00']
      )
      const weekly = events.filter(({ uid }) => uid === 'weekly')
      assert.deepEqual(
        new Set(weekly.map(({ seriesId }) => seriesId)),
        new Set([`${url}weekly.ics`])
      )
    })

    test('changes since the token: made, moved, gone, and nothing', async ({ assert }) => {
      const url = await server.makeCalendar('changes')
      await store(`${url}a.ics`, 'UID:a', 'DTSTART:20260302T090000Z', 'DURATION:PT1H')
      await store(`${url}b.ics`, 'UID:b', 'DTSTART:20260302T110000Z', 'DURATION:PT1H')
      const first = await read(url)
      const quiet = await read(url, first.token)
      assert.deepEqual([quiet.isWhole, quiet.events, quiet.goneIds], [false, [], []])

      await store(`${url}a.ics`, 'UID:a', 'DTSTART:20260302T150000Z', 'DURATION:PT1H')
      await server.send('DELETE', `${url}b.ics`)
      await store(`${url}c.ics`, 'UID:c', 'DTSTART:20260303T090000Z', 'DURATION:PT1H')
      const changed = await read(url, quiet.token)
      assert.isFalse(changed.isWhole)
      assert.sameMembers(
        changed.events.map(({ id, span }) => `${id} ${new Date(span.start).getUTCHours()}`),
        [`${url}a.ics 15`, `${url}c.ics 9`]
      )
      assert.deepEqual(changed.goneIds, [`${url}b.ics`])
      assert.notEqual(changed.token, first.token)
    })

    test('a token that nobody knows is token_expired', async ({ assert }) => {
      const url = await server.makeCalendar('tokens')
      const { token } = await read(url)
      const unknown = `${token?.slice(0, -40)}${'0'.repeat(40)}`
      assert.equal(await kindOf(read(url, unknown)), 'token_expired')
    })

    test('written twice under the same id it is one event', async ({ assert }) => {
      const url = await server.makeCalendar('twice')
      const first = await put(url)
      const second = await put(url)
      assert.equal(second.eventId, first.eventId)
      const { events } = await read(url)
      assert.deepEqual(
        events.map(({ id, uid, span }) => ({ id, uid, span })),
        [{ id: first.eventId, uid: '42@bellhop.example', span: event().span }]
      )
      const { text } = await server.send('GET', first.eventId)
      assert.include(text, 'SUMMARY:Private lesson\\, Zoë\\; 60 min')
      assert.notMatch(text, /ATTENDEE|ORGANIZER|METHOD/)
    })

    test('moved by its etag; changed there since is a conflict', async ({ assert }) => {
      const url = await server.makeCalendar('moved')
      const written = await put(url)
      const span = { start: NINE + 2 * HOUR, end: NINE + 3 * HOUR }
      const moved = await put(url, { etag: written.etag, span, sequence: 1 })
      assert.notEqual(moved.etag, written.etag)
      assert.deepEqual(
        (await read(url)).events.map((one) => one.span),
        [span]
      )

      assert.equal(await kindOf(put(url, { etag: written.etag, sequence: 2 })), 'conflict')
      assert.deepEqual(
        (await read(url)).events.map((one) => one.span),
        [span]
      )
    })

    test('removed, and removed again', async ({ assert }) => {
      const url = await server.makeCalendar('removed')
      const { eventId } = await put(url)
      await caldavProvider.remove!(server.access, url, eventId)
      await caldavProvider.remove!(server.access, url, eventId)
      await put(url)
      await caldavProvider.remove!(server.access, url, event().id)
      assert.isEmpty((await read(url)).events)
    })

    test('gone there it is not_found, as is a calendar that is gone', async ({ assert }) => {
      const url = await server.makeCalendar('gone')
      const { etag, eventId } = await put(url)
      await server.send('DELETE', eventId)
      assert.equal(await kindOf(put(url, { etag, sequence: 1 })), 'not_found')
      const { token } = await read(url)
      await server.send('DELETE', url)
      assert.equal(await kindOf(read(url)), 'not_found')
      assert.equal(await kindOf(read(url, token)), 'not_found')
    })
  })
}

test.group('CalDAV at radicale, with a password', (group) => {
  let server: DavServer
  const isHere = davPrograms.includes('radicale')
  group.tap((each) => each.skip(!isHere, 'There is no radicale here'))
  group.setup(async () => {
    if (isHere) server = await DavServer.open('radicale')
  })
  group.teardown(() => server?.stop())

  test('a wrong one is access_lost', async ({ assert }) => {
    const access = server.accessBy('wrong')
    assert.equal(await kindOf(caldavProvider.listCalendars(access)), 'access_lost')
  })

  test('a calendar that may only be read is told, and refuses', async ({ assert }) => {
    const url = await server.makeReadOnly()
    const listed = await caldavProvider.listCalendars(server.access)
    assert.isFalse(listed.find(({ id }) => id === url)?.canWrite)
    assert.equal(await kindOf(caldavProvider.put!(server.access, url, event())), 'refused')
  })

  test('more files are read than are asked for at a time', async ({ assert }) => {
    const url = await server.makeCalendar('many')
    const events = Array.from({ length: 130 }, (_, nth) => [
      ...['BEGIN:VEVENT', `UID:${nth}`, 'DTSTART:20260302T090000Z', 'DURATION:PT1H', 'END:VEVENT'],
    ])
    const whole = ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events.flat(), 'END:VCALENDAR', '']
    await server.send('PUT', url, whole.join('\r\n'), { 'content-type': 'text/calendar' })
    const wanted = { calendarId: url, token: null, window: WINDOW, timeZone: 'UTC' }
    assert.lengthOf((await caldavProvider.changes(server.access, wanted)).events, 130)
  })

  test('is found from {$self}')
    .with(['', 'ines/', '.well-known/caldav', 'no/such/place/'])
    .run(async ({ assert }, path) => {
      await server.makeCalendar(`from${path.length}`)
      const access = server.accessBy('a password, with spaces', new URL(path, server.url).href)
      assert.isNotEmpty(await caldavProvider.listCalendars(access))
    })
})

const CALDAV = { 'content-type': 'application/xml; charset=utf-8' }

async function open(cleanup: TestContext['cleanup'], answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanup(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

function accessTo(serverUrl: string): CalendarAccess {
  const secrets = { kind: 'caldav', serverUrl, username: 'ines', password: 'secret' } as const
  return { secrets, keep: async () => {} }
}

const listing = (url: string) => kindOf(caldavProvider.listCalendars(accessTo(url)))

test.group('CalDAV at servers that behave badly', () => {
  test('{$self} is not asked')
    .with([
      'http://calendar.example/',
      'https://192.168.1.2/',
      'https://user:secret@calendar.example/',
      'ftp://calendar.example/',
      'https://localhost/',
      'file:///etc/passwd',
    ])
    .run(async ({ assert, cleanup }, url) => {
      const { allowsLoopback } = calendars
      calendars.allowsLoopback = false
      cleanup(() => void (calendars.allowsLoopback = allowsLoopback))
      assert.equal(await listing(url), 'not_allowed')
    })

  test('redirects end, and lead to no private address', async ({ assert, cleanup }) => {
    const round = await open(cleanup, (_, response) => {
      response.writeHead(302, { location: '/round' }).end()
    })
    assert.equal(await listing(round), 'unreachable')
    const inwards = await open(cleanup, (_, response) => {
      response.writeHead(302, { location: 'https://10.0.0.1/' }).end()
    })
    assert.equal(await listing(inwards), 'not_allowed')
  })

  test('another server is not told the password', async ({ assert, cleanup }) => {
    const told: (string | undefined)[] = []
    const other = await open(cleanup, (request, response) => {
      told.push(request.headers.authorization)
      response.writeHead(404).end()
    })
    const first = await open(cleanup, (_, response) => {
      response.writeHead(307, { location: `${other}dav/` }).end()
    })
    const secrets = { kind: 'caldav', serverUrl: first, username: 'a', password: 'b' } as const
    const access = { secrets, keep: async () => {} }
    const window = WINDOW
    const wanted = { calendarId: first, token: null, window, timeZone: 'UTC' }
    await kindOf(caldavProvider.changes(access, wanted))
    assert.deepEqual(told, [undefined])
  })

  test('an answer is {kind}: {name}')
    .with([
      { name: '429', kind: 'limited', status: 429 },
      { name: '503', kind: 'limited', status: 503 },
      { name: '500', kind: 'unreachable', status: 500 },
      { name: '404', kind: 'not_found', status: 404 },
    ])
    .run(async ({ assert, cleanup }, { kind, status }) => {
      const url = await open(cleanup, (_, response) => {
        response.writeHead(status, { 'retry-after': '90' }).end('no')
      })
      assert.equal(await listing(url), kind)
    })

  test('Retry-After is told', async ({ assert, cleanup }) => {
    const url = await open(cleanup, (_, response) => {
      response.writeHead(503, { 'retry-after': '90' }).end()
    })
    const trouble = await caldavProvider.listCalendars(accessTo(url)).catch((error) => error)
    assert.deepEqual(trouble.facts, { status: 503, retryAfterSeconds: 90 })
  })

  test('nothing is waited for longer than it may', async ({ assert, cleanup }) => {
    const { requestMs } = calendars
    calendars.requestMs = 300
    cleanup(() => void (calendars.requestMs = requestMs))
    const silent = await open(cleanup, () => {})
    assert.equal(await listing(silent), 'timeout')
    const slow = await open(cleanup, (_, response) => {
      response.writeHead(207, CALDAV).write('<')
    })
    assert.equal(await listing(slow), 'timeout')
  })

  test('no more is read than may be', async ({ assert, cleanup }) => {
    const url = await open(cleanup, (_, response) => {
      response.writeHead(207, CALDAV)
      const part = Buffer.alloc(1024 * 1024, ' ')
      const write = () => {
        while (response.write(part));
      }
      response.on('drain', write).on('error', () => {})
      write()
    })
    assert.equal(await listing(url), 'too_large')
  })
})
