import { test } from '@japa/runner'
import { explain } from '#scheduling/reasons'
import { findSlots } from '#scheduling/slots'
import type { OfferedSession } from '#scheduling/types'
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
      const asked = aQuestion({ ...question, isPlannedOnly: true, sessions: [aSession(given)] })
      assert.deepEqual(findSlots(asked), [])
      assert.deepEqual(
        explain(asked, EVENING.start).map((reason) => reason.code),
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
