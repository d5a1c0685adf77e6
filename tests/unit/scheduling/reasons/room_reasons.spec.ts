import { test } from '@japa/runner'
import { unavailableCode } from '#scheduling/reasons/refusal_code'
import { roomReasons } from '#scheduling/reasons/room_reasons'
import type { HostCalendar, Question } from '#scheduling/types'
import { aHost, aQuestion, at, claimed, span } from '#tests/support/questions'

const ROOM = 7
const NINE = at('2026-12-02T09:00Z')

const reasonsOf = (room: Partial<HostCalendar>, given: Partial<Question> = {}) => {
  const question = aQuestion({
    hosts: [aHost(), aHost({ hostId: ROOM, isRoom: true, ...room })],
    now: at('2026-12-02T08:00Z'),
    range: { start: NINE, end: NINE + 1 },
    ...given,
  })
  return roomReasons(question, ROOM, NINE).map(({ code }) => code)
}

test.group('Why a room cannot be had at the time of a booking', () => {
  const away = { firstDate: '2026-12-02', lastDate: null, weeklyDays: null, skippedDates: [] }
  const taken = [claimed('2026-12-02T09:00Z', '2026-12-02T10:00Z')]

  test('is {name}')
    .with<{ name: string; room: Partial<HostCalendar>; codes: string[] }[]>([
      { name: 'nothing', room: {}, codes: [] },
      { name: 'what is held of it', room: { taken }, codes: ['busy'] },
      {
        name: 'what a calendar elsewhere says',
        room: { busy: [span('2026-12-02T09:30Z', '2026-12-02T10:00Z')] },
        codes: ['busy'],
      },
      { name: 'its hours', room: { weeklyHours: [] }, codes: ['closed_that_day'] },
      {
        name: 'blocked time',
        room: { blocks: [{ ...away, start: '09:00', end: '10:00' }] },
        codes: ['blocked'],
      },
      {
        name: 'its own limit',
        room: { dailyLimit: 1, taken: [claimed('2026-12-02T10:00Z', '2026-12-02T11:00Z')] },
        codes: ['day_limit'],
      },
    ])
    .run(({ assert }, { room, codes }) => {
      assert.deepEqual(reasonsOf(room), codes)
    })

  test('is nothing of whoever gives it, nor of when times may be booked', ({ assert }) => {
    const people = [aHost({ weeklyHours: [], taken }), aHost({ hostId: ROOM, isRoom: true })]
    assert.deepEqual(reasonsOf({}, { hosts: people }), [])
    const { rules } = aQuestion()
    const late = { now: at('2026-12-02T08:59Z'), rules: { ...rules, minimumNoticeMinutes: 600 } }
    assert.deepEqual(reasonsOf({}, late), [])
    assert.deepEqual(reasonsOf({}, { rules: { ...rules, isActive: false } }), [])
    const full = { rules: { ...rules, dailyLimit: 1 }, serviceStarts: [NINE] }
    assert.deepEqual(reasonsOf({}, full), [])
  })

  test('is that it does not belong to the service, which is no free room', ({ assert }) => {
    const question = aQuestion({ hosts: [aHost()], range: { start: NINE, end: NINE + 1 } })
    const reasons = roomReasons(question, ROOM, NINE)
    assert.deepEqual(reasons, [{ code: 'no_host', hostId: ROOM }])
    assert.equal(unavailableCode(reasons), 'inactive')
    assert.isNull(unavailableCode([]))
  })
})
