import { test } from '@japa/runner'
import { errors } from '@vinejs/vine'
import { signInValidator } from '#validators/accounts/account'
import { addressValidator } from '#validators/bookings/decision'
import { waitingClient } from '#validators/bookings/guest_booking'
import { bookingValidator } from '#validators/pages/public_api'
import { isSendable } from '#formats/contacts/mail_address'
import { readRecipients } from '#models/notifications/recipients'

const who = { client_name: 'Jo' }
const FIELDS = {
  address: (address: string) => addressValidator.validate({ address }),
  client_email: (email: string) => waitingClient.validate({ ...who, client_email: email }),
  api: (email: string) =>
    bookingValidator.validate({ ...who, session_id: 'x', client_email: email }),
}

test.group('A field for a mail address', () => {
  test('refuses what has other than ASCII before the @', async ({ assert }) => {
    for (const [name, check] of Object.entries(FIELDS)) {
      const error = await check('jörg@example.org').catch((reason: unknown) => reason)
      assert.instanceOf(error, errors.E_VALIDATION_ERROR, name)
      const { messages } = error as { messages: { rule: string }[] }
      assert.include(
        messages.map(({ rule }) => rule),
        'sendable',
        name
      )
    }
    assert.throws(() => readRecipients('jörg@example.org'), 'Line 1 names nobody')
  })

  test('refuses a character that nobody sees, and drops one at an end', async ({ assert }) => {
    for (const hidden of ['\u200B', '\u00AD', '\u2060', '\uFEFF', '\u200D', '\uFE0F', '\u202E']) {
      for (const [name, check] of Object.entries(FIELDS)) {
        for (const address of [`jo@exam${hidden}ple.org`, `j${hidden}o@example.org`]) {
          const error = await check(address).catch((reason: unknown) => reason)
          assert.instanceOf(error, errors.E_VALIDATION_ERROR, name)
          const { messages } = error as { messages: { rule: string }[] }
          assert.include(
            messages.map(({ rule }) => rule),
            'hidden',
            name
          )
        }
      }
      const typed = `${hidden} jo@example.org${hidden}`
      assert.deepEqual(await FIELDS.address(typed), { address: 'jo@example.org' })
      assert.isFalse(isSendable(`jo@exam${hidden}ple.org`))
      const signIn = signInValidator.validate({ email: `jo@exam${hidden}ple.org`, password: 'x' })
      assert.instanceOf(await signIn.catch((reason: unknown) => reason), errors.E_VALIDATION_ERROR)
      assert.throws(() => readRecipients(`jo@exam${hidden}ple.org`), 'Line 1 names nobody')
    }
  })

  test('takes quotes, and domains of any script', async ({ assert }) => {
    for (const address of ['"jo smith"@example.org', 'jo@exämple.de', 'jo+tag@example.org']) {
      assert.deepEqual(await FIELDS.address(address), { address })
    }
  })
})
