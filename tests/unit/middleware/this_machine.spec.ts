import { test } from '@japa/runner'
import { isAtThisMachine } from '#middleware/this_machine'

interface Asking {
  remoteAddress?: string
  headers?: Record<string, string>
  siteUrl?: string
}

function isHere({ remoteAddress = '127.0.0.1', headers = {}, siteUrl }: Asking = {}) {
  const request = {
    headers: { host: 'localhost:3333', ...headers },
    socket: { remoteAddress },
  }
  return isAtThisMachine({ request }, siteUrl ?? 'http://localhost:3333')
}

test.group('Whoever asks from this machine', () => {
  test('is believed under any name of loopback', ({ assert }) => {
    assert.isTrue(isHere())
    for (const remoteAddress of ['127.0.0.1', '127.0.0.8', '::1', '::ffff:127.0.0.1']) {
      assert.isTrue(isHere({ remoteAddress }), remoteAddress)
    }
    for (const host of ['127.0.0.1:3333', 'localhost', '[::1]:3333']) {
      assert.isTrue(isHere({ headers: { host } }), host)
    }
    for (const siteUrl of ['http://127.0.0.1:3333', 'http://[::1]:3333']) {
      assert.isTrue(isHere({ siteUrl }), siteUrl)
    }
  })

  test('is not believed where people reach us under another name, however silent the proxy', ({
    assert,
  }) => {
    for (const siteUrl of ['https://book.example.com', 'http://192.168.1.5:3333']) {
      assert.isFalse(isHere({ siteUrl }), siteUrl)
    }
  })

  test('is not believed with a sign of a proxy: {$self}')
    .with([
      ...['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'],
      ...['x-real-ip', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip', 'cf-ray'],
    ])
    .run(({ assert }, name) => {
      assert.isFalse(isHere({ headers: { [name]: '203.0.113.7' } }))
      assert.isFalse(isHere({ headers: { [name]: '' } }))
    })

  test('is not believed from another address, or under a name that is not ours', ({ assert }) => {
    for (const remoteAddress of ['192.168.1.5', '10.0.0.1', '::ffff:10.0.0.1', '2001:db8::1', '']) {
      assert.isFalse(isHere({ remoteAddress }), remoteAddress)
    }
    for (const host of ['rebound.localhost', 'book.example.com', 'localhost.evil.test', '']) {
      assert.isFalse(isHere({ headers: { host } }), host)
    }
  })
})
