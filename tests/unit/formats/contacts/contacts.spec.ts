import { test } from '@japa/runner'
import { hexColour } from '#formats/pages/colours'
import { dialled, initial } from '#formats/contacts/contacts'
import { textDirection, weekStartOf } from '#formats/words/locales'
import { cleanText } from '#formats/words/text'

test.group('Small formats', () => {
  test('dial a number as it is written', ({ assert }) => {
    assert.equal(dialled('+44 (20) 7946-0182'), '+442079460182')
    assert.equal(dialled('020 7946 0182'), '02079460182')
  })

  test('take the first letter of a name', ({ assert }) => {
    assert.equal(initial('  élan & co'), 'É')
    assert.equal(initial('«24 Hours»'), '2')
    assert.equal(initial('***'), '·')
  })

  test('let nothing but a colour into a stylesheet', ({ assert }) => {
    assert.equal(hexColour('#AB12ef'), '#AB12ef')
    assert.equal(hexColour('red} body{display:none'), '#00698f')
  })

  test('know which way a language runs and when its week begins', ({ assert }) => {
    assert.equal(textDirection('ar'), 'rtl')
    assert.equal(textDirection('en-GB'), 'ltr')
    assert.equal(weekStartOf('en-GB'), 1)
    assert.equal(weekStartOf('en-US'), 0)
  })

  test('strip controls and halves of surrogate pairs, and keep lines', ({ assert }) => {
    assert.equal(cleanText('a\u0000b\u001bc\r\nd\te'), 'abc\nd\te')
    assert.equal(cleanText('x\ud83dy😀'), 'x\ufffdy😀')
  })
})
