import { test } from '@japa/runner'
import { explain, explainerOf } from '#scheduling/reasons/reasons'
import type { HostCalendar, Reason } from '#scheduling/types'
import { aHost, aQuestion, at, claimed, span } from '#tests/support/questions'

interface ReasonCase {
  title: string
  given?: Parameters<typeof aQuestion>[0]
  host?: Partial<HostCalendar>
  moment: string
  reasons: Reason[]
}

const nine = claimed('2026-12-02T09:00Z', '2026-12-02T10:00Z')

const CASES: ReasonCase[] = [
  { title: 'nothing, when it is on offer', moment: '2026-12-02T09:00Z', reasons: [] },
  {
    title: 'the service is switched off',
    given: { rules: { isActive: false } },
    moment: '2026-12-02T09:00Z',
    reasons: [{ code: 'inactive', hostId: null }],
  },
  {
    title: 'there is no host',
    given: { hosts: [] },
    moment: '2026-12-02T09:00Z',
    reasons: [{ code: 'no_host', hostId: null }],
  },
  {
    title: 'the deadline has passed',
    given: { now: at('2026-12-01T08:01Z'), rules: { deadline: at('2026-12-01T08:00Z') } },
    moment: '2026-12-02T09:00Z',
    reasons: [{ code: 'past_deadline', deadline: at('2026-12-01T08:00Z'), hostId: null }],
  },
  {
    title: 'it is too soon',
    given: { now: at('2026-12-02T08:30Z'), rules: { minimumNoticeMinutes: 60 } },
    moment: '2026-12-02T09:00Z',
    reasons: [{ code: 'too_soon', earliest: at('2026-12-02T09:30Z'), hostId: null }],
  },
  {
    title: 'its first bookable date has not come',
    given: { rules: { bookableFrom: '2026-12-03' } },
    moment: '2026-12-02T09:00Z',
    reasons: [{ code: 'too_early', firstDate: '2026-12-03', hostId: 1 }],
  },
  {
    title: 'its last bookable date is over, though the horizon reaches farther',
    given: {
      now: at('2026-11-30T12:00Z'),
      rules: { horizonDays: 9, bookableUntil: '2026-12-01' },
    },
    moment: '2026-12-02T09:00Z',
    reasons: [{ code: 'too_far', lastDate: '2026-12-01', hostId: 1 }],
  },
  {
    title: 'it is not on the list of start times',
    given: { rules: { startTimes: [{ start: '09:00' }] } },
    moment: '2026-12-02T10:00Z',
    reasons: [{ code: 'not_a_start', hostId: 1 }],
  },
  {
    title: 'the link is closed that day',
    given: { rules: { hours: { weeklyHours: [], overrides: [] } } },
    moment: '2026-12-02T09:00Z',
    reasons: [{ code: 'closed_that_day', date: '2026-12-02', hostId: 1 }],
  },
  {
    title: 'it is too far ahead',
    given: { now: at('2026-11-30T12:00Z'), rules: { horizonDays: 1 } },
    moment: '2026-12-02T09:00Z',
    reasons: [{ code: 'too_far', lastDate: '2026-12-01', hostId: 1 }],
  },
  {
    title: 'nothing opens that day',
    moment: '2026-12-05T09:00Z',
    reasons: [{ code: 'closed_that_day', date: '2026-12-05', hostId: 1 }],
  },
  {
    title: 'the day is open at other hours',
    moment: '2026-12-02T14:00Z',
    reasons: [{ code: 'outside_hours', hostId: 1 }],
  },
  {
    title: 'no start falls there',
    moment: '2026-12-02T09:10Z',
    reasons: [{ code: 'not_a_start', hostId: 1 }],
  },
  {
    title: 'the opening ends first, and no start falls there either',
    moment: '2026-12-02T11:30Z',
    reasons: [
      { code: 'not_a_start', hostId: 1 },
      { code: 'does_not_fit', closesAt: at('2026-12-02T12:00Z'), hostId: 1 },
    ],
  },
  {
    title: 'the host is busy',
    host: { busy: [span('2026-12-02T09:30Z', '2026-12-02T09:45Z')] },
    moment: '2026-12-02T09:00Z',
    reasons: [{ code: 'busy', ...span('2026-12-02T09:30Z', '2026-12-02T09:45Z'), hostId: 1 }],
  },
  {
    title: 'one claim meets the slot and the buffer of another reaches into it',
    host: {
      taken: [
        claimed('2026-12-02T10:30Z', '2026-12-02T11:00Z', { sameService: false }),
        claimed('2026-12-02T09:00Z', '2026-12-02T10:00Z', { bufferAfterMinutes: 15 }),
      ],
    },
    moment: '2026-12-02T10:00Z',
    reasons: [
      { code: 'busy', ...span('2026-12-02T10:30Z', '2026-12-02T11:00Z'), hostId: 1 },
      { code: 'buffer', ...span('2026-12-02T09:00Z', '2026-12-02T10:15Z'), hostId: 1 },
    ],
  },
  {
    title: 'its own buffer reaches a claim',
    given: { rules: { bufferBeforeMinutes: 1 } },
    host: { taken: [nine] },
    moment: '2026-12-02T10:00Z',
    reasons: [{ code: 'buffer', ...span('2026-12-02T09:00Z', '2026-12-02T10:00Z'), hostId: 1 }],
  },
  {
    title: 'every seat is taken',
    given: { rules: { capacity: 2 } },
    host: { taken: [nine, nine] },
    moment: '2026-12-02T09:00Z',
    reasons: [{ code: 'full', capacity: 2, hostId: 1 }],
  },
  {
    title: 'where there is one seat, the booking that has it is what the host is busy with',
    host: { taken: [nine] },
    moment: '2026-12-02T09:00Z',
    reasons: [{ code: 'busy', ...span('2026-12-02T09:00Z', '2026-12-02T10:00Z'), hostId: 1 }],
  },
  {
    title: 'the limits of host and service are reached',
    given: {
      rules: { dailyLimit: 1, weeklyLimit: 1 },
      serviceStarts: [at('2026-12-02T09:00Z')],
    },
    host: { taken: [nine], dailyLimit: 1, weeklyLimit: 1 },
    moment: '2026-12-02T10:00Z',
    reasons: [
      { code: 'day_limit', date: '2026-12-02', limit: 1, owner: 'host', hostId: 1 },
      { code: 'week_limit', weekOf: '2026-11-30', limit: 1, owner: 'host', hostId: 1 },
      { code: 'day_limit', date: '2026-12-02', limit: 1, owner: 'service', hostId: 1 },
      { code: 'week_limit', weekOf: '2026-11-30', limit: 1, owner: 'service', hostId: 1 },
    ],
  },
]

