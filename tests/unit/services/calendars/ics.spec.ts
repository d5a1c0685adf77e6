import { createServer, type RequestListener, type Server } from 'node:http'
import { gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import calendars from '#config/calendars'
import type { CalendarTroubleKind } from '#services/calendars/calendar_provider'
import { icsProvider } from '#services/calendars/ics'
import { listenOnLoopback } from '#tests/support/loopback'

const window = { start: Date.parse('2026-03-01T00:00Z'), end: Date.parse('2026-05-01T00:00Z') }
const EVENT = 'UID:a\r\nDTSTART:20260302T090000Z\r\nDTEND:20260302T100000Z'

function feed(event = EVENT): string {
  return `BEGIN:VCALENDAR\r\nX-WR-CALNAME:Team\r\nBEGIN:VEVENT\r\n${event}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`
}

function access(url: string) {
  return { secrets: { kind: 'ics' as const, url }, keep: async () => {} }
}

function changes(url: string, token: string | null = null) {
  const wanted = { calendarId: 'feed', token, window, timeZone: 'UTC' }
  return icsProvider.changes(access(url), wanted)
}

async function troubleOf(work: Promise<unknown>): Promise<CalendarTroubleKind | null> {
  return work.then(
    () => null,
    (error) => error.kind
  )
}

test.group('A feed at an address', (group) => {
  let server: Server
  let address: string
  let answer: RequestListener

  group.each.setup(async () => {
    const { feed: limits, requestMs } = calendars
    const before = { ...limits }
    server = createServer((request, response) => answer(request, response))
    address = `http://127.0.0.1:${await listenOnLoopback(server)}/team.ics`
    return () => {
      Object.assign(limits, before)
      calendars.requestMs = requestMs
      server.closeAllConnections()
      server.close()
    }
  })

  test('is one calendar, which can only be read', async ({ assert }) => {
    answer = (_, response) => void response.end(feed())
    const [only, ...others] = await icsProvider.listCalendars(access(address))
    assert.deepInclude(only, { name: 'Team', canWrite: false, timeZone: null })
    assert.lengthOf(others, 0)
    assert.isFalse(icsProvider.canWrite)
  })

  test('is read as a whole, and not again while it is the same', async ({ assert }) => {
    let sent = 0
    answer = ({ headers }, response) => {
      if (headers['if-none-match'] === '"1"') return void response.writeHead(304).end()
      sent++
      response.setHeader('etag', '"1"')
      response.end(feed())
    }
    const first = await changes(address)
    assert.isTrue(first.isWhole)
    assert.deepEqual(first.events[0].span, {
      start: Date.parse('2026-03-02T09:00Z'),
      end: Date.parse('2026-03-02T10:00Z'),
    })
    const again = await changes(address, first.token)
    const nothing = { events: [], goneIds: [], isConditional: true }
    assert.deepInclude(again, { isWhole: false, ...nothing })
    assert.equal(sent, 1)
  })

  test('is the same where a server without ETags sends the same file', async ({ assert }) => {
    let event = EVENT
    answer = (_, response) => void response.end(feed(event))
    const { token, isConditional } = await changes(address)
    assert.isFalse(isConditional)
    assert.deepInclude(await changes(address, token), { isWhole: false, isConditional: false })
    event = EVENT.replace('UID:a', 'UID:b')
    assert.isTrue((await changes(address, token)).isWhole)
  })

  test('is not asked often where its server gives a mark that it does not look at', async ({
    assert,
  }) => {
    answer = (_, response) => void response.setHeader('last-modified', 'Monday').end(feed())
    const { token, isConditional } = await changes(address)
    assert.isTrue(isConditional)
    const again = await changes(address, token)
    assert.deepInclude(again, { isWhole: false, isConditional: false })
  })

  test('may come packed, and no further than it may be unpacked', async ({ assert }) => {
    answer = (_, response) => {
      response.setHeader('content-encoding', 'gzip')
      response.end(gzipSync(feed()))
    }
    assert.lengthOf((await changes(address)).events, 1)
    answer = (_, response) => {
      response.setHeader('content-encoding', 'gzip')
      response.end(gzipSync(Buffer.alloc(calendars.feed.mostBytes + 1)))
    }
    assert.equal(await troubleOf(changes(address)), 'too_large')
  })

  test('is not read beyond its limit', async ({ assert }) => {
    let sent = 0
    answer = (_, response) => {
      const part = Buffer.alloc(1024 * 1024, 'x')
      const write = () => {
        while (sent++ < 100) if (!response.write(part)) return void response.once('drain', write)
        response.end()
      }
      write()
    }
    assert.equal(await troubleOf(changes(address)), 'too_large')
    assert.isBelow(sent, 30)
  })

  test('is looked for where it moved, five times at most', async ({ assert }) => {
    let left = 5
    let asked = 0
    answer = (_, response) => {
      asked++
      if (left-- <= 0) return void response.end(feed())
      response.writeHead(302, { location: `/again/${left}` }).end()
    }
    assert.lengthOf((await changes(address)).events, 1)
    left = Infinity
    asked = 0
    assert.equal(await troubleOf(changes(address)), 'unreachable')
    assert.equal(asked, 6)
  })

  test('is not asked for within a network, neither at once nor by a redirect', async ({
    assert,
  }) => {
    for (const url of [
      ...['https://10.0.0.1/a.ics', 'https://169.254.169.254/latest', 'http://example.com/a.ics'],
      ...[
        'ftp://example.com/a.ics',
        'https://user:password@example.com/a.ics',
        'file:///etc/passwd',
      ],
    ]) {
      assert.equal(await troubleOf(changes(url)), 'not_allowed', url)
      answer = (_, response) => void response.writeHead(302, { location: url }).end()
      assert.equal(await troubleOf(changes(address)), 'not_allowed', url)
    }
  })

  test('says what is wrong with it', async ({ assert }) => {
    const kinds: [number, CalendarTroubleKind][] = [
      [401, 'access_lost'],
      [403, 'access_lost'],
      [404, 'not_found'],
      [410, 'not_found'],
      [429, 'limited'],
      [500, 'unreachable'],
      [418, 'refused'],
    ]
    for (const [status, kind] of kinds) {
      answer = (_, response) => void response.writeHead(status, { 'retry-after': '90' }).end()
      assert.equal(await troubleOf(changes(address)), kind, String(status))
    }
    answer = (_, response) => void response.end('<html>Sign in</html>')
    assert.equal(await troubleOf(changes(address)), 'unreadable')
    assert.equal(await troubleOf(icsProvider.listCalendars(access(address))), 'unreadable')
    answer = (request) => void request.socket.destroy()
    assert.equal(await troubleOf(changes(address)), 'unreachable')
  })

  test('is given up when it does not answer', async ({ assert }) => {
    calendars.requestMs = 200
    answer = () => {}
    assert.equal(await troubleOf(changes(address)), 'timeout')
    answer = (_, response) => void response.write('BEGIN:VCALENDAR')
    assert.equal(await troubleOf(changes(address)), 'timeout')
  })

  test('is given up in time with {$self}')
    .with([
      'FREQ=SECONDLY',
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=MINUTELY;COUNT=1000000',
    ])
    .run(async ({ assert }, rule) => {
      calendars.feed.mostMs = 2_000
      const event = `UID:a\r\nDTSTART:20260302T090000Z\r\nDURATION:PT1S\r\nRRULE:${rule}`
      answer = (_, response) => void response.end(feed(event))
      const startedAt = performance.now()
      assert.oneOf(await troubleOf(changes(address)), ['too_large', null])
      assert.isBelow(performance.now() - startedAt, 6_000)
    })
})
