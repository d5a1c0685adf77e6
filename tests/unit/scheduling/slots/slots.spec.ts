import { test } from '@japa/runner'
import { explain } from '#scheduling/reasons/reasons'
import { findSlots, nextOpening } from '#scheduling/slots/slots'
import type { HostCalendar, Question, Slot, SlotRules } from '#scheduling/types'
import { aHost, aQuestion, at, claimed, shownIn, span } from '#tests/support/questions'

const everyDay = [0, 1, 2, 3, 4, 5, 6] as const

/** A host who is open every day from the first time to the second, from the third to the fourth … */
function open(...edges: string[]): HostCalendar {
  const windows = edges.flatMap((start, index) =>
    index % 2 === 0 ? [{ start, end: edges[index + 1] }] : []
  )
  return aHost({
    weeklyHours: everyDay.flatMap((weekday) => windows.map((window) => ({ weekday, ...window }))),
  })
}

test.group('Slots on offer', () => {
  test('step through the opening, and carry their end, their seats and their host', ({
    assert,
  }) => {
    assert.deepEqual(findSlots(aQuestion()), [
      { ...span('2026-12-02T09:00Z', '2026-12-02T10:00Z'), seatsLeft: 1, hostIds: [1] },
      { ...span('2026-12-02T10:00Z', '2026-12-02T11:00Z'), seatsLeft: 1, hostIds: [1] },
      { ...span('2026-12-02T11:00Z', '2026-12-02T12:00Z'), seatsLeft: 1, hostIds: [1] },
    ])
  })

  test('begin exactly at the notice, and not a millisecond sooner', ({ assert }) => {
    const now = at('2026-12-02T08:00Z')
    const rules = { minimumNoticeMinutes: 60 }
    assert.deepEqual(times({ now, rules }), ['09:00', '10:00', '11:00'])
    assert.deepEqual(times({ now: now + 1, rules }), ['10:00', '11:00'])
  })

  test('keep to the grid of an opening that began before the range', ({ assert }) => {
    const range = span('2026-12-02T09:30Z', '2026-12-02T11:00Z')
    assert.deepEqual(times({ range }), ['10:00'])
  })

  test('run on from one date into the opening of the next', ({ assert }) => {
    const weeklyHours = everyDay.map((weekday) => ({ weekday, start: '23:00', end: '24:00' }))
    const overrides = [{ date: '2026-12-03', windows: [{ start: '00:00', end: '00:30' }] }]
    const host = aHost({ weeklyHours, overrides })
    const range = span('2026-12-01T12:00Z', '2026-12-04T00:00Z')
    const rules = { durationMinutes: 90 }
    assert.deepEqual(times({ range, hosts: [host], rules }), ['23:00'])
  })

  test('come from both grids where openings of two dates overlap, each start once', ({
    assert,
  }) => {
    const overrides = [
      { date: '2026-12-01', windows: [{ start: '22:30', end: '02:00' }] },
      { date: '2026-12-02', windows: [{ start: '00:00', end: '02:30' }] },
      { date: '2026-12-03', windows: [] },
    ]
    const host = aHost({ weeklyHours: [], overrides })
    const range = span('2026-12-02T00:00Z', '2026-12-03T00:00Z')
    const rules = { slotIntervalMinutes: 30 }
    assert.deepEqual(times({ range, hosts: [host], rules }), ['00:00', '00:30', '01:00', '01:30'])
    assert.deepEqual(times({ range, hosts: [host], rules: { slotIntervalMinutes: 60 } }), [
      '00:00',
      '00:30',
      '01:00',
      '01:30',
    ])
  })

  test('follow the last of two overrides for one date', ({ assert }) => {
    const overrides = [
      { date: '2026-12-02', windows: [] },
      { date: '2026-12-02', windows: [{ start: '14:00', end: '15:00' }] },
    ]
    assert.deepEqual(times({ hosts: [aHost({ overrides })] }), ['14:00'])
  })

  test('end with the last day of the horizon, whole', ({ assert }) => {
    const now = at('2026-12-01T23:59Z')
    const range = span('2026-12-01T00:00Z', '2026-12-09T00:00Z')
    assert.lengthOf(findSlots(aQuestion({ now, range, rules: { horizonDays: 1 } })), 3)
    assert.lengthOf(findSlots(aQuestion({ now, range, rules: { horizonDays: 0 } })), 0)
  })

  test('ignore busy time of no length', ({ assert }) => {
    const host = aHost({ busy: [span('2026-12-02T09:30Z', '2026-12-02T09:30Z')] })
    assert.deepEqual(times({ hosts: [host] }), ['09:00', '10:00', '11:00'])
  })

  test('may let their buffers overhang the opening', ({ assert }) => {
    const rules = { bufferBeforeMinutes: 30, bufferAfterMinutes: 30 }
    assert.deepEqual(times({ rules }), ['09:00', '10:00', '11:00'])
  })

  test('touch what is busy, but for the buffers between', ({ assert }) => {
    const host = aHost({ busy: [span('2026-12-02T10:00Z', '2026-12-02T11:00Z')] })
    assert.deepEqual(times({ hosts: [host] }), ['09:00', '11:00'])
    assert.deepEqual(times({ hosts: [host], rules: { bufferAfterMinutes: 1 } }), ['11:00'])
    assert.deepEqual(times({ hosts: [host], rules: { bufferBeforeMinutes: 1 } }), ['09:00'])
  })

  test('count down the seats of a start that others have joined', ({ assert }) => {
    const taken = [
      claimed('2026-12-02T09:00Z', '2026-12-02T10:00Z', { seats: 2, bufferAfterMinutes: 60 }),
      claimed('2026-12-02T11:00Z', '2026-12-02T12:00Z', { seats: 3 }),
    ]
    const slots = findSlots(aQuestion({ hosts: [aHost({ taken })], rules: { capacity: 3 } }))
    assert.deepEqual(
      slots.map(({ start, seatsLeft }) => [shownIn('UTC', start).slice(11, 16), seatsLeft]),
      [['09:00', 1]]
    )
  })

  test('stop for the day at the limit of the host, and of the service over all hosts', ({
    assert,
  }) => {
    const taken = [claimed('2026-12-02T07:00Z', '2026-12-02T08:00Z', { sameService: false })]
    assert.deepEqual(times({ hosts: [aHost({ taken, dailyLimit: 1 })] }), [])
    assert.deepEqual(times({ hosts: [aHost({ taken, dailyLimit: 2 })] }), [
      '09:00',
      '10:00',
      '11:00',
    ])
    assert.deepEqual(times({ hosts: [aHost({ taken })], rules: { dailyLimit: 1 } }), [
      '09:00',
      '10:00',
      '11:00',
    ])
    assert.deepEqual(
      times({ serviceStarts: [at('2026-12-02T07:00Z')], rules: { dailyLimit: 1 } }),
      []
    )
  })

  test('count a Sunday to the week that the business says it belongs to', ({ assert }) => {
    const host = aHost({
      taken: [claimed('2026-12-06T09:00Z', '2026-12-06T10:00Z')],
      weeklyLimit: 1,
    })
    const range = span('2026-12-02T00:00Z', '2026-12-08T00:00Z')
    const days = (weekStartsOn: 0 | 1) => [
      ...new Set(
        findSlots(aQuestion({ range, hosts: [host], rules: { weekStartsOn } })).map((slot) =>
          shownIn('UTC', slot.start).slice(0, 10)
        )
      ),
    ]
    assert.deepEqual(days(1), ['2026-12-07'])
    assert.deepEqual(days(0), ['2026-12-02', '2026-12-03', '2026-12-04'])
  })

  test('are none while the service is inactive, or after its deadline', ({ assert }) => {
    const now = at('2026-12-01T12:00Z')
    assert.isEmpty(findSlots(aQuestion({ rules: { isActive: false } })))
    assert.lengthOf(findSlots(aQuestion({ now, rules: { deadline: now } })), 3)
    assert.isEmpty(findSlots(aQuestion({ now, rules: { deadline: now - 1 } })))
  })

  test('refuse rules that no grid can be made of', ({ assert }) => {
    assert.throws(() => findSlots(aQuestion({ rules: { slotIntervalMinutes: 0 } })), RangeError)
    assert.throws(
      () => findSlots(aQuestion({ hosts: [aHost({ timeZone: 'Mars/X' })] })),
      RangeError
    )
  })
})

