import { test } from '@japa/runner'
import { formStamp, isFreshStamp } from '#models/form_stamp'

const NOW = Date.UTC(2026, 0, 15)
const DAY = 86_400_000

test.group('The stamp of a form', () => {
  test('is good for a day', ({ assert }) => {
    assert.isTrue(isFreshStamp(formStamp(NOW), NOW))
    assert.isTrue(isFreshStamp(formStamp(NOW), NOW + DAY))
    assert.isFalse(isFreshStamp(formStamp(NOW), NOW + DAY + 1))
  })

  test('allows for clocks that differ a little, not for the future', ({ assert }) => {
    assert.isTrue(isFreshStamp(formStamp(NOW + 30_000), NOW))
    assert.isFalse(isFreshStamp(formStamp(NOW + 120_000), NOW))
  })

  test('is refused when anything of it was changed', ({ assert }) => {
    const [issued, mac] = formStamp(NOW).split('.')
    for (const forged of [
      '',
      '.',
      issued,
      `${issued}.`,
      `${issued}x.${mac}`,
      `1.${mac}`,
      `é.${mac}`,
    ]) {
      assert.isFalse(isFreshStamp(forged, NOW), forged)
    }
  })
})
