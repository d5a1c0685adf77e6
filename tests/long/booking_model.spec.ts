import { test } from '@japa/runner'
import { compareWithModel } from '#tests/support/booking_sequences'

const SEQUENCES = Number(process.env.MODEL_SEQUENCES ?? 10_000)
const LENGTH = 50

test.group('Bookings beside their model, at length', () => {
  test(`agree over ${SEQUENCES} sequences of ${LENGTH} commands`, async ({ assert }) => {
    const { outcomes, seed, seconds } = await compareWithModel({
      sequences: SEQUENCES,
      length: LENGTH,
      seed: process.env.MODEL_SEED ? Number(process.env.MODEL_SEED) : undefined,
    })
    const commands = [...outcomes.values()].reduce((sum, count) => sum + count)
    console.log({ commands, seconds: Math.round(seconds), seed, ...Object.fromEntries(outcomes) })
    assert.isAtLeast(commands, SEQUENCES * LENGTH)
  }).timeout(3_600_000)
})
