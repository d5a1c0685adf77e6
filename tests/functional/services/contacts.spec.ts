import { test } from '@japa/runner'
import calendars from '#config/calendars'
import { CalendarTrouble } from '#services/calendars/calendar_provider'
import type { ContactBook } from '#services/contacts/contact_book'
import { contactBook } from '#services/contacts/index'
import { PeopleBooks } from '#tests/support/people_books'

const ANN = { name: 'Ann Bell', emails: ['Ann@bell.example'], phones: ['+44 7700 900001'] }

async function openBook(name: string): Promise<ContactBook> {
  const book = await contactBook(name)
  if (!book) throw new Error(name)
  return book
}

async function kindOf(promise: Promise<unknown>): Promise<string> {
  const outcome: unknown = await promise.catch((error: unknown) => error)
  return outcome instanceof CalendarTrouble ? outcome.kind : 'none'
}

for (const provider of ['google', 'outlook']) {
  test.group(`Contract of contacts: ${provider}`, () => {
    test('are found by the beginning of a name, with what they are reached by', async ({
      assert,
      cleanup,
    }) => {
      const books = await PeopleBooks.open(cleanup)
      const book = await openBook(provider)
      books.store(ANN.name, ANN.emails, ANN.phones)
      books.store("Pat O'Brien", ['pat@x.example'])
      const access = books.accessTo()
      assert.deepEqual(await book.search(access, 'ann'), [ANN])
      assert.deepEqual(await book.search(access, 'bel'), [ANN])
      assert.deepEqual(
        (await book.search(access, "o'b")).map(({ name }) => name),
        ["Pat O'Brien"]
      )
      assert.isEmpty(await book.search(access, 'zoe'))
    })

    test('are listed whole, over pages, and added to', async ({ assert, cleanup }) => {
      const books = await PeopleBooks.open(cleanup)
      const book = await openBook(provider)
      const access = books.accessTo()
      for (let nth = 0; nth < 4; nth++) books.store(`Person ${nth}`)
      await book.add(access, { ...ANN, phones: [...ANN.phones, '020 7946 0001'] })
      await book.add(access, { name: 'No Phone', emails: ['no@phone.example'], phones: [] })
      const all = await book.list(access)
      assert.lengthOf(all, 6)
      assert.deepEqual(all[4], { ...ANN, phones: [...ANN.phones, '020 7946 0001'] })
      assert.deepEqual(all[5], { name: 'No Phone', emails: ['no@phone.example'], phones: [] })
    })

    test('a token that is refused is renewed, once', async ({ assert, cleanup }) => {
      const books = await PeopleBooks.open(cleanup)
      const book = await openBook(provider)
      const old = books.accessTo({ accessToken: 'old' })
      await book.list(old)
      assert.lengthOf(books.standIn.tokenRequests, 1)
      assert.lengthOf(books.standIn.kept, 1)
    })

    test('{title} is {kind}')
      .with([
        { title: 'too much at once', status: 429, kind: 'limited' },
        { title: 'a server in trouble', status: 500, kind: 'unreachable' },
        { title: 'what is not taken', status: 400, kind: 'refused' },
        { title: 'no answer', status: null, kind: 'timeout' },
      ])
      .run(async ({ assert, cleanup }, { status, kind }) => {
        const { requestMs } = calendars
        cleanup(() => void (calendars.requestMs = requestMs))
        const books = await PeopleBooks.open(cleanup)
        const book = await openBook(provider)
        if (status === null) calendars.requestMs = 100
        const answer = status === null ? null : { status, body: { error: {} } }
        books.standIn.instead.push(answer)
        assert.equal(await kindOf(book.list(books.accessTo())), kind)
        books.standIn.instead.push(answer)
        assert.equal(await kindOf(book.add(books.accessTo(), ANN)), kind)
      })
  })
}
