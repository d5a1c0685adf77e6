import { test } from '@japa/runner'
import { compareWithModel } from '#tests/support/booking_sequences'

/** `npm run test:long -- booking_model` goes through 10,000. */
const SEQUENCES = 120
const LENGTH = 50

/** A run that never came upon one of these has proven little. */
const OUTCOMES = [
  'book: booked',
  'book: requested',
  'book: unavailable',
  'approve: approved',
  'approve: already_decided',
  'reject: rejected',
  'reject: already_decided',
  'cancel: cancelled',
  'cancel: not_possible',
  'mark: marked',
  'mark: too_early',
  'mark: not_possible',
  'reassign: reassigned',
  'reassign: unavailable',
  'reassign: not_possible',
  'expire_job: 1',
  'complete_job: 1',
]

test.group('Bookings beside their model', () => {
  test(`agree over ${SEQUENCES} sequences of ${LENGTH} commands`, async ({ assert }) => {
    const seed = process.env.MODEL_SEED ? Number(process.env.MODEL_SEED) : undefined
    const run = await compareWithModel({ sequences: SEQUENCES, length: LENGTH, seed })
    const missed = OUTCOMES.filter((outcome) => !run.outcomes.has(outcome))
    assert.isEmpty(missed, `never seen with seed ${run.seed}`)
  })
    .tags(['@property'])
    .timeout(600_000)
})
