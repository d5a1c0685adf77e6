import { test } from '@japa/runner'
import {
  codeAddress,
  codeOfStep,
  newCodeSecret,
  newRecoveryCode,
  stepAt,
  stepOfCode,
} from '#models/tokens/one_time_code'

/** "12345678901234567890", in base32. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test.group('A one-time code', () => {
  test('is that of RFC 6238, appendix B, at {seconds} s')
    .with([
      { seconds: 59, code: '287082' },
      { seconds: 1_111_111_109, code: '081804' },
      { seconds: 1_111_111_111, code: '050471' },
      { seconds: 1_234_567_890, code: '005924' },
      { seconds: 2_000_000_000, code: '279037' },
      { seconds: 20_000_000_000, code: '353130' },
    ])
    .run(({ assert }, { seconds, code }) => {
      assert.equal(codeOfStep(SECRET, stepAt(seconds * 1000)), code)
    })

  test('counts one step early or late, and no further', ({ assert }) => {
    const now = 1_111_111_111_000
    const found = [-2, -1, 0, 1, 2].map((offset) =>
      stepOfCode(SECRET, codeOfStep(SECRET, stepAt(now) + offset), now)
    )
    const step = stepAt(now)
    assert.deepEqual(found, [null, step - 1, step, step + 1, null])
    for (const wrong of ['', '50471', '0050471', '+50471', '٠٥٠٤٧١']) {
      assert.isNull(stepOfCode(SECRET, wrong, now))
    }
  })

  test('has a key of 160 bits, and recovery codes of 80', ({ assert }) => {
    assert.match(newCodeSecret(), /^[A-Z2-7]{32}$/)
    assert.match(newRecoveryCode(), /^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/)
    assert.notEqual(newCodeSecret(), newCodeSecret())
    const { host, pathname, searchParams } = new URL(
      codeAddress(SECRET, 'Bellhop', 'a&b@example.com')
    )
    assert.equal(host, 'totp')
    assert.equal(pathname, '/Bellhop:a%26b%40example.com')
    assert.equal(searchParams.get('secret'), SECRET)
    assert.equal(searchParams.get('issuer'), 'Bellhop')
  })
})
