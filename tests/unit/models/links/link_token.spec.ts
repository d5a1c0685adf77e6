import { test } from '@japa/runner'
import { isLinkTokenFor, linkToken, readLinkToken } from '#models/links/link_token'

const subject = { id: 123456, recipient: 'priya@example.com', version: 1 }

test.group('A link in a mail', () => {
  test('names its booking and proves who made it', ({ assert }) => {
    const token = linkToken('manage', subject)
    assert.match(token, /^[A-Za-z0-9_-]{22,}$/)
    assert.deepEqual(readLinkToken(token), { id: 123456, userId: null })
    assert.isTrue(isLinkTokenFor(token, 'manage', subject))
    assert.equal(linkToken('manage', subject), token)
  })

  test('names the user it was sent to', ({ assert }) => {
    const token = linkToken('decide', { ...subject, recipient: '7' }, 7)
    assert.deepEqual(readLinkToken(token), { id: 123456, userId: 7 })
  })

  test('is worth nothing for another {0}')
    .with<[string, 'manage' | 'decide', Partial<typeof subject>][]>([
      ['purpose', 'decide', {}],
      ['booking', 'manage', { id: 123457 }],
      ['recipient', 'manage', { recipient: 'eve@example.com' }],
      ['version', 'manage', { version: 2 }],
    ])
    .run(({ assert }, [, purpose, change]) => {
      const token = linkToken('manage', subject)
      assert.isFalse(isLinkTokenFor(token, purpose, { ...subject, ...change }))
    })

  test('any flipped character makes it invalid', ({ assert }) => {
    const token = linkToken('manage', subject)
    for (let position = 0; position < 22; position++) {
      const flipped = token[position] === 'A' ? 'B' : 'A'
      const changed = token.slice(0, position) + flipped + token.slice(position + 1)
      assert.isFalse(isLinkTokenFor(changed, 'manage', subject), `position ${position}`)
    }
  })

  test('garbage is no token')
    .with(['', 'short', 'x'.repeat(21), 'ä'.repeat(30), `${'x'.repeat(22)}!`, 'x'.repeat(5000)])
    .run(({ assert }, garbage) => {
      assert.isNull(readLinkToken(garbage))
    })
})
