import { test } from '@japa/runner'
import fc from 'fast-check'
import ApproveBooking from '#actions/requests/approve_booking'
import PlaceSeries from '#actions/bookings/place_series'
import { openShop } from '#database/factories/business'
import { byUser } from '#models/by'
import Client from '#models/clients/client'
import { clientKeys } from '#models/clients/client_keys'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS, openShopByRequest, place, type Shop } from '#tests/support/requests'

interface Contact {
  name?: string
  email?: string | null
  phone?: string | null
}

const PHONE = '07700 900318'

/** One booking each, an hour apart; whose record each of them shows in, as "0 0 1". */
async function recordsOf(shop: Shop, contacts: Contact[]): Promise<string> {
  const records: number[] = []
  for (const [hours, contact] of contacts.entries()) {
    const booking = await place(shop, {
      email: null,
      ...contact,
      startsAt: IN_THREE_DAYS.plus({ hours }),
    })
    records.push((await Client.findOrFail(booking.clientId)).recordId)
  }
  const seen = [...new Set(records)]
  return records.map((record) => seen.indexOf(record)).join(' ')
}

const MATCHES: [title: string, contacts: Contact[], records: string][] = [
  ['the same address', [{ email: 'ines@a.example' }, { email: 'ines@a.example' }], '0 0'],
  ['another case', [{ email: 'Ines@A.example' }, { email: 'ines@a.EXAMPLE' }], '0 0'],
  [
    'a domain in its own letters and in A-labels',
    [{ email: 'a@bücher.example' }, { email: 'a@xn--bcher-kva.example' }],
    '0 0',
  ],
  ['a dot more', [{ email: 'i.nes@gmail.com' }, { email: 'ines@gmail.com' }], '0 1'],
  ['a part after a plus', [{ email: 'ines+pool@gmail.com' }, { email: 'ines@gmail.com' }], '0 1'],
  ['another domain', [{ email: 'ines@gmail.com' }, { email: 'ines@googlemail.com' }], '0 1'],
  [
    'five spellings of one number',
    [
      { phone: '07700 900318' },
      { phone: '+44 7700 900318' },
      { phone: '0044 7700-900-318' },
      { phone: '+44 (0)7700 900 318' },
      { phone: '7700.900.318' },
    ],
    '0 0 0 0 0',
  ],
  ['one digit apart', [{ phone: '07700 900318' }, { phone: '07700 900319' }], '0 1'],
  ['the same digits abroad', [{ phone: '020 7946 0182' }, { phone: '+49 20 7946 0182' }], '0 1'],
  [
    'an address with a number, then the number',
    [{ email: 'i@a.example', phone: PHONE }, { phone: PHONE }],
    '0 0',
  ],
  [
    'a number, then it with an address',
    [{ phone: PHONE }, { email: 'i@a.example', phone: PHONE }],
    '0 0',
  ],
  [
    'another address with a known number',
    [
      { email: 'i@a.example', phone: PHONE },
      { email: 'i@b.example', phone: PHONE },
    ],
    '0 0',
  ],
  [
    'that other address again, now alone',
    [
      { email: 'i@a.example', phone: PHONE },
      { email: 'i@b.example', phone: PHONE },
      { email: 'i@b.example' },
    ],
    '0 0 0',
  ],
  [
    'an address that is known before a number that is known',
    [{ email: 'i@a.example' }, { phone: PHONE }, { email: 'i@a.example', phone: PHONE }],
    '0 1 0',
  ],
  [
    'a number that an address brought later',
    [{ email: 'i@a.example' }, { email: 'i@a.example', phone: PHONE }, { phone: PHONE }],
    '0 0 0',
  ],
  [
    'a second number of an address, which is not theirs alone',
    [
      { email: 'i@a.example', phone: PHONE },
      { email: 'i@a.example', phone: '07700 900461' },
      { phone: '07700 900461' },
    ],
    '0 0 1',
  ],
  ['one name, nothing else', [{ email: 'i@a.example' }, { email: 'j@a.example' }], '0 1'],
  [
    'one address, two names',
    [
      { name: 'Ines', email: 'i@a.example' },
      { name: 'Jo', email: 'i@a.example' },
    ],
    '0 0',
  ],
  ['digits that are no number', [{ phone: '123 456' }, { phone: '12-34-56' }], '0 0'],
]

