import { test } from '@japa/runner'
import { compareWithModel } from '#tests/support/booking_sequences'

/** The 300 × 50 per commit would take longer than the rest of this suite: see docs/reliability.md. */
const SEQUENCES = 40
const LENGTH = 50

test.group('Bookings beside their model', () => {
  test(`agree over ${SEQUENCES} sequences of ${LENGTH} commands`, async ({ assert }) => {
    const { outcomes } = await compareWithModel({
      sequences: SEQUENCES,
      length: LENGTH,
      seed: process.env.MODEL_SEED ? Number(process.env.MODEL_SEED) : undefined,
    })
    for (const key of EVERY_OUTCOME) assert.isAbove(outcomes.get(key) ?? 0, 0, key)
  }).timeout(120_000)
})

/** A run that never came upon one of these has proven little. */
const EVERY_OUTCOME = [
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
  'expire_job: 1',
  'complete_job: 1',
]
