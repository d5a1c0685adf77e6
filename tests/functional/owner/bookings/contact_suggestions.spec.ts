import type { TestContext } from '@japa/runner/core'
import { test } from '@japa/runner'
import calendars from '#config/calendars'
import { openShop } from '#database/factories/business'
import { clientOf } from '#tests/support/clients'
import { withEmptyTables } from '#tests/support/database'
import { PeopleBooks } from '#tests/support/people_books'
import { IN_THREE_DAYS, joinAs } from '#tests/support/requests'

const AT = '/admin/bookings/contacts'
const LINK = 'Look in connected contacts'

async function opened(cleanup: TestContext['cleanup']) {
  const books = await PeopleBooks.open(cleanup)
  const shop = await openShop({ hosts: 2 })
  return { books, shop }
}

test.group('/admin/bookings/contacts', (group) => {
  withEmptyTables(group)

  test('whoever is found is new at the desk, with what they are reached by', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { books, shop } = await opened(cleanup)
    const desk = '/admin/bookings/new?q=ann'
    const without = await client.get(desk).loginAs(shop.user)
    assert.notInclude(without.text(), LINK)

    await books.connect(shop.host)
    books.store('Ann Bell', ['ann@bell.example'], ['+44 7700 900001'])
    books.store('Ann Known', ['Known@x.example'])
    books.store('Ann Nobody')
    await clientOf(shop, { name: 'Ann Known', email: 'known@x.example' })
    const page = await client.get(desk).loginAs(shop.user)
    page.assertTextIncludes(LINK)
    page.assertTextIncludes('Ann Known')
    assert.isEmpty(books.standIn.requests, 'nobody else is waited for')

    const found = await client.get(`${AT}?q=ann`).loginAs(shop.user)
    found.assertStatus(200)
    found.assertTextIncludes('One more in connected contacts')
    assert.notInclude(found.text(), 'Ann Known')
    const [, href = ''] = /href="([^"]*contact_name=[^"]*)"/.exec(found.text()) ?? []
    const chosen = await client.get(href.replaceAll('&amp;', '&')).loginAs(shop.user)
    for (const known of ['Ann Bell', 'ann@bell.example', '+44 7700 900001']) {
      chosen.assertTextIncludes(`value="${known}"`)
    }
    // Somebody else is not filled in with what is known of them.
    const other = /href="([^"]*who=none[^"]*)"/.exec(chosen.text())?.[1] ?? ''
    assert.notInclude(other, 'contact_')
  })

  test('ten at most together with the clients, and none after two letters', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { books, shop } = await opened(cleanup)
    await books.connect(shop.host)
    for (let nth = 0; nth < 10; nth++) books.store(`Ann ${nth}`, [`ann${nth}@x.example`])
    for (let nth = 0; nth < 4; nth++) {
      const startsAt = IN_THREE_DAYS.plus({ hours: nth })
      await clientOf(shop, { name: `Ann C${nth}`, email: `client${nth}@x.example`, startsAt })
    }
    const { text } = await client
      .get(`${AT}?q=ann`)
      .loginAs(shop.user)
      .then((answer) => ({ text: answer.text() }))
    assert.equal(text.match(/contact_name=/g)?.length, 6)
    const asked = books.standIn.requests.length
    const short = await client.get(`${AT}?q=an`).loginAs(shop.user)
    short.assertTextIncludes('Nobody else')
    assert.lengthOf(books.standIn.requests, asked)
  })

  test('staff are shown those of their own accounts alone', async ({ client, cleanup }) => {
    const { books, shop } = await opened(cleanup)
    await books.connect(shop.host)
    books.store('Ann Bell', ['ann@bell.example'])
    const staff = await joinAs('staff', shop.business)
    const [, own] = shop.hosts
    await own.merge({ userId: staff.id }).save()
    ;(await client.get(`${AT}?q=ann`).loginAs(staff)).assertTextIncludes('Nobody else')
    await books.connect(own, 'outlook')
    ;(await client.get(`${AT}?q=ann`).loginAs(staff)).assertTextIncludes('Ann Bell')
  })

  for (const [title, answer] of [
    ['hangs', null],
    ['is in trouble', { status: 500 }],
    ['does not let us', { status: 403, body: { error: { code: 403, errors: [{}] } } }],
  ] as const) {
    test(`an account that ${title} is left out, and soon`, async ({ client, assert, cleanup }) => {
      const { books, shop } = await opened(cleanup)
      const { searchMs } = calendars.contacts
      cleanup(() => void (calendars.contacts.searchMs = searchMs))
      calendars.contacts.searchMs = 200
      await books.connect(shop.host)
      books.standIn.instead.push(answer, answer)
      const began = performance.now()
      const page = await client.get(`${AT}?q=ann`).loginAs(shop.user)
      page.assertStatus(200)
      page.assertTextIncludes('Nobody else')
      assert.isBelow(performance.now() - began, 2_000)
    })
  }
})