test.group('Whose booking it is', (group) => {
  withGlobalTransaction(group)

  for (const [title, contacts, records] of MATCHES) {
    test(`${title}: ${records}`, async ({ assert }) => {
      assert.equal(await recordsOf(await openShop(), contacts), records)
    })
  }

  test('a number without its country is one of the business’s', async ({ assert }) => {
    const berlin = { timeZone: 'Europe/Berlin', locale: 'en-GB' }
    const shop = await openShop({ business: berlin })
    const contacts = [{ phone: '030 901820' }, { phone: '+49 30 901820' }]
    assert.equal(await recordsOf(shop, contacts), '0 0')
  })

  test('another business knows nobody', async ({ assert }) => {
    const contact = { email: 'ines@a.example', phone: PHONE }
    const [here, there] = [await openShop(), await openShop()]
    const ids = [await place(here, contact), await place(there, contact)]
    assert.notEqual(ids[0].clientId, ids[1].clientId)
  })

  test('nothing that is known is overwritten; what is missing comes in', async ({ assert }) => {
    const shop = await openShop()
    const first = await place(shop, { name: 'Ines', email: 'Ines@a.example' })
    await place(shop, {
      ...{ name: 'Somebody Else', email: 'ines@a.example', phone: PHONE },
      startsAt: IN_THREE_DAYS.plus({ hours: 1 }),
    })
    await place(shop, {
      ...{ email: 'ines@a.example', phone: '07700 900999' },
      startsAt: IN_THREE_DAYS.plus({ hours: 2 }),
    })
    const client = await Client.findOrFail(first.clientId)
    assert.equal(client.name, 'Ines')
    assert.equal(client.email, 'Ines@a.example')
    assert.equal(client.phone, PHONE)
    assert.equal(client.phoneKey, '+447700900318')
  })

  test('is a lead until a booking is confirmed', async ({ assert }) => {
    const shop = await openShopByRequest()
    const booking = await place(shop)
    const client = await Client.findOrFail(booking.clientId)
    assert.isNull(client.clientSince)
    await new ApproveBooking().handle({
      businessId: shop.business.id,
      bookingId: booking.id,
      by: byUser(shop.user.id),
    })
    assert.isNotNull((await client.refresh()).clientSince)
  })

  test('is a client at once where nobody has to approve', async ({ assert }) => {
    const { clientId } = await place(await openShop())
    assert.isNotNull((await Client.findOrFail(clientId)).clientSince)
  })

  test('the dates of a series have one client', async ({ assert }) => {
    const shop = await openShop()
    const placed = await new PlaceSeries().handle({
      businessId: shop.business.id,
      serviceId: shop.service.id,
      starts: [0, 1, 2].map((days) => IN_THREE_DAYS.plus({ days }).toMillis()),
      hostId: null,
      client: {
        ...{ name: 'Ines', email: null, phone: PHONE, notes: null },
        ...{ timeZone: 'Europe/London', locale: 'en-GB' },
      },
      by: byUser(shop.user.id),
      idempotencyKey: null,
    })
    if (!('bookings' in placed)) throw new Error(placed.outcome)
    assert.lengthOf(new Set(placed.bookings.map(({ clientId }) => clientId)), 1)
  })
})

const EMAILS = ['a@x.example', 'A@X.example', 'b@x.example', 'c@x.example', null]
const PHONES = ['07700 900318', '+44 7700 900318', '07700 900461', '0044 7700 900461', null]

const contact = fc
  .record({ email: fc.constantFrom(...EMAILS), phone: fc.constantFrom(...PHONES) })
  .filter(({ email, phone }) => email !== null || phone !== null)

/** The same rules in plain words: by address, else by number, the record that had it first. */
function expectedRecords(contacts: { email: string | null; phone: string | null }[]): string {
  const known: { email: string | null; phone: string | null; record: number }[] = []
  const home = { timeZone: 'Europe/London', locale: 'en-GB' }
  let records = 0
  return contacts
    .map((typed) => {
      const { emailKey: email, phoneKey: phone } = clientKeys(home, { name: 'X', ...typed })
      const alike = known
        .filter((each) => phone !== null && each.phone === phone)
        .toSorted((one, other) => one.record - other.record)[0]
      const found = email === null ? alike : known.find((each) => each.email === email)
      if (found) {
        found.phone ??= phone
        return found.record
      }
      known.push({ email, phone, record: alike?.record ?? records++ })
      return known.at(-1)?.record
    })
    .join(' ')
}

test.group('Whose booking it is, whatever comes', (group) => {
  withEmptyTables(group)

  test('holds for any order of addresses and numbers', async ({ assert }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(contact, { minLength: 1, maxLength: 6 }), async (contacts) => {
        const records = await recordsOf(await openShop(), contacts)
        const expected = expectedRecords(contacts).split(' ')
        const seen = [...new Set(expected)]
        assert.equal(records, expected.map((record) => seen.indexOf(record)).join(' '))
      }),
      { numRuns: 30 }
    )
  }).timeout(120_000)

  test('ten bookings at once of somebody new make one client', async ({ assert }) => {
    const shop = await openShop({ hosts: 10 })
    const booked = await Promise.all(
      shop.hosts.map(({ id }) => place(shop, { email: 'ines@a.example', hostId: id }))
    )
    assert.lengthOf(new Set(booked.map(({ clientId }) => clientId)), 1)
    assert.lengthOf(await Client.all(), 1)
  })
})
