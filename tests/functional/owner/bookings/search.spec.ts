import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'
import { IN_THREE_DAYS, place } from '#tests/support/requests'

const NAMES = ['Grace Liu', 'Omar Haddad', 'Zoë van der Berg', 'Ana Costa']

test.group('Search among the bookings', (group) => {
  withGlobalTransaction(group)

  test('finds a number in any spelling, name words in any order, a reference in any form', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ settings: { maxAdvanceBookingDays: 60 } })
    const phones = ['07700 900461', '+44 (0)20 7946-0182', '+351 912 345 678', '+39 06 6982 1234']
    const bookings = []
    for (const [index, name] of NAMES.entries()) {
      const startsAt = IN_THREE_DAYS.plus({ hours: index })
      const email = `client${index}@example.com`
      bookings.push(await place(shop, { name, email, phone: phones[index], startsAt }))
    }
    const found = async (search: string) => {
      const response = await client.get('/admin/bookings').qs({ search }).loginAs(shop.user)
      response.assertStatus(200)
      return NAMES.filter((name) => response.text().includes(`>${name}</a>`))
    }
    const [grace, omar, zoe, ana] = NAMES
    const { reference } = bookings[1]
    for (const [search, names] of [
      ['07700 900461', [grace]],
      ['07700900461', [grace]],
      ['+447700900461', [grace]],
      ['+44 7700-900 461', [grace]],
      ['0044 7700 900461', [grace]],
      ['+44 (0)7700 900461', [grace]],
      ['900461', [grace]],
      ['020 7946 0182', [omar]],
      ['+442079460182', [omar]],
      ['(020) 79460182', [omar]],
      ['912345678', [zoe]],
      ['00351 912 345 678', [zoe]],
      ['06 69821234', [ana]],
      ['+390669821234', [ana]],
      ['+44 7700 900462', []],
      ['Liu Grace', [grace]],
      ['berg zoë', [zoe]],
      ['zoe', [zoe]],
      ['Grâce', [grace]],
      ['grace haddad', []],
      ['CLIENT2@example.com', [zoe]],
      ['grace 0461', [grace]],
      [reference, [omar]],
      [reference.toLowerCase(), [omar]],
      [reference.replace('-', ''), [omar]],
      [reference.replace('-', ' ').toLowerCase(), [omar]],
      [reference.replace('-', '–'), [omar]],
      [reference.slice(0, 4), [omar]],
      [reference.slice(1), [omar]],
      [reference.slice(2, 8).replace('-', ''), [omar]],
      ['%', []],
      ['_', []],
      ['---', []],
    ] as [string, string[]][]) {
      assert.deepEqual(await found(search), names, search)
    }
    const page = await client.get('/admin/bookings').loginAs(shop.user)
    page.assertTextIncludes('Name, email, phone or reference')
  })
})
