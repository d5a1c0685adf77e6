import { test } from '@japa/runner'
import {
  DurationNotOffered,
  type RuleLayers,
  effectiveRules,
  ruleAfter,
  rulesOf,
} from '#scheduling/rules/effective_rules'
import { findSlots } from '#scheduling/slots/slots'
import { aHost, aQuestion, shownIn } from '#tests/support/questions'

const nothing = { service: { durationMinutes: 30 } }

test.group('Effective rules', () => {
  test('fall back on what a deployment does', ({ assert }) => {
    const rules = effectiveRules({})
    assert.deepEqual(rules.durationMinutes, { value: 60, source: 'default' })
    assert.deepEqual(rules.bufferAfterMinutes, { value: 15, source: 'default' })
    assert.deepEqual(rules.minimumNoticeMinutes, { value: 120, source: 'default' })
    assert.deepEqual(rules.horizonDays, { value: 30, source: 'default' })
    assert.deepEqual(rules.dailyLimit, { value: null, source: 'default' })
  })

  test('come from {source} when it is the first to say something')
    .with([
      { source: 'one_time_link', value: 1 },
      { source: 'link', value: 2 },
      { source: 'service', value: 3 },
      { source: 'host', value: 4 },
      { source: 'business', value: 5 },
    ] as const)
    .run(({ assert }, { source, value }) => {
      const all: RuleLayers = {
        one_time_link: { minimumNoticeMinutes: 1 },
        link: { minimumNoticeMinutes: 2 },
        service: { minimumNoticeMinutes: 3 },
        host: { minimumNoticeMinutes: 4 },
        business: { minimumNoticeMinutes: 5 },
      }
      const levels = Object.entries(all)
      const given = Object.fromEntries(levels.slice(levels.findIndex(([name]) => name === source)))
      assert.deepEqual(effectiveRules(given).minimumNoticeMinutes, { value, source })
    })

  test('take a zero for an answer, and null for none', ({ assert }) => {
    const { bufferAfterMinutes, horizonDays } = effectiveRules({
      service: { bufferAfterMinutes: 0, horizonDays: null },
      business: { bufferAfterMinutes: 15, horizonDays: 60 },
    })
    assert.deepEqual(bufferAfterMinutes, { value: 0, source: 'service' })
    assert.deepEqual(horizonDays, { value: 60, source: 'business' })
  })

  test('step by the length that was chosen, unless a level sets a step', ({ assert }) => {
    const service = { durationMinutes: 30, durations: [60, 90] }
    assert.equal(effectiveRules({ service }, 90).slotIntervalMinutes.value, 90)
    assert.deepEqual(
      effectiveRules({ service, business: { slotIntervalMinutes: 15 } }, 90).slotIntervalMinutes,
      { value: 15, source: 'business' }
    )
  })

  test('offer the usual length first, then the others, each once', ({ assert }) => {
    const service = { durationMinutes: 60, durations: [30, 60, 90] }
    const { durations, durationMinutes } = effectiveRules({ service })
    assert.deepEqual(durations, { value: [60, 30, 90], source: 'service' })
    assert.deepEqual(durationMinutes, { value: 60, source: 'service' })
  })

  test('refuse a length that is not on offer', ({ assert }) => {
    const service = { durationMinutes: 30, durations: [60] }
    assert.equal(effectiveRules({ service }, 60).durationMinutes.value, 60)
    for (const minutes of [0, 45, 61, Number.NaN]) {
      assert.throws(() => effectiveRules({ service }, minutes), DurationNotOffered)
    }
  })

  test('of a link with a length of its own offer no other', ({ assert }) => {
    const layers = {
      link: { durationMinutes: 45 },
      service: { durationMinutes: 30, durations: [60] },
    }
    assert.deepEqual(effectiveRules(layers).durations, { value: [45], source: 'link' })
    assert.throws(() => effectiveRules(layers, 60), DurationNotOffered)
  })

  test('of a link that offers times have those of the length that is asked for', ({ assert }) => {
    const [hour, half] = [3_600_000, 1_800_000]
    const offeredTimes = [
      { start: 0, end: hour },
      { start: hour, end: hour + half },
      { start: 3 * hour, end: 4 * hour },
    ]
    const layers = { one_time_link: { durations: [60, 30], offeredTimes }, service: {} }
    const source = 'one_time_link'
    assert.deepEqual(effectiveRules(layers).offeredStarts, { value: [0, 3 * hour], source })
    assert.deepEqual(rulesOf(effectiveRules(layers, 30)).offeredStarts, [hour])
    assert.isNull(effectiveRules({ service: {} }).offeredStarts.value)
  })

  test('after a level are those of the next that says something, or what is usual', ({
    assert,
  }) => {
    const layers: RuleLayers = {
      link: { bufferAfterMinutes: 1 },
      service: { bufferAfterMinutes: 2 },
      business: { bufferAfterMinutes: 3 },
    }
    const after = (level: 'link' | 'service' | 'business') =>
      ruleAfter(level, 'bufferAfterMinutes', layers)
    assert.deepEqual(after('link'), { value: 2, source: 'service' })
    assert.deepEqual(after('service'), { value: 3, source: 'business' })
    assert.deepEqual(after('business'), { value: 15, source: 'default' })
    assert.isNull(ruleAfter('service', 'maxMoves', { business: { maxMoves: null } }))
  })

  test('are closed by any level, and say by which', ({ assert }) => {
    const service = { durationMinutes: 30, isActive: true }
    assert.isTrue(effectiveRules({ service }).isActive.value)
    assert.deepEqual(effectiveRules({ service, business: { isActive: false } }).isActive, {
      value: false,
      source: 'business',
    })
    assert.deepEqual(effectiveRules({ ...nothing, link: { isActive: false } }).isActive, {
      value: false,
      source: 'link',
    })
  })

  test('carry the hours of a link, which cut down those of the host', ({ assert }) => {
    const hours = {
      weeklyHours: [{ weekday: 3 as const, start: '10:30', end: '18:00' }],
      overrides: [],
    }
    const rules = rulesOf(effectiveRules({ link: { hours }, ...nothing }))
    const slots = findSlots(aQuestion({ hosts: [aHost()], rules: { ...rules, horizonDays: null } }))
    assert.deepEqual(
      slots.map((slot) => shownIn('UTC', slot.start).slice(11, 16)),
      ['10:30', '11:00', '11:30']
    )
  })
})
