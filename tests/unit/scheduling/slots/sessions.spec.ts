import { test } from '@japa/runner'
import { asBusiness } from '#scheduling/rules/as_business'
import { explain } from '#scheduling/reasons/reasons'
import { fullSessions, withKeptSeats } from '#scheduling/slots/sessions'
import { findSlots } from '#scheduling/slots/slots'
import type { OfferedSession } from '#scheduling/types'
import { startsToWaitFor } from '#scheduling/reasons/waiting'
import { aHost, aQuestion, at, claimed, shownIn, span } from '#tests/support/questions'

const EVENING = span('2026-12-02T20:00Z', '2026-12-02T21:00Z')

function aSession(given: Partial<OfferedSession> = {}): OfferedSession {
  return {
    ...EVENING,
    sessionId: 7,
    hostId: 1,
    capacity: 8,
    seatsLeft: 3,
    deadline: EVENING.start,
    isBookable: true,
    isPlanned: true,
    ...given,
  }
}

function startsOf(...question: Parameters<typeof aQuestion>): string[] {
  return findSlots(aQuestion(...question)).map(({ start }) => shownIn('UTC', start).slice(11, 16))
}

test.group('Sessions among the slots', () => {
  test('are on offer outside opening hours, with the places they have left', ({ assert }) => {
    const slots = findSlots(aQuestion({ sessions: [aSession()] }))
    assert.deepEqual(slots.at(-1), { ...EVENING, seatsLeft: 3, hostIds: [1], sessionId: 7 })
    assert.lengthOf(slots, 4)
  })

  test('and may be joined where limits are reached and their own claim stands', ({ assert }) => {
    const hosts = [
      aHost({ dailyLimit: 1, taken: [claimed('2026-12-02T20:00Z', '2026-12-02T21:00Z')] }),
    ]
    assert.deepEqual(startsOf({ hosts, sessions: [aSession()] }), ['20:00'])
  })

  test('keep another from being begun at their start while they have places', ({ assert }) => {
    const nine = span('2026-12-02T09:00Z', '2026-12-02T10:00Z')
    const taken = [claimed('2026-12-02T09:00Z', '2026-12-02T10:00Z', { sameService: false })]
    const hosts = [aHost({ taken }), aHost({ hostId: 2 })]
    const rules = { capacity: 8 }
    const hostsAtNine = (session: OfferedSession) =>
      findSlots(aQuestion({ hosts, rules, sessions: [session] }))
        .filter(({ start }) => start === nine.start)
        .map(({ hostIds }) => hostIds)
    assert.deepEqual(hostsAtNine(aSession(nine)), [[1]])
    assert.deepEqual(hostsAtNine(aSession({ ...nine, seatsLeft: 0 })), [[2]])
  })

  test('whose places are kept for those who wait are full for everybody else', ({ assert }) => {
    const kept = aQuestion({ isPlannedOnly: true, sessions: [aSession({ seatsKept: 3 })] })
    assert.isEmpty(findSlots(kept))
    assert.deepEqual(
      explain(kept, EVENING.start).map(({ code }) => code),
      ['full']
    )
    assert.deepEqual(startsToWaitFor(kept, kept.range), [EVENING.start])
    assert.deepEqual(
      fullSessions(kept).map(({ seatsLeft }) => seatsLeft),
      [0]
    )
    for (const theirs of [withKeptSeats(kept), asBusiness(kept)]) {
      assert.deepEqual(
        findSlots(theirs).map(({ seatsLeft }) => seatsLeft),
        [3]
      )
    }
  })

  test('are all there is where only planned ones are on offer', ({ assert }) => {
    assert.deepEqual(startsOf({ isPlannedOnly: true, sessions: [aSession()] }), ['20:00'])
    assert.deepEqual(startsOf({ isPlannedOnly: true, sessions: [] }), [])
  })

  for (const [why, given, question, code] of [
    ['full', { seatsLeft: 0 }, {}, 'full'],
    ['too small for what is asked', { seatsLeft: 3 }, { seatsWanted: 4 }, 'full'],
    ['switched off', { isBookable: false }, {}, 'inactive'],
    ['past its deadline', { deadline: at('2010-12-31T00:00Z') }, {}, 'past_deadline'],
    ['within the notice', {}, { rules: { minimumNoticeMinutes: 10_000_000 } }, 'too_soon'],
    ['beyond the horizon', {}, { rules: { horizonDays: 10 } }, 'too_far'],
    ['before the first date', {}, { rules: { bookableFrom: '2026-12-03' } }, 'too_early'],
  ] as const) {
    test(`refuse with ${code} when ${why}`, ({ assert }) => {
      const input = aQuestion({ ...question, isPlannedOnly: true, sessions: [aSession(given)] })
      assert.deepEqual(findSlots(input), [])
      assert.deepEqual(
        explain(input, EVENING.start).map((reason) => reason.code),
        [code]
      )
    })
  }

  test('are joined up to their deadline, to the millisecond', ({ assert }) => {
    const deadline = at('2026-12-01T20:00Z')
    const question = aQuestion({ isPlannedOnly: true, sessions: [aSession({ deadline })] })
    assert.lengthOf(findSlots({ ...question, now: deadline }), 1)
    assert.lengthOf(findSlots({ ...question, now: deadline + 1 }), 0)
  })

  test('of a host who was not asked for are not on offer', ({ assert }) => {
    const question = aQuestion({ isPlannedOnly: true, sessions: [aSession({ hostId: 2 })] })
    assert.deepEqual(findSlots(question), [])
  })

  test('are explained by nothing exactly where they are on offer', ({ assert }) => {
    const question = aQuestion({ isPlannedOnly: true, sessions: [aSession()] })
    assert.deepEqual(explain(question, EVENING.start), [])
    assert.deepEqual(
      explain(question, EVENING.start + 60_000).map((reason) => reason.code),
      ['not_a_start']
    )
  })
})

