import { test } from '@japa/runner'
import { newReference } from '#models/bookings/booking_reference'

test('A reference can be read out: two groups of four, no letter that looks like a digit', ({
  assert,
}) => {
  const references = Array.from({ length: 1000 }, newReference)
  for (const reference of references) {
    assert.match(reference, /^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)
  }
  assert.lengthOf([...new Set(references)], 1000)
})
