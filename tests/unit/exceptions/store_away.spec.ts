import { test } from '@japa/runner'
import { isStoreAway } from '#exceptions/store_away'

const failed = (message: string, code?: string) => Object.assign(new Error(message), { code })

test.group('A database that is away', () => {
  test('is told by what PostgreSQL, the network, the driver and the pool say: {$i}')
    .with([
      failed('terminating connection due to administrator command', '57P01'),
      failed('the database system is starting up', '57P03'),
      failed('connection failure', '08006'),
      failed('too many clients already', '53300'),
      failed('could not extend file: No space left on device', '53100'),
      failed('out of memory', '53200'),
      failed('configuration limit exceeded', '53400'),
      failed('could not read block', '58030'),
      failed('insert into bookings - Query read timeout'),
      failed('timeout expired'),
      failed('connect', 'ECONNREFUSED'),
      new AggregateError([failed('connect', 'ECONNREFUSED')]),
      failed('Connection terminated unexpectedly'),
      failed('select 1 - Connection terminated unexpectedly'),
      failed('BEGIN; - Client has encountered a connection error and is not queryable'),
      failed('Knex: Timeout acquiring a connection. The pool is probably full.'),
    ])
    .run(({ assert }, error) => assert.isTrue(isStoreAway(error)))

  test('is not what every other error means: {$self}')
    .with([
      failed('canceling statement due to user request', '57014'),
      failed('deadlock detected', '40P01'),
      failed('syntax error', '42601'),
      failed('Cannot read properties of undefined'),
      'no error at all',
    ])
    .run(({ assert }, error) => assert.isFalse(isStoreAway(error)))
})
