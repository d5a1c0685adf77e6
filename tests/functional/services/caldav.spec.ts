import { text as textOf } from 'node:stream/consumers'
import { test } from '@japa/runner'
import calendars from '#config/calendars'
import { caldavProvider } from '#services/calendars/caldav'
import type { CalendarAccess } from '#services/calendars/calendar_provider'
import {
  calendarContract,
  eventToWrite,
  kindOf,
  troubleOf,
  WINDOW,
  withShortRequests,
} from '#tests/support/calendar_contract'
import { DAV_PROGRAMS, davPrograms, DavServer } from '#tests/support/dav_servers'
import { serve } from '#tests/support/loopback'

const file = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', 'BEGIN:VEVENT', ...lines]
    .concat(['DTSTAMP:20260101T000000Z', 'END:VEVENT', 'END:VCALENDAR', ''])
    .join('\r\n')

const stampOf = (moment: number) => new Date(moment).toISOString().replaceAll(/[-:]|\.\d+/g, '')

for (const program of DAV_PROGRAMS) {
  test.group(`Contract of calendars: CalDAV at ${program}`, (group) => {
    let server: DavServer
    let contracts = 0
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
    const store = (url: string, ...lines: string[]) =>
      server.send('PUT', url, file(...lines), { 'content-type': 'text/calendar' })

    calendarContract(caldavProvider, async () => {
      const url = await server.makeCalendar(`contract-${++contracts}`)
      const gone = await server.makeCalendar(`gone-${contracts}`)
      await server.send('DELETE', gone)
      return {
        access: server.access,
        id: url,
        goneId: gone,
        store: async (name, { start, end }) => {
          const times = [`DTSTART:${stampOf(start)}`, `DTEND:${stampOf(end)}`]
          await store(`${url}${name}.ics`, `UID:${name}`, ...times)
          return `${url}${name}.ics`
        },
        change: (eventId) => store(eventId, 'UID:42@bellhop.example', 'DTSTART:20260302T090000Z'),
        delete: (eventId) => server.send('DELETE', eventId),
        expired: (token) => `${token?.slice(0, -40)}${'0'.repeat(40)}`,
        sent: async (eventId) => (await server.send('GET', eventId)).text,
      }
    })

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

    test('written with what iCalendar takes for marks', async ({ assert }) => {
      const url = await server.makeCalendar('marks')
      const { eventId } = await caldavProvider.put!(server.access, url, eventToWrite())
      const { text } = await server.send('GET', eventId)
      assert.include(text, 'SUMMARY:Private lesson\\, Zoë\\; 60 min')
    })

    test('a calendar that is gone is not_found by its token too', async ({ assert }) => {
      const url = await server.makeCalendar('gone')
      const { token } = await read(url)
      await server.send('DELETE', url)
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

  const store = (url: string, ...lines: string[]) =>
    server.send('PUT', url, file(...lines), { 'content-type': 'text/calendar' })

  test('a wrong one is access_lost', async ({ assert }) => {
    const access = server.accessBy('wrong')
    assert.equal(await kindOf(caldavProvider.listCalendars(access)), 'access_lost')
  })

  test('a calendar that may only be read is told, and refuses', async ({ assert }) => {
    const url = await server.makeReadOnly()
    const listed = await caldavProvider.listCalendars(server.access)
    assert.isFalse(listed.find(({ id }) => id === url)?.canWrite)
    assert.equal(await kindOf(caldavProvider.put!(server.access, url, eventToWrite())), 'refused')
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

  test('a server that knows no changes is read anew once its mark is another', async ({
    assert,
    cleanup,
  }) => {
    const behind = await server.makeCalendar('marked')
    const reports: string[] = []
    // Radicale, as if it had no sync-token.
    const front = await serve(cleanup, async (request, response) => {
      const { method = '', url = '/' } = request
      const asked = await textOf(request)
      if (method === 'REPORT') reports.push(asked)
      const headers = { 'content-type': 'application/xml', 'depth': String(request.headers.depth) }
      const answer = await server.send(method, new URL(url, server.url).href, asked, headers)
      response.writeHead(answer.status, CALDAV)
      response.end(answer.text.replaceAll(/<(\w+:)?sync-token>.*?<\/(\w+:)?sync-token>/gs, ''))
    })
    const marked = front + new URL(behind).pathname.slice(1)
    const access = server.accessBy('a password, with spaces', front)
    const wanted = { calendarId: marked, window: WINDOW, timeZone: 'UTC' }
    const first = await caldavProvider.changes(access, { ...wanted, token: null })
    assert.deepInclude(first, { isWhole: true, isConditional: true, events: [] })
    const asked = reports.length
    const same = await caldavProvider.changes(access, { ...wanted, token: first.token })
    assert.deepInclude(same, { isWhole: false, goneIds: [], token: first.token })
    assert.lengthOf(reports, asked)
    await store(`${behind}a.ics`, 'UID:a', 'DTSTART:20260302T090000Z', 'DURATION:PT1H')
    const changed = await caldavProvider.changes(access, { ...wanted, token: first.token })
    assert.isTrue(changed.isWhole)
    assert.lengthOf(changed.events, 1)
    assert.notEqual(changed.token, first.token)
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
    const round = await serve(cleanup, (_, response) => {
      response.writeHead(302, { location: '/round' }).end()
    })
    assert.equal(await listing(round), 'unreachable')
    const inwards = await serve(cleanup, (_, response) => {
      response.writeHead(302, { location: 'https://10.0.0.1/' }).end()
    })
    assert.equal(await listing(inwards), 'not_allowed')
  })

  test('another server is not told the password', async ({ assert, cleanup }) => {
    const told: (string | undefined)[] = []
    const other = await serve(cleanup, (request, response) => {
      told.push(request.headers.authorization)
      response.writeHead(404).end()
    })
    const first = await serve(cleanup, (_, response) => {
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
      const url = await serve(cleanup, (_, response) => {
        response.writeHead(status, { 'retry-after': '90' }).end('no')
      })
      assert.equal(await listing(url), kind)
    })

  test('Retry-After is told', async ({ assert, cleanup }) => {
    const url = await serve(cleanup, (_, response) => {
      response.writeHead(503, { 'retry-after': '90' }).end()
    })
    const trouble = await troubleOf(caldavProvider.listCalendars(accessTo(url)))
    assert.deepEqual(trouble.facts, { status: 503, retryAfterSeconds: 90 })
  })

  test('nothing is waited for longer than it may', async ({ assert, cleanup }) => {
    withShortRequests(cleanup)
    const silent = await serve(cleanup, () => {})
    assert.equal(await listing(silent), 'timeout')
    const slow = await serve(cleanup, (_, response) => {
      response.writeHead(207, CALDAV).write('<')
    })
    assert.equal(await listing(slow), 'timeout')
  })

  test('no more is read than may be', async ({ assert, cleanup }) => {
    const url = await serve(cleanup, (_, response) => {
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
