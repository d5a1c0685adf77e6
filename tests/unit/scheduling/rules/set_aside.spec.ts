import { test } from '@japa/runner'
import { RULES, type Rules } from '#scheduling/rules/rules'
import { ALL_BINDINGS, setAsideRules } from '#scheduling/rules/set_aside'
import type { SlotRules } from '#scheduling/types'
import { aHost, aQuestion, at, span } from '#tests/support/questions'

/** The table with a rule that nobody has heard of. */
const table: Rules = {
  ...RULES,
  mostGuests: { unit: 'places', levels: ['service', 'host'], binds: 'clients', setAside: 99 },
}

const strict: Partial<SlotRules> = {
  ...{ minimumNoticeMinutes: 60, horizonDays: 3, isActive: false, capacity: 4 },
  ...{ bookableFrom: '2026-12-01', bookableUntil: '2026-12-24' },
  ...{ dailyLimit: 2, weeklyLimit: 5, slotIntervalMinutes: 15, startTimes: [{ start: '10:00' }] },
}

const session = {
  ...{ sessionId: 7, hostId: 1, capacity: 8, seatsLeft: 8, isPlanned: true, isBookable: false },
  ...{ ...span('2026-12-02T10:00Z', '2026-12-02T11:00Z'), deadline: at('2026-12-01T10:00Z') },
}

const question = aQuestion({
  ...{ rules: strict, sessions: [session], hosts: [aHost({ dailyLimit: 1 })] },
})

test.group('What binds clients alone', () => {
  const { rules, hosts, sessions } = setAsideRules(question, ['clients'])

  test('does not bind the business: notice, horizon, dates, being switched off', ({ assert }) => {
    assert.containSubset(rules, {
      ...{ minimumNoticeMinutes: 0, horizonDays: null, isActive: true },
      ...{ bookableFrom: null, bookableUntil: null },
    })
    assert.containSubset(sessions, [{ deadline: session.start, isBookable: true }])
  })

  test('leaves limits, steps and places as they are', ({ assert }) => {
    const { dailyLimit, weeklyLimit, slotIntervalMinutes, startTimes, capacity } = strict
    assert.containSubset(rules, { dailyLimit, weeklyLimit, slotIntervalMinutes, startTimes })
    assert.equal(rules.capacity, capacity)
    assert.equal(hosts[0].dailyLimit, 1)
  })
})

test.group('What else can be set aside', () => {
  test('are the steps, for a start that the business names', ({ assert }) => {
    const { rules, sessions } = setAsideRules(question, ['steps'])
    assert.containSubset(rules, { ...strict, slotIntervalMinutes: 1, startTimes: null })
    assert.deepEqual(sessions, [session])
  })

  test('are limits too, on purpose: those of hosts as those of the service', ({ assert }) => {
    const { rules, hosts } = setAsideRules(question, ALL_BINDINGS)
    assert.containSubset(rules, { dailyLimit: null, weeklyLimit: null, hours: null, capacity: 4 })
    assert.isNull(hosts[0].dailyLimit)
    assert.notProperty(hosts[0], 'weeklyLimit')
  })

  test('is whatever the table says so of', ({ assert }) => {
    const host = { ...aHost(), mostGuests: 3 }
    const input = { ...question, rules: { ...question.rules, mostGuests: 3 }, hosts: [host] }
    const free = setAsideRules(input, ['clients'], table)
    assert.containSubset(free, { rules: { mostGuests: 99 }, hosts: [{ mostGuests: 99 }] })
    const bound = setAsideRules(input, ['steps'], table)
    assert.containSubset(bound, { rules: { mostGuests: 3 }, hosts: [{ mostGuests: 3 }] })
  })
})
