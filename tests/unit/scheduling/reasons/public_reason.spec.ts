import { test } from '@japa/runner'
import { publicReason } from '#scheduling/reasons/public_reason'
import { explain } from '#scheduling/reasons/reasons'
import type { Reason, ReasonDetail, TeamMode } from '#scheduling/types'
import { aHost, aQuestion, at, span } from '#tests/support/questions'

const dates = span('2026-12-02T09:00Z', '2026-12-02T10:00Z')

const ALONE: [ReasonDetail, string][] = [
  [{ code: 'inactive' }, 'not_bookable'],
  [{ code: 'no_host' }, 'not_bookable'],
  [{ code: 'past_deadline', deadline: 0 }, 'not_bookable'],
  [{ code: 'closed_that_day', date: '2026-12-02' }, 'outside_hours'],
  [{ code: 'outside_hours' }, 'outside_hours'],
  [{ code: 'not_a_start' }, 'outside_hours'],
  [{ code: 'does_not_fit', closesAt: 0 }, 'outside_hours'],
  [{ code: 'busy', ...dates }, 'taken'],
  [{ code: 'buffer', ...dates }, 'taken'],
  [{ code: 'full', capacity: 8 }, 'taken'],
  [{ code: 'day_limit', date: '2026-12-02', limit: 3, owner: 'host' }, 'taken'],
  [{ code: 'week_limit', weekOf: '2026-11-30', limit: 9, owner: 'service' }, 'taken'],
]

const busy: Reason = { code: 'busy', ...dates, hostId: 1 }
const closed: Reason = { code: 'outside_hours', hostId: 2 }

const aTeam = (mode: TeamMode) => ({ mode, hosts: [1, 2].map((hostId) => aHost({ hostId })) })

test.group('What the public may know', () => {
  test('{0.code} is said as {1}')
    .with(ALONE)
    .run(({ assert }, [reason, code]) => {
      const shown = publicReason([{ ...reason, hostId: 1 }], aTeam('any'))
      assert.equal(JSON.stringify(shown), JSON.stringify({ code }))
    })

  test('is not that all is closed, where one of several who are needed is away', ({ assert }) => {
    const blocked: Reason = { code: 'blocked', ...dates, hostId: 2 } as Reason
    assert.deepEqual(publicReason([blocked], aTeam('collective')), { code: 'not_offered' })
    assert.deepEqual(publicReason([blocked], aTeam('any')), { code: 'outside_hours' })
  })

  test('is not that all is closed either, where a room that goes along is', ({ assert }) => {
    const shut: Reason = { code: 'closed_that_day', date: '2026-12-02', hostId: 2 }
    const along = { mode: 'any', hosts: [aHost(), aHost({ hostId: 2, isRoom: true })] } as const
    assert.deepEqual(publicReason([shut], along), { code: 'not_offered' })
    assert.deepEqual(publicReason([{ ...shut, hostId: 1 }], along), { code: 'outside_hours' })
    const alone = { mode: 'any', hosts: [aHost({ hostId: 2, isRoom: true })] } as const
    assert.deepEqual(publicReason([shut], alone), { code: 'outside_hours' })
  })

  test('is nothing of a time that is on offer', ({ assert }) => {
    assert.isNull(publicReason([], aTeam('any')))
  })

  test('is the last date, where bookings do not reach so far yet', ({ assert }) => {
    const question = aQuestion({ now: at('2026-11-30T12:00Z'), rules: { horizonDays: 1 } })
    assert.deepEqual(publicReason(explain(question, at('2026-12-02T09:00Z')), aTeam('any')), {
      code: 'too_far',
      lastDate: '2026-12-01',
    })
  })

  test('is the first date, where they have not begun', ({ assert }) => {
    const question = aQuestion({ rules: { bookableFrom: '2026-12-03' } })
    assert.deepEqual(publicReason(explain(question, at('2026-12-02T09:00Z')), aTeam('any')), {
      code: 'too_early',
      firstDate: '2026-12-03',
    })
  })

  test('is the earliest time, where it is too soon', ({ assert }) => {
    const now = at('2026-12-02T08:30Z')
    const question = aQuestion({ now, rules: { minimumNoticeMinutes: 60 } })
    assert.deepEqual(publicReason(explain(question, at('2026-12-02T09:00Z')), aTeam('any')), {
      code: 'too_soon',
      earliest: at('2026-12-02T09:30Z'),
    })
  })

  test('is the same whether a closed time is taken as well or not', ({ assert }) => {
    const free = aQuestion()
    const full = aQuestion({
      hosts: [aHost({ busy: [span('2026-12-02T00:00Z', '2026-12-03T00:00Z')] })],
    })
    for (const time of ['00:30', '09:10', '11:30', '20:00']) {
      const moment = at(`2026-12-02T${time}Z`)
      assert.deepEqual(publicReason(explain(full, moment), aTeam('any')), { code: 'outside_hours' })
      assert.deepEqual(publicReason(explain(free, moment), aTeam('any')), { code: 'outside_hours' })
    }
  })

  test('comes from the host that is nearest to being free where any will do', ({ assert }) => {
    assert.deepEqual(publicReason([busy, closed], aTeam('any')), { code: 'taken' })
  })

  test('comes from the one that is farthest from it where all are needed', ({ assert }) => {
    assert.deepEqual(publicReason([busy, closed], aTeam('collective')), { code: 'not_offered' })
  })
})