test.group('Why a moment is not on offer', () => {
  test('{title}')
    .with(CASES)
    .run(({ assert }, { given, host, moment, reasons }) => {
      const question = aQuestion({ hosts: [aHost(host)], ...given })
      assert.deepEqual(explain(question, at(moment)), reasons)
    })

  test('the range that somebody asked to see refuses nothing', ({ assert }) => {
    const question = aQuestion({ range: span('2026-12-01T00:00Z', '2026-12-02T00:00Z') })
    assert.isEmpty(explain(question, at('2026-12-03T09:00Z')))
  })
})

test.group('Why a team is not on offer', () => {
  const busy = aHost({ busy: [span('2026-12-02T09:00Z', '2026-12-02T10:00Z')] })
  const away = aHost({ hostId: 2, weeklyHours: [] })
  const free = aHost({ hostId: 3 })
  const codes = (reasons: Reason[]) => reasons.map(({ hostId, code }) => [hostId, code])

  test('every host has reasons of its own', ({ assert }) => {
    const reasons = explain(aQuestion({ hosts: [busy, away] }), at('2026-12-02T09:00Z'))
    assert.deepEqual(codes(reasons), [
      [1, 'busy'],
      [2, 'closed_that_day'],
    ])
  })

  test('one free host is enough where any will do', ({ assert }) => {
    assert.isEmpty(explain(aQuestion({ hosts: [busy, free] }), at('2026-12-02T09:00Z')))
  })

  test('where a host is free, only what holds for all is left', ({ assert }) => {
    const now = at('2026-12-02T09:30Z')
    const reasons = explain(aQuestion({ now, hosts: [busy, free] }), at('2026-12-02T09:00Z'))
    assert.deepEqual(codes(reasons), [[null, 'too_soon']])
  })

  test('one host that is not free is enough where all are needed', ({ assert }) => {
    const question = aQuestion({ hosts: [free, busy], mode: 'collective' })
    assert.deepEqual(codes(explain(question, at('2026-12-02T09:00Z'))), [[1, 'busy']])
  })

  test('where all are needed, starts step from what all have open, and who is closed explains the rest', ({
    assert,
  }) => {
    const late = aHost({
      hostId: 2,
      overrides: [{ date: '2026-12-02', windows: [{ start: '09:30', end: '12:30' }] }],
    })
    const question = aQuestion({ hosts: [free, late], mode: 'collective' })
    const why = (time: string) => codes(explain(question, at(`2026-12-02T${time}Z`)))
    assert.deepEqual(why('09:00'), [[2, 'outside_hours']])
    assert.deepEqual(why('09:30'), [])
    assert.deepEqual(why('10:00'), [
      [3, 'not_a_start'],
      [2, 'not_a_start'],
    ])
    assert.deepEqual(explainerOf(question, question.range).gridStarts, [
      at('2026-12-02T09:30Z'),
      at('2026-12-02T10:30Z'),
      at('2026-12-02T11:30Z'),
    ])
  })
})
