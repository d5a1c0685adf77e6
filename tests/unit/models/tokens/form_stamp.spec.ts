import { test } from '@japa/runner'
import { formStamp, readStamp } from '#models/tokens/form_stamp'

const NOW = Date.UTC(2026, 0, 15)
const DAY = 86_400_000
const FORM = 'booking 7'

test.group('The stamp of a form', () => {
  test('is good for a day, and tells when the form was shown', ({ assert }) => {
    assert.equal(readStamp(formStamp(FORM, NOW), FORM, NOW)?.shownAt, NOW)
    assert.isNotNull(readStamp(formStamp(FORM, NOW), FORM, NOW + DAY))
    assert.isNull(readStamp(formStamp(FORM, NOW), FORM, NOW + DAY + 1))
  })

  test('is another each time', ({ assert }) => {
    const nonces = [1, 2, 3].map(() => readStamp(formStamp(FORM, NOW), FORM, NOW)?.nonce)
    assert.lengthOf([...new Set(nonces)], 3)
  })

  test('is worth nothing for another form', ({ assert }) => {
    for (const other of ['booking 8', 'booking 77', 'waitlist 7', 'enquiry 7'] as const) {
      assert.isNull(readStamp(formStamp(FORM, NOW), other, NOW), other)
    }
  })

  test('allows for clocks that differ a little, not for the future', ({ assert }) => {
    assert.isNotNull(readStamp(formStamp(FORM, NOW + 30_000), FORM, NOW))
    assert.isNull(readStamp(formStamp(FORM, NOW + 120_000), FORM, NOW))
  })

  test('is refused when anything of it was changed', ({ assert }) => {
    const [shown, nonce, mac] = formStamp(FORM, NOW).split('.')
    for (const forged of [
      ...['', '.', '..', shown, `${shown}.${nonce}`, `${shown}.${nonce}.`],
      ...[`${shown}x.${nonce}.${mac}`, `${shown}.${nonce}x.${mac}`, `1.${nonce}.${mac}`],
      ...[`é.${nonce}.${mac}`, `${shown}.${mac}`, null, undefined, ['x'], { a: 1 }],
    ]) {
      assert.isNull(readStamp(forged, FORM, NOW), String(forged))
    }
  })
})