test.group('Slots of a team', () => {
  const busyAtNine = aHost({ busy: [span('2026-12-02T09:00Z', '2026-12-02T10:00Z')] })
  const parisian = aHost({ hostId: 2, timeZone: 'Europe/Paris' })

  test('are on offer when any host is free, and name the free ones in order', ({ assert }) => {
    const slots = findSlots(aQuestion({ hosts: [parisian, busyAtNine], mode: 'any' }))
    assert.deepEqual(slots.map(brief), [
      ['08:00', [2], 1],
      ['09:00', [2], 1],
      ['10:00', [2, 1], 2],
      ['11:00', [1], 1],
    ])
  })

  test('are on offer when all hosts are free, where all are needed', ({ assert }) => {
    const slots = findSlots(aQuestion({ hosts: [parisian, busyAtNine], mode: 'collective' }))
    assert.deepEqual(slots.map(brief), [['10:00', [2, 1], 1]])
  })

  test('step from what all have open at once: {0}')
    .with([
      [
        'unlike hours',
        [open('08:00', '16:00'), open('09:00', '17:00')],
        ['09:00', '10:30', '12:00', '13:30'],
      ],
      [
        'unlike breaks',
        [open('08:00', '12:00', '13:00', '17:00'), open('09:00', '12:30', '13:30', '16:30')],
        ['09:00', '10:30', '13:30', '15:00'],
      ],
      [
        'an override of one of them',
        [
          open('09:00', '17:00'),
          aHost({
            ...open('09:00', '17:00'),
            overrides: [{ date: '2026-12-02', windows: [{ start: '10:15', end: '13:30' }] }],
          }),
        ],
        ['10:15', '11:45'],
      ],
      [
        'three of them, one in another zone',
        [
          open('07:00', '17:00'),
          aHost({ ...open('09:00', '14:00'), timeZone: 'Europe/Paris' }),
          open('07:30', '11:30'),
        ],
        ['08:00', '09:30'],
      ],
      ['nothing in common', [open('08:00', '12:00'), open('12:00', '16:00')], []],
      [
        'what is busy moves no start',
        [
          open('08:00', '16:00'),
          aHost({
            ...open('09:00', '17:00'),
            busy: [span('2026-12-02T09:10Z', '2026-12-02T09:20Z')],
          }),
        ],
        ['10:30', '12:00', '13:30'],
      ],
    ] as const)
    .run(({ assert }, [, hosts, starts]) => {
      assert.deepEqual(together(hosts), starts)
    })

  test('step from what the hours of a link leave of it', ({ assert }) => {
    const hours = { weeklyHours: open('09:30', '13:00').weeklyHours, overrides: [] }
    const hosts = [open('08:00', '16:00'), open('09:00', '17:00')]
    assert.deepEqual(together(hosts, { hours }), ['09:30', '11:00'])
  })

  test('read a list of starts on the business’s clock where all are needed', ({ assert }) => {
    const startTimes = [{ start: '10:00' }, { start: '13:00' }]
    const hosts = [open('08:00', '16:00'), aHost({ ...parisian, ...open('08:00', '18:00') })]
    assert.deepEqual(together(hosts, { startTimes }), ['10:00', '13:00'])
    const parisianBusiness = { timeZone: 'Europe/Paris' }
    assert.deepEqual(together(hosts, { startTimes }, parisianBusiness), ['09:00', '12:00'])
  })

  test('are limited as the service says by the business’s clock, as a host says by its own', ({
    assert,
  }) => {
    // 04:30 of the 2nd in London, still the 1st in New York, half past one at night in Tokyo.
    const booked = at('2026-12-02T04:30Z')
    const range = span('2026-12-01T12:00Z', '2026-12-03T12:00Z')
    const hosts = ['America/New_York', 'Asia/Tokyo'].map((timeZone, index) =>
      aHost({ ...open('00:00', '24:00'), timeZone, hostId: index + 1 })
    )
    const datesOf = (question: Parameters<typeof aQuestion>[0]) => {
      const slots = findSlots(aQuestion({ range, hosts, ...question }))
      return [...new Set(slots.map(({ start }) => shownIn('UTC', start).slice(0, 10)))]
    }
    const rules = { dailyLimit: 1 }
    assert.deepEqual(datesOf({ rules, serviceStarts: [booked] }), ['2026-12-01', '2026-12-03'])
    assert.deepEqual(
      datesOf({ rules: { bookableFrom: '2026-12-02', bookableUntil: '2026-12-02' } }),
      ['2026-12-02']
    )

    const middle = [{ firstDate: '2026-12-02', lastDate: '2026-12-02' }]
    const excluded = aQuestion({ range, hosts, rules: { excludedDates: middle } })
    assert.deepEqual(datesOf({ rules: { excludedDates: middle } }), ['2026-12-01', '2026-12-03'])
    assert.deepEqual(
      datesOf({ rules: { excludedDates: [{ firstDate: '2020-01-01', lastDate: '2026-12-02' }] } }),
      ['2026-12-03']
    )
    assert.deepInclude(explain(excluded, booked), {
      ...{ code: 'closed_that_day', date: '2026-12-02', hostId: 1 },
    })
    assert.equal(nextOpening(excluded, booked)?.start, at('2026-12-03T00:00Z'))

    const taken = [claimed('2026-12-02T04:30Z', '2026-12-02T05:30Z')]
    const [slot] = findSlots(
      aQuestion({ range, hosts: [aHost({ ...hosts[0], taken, dailyLimit: 1 })] })
    )
    assert.equal(slot.start, at('2026-12-02T06:00Z'))
  })

  test('are none when there is no host', ({ assert }) => {
    assert.isEmpty(findSlots(aQuestion({ hosts: [], mode: 'any' })))
    assert.isEmpty(findSlots(aQuestion({ hosts: [], mode: 'collective' })))
  })

  function together(
    hosts: readonly HostCalendar[],
    rules: Partial<SlotRules> = {},
    question: Partial<Omit<Question, 'rules'>> = {}
  ): string[] {
    const ninety = { durationMinutes: 90, slotIntervalMinutes: 90, ...rules }
    const team = hosts.map((host, index) => ({ ...host, hostId: index + 1 }))
    return times({ hosts: team, mode: 'collective', rules: ninety, ...question })
  }

  function brief(slot: Slot): [string, readonly number[], number] {
    return [shownIn('UTC', slot.start).slice(11, 16), slot.hostIds, slot.seatsLeft]
  }
})

