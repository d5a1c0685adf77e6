import { testSlotProperties } from '#tests/support/slot_properties'

testSlotProperties(Number(process.env.PROPERTY_RUNS ?? 10_000))
