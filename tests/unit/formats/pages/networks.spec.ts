import fc from 'fast-check'
import { test } from '@japa/runner'
import { networkOf } from '#formats/pages/networks'

test.group('Where a visitor comes from', () => {
  test('{0} counts as {1}')
    .with<[string, string | null][]>([
      ['203.0.113.7', '203.0.113.7'],
      ['::ffff:203.0.113.7', '203.0.113.7'],
      ['::ffff:cb00:7107', '203.0.113.7'],
      ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
      ['2001:DB8:0001:2::', '2001:db8:1:2::/64'],
      ['2001:db8::1', '2001:db8:0:0::/64'],
      ['2001:db8::5:6:7:8:9', '2001:db8:0:5::/64'],
      ['::1', '0:0:0:0::/64'],
      ['::', '0:0:0:0::/64'],
      ['fe80::1%eth0', 'fe80:0:0:0::/64'],
      ['owner@example.com', null],
      ['256.1.1.1', null],
      ['1.2.3', null],
      ['1.2.3.4.', null],
      ['1::2::3', null],
      ['1::1]@[2::2', null],
      ['', null],
    ])
    .run(({ assert }, [address, network]) => {
      assert.equal(networkOf(address), network)
    })

  test('any two IPv6 addresses count as one where their first 64 bits are the same', ({
    assert,
  }) => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 0xffff }), { minLength: 12, maxLength: 12 }),
        (numbers) => {
          const written = numbers.map((number) => number.toString(16))
          const network = written.slice(0, 4).join(':')
          const [one, other] = [written.slice(4, 8), written.slice(8)].map((host) =>
            networkOf(`${network}:${host.join(':')}`)
          )
          assert.equal(one, `${network}::/64`)
          assert.equal(other, one)
        }
      )
    )
  })
})
