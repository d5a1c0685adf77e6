import { test } from '@japa/runner'
import fc from 'fast-check'
import {
  isKnown,
  knownSentences,
  looseBrace,
  unknownVariables,
  withValues,
} from '#formats/words/variables'

const VALUES = { client: 'Priya Shah', when: 'Thu 15 Jan 09:30', place: '', host: 'Anna\nReed' }

const plain = (text: string) =>
  withValues(text, VALUES, { text: (part) => part, value: (value) => value })

test.group('Variables in a text', () => {
  test('stand for what is known, each on one line and read once', ({ assert }) => {
    assert.equal(
      plain('{client}, { when } with {host}'),
      'Priya Shah, Thu 15 Jan 09:30 with Anna Reed'
    )
    const tricky = { client: '{when}', when: 'now' }
    const write = { text: (part: string) => part, value: (value: string) => value }
    assert.equal(withValues('{client}', tricky, write), '{when}')
  })

  test('are named where nothing stands for them, and where a brace stands alone', ({ assert }) => {
    const known = Object.keys(VALUES)
    assert.deepEqual(unknownVariables('{client} {colour} {toString} {colour}', known), [
      ...['{colour}', '{toString}'],
    ])
    assert.isNull(looseBrace('{client} and {when}'))
    assert.equal(looseBrace('Hello {client, how are you'), '{client,')
    assert.equal(looseBrace('Hello client}, hi'), '},')
    assert.equal(looseBrace('Hello {{client}}'), '{{client}}')
    assert.equal(looseBrace('{cli\nent}'), '{cli')
  })

  test('take their sentence along where they are not known: {0}')
    .with([
      ['We meet at {place}. Bring a towel.', 'Bring a towel.'],
      ['Hello {client}! We meet at {place}.', 'Hello Priya Shah!'],
      ['Hello\n\nAt {place}\nBye', 'Hello\n\nBye'],
      ['- At {place}\n- With {host}', '- With Anna Reed'],
      ['1. At {place}. Bring a towel.', '1. Bring a towel.'],
      ['{place}', ''],
      ['Open 9.30 to {when}.', 'Open 9.30 to Thu 15 Jan 09:30.'],
    ])
    .run(({ assert }, [text, expected]) => {
      assert.equal(plain(knownSentences(text, VALUES)), expected)
    })

  test('leave no hole, whatever was written', ({ assert }) => {
    const part = fc.constantFrom(
      '{client}',
      '{place}',
      '{when}',
      '. ',
      '\n',
      '- ',
      'Word',
      ' ',
      '{'
    )
    const text = fc.array(part, { maxLength: 30 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (typed) => {
        const left = knownSentences(typed, VALUES)
        assert.isTrue(isKnown(left, VALUES), JSON.stringify(typed))
      })
    )
  })
})
