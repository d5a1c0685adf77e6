import { test } from '@japa/runner'
import type { TestContext } from '@japa/runner/core'
import calendars from '#config/calendars'
import {
  type CalendarAccess,
  type CalendarProvider,
  CalendarTrouble,
  type CalendarTroubleKind,
  type EventSpan,
  type EventToWrite,
} from '#services/calendars/calendar_provider'
import type { OauthStandIn, StandInAnswer } from '#tests/support/oauth_provider'

const HOUR = 3_600_000
export const NINE = Date.parse('2026-03-02T09:00Z')
const AFTER_THE_WINDOW = Date.parse('2031-03-02T09:00Z')
export const WINDOW = {
  start: Date.parse('2026-03-01T00:00Z'),
  end: Date.parse('2027-04-01T00:00Z'),
}

export function eventToWrite(changes: Partial<EventToWrite> = {}): EventToWrite {
  return {
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
  }
}

export async function troubleOf(promise: Promise<unknown>): Promise<CalendarTrouble> {
  const outcome: unknown = await promise.catch((error: unknown) => error)
  if (outcome instanceof CalendarTrouble) return outcome
  throw new Error('No trouble', { cause: outcome })
}

export async function kindOf(promise: Promise<unknown>): Promise<CalendarTroubleKind> {
  return (await troubleOf(promise)).kind
}

export function withShortRequests(cleanup: TestContext['cleanup']): void {
  const { requestMs } = calendars
  calendars.requestMs = 300
  cleanup(() => void (calendars.requestMs = requestMs))
}

/** A calendar at a server or a stand-in, and what another program of the same person does there. */
export interface CalendarElsewhere {
  access: CalendarAccess
  id: string
  /** Of a calendar that is not there. */
  goneId: string
  /** Tells the event's id. */
  store(name: string, span: EventSpan): Promise<string>
  change(eventId: string): Promise<unknown>
  delete(eventId: string): Promise<unknown>
  /** A token that nobody knows any more, like this one. */
  expired(token: string | null): string
  /** What was sent to have it written. */
  sent(eventId: string): Promise<string>
}

type Opening<Opened> = (cleanup: TestContext['cleanup']) => Promise<Opened>

/** What every provider that can write has to do, in the group that it is called in. */
export function calendarContract(
  { changes, put, remove }: CalendarProvider,
  open: Opening<CalendarElsewhere>
): void {
  if (!put || !remove) throw new Error('It cannot write')
  const read = ({ access, id }: CalendarElsewhere, token: string | null = null, calendarId = id) =>
    changes(access, { calendarId, token, window: WINDOW, timeZone: 'Europe/London' })
  const write = ({ access, id }: CalendarElsewhere, details: Partial<EventToWrite> = {}) =>
    put(access, id, eventToWrite(details))
  const spansIn = async (calendar: CalendarElsewhere) =>
    (await read(calendar)).events.map(({ span }) => span)

  test('changes since the token: made, moved, moved out, gone, and nothing', async ({
    assert,
    cleanup,
  }) => {
    const calendar = await open(cleanup)
    const nine = { start: NINE, end: NINE + HOUR }
    const moved = await calendar.store('a', nine)
    const gone = await calendar.store('b', nine)
    const movedOut = await calendar.store('c', nine)
    const first = await read(calendar)
    const quiet = await read(calendar, first.token)
    assert.deepEqual([quiet.isWhole, quiet.events, quiet.goneIds], [false, [], []])

    await calendar.store('a', { start: NINE + 6 * HOUR, end: NINE + 7 * HOUR })
    await calendar.delete(gone)
    await calendar.store('c', { start: AFTER_THE_WINDOW, end: AFTER_THE_WINDOW + HOUR })
    const made = await calendar.store('d', { start: NINE + 24 * HOUR, end: NINE + 25 * HOUR })
    const changed = await read(calendar, quiet.token)
    assert.isFalse(changed.isWhole)
    assert.sameMembers(
      changed.events.map(({ id, span }) => `${id} ${new Date(span.start).getUTCHours()}`),
      [`${moved} 15`, `${made} 9`]
    )
    assert.sameMembers(changed.goneIds, [gone, movedOut])
    assert.notEqual(changed.token, first.token)
  })

  test('a token that nobody knows is token_expired', async ({ assert, cleanup }) => {
    const calendar = await open(cleanup)
    const { token } = await read(calendar)
    assert.equal(await kindOf(read(calendar, calendar.expired(token))), 'token_expired')
  })

  test('written twice under the same id it is one event, with our UID, and nobody is invited', async ({
    assert,
    cleanup,
  }) => {
    const calendar = await open(cleanup)
    const { eventId } = await write(calendar)
    assert.equal((await write(calendar)).eventId, eventId)
    const { uid, span } = eventToWrite()
    assert.deepEqual(
      (await read(calendar)).events.map((one) => ({ id: one.id, uid: one.uid, span: one.span })),
      [{ id: eventId, uid, span }]
    )
    const sent = await calendar.sent(eventId)
    assert.include(sent, 'Private lesson')
    assert.notMatch(sent, /ATTENDEE|ORGANIZER|METHOD/i)
  })

  test('moved by its etag; changed there since is a conflict, deleted not_found', async ({
    assert,
    cleanup,
  }) => {
    const calendar = await open(cleanup)
    const { etag } = await write(calendar)
    const span = { start: NINE + 2 * HOUR, end: NINE + 3 * HOUR }
    const moved = await write(calendar, { etag, span, sequence: 1 })
    assert.notEqual(moved.etag, etag)
    assert.deepEqual(await spansIn(calendar), [span])
    assert.equal(await kindOf(write(calendar, { etag, sequence: 2 })), 'conflict')
    assert.deepEqual(await spansIn(calendar), [span])

    const again = () => kindOf(write(calendar, { etag: moved.etag, sequence: 2 }))
    await calendar.change(moved.eventId)
    assert.equal(await again(), 'conflict')
    await calendar.delete(moved.eventId)
    assert.equal(await again(), 'not_found')
  })

  test('removed, removed again, one that never was, and by our id', async ({ assert, cleanup }) => {
    const calendar = await open(cleanup)
    const { access, id } = calendar
    const { eventId } = await write(calendar)
    for (const each of [eventId, eventId, 'never']) await remove(access, id, each)
    assert.isEmpty(await spansIn(calendar))
    await write(calendar)
    assert.lengthOf(await spansIn(calendar), 1)
    await remove(access, id, eventToWrite().id)
    assert.isEmpty(await spansIn(calendar))
  })

  test('a calendar that is gone is not_found', async ({ assert, cleanup }) => {
    const calendar = await open(cleanup)
    assert.equal(await kindOf(read(calendar, null, calendar.goneId)), 'not_found')
  })
}

