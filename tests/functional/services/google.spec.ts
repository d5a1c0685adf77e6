import { test } from '@japa/runner'
import calendars from '#config/calendars'
import {
  type CalendarAccess,
  CalendarTrouble,
  type EventToWrite,
} from '#services/calendars/calendar_provider'
import { googleProvider } from '#services/calendars/google'
import { failure, GoogleCalendar } from '#tests/support/google_calendar'

const HOUR = 3_600_000
const NINE = Date.parse('2026-03-02T09:00Z')
const WINDOW = { start: Date.parse('2026-03-01T00:00Z'), end: Date.parse('2027-04-01T00:00Z') }
const OWN = 'ines@host.example'

const event = (changes: Partial<EventToWrite> = {}): EventToWrite => ({
  id: 'bellhop0042',
  uid: '42@bellhop.example',
  etag: null,
  title: 'Private lesson',
  description: 'Notes',
  location: 'Pool 2',
  span: { start: NINE, end: NINE + HOUR },
  timeZone: 'Europe/London',
  sequence: 0,
  isTentative: false,
  wantsMeeting: false,
  ...changes,
})

const read = (access: CalendarAccess, token: string | null = null, calendarId = OWN) =>
  googleProvider.changes(access, { calendarId, token, window: WINDOW, timeZone: 'Europe/Berlin' })

async function troubleOf(promise: Promise<unknown>): Promise<CalendarTrouble> {
  const outcome: unknown = await promise.catch((error: unknown) => error)
  if (outcome instanceof CalendarTrouble) return outcome
  throw new Error('No trouble', { cause: outcome })
}

const at = (start: string, end: string, more = {}) => ({
  start: { dateTime: start },
  end: { dateTime: end },
  ...more,
})

