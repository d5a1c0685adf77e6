import { test } from '@japa/runner'
import fc from 'fast-check'
import { startAnyway } from '#scheduling/reasons/start_anyway'
import { aQuestion, aHost, at, claimed, span } from '#tests/support/questions'
import type { HostCalendar, Question } from '#scheduling/types'

const startingAt = (time: string, given: Parameters<typeof aQuestion>[0] = {}): Question =>
  aQuestion({
    ...given,
    now: at('2026-12-02T08:00Z'),
    range: { start: at(`2026-12-02T${time}Z`), end: at(`2026-12-02T${time}Z`) + 1 },
  })

const setAside = (question: Question) => startAnyway(question)?.setAside ?? null

test.group('A start against the rules', () => {
  const limited: Partial<HostCalendar> = {
    dailyLimit: 1,
    taken: [claimed('2026-12-02T10:00Z', '2026-12-02T11:00Z')],
  }
  const away = { firstDate: '2026-12-02', lastDate: null, weeklyDays: null, skippedDates: [] }

  test('says what is set aside for it: {name}')
    .with([
      { name: 'nothing', question: startingAt('09:00'), rules: [] },
      { name: 'hours', question: startingAt('20:00'), rules: ['outside_hours'] },
      {
        name: 'the end of the hours',
        question: startingAt('11:30'),
        rules: ['outside_hours', 'not_a_start'],
      },
      { name: 'the steps', question: startingAt('09:10'), rules: ['not_a_start'] },
      {
        name: 'what is over',
        question: startingAt('07:50'),
        rules: ['began_earlier', 'outside_hours'],
      },
      {
        name: 'a limit',
        question: startingAt('11:00', { hosts: [aHost(limited)] }),
        rules: ['day_limit'],
      },
      {
        name: 'a block',
        question: startingAt('09:00', {
          hosts: [aHost({ blocks: [{ ...away, start: '09:00', end: '10:00' }] })],
        }),
        rules: ['blocked'],
      },
      {
        name: 'what a calendar elsewhere says',
        question: startingAt('09:00', {
          hosts: [aHost({ busy: [span('2026-12-02T09:30Z', '2026-12-02T10:00Z')] })],
        }),
        rules: ['calendar'],
      },
      {
        name: 'the horizon',
        question: startingAt('09:00', { rules: { bookableUntil: '2026-12-01' } }),
        rules: ['too_far'],
      },
    ])
    .run(({ assert }, { question, rules }) => {
      assert.sameMembers(setAside(question) ?? ['refused'], rules)
    })

  test('is never more than a day ago', ({ assert }) => {
    const ago = (moment: string) =>
      startAnyway(
        aQuestion({
          now: at('2026-12-02T08:00Z'),
          range: span(moment, moment.replace('00Z', '01Z')),
        })
      )
    assert.isNotNull(ago('2026-12-01T08:00Z'))
    assert.isNull(ago('2026-12-01T07:00Z'))
  })

  test('is with the host for whom least is set aside', ({ assert }) => {
    const hosts = [aHost({ weeklyHours: [] }), aHost({ hostId: 2 })]
    const found = startAnyway(startingAt('09:10', { hosts }))
    assert.deepEqual(found?.slot.hostIds, [2])
    assert.deepEqual(found?.setAside, ['not_a_start'])
    const now = at('2026-12-02T09:05Z')
    const earlier = startAnyway({ ...startingAt('09:00', { hosts }), now })
    assert.deepEqual([earlier?.slot.hostIds, earlier?.setAside], [[2], ['began_earlier']])
  })

  test('is never over what is held, whatever a calendar elsewhere says', ({ assert }) => {
    const [from, until] = ['2026-12-02T09:00Z', '2026-12-02T10:00Z']
    const hosts = [aHost({ busy: [span(from, until)], taken: [claimed(from, until)] })]
    assert.isNull(setAside(startingAt('09:00', { hosts })))
  })

  test('is never over what is held, and in a pause around it only as a pause set aside', ({
    assert,
  }) => {
    const day = at('2026-12-02T00:00Z')
    const minutes = fc.integer({ min: 0, max: 1380 })
    const taken = fc.record({
      from: minutes,
      lasts: fc.integer({ min: 5, max: 120 }),
      before: fc.constantFrom(0, 15),
      after: fc.constantFrom(0, 15),
    })
    let refused = 0
    fc.assert(
      fc.property(minutes, fc.array(taken, { maxLength: 4 }), (minute, held) => {
        const spans = held.map(({ from, lasts, before, after }) => ({
          ...{ start: day + from * 60_000, end: day + (from + lasts) * 60_000, seats: 1 },
          ...{ bufferBeforeMinutes: before, bufferAfterMinutes: after, sameService: false },
        }))
        const start = day + minute * 60_000
        const question = aQuestion({
          ...{ now: day, range: { start, end: start + 1 }, hosts: [aHost({ taken: spans })] },
        })
        const found = startAnyway(question)
        if (!found) return void refused++
        const { slot } = found
        const isInPause = found.setAside.includes('pause')
        for (const { start: from, end, bufferBeforeMinutes, bufferAfterMinutes } of spans) {
          assert.isFalse(slot.start < end && from < slot.end)
          if (isInPause) continue
          const blocked = {
            start: from - bufferBeforeMinutes * 60_000,
            end: end + bufferAfterMinutes * 60_000,
          }
          assert.isFalse(slot.start < blocked.end && blocked.start < slot.end)
        }
      })
    )
    assert.isAbove(refused, 5)
  })
})
