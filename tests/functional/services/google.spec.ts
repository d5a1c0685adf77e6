import { test } from '@japa/runner'
import type { TestContext } from '@japa/runner/core'
import type { EventSpan } from '#services/calendars/calendar_provider'
import { googleProvider } from '#services/calendars/google'
import {
  calendarContract,
  type CalendarElsewhere,
  eventToWrite,
  oauthContract,
  WINDOW,
} from '#tests/support/calendar_contract'
import { failure, GoogleCalendar } from '#tests/support/google_calendar'

const OWN = 'ines@host.example'

const at = (start: string, end: string, more = {}) => ({
  start: { dateTime: start },
  end: { dateTime: end },
  ...more,
})

async function open(cleanup: TestContext['cleanup']): Promise<CalendarElsewhere> {
  const google = await GoogleCalendar.open(cleanup)
  const { standIn } = google
  const moment = (instant: number) => new Date(instant).toISOString()
  return {
    access: standIn.accessTo(),
    id: OWN,
    goneId: 'gone',
    store: async (name, { start, end }: EventSpan) =>
      google.store(name, at(moment(start), moment(end))).id,
    change: async (id) => google.store(id, { summary: 'Changed there' }),
    delete: async (id) => google.store(id, { status: 'cancelled' }),
    expired: () => 'old',
    sent: async () => JSON.stringify(standIn.requests.map(({ body }) => body)),
  }
}

test.group('Contract of calendars: Google', () => {
  calendarContract(googleProvider, open)
  oauthContract({
    provider: googleProvider,
    id: OWN,
    open: (cleanup) => GoogleCalendar.open(cleanup),
    failure,
    joinLink: 'https://meet.google.com/bellhop0042',
    answers: [
      { status: 403, reason: 'rateLimitExceeded', kind: 'limited', seconds: 30 },
      { status: 403, reason: 'userRateLimitExceeded', kind: 'limited', seconds: 30 },
      { status: 429, reason: 'rateLimitExceeded', kind: 'limited', seconds: 30 },
      { status: 403, reason: 'forbidden', kind: 'refused' },
      { status: 400, reason: 'invalid', kind: 'refused' },
      { status: 500, reason: 'backendError', kind: 'unreachable' },
      { status: 503, reason: 'backendError', kind: 'unreachable' },
    ],
  })

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
    const wanted = { calendarId: OWN, token: null, window: WINDOW, timeZone: 'Europe/Berlin' }
    const { isWhole, events, token } = await googleProvider.changes(
      google.standIn.accessTo(),
      wanted
    )
    assert.deepEqual([isWhole, token], [true, '6'])
    assert.deepEqual(
      events.map(({ id, isBusy }) => `${id} ${isBusy}`),
      ['plain true', 'free false', 'declined false', 'office false', 'time_1 true', 'day true']
    )
    assert.equal(events[4].seriesId, 'time')
    assert.equal(events[5].span.start, Date.parse('2026-03-31T23:00Z'))
    assert.deepEqual(events[2].answers, [{ email: OWN, answer: 'declined' }])
  })

  test('days of a zone that does not exist are by the host’s', async ({ assert, cleanup }) => {
    const google = await GoogleCalendar.open(cleanup)
    google.timeZone = 'Mars/Olympus_Mons'
    google.store('day', { start: { date: '2026-04-01' }, end: { date: '2026-04-02' } })
    const wanted = { calendarId: OWN, token: null, window: WINDOW, timeZone: 'Europe/Berlin' }
    const { events } = await googleProvider.changes(google.standIn.accessTo(), wanted)
    assert.equal(events[0].span.start, Date.parse('2026-03-31T22:00Z'))
  })

  test('nobody is mailed about what is written, which has a link', async ({ assert, cleanup }) => {
    const { standIn } = await GoogleCalendar.open(cleanup)
    const access = standIn.accessTo()
    const { etag, link } = await googleProvider.put!(access, OWN, eventToWrite())
    assert.equal(link, 'https://calendar.example/bellhop0042')
    await googleProvider.put!(access, OWN, eventToWrite({ etag, title: 'Another' }))
    await googleProvider.remove!(access, OWN, eventToWrite().id)
    const writes = standIn.requests.filter(({ method }) => method !== 'GET')
    assert.lengthOf(writes, 3)
    assert.isTrue(writes.every(({ url }) => url.searchParams.get('sendUpdates') === 'none'))
  })

  test('changes are told of until a moment, and no more', async ({ assert, cleanup }) => {
    const { standIn } = await GoogleCalendar.open(cleanup)
    const access = standIn.accessTo()
    const address = 'https://bellhop.example/push'
    const asked = { id: 'channel-1', token: 'secret', address, until: 1.8e12 }
    const watching = await googleProvider.watch!(access, OWN, asked)
    assert.deepEqual(watching, { id: 'channel-1', resourceId: 'resource-1', until: 1.8e12 })
    await googleProvider.unwatch!(access, watching)
    assert.deepEqual(standIn.requests.at(-1)?.body, { id: 'channel-1', resourceId: 'resource-1' })
  })

  test('access is given back, also when it is lost already', async ({ assert, cleanup }) => {
    const { standIn } = await GoogleCalendar.open(cleanup)
    await googleProvider.revoke!(standIn.accessTo())
    assert.equal(standIn.tokenRequests[0].get('token'), 'renew-1')
    standIn.tokenAnswer = { status: 400, body: { error: 'invalid_token' } }
    await googleProvider.revoke!(standIn.accessTo())
  })
})
