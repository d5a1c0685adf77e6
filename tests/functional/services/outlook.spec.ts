import { test } from '@japa/runner'
import calendars from '#config/calendars'
import {
  type CalendarAccess,
  CalendarTrouble,
  type EventToWrite,
} from '#services/calendars/calendar_provider'
import { outlookProvider } from '#services/calendars/outlook'
import { graphFailure, OutlookCalendar } from '#tests/support/outlook_calendar'

const HOUR = 3_600_000
const NINE = Date.parse('2026-03-02T09:00Z')
const WINDOW = { start: Date.parse('2026-03-01T00:00Z'), end: Date.parse('2027-04-01T00:00Z') }
const OWN = 'AQ='

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
  outlookProvider.changes(access, { calendarId, token, window: WINDOW, timeZone: 'Europe/Berlin' })

async function troubleOf(promise: Promise<unknown>): Promise<CalendarTrouble> {
  const outcome: unknown = await promise.catch((error: unknown) => error)
  if (outcome instanceof CalendarTrouble) return outcome
  throw new Error('No trouble', { cause: outcome })
}

const at = (start: string, end: string, more = {}) => ({
  start: { dateTime: start, timeZone: 'UTC' },
  end: { dateTime: end, timeZone: 'UTC' },
  ...more,
})

