import { test } from '@japa/runner'
import fc from 'fast-check'
import { explain, explainerOf } from '#scheduling/reasons/reasons'
import { mayComeFree, startsToWaitFor } from '#scheduling/reasons/waiting'
import { compile, findSlots, nextOpening, slotsOf } from '#scheduling/slots/slots'
import type { HostCalendar, Slot } from '#scheduling/types'
import { anyQuestion } from '#tests/support/question_arbitrary'
import {
  countedOf,
  isInside,
  localDay,
  localWeek,
  openingsOf,
  oracleSlots,
} from '#tests/support/slot_oracle'

const MINUTE = 60_000
const DAY = 1_440 * MINUTE

/** Defines the properties of slots: the oracle and the explainer see every case, the others a share. */
export function testSlotProperties(cases: number): void {
  const runs = { numRuns: cases }
  const share = { numRuns: Math.ceil(cases / 10) }

  test.group(`Slots, for any of ${cases} questions`, (group) => {
    group.each.timeout(3_600_000)
    group.tap((property) => void property.tags(['@property']))

    test('are those of an oracle that judges every start by itself', ({ assert }) => {
      fc.assert(
        fc.property(anyQuestion, (question) => {
          assert.deepEqual(findSlots(question), oracleSlots(question))
        }),
        runs
      )
    })

    test('are in order, each once, and lie in the range', ({ assert }) => {
      fc.assert(
        fc.property(anyQuestion, (question) => {
          const starts = findSlots(question).map((slot) => slot.start)
          assert.deepEqual(
            starts,
            [...new Set(starts)].sort((a, b) => a - b)
          )
          assert.isTrue(
            starts.every((start) => start >= question.range.start && start < question.range.end)
          )
        }),
        share
      )
    })

    test('lie inside the openings of each host they name', ({ assert }) => {
      fc.assert(
        fc.property(anyQuestion, (question) => {
          const slots = findSlots(question)
          for (const host of question.hosts) {
            const openings = openingsOf(host, question)
            const own = slots.filter((slot) => takes(slot, host))
            assert.isTrue(own.every((slot) => isInside(openings, slot.start, slot.end)))
          }
        }),
        share
      )
    })

    test('with their buffers stay clear of all busy time and of other claims with theirs', ({
      assert,
    }) => {
      fc.assert(
        fc.property(anyQuestion, (question) => {
          const { rules } = question
          for (const slot of findSlots(question)) {
            const from = slot.start - rules.bufferBeforeMinutes * MINUTE
            const until = slot.end + rules.bufferAfterMinutes * MINUTE
            for (const host of question.hosts.filter((h) => takes(slot, h))) {
              for (const busy of host.busy.filter((b) => b.start < b.end)) {
                assert.isTrue(busy.end <= from || busy.start >= until)
              }
              for (const claim of host.taken) {
                const isShared =
                  claim.sameService && claim.start === slot.start && claim.end === slot.end
                if (isShared && rules.capacity > 1) continue
                assert.isTrue(
                  claim.end + claim.bufferAfterMinutes * MINUTE <= from ||
                    claim.start - claim.bufferBeforeMinutes * MINUTE >= until
                )
              }
            }
          }
        }),
        share
      )
    })

    test('keep the limits of the host by its clock, of the service by the business’s', ({
      assert,
    }) => {
      fc.assert(
        fc.property(anyQuestion, (question) => {
          const { rules, serviceStarts, timeZone } = question
          for (const slot of findSlots(question)) {
            for (const host of question.hosts.filter((h) => takes(slot, h))) {
              const isJoined =
                rules.capacity > 1 &&
                host.taken.some(
                  ({ sameService, start, end }) =>
                    sameService && start === slot.start && end === slot.end
                )
              if (isJoined) continue
              const taken = countedOf(host, question).map((claim) => claim.start)
              const count = (starts: readonly number[], periodOf: (instant: number) => number) =>
                starts.filter((start) => periodOf(start) === periodOf(slot.start)).length
              const day = (zone: string) => (instant: number) => localDay(zone, instant)
              const week = (zone: string) => (instant: number) =>
                localWeek(zone, instant, rules.weekStartsOn)

              assert.isBelow(count(taken, day(host.timeZone)), host.dailyLimit ?? Infinity)
              assert.isBelow(count(taken, week(host.timeZone)), host.weeklyLimit ?? Infinity)
              assert.isBelow(count(serviceStarts, day(timeZone)), rules.dailyLimit ?? Infinity)
              assert.isBelow(count(serviceStarts, week(timeZone)), rules.weeklyLimit ?? Infinity)
            }
          }
        }),
        share
      )
    })

    test('may be waited for exactly where nothing but what others hold is in the way', ({
      assert,
    }) => {
      fc.assert(
        fc.property(anyQuestion, (question) => {
          // A limit of none is reached whatever is given up.
          const limits = [question.rules, ...question.hosts]
          fc.pre(
            limits.every(({ dailyLimit, weeklyLimit }) => dailyLimit !== 0 && weeklyLimit !== 0)
          )
          const explainer = explainerOf(question, question.range)
          const explained = explainer.gridStarts.filter((start) =>
            mayComeFree(explainer, start, question.mode)
          )
          assert.deepEqual(startsToWaitFor(question, question.range), explained)
        }),
        share
      )
    })

    test('are on offer exactly where explaining gives no reason', ({ assert }) => {
      fc.assert(
        fc.property(
          anyQuestion,
          fc.array(fc.nat({ max: 4320 }), { maxLength: 5 }),
          (question, dips) => {
            const offered = new Set(findSlots(question).map((slot) => slot.start))
            const { gridStarts, reasonsAt } = explainerOf(question, question.range)
            assert.isTrue([...offered].every((start) => gridStarts.includes(start)))

            const { start, end } = question.range
            const dipped = dips
              .map((minutes) => start + minutes * MINUTE)
              .filter((moment) => moment < end)
            for (const moment of [...gridStarts, ...dipped]) {
              assert.equal(reasonsAt(moment).length === 0, offered.has(moment))
            }
            for (const moment of [...dipped, ...gridStarts.slice(0, 3)]) {
              assert.deepEqual(explain(question, moment), reasonsAt(moment))
            }
          }
        ),
        runs
      )
    })

    test('begin with the next opening', ({ assert }) => {
      fc.assert(
        fc.property(anyQuestion, (question) => {
          const { start } = question.range
          const range = { start, end: start + 30 * DAY }
          const found = nextOpening(question, start)
          const [first] = findSlots({ ...question, range })
          if (first || !found) assert.deepEqual(found, first ?? null)
          else assert.isAtLeast(found.start, range.end)
        }),
        share
      )
    })

    test('come out of a kept compilation again and again, and change no argument', ({ assert }) => {
      fc.assert(
        fc.property(anyQuestion, (question) => {
          const frozen = deepFreeze(question)
          const compiled = compile(frozen)
          assert.deepEqual(slotsOf(compiled), findSlots(frozen))
          assert.deepEqual(slotsOf(compiled), findSlots(frozen))
          explain(frozen, frozen.range.start)
        }),
        share
      )
    })
  })
}

function takes({ hostIds, roomIds = [] }: Slot, { hostId }: HostCalendar): boolean {
  return hostIds.includes(hostId) || roomIds.includes(hostId)
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze)
    Object.freeze(value)
  }
  return value
}
