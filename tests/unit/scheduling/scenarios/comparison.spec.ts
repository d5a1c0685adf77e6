import { test } from '@japa/runner'
import { differenceOf, outsideOf } from '#scheduling/scenarios/comparison'
import { aHost, aQuestion, at, span } from '#tests/support/questions'

const held = (start: string, end: string, hostId = 1) => ({ hostId, ...span(start, end) })

test.group('What a change does to the times on offer', () => {
  test('names the starts that go and those that come', ({ assert }) => {
    const later = aHost({ weeklyHours: [{ weekday: 3, start: '10:00', end: '13:00' }] })
    assert.deepEqual(differenceOf(aQuestion(), aQuestion({ hosts: [later] })), {
      removed: [at('2026-12-02T09:00Z')],
      added: [at('2026-12-02T12:00Z')],
    })
  })

  test('a start that somebody else still has goes nowhere', ({ assert }) => {
    const away = aHost({ overrides: [{ date: '2026-12-02', windows: [] }] })
    const other = aHost({ hostId: 2 })
    const before = aQuestion({ hosts: [aHost(), other] })
    assert.deepEqual(differenceOf(before, aQuestion({ hosts: [away, other] })), {
      removed: [],
      added: [],
    })
  })

  test('a start whose length changes is still the same start', ({ assert }) => {
    const shorter = aQuestion({ rules: { durationMinutes: 30, slotIntervalMinutes: 60 } })
    assert.deepEqual(differenceOf(aQuestion(), shorter), { removed: [], added: [] })
  })
})

test.group('Bookings outside', () => {
  const inside = held('2026-12-02T09:00Z', '2026-12-02T10:00Z')

  test('what fits the hours of its host is inside, whatever else is booked', ({ assert }) => {
    const busy = aHost({ busy: [inside] })
    assert.isEmpty(outsideOf(aQuestion({ hosts: [busy] }), [inside]))
  })

  test('neither its start nor the notice matters to what is booked', ({ assert }) => {
    const odd = held('2026-12-02T09:07Z', '2026-12-02T10:07Z')
    const question = aQuestion({
      now: at('2026-12-02T09:00Z'),
      rules: { minimumNoticeMinutes: 600 },
    })
    assert.isEmpty(outsideOf(question, [odd]))
  })

  for (const [shown, question, time] of [
    ['the hours', aQuestion(), held('2026-12-02T12:00Z', '2026-12-02T13:00Z')],
    ['the end of the hours', aQuestion(), held('2026-12-02T11:30Z', '2026-12-02T12:30Z')],
    ['the week', aQuestion(), held('2026-12-05T09:00Z', '2026-12-05T10:00Z')],
    ['the last date', aQuestion({ rules: { bookableUntil: '2026-12-01' } }), inside],
    ['the first date', aQuestion({ rules: { bookableFrom: '2026-12-03' } }), inside],
    ['the team', aQuestion(), held('2026-12-02T09:00Z', '2026-12-02T10:00Z', 7)],
    [
      'a closed date',
      aQuestion({ hosts: [aHost({ overrides: [{ date: '2026-12-02', windows: [] }] })] }),
      inside,
    ],
  ] as const) {
    test(`lie outside ${shown}`, ({ assert }) => {
      assert.deepEqual(outsideOf(question, [time]), [time])
    })
  }

  test('its own length counts, not the length asked for', ({ assert }) => {
    const short = held('2026-12-02T11:45Z', '2026-12-02T12:00Z')
    const long = held('2026-12-02T09:00Z', '2026-12-02T12:30Z')
    assert.deepEqual(outsideOf(aQuestion(), [short, long]), [long])
  })
})
