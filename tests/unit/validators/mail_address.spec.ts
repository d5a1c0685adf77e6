import { test } from '@japa/runner'
import { errors } from '@vinejs/vine'
import { addressValidator } from '#validators/bookings/decision'
import { waitingClient } from '#validators/bookings/guest_booking'
import { bookingValidator } from '#validators/pages/public_api'
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

  test('takes quotes, and domains of any script', async ({ assert }) => {
    for (const address of ['"jo smith"@example.org', 'jo@exämple.de', 'jo+tag@example.org']) {
      assert.deepEqual(await FIELDS.address(address), { address })
    }
  })
})
