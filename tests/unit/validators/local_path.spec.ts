import fc from 'fast-check'
import { test } from '@japa/runner'
import { localPath } from '#validators/local_path'

const SITE = 'https://book.example'

/** What addresses that lead elsewhere are made of. */
const PIECES = [
  ...['/', '//', '/.', '/..', '.', '\\', '@', ':', '?', '#', '%2f', '%5c', '%2e', '%40', '%00'],
  ...['\t', '\n', '\r', '\u0000', '\u001f', '\u007f', '\u0085', '\u2028', ' ', '\u3000', '\ud800'],
  ...['evil.test', 'admin', 'bookings', 'a', 'https:', 'javascript:', 'user:pass', '[::1]', '／'],
]

const address = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 4 })))
  .map((pieces) => pieces.join(''))

test.group('Addresses to return to', () => {
  test('{0} leads to {1}')
    .with<[unknown, string][]>([
      ['/admin/requests/3?tab=waiting', '/admin/requests/3?tab=waiting'],
      ['/admin/bookings?q=kim@client.example', '/admin/bookings?q=kim%40client.example'],
      ['/admin/bookings?to=https://a.example//b', '/admin/bookings?to=https://a.example//b'],
      ['/admin/./bookings/../services', '/admin/services'],
      ['//evil.test', '/fallback'],
      ['/\\evil.test', '/fallback'],
      ['/.//evil.test', '/fallback'],
      ['/..//evil.test', '/fallback'],
      ['/%2e//evil.test', '/fallback'],
      ['/a/..//evil.test', '/fallback'],
      ['/admin//evil.test', '/fallback'],
      ['/@evil.test', '/fallback'],
      ['/\t/evil.test', '/fallback'],
      ['/\u0000/evil.test', '/fallback'],
      ['/admin\r\nSet-Cookie: a=b', '/fallback'],
      ['https://evil.test/admin', '/fallback'],
      ['javascript:alert(1)', '/fallback'],
      ['@evil.test', '/fallback'],
      ['', '/fallback'],
      [['/admin/x'], '/fallback'],
      [undefined, '/fallback'],
    ])
    .run(({ assert }, [given, kept]) => {
      assert.equal(localPath(given, '/fallback'), kept)
    })

  test('never leave the site, however they are written', ({ assert }) => {
    let kept = 0
    fc.assert(
      fc.property(
        fc.oneof(
          address,
          address.map((rest) => `/${rest}`)
        ),
        (given) => {
          const path = localPath(given, '/fallback')
          if (path !== '/fallback') kept++
          for (const read of [new URL(path, `${SITE}/sign-in`), new URL(SITE + path)]) {
            assert.equal(read.origin, SITE)
            assert.equal(read.pathname + read.search, path)
          }
          assert.match(path, /^\/(?![/\\])[\u0021-\u007e]*$/)
          assert.notMatch(path, /^[^?]*\/\/|@|\\/)
          assert.equal(localPath(path, '/other'), path)
        }
      ),
      { numRuns: 20_000 }
    )
    assert.isAbove(kept, 500)
  })
})