test.group('Contract of calendars: Outlook', () => {
  test('calendars are listed over pages: name, color, who may write', async ({
    assert,
    cleanup,
  }) => {
    const { standIn } = await OutlookCalendar.open(cleanup)
    assert.deepEqual(await outlookProvider.listCalendars(standIn.accessTo()), [
      {
        ...{ id: OWN, name: 'Calendar', color: null, isPrimary: true, canWrite: true },
        timeZone: null,
      },
      {
        ...{ id: 'AR=', name: 'Team', color: '#ff8c00', isPrimary: false },
        ...{ canWrite: false, timeZone: null },
      },
    ])
  })

  test('read as a whole over pages: as they block, days by the calendar', async ({
    assert,
    cleanup,
  }) => {
    const outlook = await OutlookCalendar.open(cleanup)
    const hour = at('2026-03-02T09:00:00.0000000', '2026-03-02T10:00:00.0000000')
    outlook.store('plain', hour)
    outlook.store('free', { ...hour, showAs: 'free' })
    outlook.store('declined', { ...hour, responseStatus: { response: 'declined' } })
    outlook.store('cancelled', { ...hour, isCancelled: true })
    outlook.store('time_1', { ...hour, seriesMasterId: 'time' })
    outlook.store('day', {
      ...at('2026-04-01T00:00:00.0000000', '2026-04-02T00:00:00.0000000'),
      ...{ isAllDay: true, originalStartTimeZone: 'GMT Standard Time' },
      attendees: [
        { emailAddress: { address: 'A@x.example' }, status: { response: 'tentativelyAccepted' } },
      ],
    })
    const { isWhole, events, token } = await read(outlook.standIn.accessTo())
    assert.isTrue(isWhole)
    assert.include(token ?? '', '$deltatoken=6')
    assert.deepEqual(
      events.map(({ id, isBusy }) => `${id} ${isBusy}`),
      ['plain true', 'free false', 'declined false', 'cancelled false', 'time_1 true', 'day true']
    )
    assert.equal(events[0].span.start, NINE)
    assert.equal(events[4].seriesId, 'time')
    assert.equal(events[5].span.start, Date.parse('2026-03-31T23:00Z'))
    assert.deepEqual(events[5].answers, [{ email: 'a@x.example', answer: 'tentative' }])
  })

  test('changes since the token: made, moved out, gone', async ({ assert, cleanup }) => {
    const outlook = await OutlookCalendar.open(cleanup)
    const access = outlook.standIn.accessTo()
    outlook.store('a', at('2026-03-02T09:00:00', '2026-03-02T10:00:00'))
    outlook.store('b', at('2026-03-02T09:00:00', '2026-03-02T10:00:00'))
    const { token } = await read(access)
    outlook.store('a', at('2031-03-02T09:00:00', '2031-03-02T10:00:00'))
    outlook.store('b', { isGone: true })
    outlook.store('c', at('2026-03-03T09:00:00', '2026-03-03T10:00:00'))
    const changed = await read(access, token)
    assert.isFalse(changed.isWhole)
    assert.deepEqual(
      changed.events.map(({ id }) => id),
      ['c']
    )
    assert.sameMembers(changed.goneIds, ['a', 'b'])
  })

  test('a token that has run out is token_expired', async ({ assert, cleanup }) => {
    const { standIn } = await OutlookCalendar.open(cleanup)
    const old = `${standIn.url}v1.0/me/calendars/AQ=/calendarView/delta?$deltatoken=old`
    assert.equal((await troubleOf(read(standIn.accessTo(), old))).kind, 'token_expired')
    const elsewhere = read(standIn.accessTo(), 'http://127.0.0.1:1/delta')
    assert.equal((await troubleOf(elsewhere)).kind, 'not_allowed')
  })

  test('written twice under the same id it is one event, with our UID, and nobody is told', async ({
    assert,
    cleanup,
  }) => {
    const { standIn } = await OutlookCalendar.open(cleanup)
    const access = standIn.accessTo()
    const first = await outlookProvider.put!(access, OWN, event())
    const second = await outlookProvider.put!(access, OWN, event())
    assert.equal(second.eventId, first.eventId)
    assert.equal(first.link, `https://o.example/${first.eventId}`)
    const { events } = await read(access)
    assert.deepEqual(
      events.map(({ uid }) => uid),
      ['42@bellhop.example']
    )
    const writes = standIn.requests.filter(({ method }) => method !== 'GET')
    assert.isTrue(writes.every(({ body }) => !('attendees' in body)))
  })

  test('a meeting is made when it is asked for', async ({ assert, cleanup }) => {
    const { standIn } = await OutlookCalendar.open(cleanup)
    const written = await outlookProvider.put!(
      standIn.accessTo(),
      OWN,
      event({ wantsMeeting: true })
    )
    assert.equal(written.joinLink, 'https://teams.microsoft.com/l/meetup-join/1')
  })

  test('moved by its etag; changed there since is a conflict, deleted not_found', async ({
    assert,
    cleanup,
  }) => {
    const outlook = await OutlookCalendar.open(cleanup)
    const access = outlook.standIn.accessTo()
    const { etag } = await outlookProvider.put!(access, OWN, event())
    const span = { start: NINE + HOUR, end: NINE + 2 * HOUR }
    const moved = await outlookProvider.put!(access, OWN, event({ etag, span }))
    assert.deepEqual(
      (await read(access)).events.map((one) => one.span),
      [span]
    )
    const again = () => troubleOf(outlookProvider.put!(access, OWN, event({ etag: moved.etag })))
    outlook.store(moved.eventId, { subject: 'Changed there' })
    assert.equal((await again()).kind, 'conflict')
    outlook.store(moved.eventId, { isGone: true })
    assert.equal((await again()).kind, 'not_found')
  })

  test('removed, and removed again, and one that never was', async ({ assert, cleanup }) => {
    const { standIn } = await OutlookCalendar.open(cleanup)
    const access = standIn.accessTo()
    const { eventId } = await outlookProvider.put!(access, OWN, event())
    for (const id of [eventId, eventId, 'never']) await outlookProvider.remove!(access, OWN, id)
    const again = await outlookProvider.put!(access, OWN, event())
    assert.deepEqual(
      (await read(access)).events.map(({ uid }) => uid),
      [event().uid]
    )
    assert.notEqual(again.eventId, eventId)
    await outlookProvider.remove!(access, OWN, event().id)
    assert.isEmpty((await read(access)).events)
  })

  test('changes are told of until a moment, and no more', async ({ assert, cleanup }) => {
    const { standIn } = await OutlookCalendar.open(cleanup)
    const access = standIn.accessTo()
    const asked = { id: 'channel-1', token: 'secret', address: 'https://bellhop.example/push' }
    const watching = await outlookProvider.watch!(access, OWN, asked)
    assert.containSubset(watching, { id: 'channel-1', resourceId: 'subscription-1' })
    assert.isAbove(watching.until, Date.now() + 5 * 24 * HOUR)
    assert.containSubset(standIn.requests.at(-1)?.body, {
      clientState: 'secret',
      notificationUrl: asked.address,
    })
    await outlookProvider.unwatch!(access, watching)
    assert.match(standIn.requests.at(-1)?.url.pathname ?? '', /subscriptions\/subscription-1$/)
  })

  test('an answer of {status} {reason} is {kind}')
    .with([
      { status: 429, reason: 'TooManyRequests', kind: 'limited', seconds: 30 },
      { status: 503, reason: 'ServiceUnavailable', kind: 'limited', seconds: 30 },
      { status: 403, reason: 'ErrorAccessDenied', kind: 'access_lost' },
      { status: 403, reason: 'Forbidden', kind: 'refused' },
      { status: 400, reason: 'ErrorInvalidRequest', kind: 'refused' },
      { status: 500, reason: 'generalException', kind: 'unreachable' },
    ])
    .run(async ({ assert, cleanup }, { status, reason, kind, seconds }) => {
      const { standIn } = await OutlookCalendar.open(cleanup)
      standIn.instead.push({ ...graphFailure(status, reason), headers: { 'retry-after': '30' } })
      const trouble = await troubleOf(read(standIn.accessTo()))
      assert.equal(trouble.kind, kind)
      assert.equal(trouble.facts.retryAfterSeconds ?? undefined, seconds)
      assert.lengthOf(standIn.requests, 1)
    })

  test('a calendar that is gone is not_found', async ({ assert, cleanup }) => {
    const { standIn } = await OutlookCalendar.open(cleanup)
    assert.equal((await troubleOf(read(standIn.accessTo(), null, 'gone'))).kind, 'not_found')
  })

  test('a token that runs out, or is refused, is renewed once and kept before it is used', async ({
    assert,
    cleanup,
  }) => {
    const { standIn } = await OutlookCalendar.open(cleanup)
    const old = standIn.accessTo({ expiresAt: Date.now() + 30_000 })
    await Promise.all([read(old), read(old), outlookProvider.listCalendars(old)])
    assert.lengthOf(standIn.tokenRequests, 1)
    await read(old)
    assert.lengthOf(standIn.tokenRequests, 1)
    const refused = standIn.accessTo({ accessToken: 'taken back' })
    await read(refused)
    assert.lengthOf(standIn.tokenRequests, 2)
    assert.containSubset(standIn.kept.at(-1), { accessToken: standIn.token })
  })

  test('consent that was taken back is access_lost', async ({ assert, cleanup }) => {
    const { standIn } = await OutlookCalendar.open(cleanup)
    standIn.tokenAnswer = { status: 400, body: { error: 'invalid_grant' } }
    const trouble = await troubleOf(read(standIn.accessTo({ expiresAt: 0 })))
    assert.equal(trouble.kind, 'access_lost')
    standIn.tokenAnswer = null
    standIn.instead.push({ status: 401 }, { status: 401 })
    assert.equal((await troubleOf(read(standIn.accessTo()))).kind, 'access_lost')
  })

  test('nothing is waited for longer than it may', async ({ assert, cleanup }) => {
    const { standIn } = await OutlookCalendar.open(cleanup)
    const { requestMs } = calendars
    calendars.requestMs = 300
    cleanup(() => void (calendars.requestMs = requestMs))
    standIn.instead.push(null)
    assert.equal((await troubleOf(read(standIn.accessTo()))).kind, 'timeout')
  })
})