interface OauthContract {
  provider: CalendarProvider
  /** Of the calendar in its stand-in. */
  id: string
  open: Opening<{ standIn: OauthStandIn }>
  failure(status: number, reason: string): StandInAnswer
  answers: { status: number; reason: string; kind: CalendarTroubleKind; seconds?: number }[]
  joinLink: string
}

/** What a provider has to do besides where an account opens it by tokens. */
export function oauthContract({
  provider,
  id: calendarId,
  open,
  failure,
  answers,
  joinLink,
}: OauthContract): void {
  const read = (access: CalendarAccess) =>
    provider.changes(access, { calendarId, token: null, window: WINDOW, timeZone: 'Europe/London' })

  test('a meeting is made when it is asked for', async ({ assert, cleanup }) => {
    const { standIn } = await open(cleanup)
    const event = eventToWrite({ wantsMeeting: true })
    const written = await provider.put?.(standIn.accessTo(), calendarId, event)
    assert.equal(written?.joinLink, joinLink)
  })

  test('an answer of {status} {reason} is {kind}')
    .with(answers)
    .run(async ({ assert, cleanup }, { status, reason, kind, seconds }) => {
      const { standIn } = await open(cleanup)
      standIn.instead.push({ ...failure(status, reason), headers: { 'retry-after': '30' } })
      const trouble = await troubleOf(read(standIn.accessTo()))
      assert.equal(trouble.kind, kind)
      assert.equal(trouble.facts.retryAfterSeconds ?? undefined, seconds)
      assert.lengthOf(standIn.requests, 1)
    })

  test('a token that runs out, or is refused, is renewed once and kept before it is used', async ({
    assert,
    cleanup,
  }) => {
    const { standIn } = await open(cleanup)
    const old = standIn.accessTo({ expiresAt: Date.now() + 30_000 })
    await Promise.all([read(old), read(old), provider.listCalendars(old)])
    assert.lengthOf(standIn.tokenRequests, 1)
    await read(old)
    assert.lengthOf(standIn.tokenRequests, 1)
    const refused = standIn.accessTo({ accessToken: 'taken back' })
    await read(refused)
    assert.lengthOf(standIn.tokenRequests, 2)
    assert.containSubset(standIn.kept.at(-1), { accessToken: standIn.token })
  })

  test('consent that was taken back is access_lost', async ({ assert, cleanup }) => {
    const { standIn } = await open(cleanup)
    standIn.tokenAnswer = { status: 400, body: { error: 'invalid_grant' } }
    assert.equal(await kindOf(read(standIn.accessTo({ expiresAt: 0 }))), 'access_lost')
    standIn.tokenAnswer = null
    standIn.instead.push({ status: 401 }, { status: 401 })
    assert.equal(await kindOf(read(standIn.accessTo())), 'access_lost')
  })

  test('nothing is waited for longer than it may', async ({ assert, cleanup }) => {
    const { standIn } = await open(cleanup)
    withShortRequests(cleanup)
    standIn.instead.push(null)
    assert.equal(await kindOf(read(standIn.accessTo())), 'timeout')
  })
}
