import { test } from '@japa/runner'
import { loggedError } from '#services/logged_error'

function errorWith(message: string, details: object = {}) {
  return Object.assign(new Error(message), details)
}

test.group('An error in the log', () => {
  test('tells where it broke, without the row that it was about', ({ assert }) => {
    const row = 'Failing row contains (7, Priya Shah, priya@example.com).'
    const details = { code: '23514', table: 'clients', detail: row, where: row, parameters: [row] }
    const told = loggedError(errorWith('violates check constraint "broken"', details))
    assert.containsSubset(told, { type: 'Error', code: '23514', table: 'clients' })
    assert.include(JSON.stringify(told), 'logged_error.spec')
    assert.notInclude(JSON.stringify(told), 'Priya')
  })

  test('quotes no value that could not be read', ({ assert }) => {
    const words = 'invalid input syntax for type bigint: "Priya "the" Shah"'
    const told = loggedError(errorWith(`select $1 from "clients" - ${words}`, { code: '22P02' }))
    assert.containsSubset(told, {
      message: 'select $1 from "clients" - invalid input syntax for type bigint: "…"',
    })
    assert.notInclude(JSON.stringify(told), 'Shah')
  })

  test('has no headers and answers of others, alone or with other errors', ({ assert }) => {
    const config = { headers: { authorization: 'Bearer secret' } }
    const one = errorWith('The provider said no', {
      config,
      response: { body: 'priya@example.com' },
    })
    const told = loggedError(new AggregateError([one], 'All of them broke'))
    assert.containsSubset(told, { aggregateErrors: [{ message: 'The provider said no' }] })
    assert.notMatch(JSON.stringify(told), /Bearer|priya@/)
  })

  test('is what else was thrown, as it is', ({ assert }) => {
    assert.equal(loggedError('a word'), 'a word')
  })
})
