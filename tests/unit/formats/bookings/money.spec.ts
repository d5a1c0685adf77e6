import { test } from '@japa/runner'
import { plainAmount, readAmount } from '#formats/bookings/money'

test.group('Amounts', () => {
  test('{typed} in {currency} is {amount}')
    .with([
      { typed: '£42', currency: 'GBP', amount: '42.00' },
      { typed: '42 GBP', currency: 'GBP', amount: '42.00' },
      { typed: '50.5', currency: 'GBP', amount: '50.50' },
      { typed: '50,50', currency: 'EUR', amount: '50.50' },
      { typed: '1.500,50 €', currency: 'EUR', amount: '1500.50' },
      { typed: '1,500', currency: 'GBP', amount: '1500.00' },
      { typed: '1,234,567', currency: 'GBP', amount: '1234567.00' },
      { typed: '1 500', currency: 'SEK', amount: '1500.00' },
      { typed: '1’500.50', currency: 'CHF', amount: '1500.50' },
      { typed: 'US$5', currency: 'USD', amount: '5.00' },
      { typed: '$5', currency: 'CAD', amount: '5.00' },
      { typed: '¥1500', currency: 'JPY', amount: '1500' },
      { typed: '1500.00', currency: 'JPY', amount: '1500' },
      { typed: '1500.50', currency: 'JPY', amount: null },
      { typed: '1.250', currency: 'KWD', amount: '1.250' },
      { typed: '1.2505', currency: 'KWD', amount: null },
      { typed: '50.505', currency: 'GBP', amount: null },
      { typed: '€42', currency: 'GBP', amount: null },
      { typed: '-5', currency: 'GBP', amount: null },
      { typed: '1.500,505', currency: 'EUR', amount: null },
      { typed: '1,50,0', currency: 'GBP', amount: null },
      { typed: 'free', currency: 'GBP', amount: null },
      { typed: '', currency: 'GBP', amount: null },
      { typed: '123456789', currency: 'GBP', amount: null },
    ])
    .run(({ assert }, { typed, currency, amount }) => {
      assert.equal(readAmount(typed, currency), amount)
    })

  test('have the digits of their currency', ({ assert }) => {
    assert.equal(plainAmount('50', 'GBP'), '50.00')
    assert.equal(plainAmount('1500.00', 'JPY'), '1500')
    assert.equal(plainAmount('1.25', 'KWD'), '1.250')
  })
})
