import fc from 'fast-check'
import { test } from '@japa/runner'
import { unlinked } from '#formats/contacts/unlinked'

/** What mail programs make links of, each a little more eager than any that is known. */
const LINKS = [
  /[a-z][a-z0-9+.-]*:[/\\]{2}\S/i,
  /\b(?:mailto|javascript):[^\s\u200C]/i,
  /www[.\u2024\uFE52\uFF0E][^\s\u200C]/i,
  /[\p{L}\p{N}\p{M}\p{S}\u200B\u00AD_-][.\u2024\uFE52\uFF0E]\p{L}[\p{L}\p{N}\p{M}_-]/u,
  /[a-z0-9-][\u3002\uFF61][a-z]/i,
  /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/,
]

const links = (text: string) => LINKS.filter((link) => link.test(text)).map(String)

/** As it is read: what nobody sees left out. */
const read = (text: string) => text.replaceAll(/[\u200C\u202A-\u202E\u2066-\u2069]/g, '')

const PIECES = [
  ...['evil', 'test', 'com', 'www', 'WWW', 'xn--e1a', 'éa', 'рф', 'a', '1', '10', '255', '😀', '_'],
  ...['.', '..', ':', '://', ':\\\\', '/', '//', '@', '-', '․', '。', '．', '｡', 'http', 'mailto:'],
  ...[' ', '\n', '\u200B', '\u200C', '\u200D', '\u202E', '\u2066', '\u00AD', '(', ')', ','],
]
const typed = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 3 })))
  .map((pieces) => pieces.join(''))

test.group('What somebody typed, in a mail', () => {
  test('{$self} is no link')
    .with([
      'evil.test',
      'Evil.Test/login',
      'http://evil.test/a?b=c',
      'HTTPS://localhost',
      'www.x',
      'Your account is locked: go to secure-login.evil.test now',
      'help@evil.test',
      'mailto:help@evil.test',
      'xn--e1afmkfd.xn--p1ai',
      'пример.рф',
      'evil\u200B.test',
      'evil．test',
      'evil。test',
      'ftp:\\\\evil.test',
      '192.168.0.1',
      'javascript:alert(1)',
    ])
    .run(({ assert }, text) => {
      assert.isNotEmpty(links(text), 'the test looks for it')
      assert.isEmpty(links(unlinked(text)))
      assert.equal(read(unlinked(text)), text)
    })

  test('{$self} stays as it is')
    .with([
      'St. John’s Wood',
      'Dr. A. Jones',
      'J.R.R. Tolkien & Sons',
      '10.30–11.00',
      '9.30am to 5.30pm',
      '12.50 kg, £3.50',
      '1. Stock, Hof 2',
      'Wait... what?',
      'Tel: 020 7946 0182',
      'Room 4/5, 24/7',
      'Kids & Co., London',
      'です。はい。',
      'Note: bring a towel.\nCostume, goggles.',
    ])
    .run(({ assert }, text) => assert.equal(unlinked(text), text))

  test('a brand with a full stop reads as it did', ({ assert }) => {
    assert.equal(read(unlinked('Fit.Kids')), 'Fit.Kids')
    assert.notEqual(unlinked('Fit.Kids'), 'Fit.Kids', 'for it is an address, too')
  })

  test('turns no text around that follows', ({ assert }) => {
    assert.equal(unlinked('Anna \u202Edekcol'), 'Anna dekcol')
  })

  test('is no link whatever it is made of, reads the same, and is made so once', ({ assert }) => {
    fc.assert(
      fc.property(typed, (text) => {
        const safe = unlinked(text)
        assert.isEmpty(links(safe))
        assert.equal(read(safe), read(text))
        assert.equal(unlinked(safe), safe)
      }),
      { numRuns: 2_000 }
    )
  })
})
