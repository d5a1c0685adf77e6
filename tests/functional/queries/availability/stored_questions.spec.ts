import { INES } from '#tests/support/named_clients'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import fc from 'fast-check'
import PlaceBooking, { type BookingOutcome } from '#actions/bookings/place_booking'
import { byClient } from '#models/by'
import type { UnavailableCode } from '#scheduling/reasons/refusal_code'
import { loadQuestion } from '#queries/availability/load_availability'
import { explainerOf } from '#scheduling/reasons/reasons'
import { findSlots } from '#scheduling/slots/slots'
import type { Instant, ReasonCode } from '#scheduling/types'
import { anyQuestion } from '#tests/support/question_arbitrary'
import { oracleSlots } from '#tests/support/slot_oracle'
import { type StoredQuestion, storable, store } from '#tests/support/stored_question'

/** Making a failing case smaller would take minutes; its seed brings it back. */
const cases = {
  numRuns: Number(process.env.STORED_RUNS ?? 200),
  endOnFailure: true,
  ...(process.env.STORED_SEED ? { seed: Number(process.env.STORED_SEED) } : {}),
}

const MINUTE = 60_000

/** What a client is told of each reason. */
const CODES: Record<ReasonCode, UnavailableCode> = {
  inactive: 'inactive',
  no_host: 'inactive',
  past_deadline: 'too_soon',
  too_soon: 'too_soon',
  too_early: 'too_soon',
  too_far: 'too_far',
  closed_that_day: 'outside_hours',
  outside_hours: 'outside_hours',
  blocked: 'outside_hours',
  does_not_fit: 'outside_hours',
  not_a_start: 'not_a_start_time',
  busy: 'slot_taken',
  buffer: 'slot_taken',
  full: 'slot_taken',
  day_limit: 'limit_day',
  week_limit: 'limit_week',
}

test.group('Questions that stand in the database', (group) => {
  group.each.timeout(600_000)
  group.tap((property) => void property.tags(['@property']))

  test('are answered as the oracle does, and the booking action keeps to the answer', async ({
    assert,
  }) => {
    const seen = { booked: 0, refused: 0 }
    await fc.assert(
      fc
        .asyncProperty(anyQuestion, fc.nat(), fc.nat({ max: 4320 }), async (drawn, pick, dip) => {
          const stored = await store(storable(drawn))
          const { question } = stored
          const slots = findSlots(await load(stored))
          assert.deepEqual(slots, oracleSlots(question))
          // A client who wants one host still meets the limits that bookings with the others fill,
          // and where all of them are needed, all of them. Rooms go along with whoever is wanted.
          const isRoom = ({ isRoom: room = false }: (typeof question.hosts)[number]) => room
          const people = question.hosts.filter((each) => !isRoom(each))
          const [host] = people.length > 0 ? people : question.hosts
          const along = people.length > 0 ? question.hosts.filter(isRoom) : []
          const hosts = question.mode === 'collective' ? question.hosts : [host, ...along]
          const alone = { ...question, hosts }
          assert.deepEqual(findSlots(await load(stored, host.hostId)), oracleSlots(alone))

          const explainer = explainerOf(question, question.range)
          const offered = new Set(slots.map(({ start }) => start))
          const refused = [...explainer.gridStarts, question.range.start + dip * MINUTE].filter(
            (start) => !offered.has(start) && start < question.range.end
          )
          if (refused.length > 0) {
            const start = refused[pick % refused.length]
            const codes = explainer.reasonsAt(start).map(({ code }) => CODES[code])
            const answer = await place(stored, start)
            assert.include(codes, answer.outcome === 'unavailable' ? answer.code : answer.outcome)
            seen.refused++
          }
          if (slots.length > 0) {
            const slot = slots[pick % slots.length]
            const answer = await place(stored, slot.start)
            if (answer.outcome !== 'booked') throw new Error(`Not booked but ${answer.outcome}`)
            assert.include(slot.hostIds, answer.booking.hostId)

            const after = findSlots(await load(stored)).find(({ start }) => start === slot.start)
            assert.notInclude(after?.hostIds ?? [], answer.booking.hostId)
            seen.booked++
          }
        })
        .beforeEach(() => db.beginGlobalTransaction())
        .afterEach(() => db.rollbackGlobalTransaction()),
      cases
    )
    assert.isAbove(seen.booked, cases.numRuns / 5)
    assert.isAbove(seen.refused, cases.numRuns / 5)
  })
})

function load(
  { business, service, question: { range, now } }: StoredQuestion,
  hostId: number | null = null
) {
  return loadQuestion({ business, service, hostId, range, now })
}

/** By the real action, whose clock is set to the question's. */
function place(
  { business, service, question }: StoredQuestion,
  startsAt: Instant
): Promise<BookingOutcome> {
  return new PlaceBooking(question.now - Date.now()).handle({
    businessId: business.id,
    serviceId: service.id,
    startsAt,
    hostId: null,
    client: INES,
    idempotencyKey: null,
    by: byClient(),
  })
}
