import { test } from '@japa/runner'
import fc from 'fast-check'
import { contrast, readableOn } from '#formats/pages/contrast'

const colour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`)

test.group('Readable colours', () => {
  test('a colour that reads already stays as it is', ({ assert }) => {
    assert.equal(readableOn('#00698f', '#ffffff'), '#00698f')
  })

  test('any other is mixed until it does, on light and on dark paper', ({ assert }) => {
    fc.assert(
      fc.property(colour, fc.constantFrom('#ffffff', '#171511'), (brand, paper) => {
        assert.isAtLeast(contrast(readableOn(brand, paper), paper), 4.5)
      })
    )
  })

  test('black on white is 21 to 1, as WCAG says', ({ assert }) => {
    assert.closeTo(contrast('#000000', '#ffffff'), 21, 0.001)
    assert.equal(contrast('#777777', '#777777'), 1)
  })
})
