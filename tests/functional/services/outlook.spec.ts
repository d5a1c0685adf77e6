import { test } from '@japa/runner'
import type { TestContext } from '@japa/runner/core'
import type { CalendarAccess, EventSpan } from '#services/calendars/calendar_provider'
import { outlookProvider } from '#services/calendars/outlook'
import {
  calendarContract,
  type CalendarElsewhere,
  eventToWrite,
  kindOf,
  NINE,
  oauthContract,
  WINDOW,
} from '#tests/support/calendar_contract'
import { graphFailure, OutlookCalendar } from '#tests/support/outlook_calendar'

const OWN = 'AQ='

const read = (access: CalendarAccess, token: string | null = null) =>
  outlookProvider.changes(access, {
    ...{ calendarId: OWN, token, window: WINDOW },
    timeZone: 'Europe/Berlin',
  })

const at = (start: string, end: string, more = {}) => ({
  start: { dateTime: start, timeZone: 'UTC' },
  end: { dateTime: end, timeZone: 'UTC' },
  ...more,
})

async function open(cleanup: TestContext['cleanup']): Promise<CalendarElsewhere> {
  const outlook = await OutlookCalendar.open(cleanup)
  const { standIn } = outlook
  const moment = (instant: number) => new Date(instant).toISOString().slice(0, 19)
  return {
    access: standIn.accessTo(),
    id: OWN,
    goneId: 'gone',
    store: async (name, { start, end }: EventSpan) =>
      outlook.store(name, at(moment(start), moment(end))).id,
    change: async (id) => outlook.store(id, { subject: 'Changed there' }),
    delete: async (id) => outlook.store(id, { isGone: true }),
    expired: () => `${standIn.url}v1.0/me/calendars/AQ=/calendarView/delta?$deltatoken=old`,
    sent: async () => JSON.stringify(standIn.requests.map(({ body }) => body)),
  }
}

test.group('Contract of calendars: Outlook', () => {
  calendarContract(outlookProvider, open)
  oauthContract({
    provider: outlookProvider,
    id: OWN,
    open: (cleanup) => OutlookCalendar.open(cleanup),
    failure: graphFailure,
    joinLink: 'https://teams.microsoft.com/l/meetup-join/1',
    answers: [
      { status: 429, reason: 'TooManyRequests', kind: 'limited', seconds: 30 },
      { status: 503, reason: 'ServiceUnavailable', kind: 'limited', seconds: 30 },
      { status: 403, reason: 'ErrorAccessDenied', kind: 'access_lost' },
      { status: 403, reason: 'Forbidden', kind: 'refused' },
      { status: 400, reason: 'ErrorInvalidRequest', kind: 'refused' },
      { status: 500, reason: 'generalException', kind: 'unreachable' },
    ],
  })

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

  test('days of a zone that nobody knows are by the host’s: {$self}')
    .with(['tzone://Microsoft/Custom', 'Mars/Olympus_Mons'])
    .run(async ({ assert, cleanup }, originalStartTimeZone) => {
      const outlook = await OutlookCalendar.open(cleanup)
      outlook.store('day', {
        ...at('2026-04-01T00:00:00.0000000', '2026-04-02T00:00:00.0000000'),
        ...{ isAllDay: true, originalStartTimeZone },
      })
      const { events } = await read(outlook.standIn.accessTo())
      assert.equal(events[0].span.start, Date.parse('2026-03-31T22:00Z'))
    })

  test('a token that leads elsewhere is not followed', async ({ assert, cleanup }) => {
    const { standIn } = await OutlookCalendar.open(cleanup)
    const elsewhere = read(standIn.accessTo(), 'http://127.0.0.1:1/delta')
    assert.equal(await kindOf(elsewhere), 'not_allowed')
  })

  test('written again after it was removed it is another event', async ({ assert, cleanup }) => {
    const { standIn } = await OutlookCalendar.open(cleanup)
    const access = standIn.accessTo()
    const { eventId, link } = await outlookProvider.put!(access, OWN, eventToWrite())
    assert.equal(link, `https://o.example/${eventId}`)
    await outlookProvider.remove!(access, OWN, eventId)
    const again = await outlookProvider.put!(access, OWN, eventToWrite())
    assert.notEqual(again.eventId, eventId)
    assert.deepEqual(
      (await read(access)).events.map(({ uid }) => uid),
      [eventToWrite().uid]
    )
  })

  test('an answer without an id is unreadable', async ({ assert, cleanup }) => {
    const { standIn } = await OutlookCalendar.open(cleanup)
    standIn.instead.push({ status: 200, body: { value: [] } }, { status: 201, body: {} })
    const written = outlookProvider.put!(standIn.accessTo(), OWN, eventToWrite())
    assert.equal(await kindOf(written), 'unreadable')
  })
})