test.group('The next opening', () => {
  test('is the first slot at or after the moment', ({ assert }) => {
    assert.equal(nextOpening(aQuestion(), at('2026-12-02T09:00Z'))?.start, at('2026-12-02T09:00Z'))
    assert.equal(nextOpening(aQuestion(), at('2026-12-04T11:01Z'))?.start, at('2026-12-07T09:00Z'))
  })

  test('is never before now and the notice', ({ assert }) => {
    const question = aQuestion({
      now: at('2026-12-02T09:30Z'),
      rules: { minimumNoticeMinutes: 60 },
    })
    assert.equal(nextOpening(question, 0)?.start, at('2026-12-02T11:00Z'))
  })

  test('is found months ahead', ({ assert }) => {
    const overrides = [{ date: '2027-06-05', windows: [{ start: '09:00', end: '10:00' }] }]
    const hosts = [aHost({ weeklyHours: [], overrides })]
    const opening = nextOpening(aQuestion({ hosts }), at('2026-12-02T00:00Z'))
    assert.equal(opening?.start, at('2027-06-05T09:00+01:00'))
  })

  test('is looked for up to the horizon, its last day included', ({ assert }) => {
    const overrides = [{ date: '2026-12-12', windows: [{ start: '23:00', end: '24:00' }] }]
    const hosts = [aHost({ timeZone: 'Pacific/Pago_Pago', weeklyHours: [], overrides })]
    const now = at('2026-12-02T12:00-11:00')
    const found = (horizonDays: number) =>
      nextOpening(aQuestion({ now, hosts, rules: { horizonDays } }), now)?.start
    assert.equal(found(10), at('2026-12-12T23:00-11:00'))
    assert.isUndefined(found(9))
  })
})

/** The starts as UTC wall times; a case stays within one day. */
function times(given: Parameters<typeof aQuestion>[0]): string[] {
  const question: Question = aQuestion(given)
  return findSlots(question).map((slot) => shownIn('UTC', slot.start).slice(11, 16))
}
