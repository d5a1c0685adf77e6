import { test } from '@japa/runner'
import { siteOf, sitesOf } from '#formats/pages/sites'

test.group('The address of a site', () => {
  for (const [typed, site] of [
    ['https://www.pool.example/', 'https://www.pool.example'],
    ['pool.example', 'https://pool.example'],
    ['HTTPS://Pool.Example:443/book?x=1#y', 'https://pool.example'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['localhost:8080', 'https://localhost:8080'],
    ['http://intranet', 'http://intranet'],
    ['nonsense', null],
    ['nonsense/page', null],
    ['https://schwimmbäder.example', 'https://xn--schwimmbder-s8a.example'],
    ['https://pool.example;script-src *', null],
    ["https://a;report-uri'b", null],
    ['https://*.example', null],
    ['*', null],
    ["'self'", null],
    ['https://me:secret@pool.example', null],
    ['javascript:alert(1)', null],
    ['ftp://pool.example', null],
    ['data:text/html,x', null],
  ] as const) {
    test(`is read of ${typed}`, ({ assert }) => assert.equal(siteOf(typed), site))
  }

  test('is kept once', ({ assert }) => {
    assert.deepEqual(sitesOf('pool.example\r\n\nhttps://pool.example/'), ['https://pool.example'])
  })
})
