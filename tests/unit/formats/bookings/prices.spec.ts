import { test } from '@japa/runner'
import { formatPriceFrom, formatPrices, priceOfLength } from '#formats/bookings/prices'

const GBP = { currency: 'GBP', free: 'Free' }
const lesson = { price: '50.00', durationMinutes: 60, durations: [30, 90] }

test.group('Prices of lengths', () => {
  test('a length that is not named costs the usual price', ({ assert }) => {
    const service = { ...lesson, lengthPrices: { 30: '28.00' } }
    assert.equal(priceOfLength(service, 30), '28.00')
    assert.equal(priceOfLength(service, 90), '50.00')
  })

  for (const [lengthPrices, durations, words] of [
    [{}, [30, 90], '£50.00'],
    [{ 30: '28.00', 90: '70.00' }, [30, 90], '£28.00 / £50.00 / £70.00'],
    [{ 30: '0.00' }, [30], 'Free / £50.00'],
    [{ 30: '28.00', 120: '90.00' }, [30, 90, 120], '£28.00 – £90.00'],
    [{ 30: '80.00' }, [30, 45, 90], '£50.00 – £80.00'],
  ] as const) {
    test(`are written as ${words}`, ({ assert }) => {
      assert.equal(formatPrices({ ...lesson, durations, lengthPrices }, GBP, 'en-GB'), words)
    })
  }

  const scarce: [Record<string, string>, number[], string][] = [
    [{}, [30, 90], '£50.00'],
    [{ 30: '28.00', 90: '70.00' }, [30, 90], 'from £28.00'],
    [{ 30: '100.00' }, [30], 'from £50.00'],
    [{ 30: '0.00' }, [30], 'Free / £50.00'],
  ]
  for (const [lengthPrices, durations, words] of scarce) {
    test(`are written as ${words} where room is scarce`, ({ assert }) => {
      const service = { ...lesson, durations, lengthPrices }
      const inWords = { ...GBP, from: (price: string) => `from ${price}` }
      assert.equal(formatPriceFrom(service, inWords, 'en-GB'), words)
    })
  }
})