test.group('A session that a client began', () => {
  const NINE = span('2026-12-02T09:00Z', '2026-12-02T10:00Z')
  const CLOSED = { date: '2026-12-02', windows: [] }
  const begun = aSession({ ...NINE, isPlanned: false })
  const withoutGrid = { rules: { capacity: 8 }, isPlannedOnly: true }

  test('is on offer while its host is open for all of it, and explained like any time', ({
    assert,
  }) => {
    const input = aQuestion({ ...withoutGrid, sessions: [begun] })
    assert.lengthOf(findSlots(input), 1)
    assert.deepEqual(explain(input, NINE.start), [])
  })

  for (const [why, host, rules, code] of [
    ['closed by an override', { overrides: [CLOSED] }, {}, 'closed_that_day'],
    ['closed by the week', { weeklyHours: [] }, {}, 'closed_that_day'],
    [
      'open later on that date',
      { overrides: [{ ...CLOSED, windows: [{ start: '09:30', end: '12:00' }] }] },
      {},
      'outside_hours',
    ],
    [
      'closing before its end',
      { overrides: [{ ...CLOSED, windows: [{ start: '08:00', end: '09:30' }] }] },
      {},
      'does_not_fit',
    ],
    [
      'cut short by the hours of the service',
      {},
      { hours: { weeklyHours: [], overrides: [] } },
      'closed_that_day',
    ],
  ] as const) {
    test(`takes nobody any more where its host is ${why}`, ({ assert }) => {
      const taken = [claimed('2026-12-02T09:00Z', '2026-12-02T10:00Z', { sameService: false })]
      const question = aQuestion({
        hosts: [aHost({ taken, ...host })],
        rules: { capacity: 8, ...rules },
        sessions: [begun],
      })
      const atNine = findSlots(question).filter(({ start }) => start === NINE.start)
      assert.isEmpty(atNine)
      const codes = explain(question, NINE.start).map((reason) => reason.code)
      assert.includeMembers(codes, [code, 'busy'])
      assert.isEmpty(fullSessions({ ...question, sessions: [{ ...begun, seatsLeft: 0 }] }))
      assert.isEmpty(startsToWaitFor(question, { start: NINE.start, end: NINE.start + 1 }))
    })
  }

  test('needs all who give it together to be open, else only the one who gives it', ({
    assert,
  }) => {
    const hosts = [aHost(), aHost({ hostId: 2, overrides: [CLOSED] })]
    const offered = (mode: 'any' | 'collective') =>
      findSlots(aQuestion({ ...withoutGrid, hosts, mode, sessions: [begun] })).length
    assert.deepEqual([offered('any'), offered('collective')], [1, 0])
  })

  test('leaves its start to another host who is open where its own is not', ({ assert }) => {
    const taken = [claimed('2026-12-02T09:00Z', '2026-12-02T10:00Z', { sameService: false })]
    const hosts = [aHost({ taken, overrides: [CLOSED] }), aHost({ hostId: 2 })]
    const question = aQuestion({ hosts, rules: { capacity: 8 }, sessions: [begun] })
    const [first] = findSlots(question)
    assert.deepEqual([first.start, first.hostIds, first.seatsLeft], [NINE.start, [2], 8])
    assert.deepEqual(explain(question, NINE.start), [])
  })
})
