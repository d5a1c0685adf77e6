import { test } from '@japa/runner'
import { errors } from '@vinejs/vine'
import { waitingClient } from '#validators/bookings/guest_booking'
import { newHostValidator } from '#validators/people/host'
import { businessValidator } from '#validators/settings/settings'

const client = (changes: Record<string, string>) =>
  waitingClient.validate({ client_name: 'Jo', client_email: 'jo@example.org', ...changes })

test.group('A name', () => {
  test('keeps none of the characters that only hide or turn a text', async ({ assert }) => {
    for (const hidden of ['\u200B', '\u00AD', '\u2060', '\uFEFF', '\u202E', '\u2066', '\u3164']) {
      const named = await client({ client_name: `${hidden}Jo${hidden} Smith ${hidden}` })
      assert.equal(named.client_name, 'Jo Smith')
      const host = await newHostValidator.validate({ name: `An${hidden}na`, time_zone: 'UTC' })
      assert.equal(host.name, 'Anna')
    }
  })

  test('keeps what scripts and emoji need', async ({ assert }) => {
    for (const name of ['می‌خواهم', 'Zoë 👩‍👩‍👧', 'Love ❤️', 'క్‍ష', '🏴󠁧󠁢󠁥󠁮󠁧󠁿']) {
      assert.equal((await client({ client_name: name })).client_name, name)
    }
  })

  test('is missing where nothing can be seen', async ({ assert }) => {
    for (const name of ['\u200B', '\u200D \u200D', '\u3164', '\uFE0F']) {
      const error = await client({ client_name: name }).catch((reason: unknown) => reason)
      assert.instanceOf(error, errors.E_VALIDATION_ERROR, JSON.stringify(name))
    }
  })
})

test.group('A phone number', () => {
  test('is read without what address books put around it', async ({ assert }) => {
    const number = '\u202A+44 20 7946 0182\u202C'
    assert.equal((await client({ client_phone: number })).client_phone, '+44 20 7946 0182')
    const business = await businessValidator.validate({
      ...{ name: 'Shop', slug: 'shop', phone: number, time_zone: 'UTC', currency: 'EUR' },
      ...{ locale: 'en-GB', week_starts_on: '1', brand_colour: '#00698f' },
    })
    assert.equal(business.phone, '+44 20 7946 0182')
  })
})
