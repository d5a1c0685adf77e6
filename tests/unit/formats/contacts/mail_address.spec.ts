import { test } from '@japa/runner'
import {
  isSameAddress,
  isSendable,
  mailtoAddress,
  sentAddress,
} from '#formats/contacts/mail_address'

test.group('A mail address', () => {
  test('is sent with its domain in A-labels, and the rest as it was written', ({ assert }) => {
    const sent: Record<string, string> = {
      'jo@exämple.de': 'jo@xn--exmple-cua.de',
      'Jo.Smith@EXÄMPLE.de': 'Jo.Smith@xn--exmple-cua.de',
      'jo@example.org': 'jo@example.org',
      '"jo smith"@exämple.de': '"jo smith"@xn--exmple-cua.de',
      '"a@b"@example.org': '"a@b"@example.org',
      'jo@例え.テスト': 'jo@xn--r8jz45g.xn--zckzah',
    }
    for (const [written, expected] of Object.entries(sent)) {
      assert.equal(sentAddress(written), expected)
      assert.equal(sentAddress(expected), expected, 'once and for all')
      assert.isTrue(isSendable(written), written)
    }
  })

  test('cannot be sent with other than ASCII before the @', ({ assert }) => {
    for (const address of ['jörg@example.org', '"jörg"@example.org', '用户@example.org']) {
      assert.isFalse(isSendable(address), address)
    }
  })

  test('is one however it is written', ({ assert }) => {
    assert.isTrue(isSameAddress('Jo@Exämple.de', 'jo@xn--exmple-cua.de'))
    assert.isFalse(isSameAddress('jo@example.de', 'joe@example.de'))
  })

  test('has its quotes and spaces encoded in a link', ({ assert }) => {
    assert.equal(mailtoAddress('"jo smith"@exämple.de'), '%22jo%20smith%22@xn--exmple-cua.de')
    assert.equal(mailtoAddress('jo+tag@example.org'), 'jo+tag@example.org')
  })
})
