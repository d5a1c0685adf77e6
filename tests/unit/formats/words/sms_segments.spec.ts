import { test } from '@japa/runner'
import { plainSigns, segmentsOf } from '#formats/words/sms_segments'

test.group('Segments of an SMS', () => {
  test('160 of its own letters are one, and 161 are two of 153', ({ assert }) => {
    assert.equal(segmentsOf('a'.repeat(160)), 1)
    assert.equal(segmentsOf('é'.repeat(161)), 2)
    assert.equal(segmentsOf('a'.repeat(306)), 2)
    assert.equal(segmentsOf('a'.repeat(307)), 3)
  })

  test('the sign of the euro and brackets take two places', ({ assert }) => {
    assert.equal(segmentsOf('€'.repeat(80)), 1)
    assert.equal(segmentsOf('[€'.repeat(41)), 2)
  })

  test('one other letter leaves room for 70, or 67 in each', ({ assert }) => {
    assert.equal(segmentsOf('í'.repeat(70)), 1)
    assert.equal(segmentsOf(`${'a'.repeat(133)}ع`), 2)
    assert.equal(segmentsOf(`${'a'.repeat(134)}ع`), 3)
    assert.equal(segmentsOf('🏊'.repeat(36)), 2, 'an emoji takes two')
  })

  test('signs that typography has twice are the plain ones', ({ assert }) => {
    assert.equal(plainSigns('9:30\u202fAM – l’été… «\u200fok»'), '9:30 AM - l\'été... "ok"')
  })
})
