import { test } from '@japa/runner'
import { explain } from '#scheduling/reasons/reasons'
import { startAnyway } from '#scheduling/reasons/start_anyway'
import { asBusiness } from '#scheduling/rules/as_business'
import { findSlots } from '#scheduling/slots/slots'
import { onlyAt } from '#scheduling/time/spans'
import { aHost, aQuestion, at, span } from '#tests/support/questions'

const NOW = at('2026-12-02T06:00Z')
const hosts = [
  aHost({
    weeklyHours: [
      { weekday: 3, start: '09:00', end: '12:30' },
      { weekday: 3, start: '13:30', end: '17:00' },
    ],
  }),
]

const input = (time: string, given: Parameters<typeof aQuestion>[0] = {}) =>
  aQuestion({ now: NOW, hosts, range: onlyAt(at(`2026-12-02T${time}Z`)), ...given })

test.group('A start that the business names', () => {
  test('is any minute of the hours, for clients only a step', ({ assert }) => {
    const odd = input('09:10')
    assert.isEmpty(findSlots(odd))
    assert.deepEqual(
      explain(odd, odd.range.start).map(({ code }) => code),
      ['not_a_start']
    )
    assert.lengthOf(findSlots(asBusiness(odd)), 1)
    assert.isEmpty(explain(asBusiness(odd), odd.range.start))
    const listed = input('09:10', { rules: { startTimes: [{ start: '10:00' }] } })
    assert.lengthOf(findSlots(asBusiness(listed)), 1)
  })

  test('is refused for what is really wrong with it', ({ assert }) => {
    const reasonsAt = (time: string) => {
      const question = asBusiness(input(time))
      return explain(question, question.range.start).map(({ code }) => code)
    }
    assert.deepEqual(reasonsAt('12:10'), ['does_not_fit'])
    assert.deepEqual(reasonsAt('12:40'), ['outside_hours'])
    assert.deepEqual(startAnyway(asBusiness(input('12:10')))?.setAside, ['outside_hours'])
  })

  test('is chosen among the steps where none is named', ({ assert }) => {
    const range = span('2026-12-02T00:00Z', '2026-12-03T00:00Z')
    const question = aQuestion({ now: NOW, hosts, range })
    assert.deepEqual(findSlots(asBusiness(question)), findSlots(question))
  })
})