test.group('Contract of calendars: Google', () => {
  test('calendars are listed over pages: name, color, who may write', async ({
    assert,
    cleanup,
  }) => {
    const { standIn } = await GoogleCalendar.open(cleanup)
    assert.deepEqual(await googleProvider.listCalendars(standIn.accessTo()), [
      {
        ...{ id: OWN, name: 'Ines', color: '#9fe1e7', isPrimary: true, canWrite: true },
        timeZone: 'Europe/London',
      },
      {
        ...{ id: 'holidays@group', name: 'Holidays', color: null, isPrimary: false },
        ...{ canWrite: false, timeZone: null },
      },
    ])
  })

  test('read as a whole over pages: as they block, days by the calendar', async ({
    assert,
    cleanup,
  }) => {
    const google = await GoogleCalendar.open(cleanup)
    const [nine, ten] = ['2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z']
    const mine = (responseStatus: string) => [{ self: true, email: OWN, responseStatus }]
    google.store('plain', at(nine, ten))
    google.store('free', at(nine, ten, { transparency: 'transparent' }))
    google.store('declined', at(nine, ten, { attendees: mine('declined') }))
    google.store('office', at(nine, ten, { eventType: 'workingLocation' }))
    google.store('time_1', at(nine, ten, { recurringEventId: 'time' }))
    google.store('day', { start: { date: '2026-04-01' }, end: { date: '2026-04-02' } })
    const { isWhole, events, token } = await read(google.standIn.accessTo())
    assert.deepEqual([isWhole, token], [true, '6'])
    assert.deepEqual(
      events.map(({ id, isBusy }) => `${id} ${isBusy}`),
      ['plain true', 'free false', 'declined false', 'office false', 'time_1 true', 'day true']
    )
    assert.equal(events[4].seriesId, 'time')
    assert.equal(events[5].span.start, Date.parse('2026-03-31T23:00Z'))
    assert.deepEqual(events[2].answers, [{ email: OWN, answer: 'declined' }])
  })

  test('changes since the token: made, moved out, gone', async ({ assert, cleanup }) => {
    const google = await GoogleCalendar.open(cleanup)
    const access = google.standIn.accessTo()
    google.store('a', at('2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z'))
    google.store('b', at('2026-03-02T09:00:00Z', '2026-03-02T10:00:00Z'))
    const { token } = await read(access)
    google.store('a', at('2031-03-02T09:00:00Z', '2031-03-02T10:00:00Z'))
    google.store('b', { status: 'cancelled' })
    google.store('c', at('2026-03-03T09:00:00Z', '2026-03-03T10:00:00Z'))
    const changed = await read(access, token)
    assert.isFalse(changed.isWhole)
    assert.deepEqual(
      changed.events.map(({ id }) => id),
      ['c']
    )
    assert.sameMembers(changed.goneIds, ['a', 'b'])
  })

  test('a token that has run out is token_expired', async ({ assert, cleanup }) => {
    const { standIn } = await GoogleCalendar.open(cleanup)
    assert.equal((await troubleOf(read(standIn.accessTo(), 'old'))).kind, 'token_expired')
  })

  test('written twice under the same id it is one event, with our UID, and nobody is told', async ({
    assert,
    cleanup,
  }) => {
    const { standIn } = await GoogleCalendar.open(cleanup)
    const access = standIn.accessTo()
    const first = await googleProvider.put!(access, OWN, event())
    const second = await googleProvider.put!(access, OWN, event())
    assert.equal(second.eventId, first.eventId)
    assert.equal(first.link, 'https://calendar.example/bellhop0042')
    const { events } = await read(access)
    assert.deepEqual(
      events.map(({ uid }) => uid),
      ['42@bellhop.example']
    )
    const writes = standIn.requests.filter(({ method }) => method !== 'GET')
    assert.isTrue(writes.every(({ url }) => url.searchParams.get('sendUpdates') === 'none'))
    assert.isTrue(writes.every(({ body }) => !('attendees' in body)))
  })

  test('a meeting is made when it is asked for', async ({ assert, cleanup }) => {
    const { standIn } = await GoogleCalendar.open(cleanup)
    const written = await googleProvider.put!(
      standIn.accessTo(),
      OWN,
      event({ wantsMeeting: true })
    )
    assert.equal(written.joinLink, 'https://meet.google.com/bellhop0042')
  })

  test('moved by its etag; changed there since is a conflict, deleted not_found', async ({
    assert,
    cleanup,
  }) => {
    const google = await GoogleCalendar.open(cleanup)
    const access = google.standIn.accessTo()
    const { etag } = await googleProvider.put!(access, OWN, event())
    const span = { start: NINE + HOUR, end: NINE + 2 * HOUR }
    const moved = await googleProvider.put!(access, OWN, event({ etag, span }))
    assert.deepEqual(
      (await read(access)).events.map((one) => one.span),
      [span]
    )
    const again = () => troubleOf(googleProvider.put!(access, OWN, event({ etag: moved.etag })))
    google.store('bellhop0042', { summary: 'Changed there' })
    assert.equal((await again()).kind, 'conflict')
    google.store('bellhop0042', { status: 'cancelled' })
    assert.equal((await again()).kind, 'not_found')
  })

  test('removed, and removed again, and one that never was', async ({ assert, cleanup }) => {
    const { standIn } = await GoogleCalendar.open(cleanup)
    const access = standIn.accessTo()
    const { eventId } = await googleProvider.put!(access, OWN, event())
    for (const id of [eventId, eventId, 'never']) await googleProvider.remove!(access, OWN, id)
    assert.isEmpty((await read(access)).events)
  })

  test('changes are told of until a moment, and no more', async ({ assert, cleanup }) => {
    const { standIn } = await GoogleCalendar.open(cleanup)
    const access = standIn.accessTo()
    const asked = { id: 'channel-1', token: 'secret', address: 'https://bellhop.example/push' }
    const watching = await googleProvider.watch!(access, OWN, asked)
    assert.deepEqual(watching, { id: 'channel-1', resourceId: 'resource-1', until: 1.8e12 })
    await googleProvider.unwatch!(access, watching)
    assert.deepEqual(standIn.requests.at(-1)?.body, { id: 'channel-1', resourceId: 'resource-1' })
  })

  test('an answer of {status} {reason} is {kind}')
    .with([
      { status: 403, reason: 'rateLimitExceeded', kind: 'limited', seconds: 30 },
      { status: 403, reason: 'userRateLimitExceeded', kind: 'limited', seconds: 30 },
      { status: 429, reason: 'rateLimitExceeded', kind: 'limited', seconds: 30 },
      { status: 403, reason: 'forbidden', kind: 'refused' },
      { status: 400, reason: 'invalid', kind: 'refused' },
      { status: 500, reason: 'backendError', kind: 'unreachable' },
      { status: 503, reason: 'backendError', kind: 'unreachable' },
    ])
    .run(async ({ assert, cleanup }, { status, reason, kind, seconds }) => {
      const { standIn } = await GoogleCalendar.open(cleanup)
      standIn.instead.push({ ...failure(status, reason), headers: { 'retry-after': '30' } })
      const trouble = await troubleOf(read(standIn.accessTo()))
      assert.equal(trouble.kind, kind)
      assert.equal(trouble.facts.retryAfterSeconds ?? undefined, seconds)
      assert.lengthOf(standIn.requests, 1)
    })

  test('a calendar that is gone is not_found', async ({ assert, cleanup }) => {
    const { standIn } = await GoogleCalendar.open(cleanup)
    assert.equal((await troubleOf(read(standIn.accessTo(), null, 'gone'))).kind, 'not_found')
  })

  test('a token that runs out, or is refused, is renewed once and kept before it is used', async ({
    assert,
    cleanup,
  }) => {
    const { standIn } = await GoogleCalendar.open(cleanup)
    const old = standIn.accessTo({ expiresAt: Date.now() + 30_000 })
    await Promise.all([read(old), read(old), googleProvider.listCalendars(old)])
    assert.lengthOf(standIn.tokenRequests, 1)
    await read(old)
    assert.lengthOf(standIn.tokenRequests, 1)
    const refused = standIn.accessTo({ accessToken: 'taken back' })
    await read(refused)
    assert.lengthOf(standIn.tokenRequests, 2)
    assert.containSubset(standIn.kept.at(-1), { accessToken: standIn.token })
  })

  test('consent that was taken back is access_lost', async ({ assert, cleanup }) => {
    const { standIn } = await GoogleCalendar.open(cleanup)
    standIn.tokenAnswer = { status: 400, body: { error: 'invalid_grant' } }
    const trouble = await troubleOf(read(standIn.accessTo({ expiresAt: 0 })))
    assert.equal(trouble.kind, 'access_lost')
    standIn.tokenAnswer = null
    standIn.instead.push({ status: 401 }, { status: 401 })
    assert.equal((await troubleOf(read(standIn.accessTo()))).kind, 'access_lost')
  })

  test('nothing is waited for longer than it may', async ({ assert, cleanup }) => {
    const { standIn } = await GoogleCalendar.open(cleanup)
    const { requestMs } = calendars
    calendars.requestMs = 300
    cleanup(() => void (calendars.requestMs = requestMs))
    standIn.instead.push(null)
    assert.equal((await troubleOf(read(standIn.accessTo()))).kind, 'timeout')
  })

  test('access is given back, also when it is lost already', async ({ assert, cleanup }) => {
    const { standIn } = await GoogleCalendar.open(cleanup)
    await googleProvider.revoke!(standIn.accessTo())
    assert.equal(standIn.tokenRequests[0].get('token'), 'renew-1')
    standIn.tokenAnswer = { status: 400, body: { error: 'invalid_token' } }
    await googleProvider.revoke!(standIn.accessTo())
  })
})
