import { randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import pg from 'pg'
import PlaceBooking from '#actions/bookings/place_booking'
import type { BookingRequest } from '#steps'
import type { Instant } from '#scheduling/types'

interface Statement {
  sql: string
  bindings: unknown[]
}

/** Every statement of one real booking, in order. */
export interface Recording {
  startsAt: Instant
  reference: string
  statements: Statement[]
}

const DAY_MS = 86_400_000

/** Books once through the action, and writes down what it asked of the database. */
export async function record(request: BookingRequest): Promise<Recording> {
  const client = db.manager.get('postgres')?.connection?.client?.client
  if (!client) throw new Error('There is no connection to listen to')
  const statements: Statement[] = []
  const listen = ({ sql, bindings = [] }: Statement) => statements.push({ sql, bindings })
  client.on('query', listen)
  const placed = await new PlaceBooking().handle(request)
  client.removeListener('query', listen)
  if (placed.outcome !== 'booked') throw new Error(`Not booked but ${placed.outcome}`)

  const ends = ({ sql }: Statement) => sql.startsWith('COMMIT')
  const begins = statements.findIndex(({ sql }) => sql.startsWith('BEGIN'))
  return {
    startsAt: request.startsAt,
    reference: placed.booking.reference,
    statements: statements.slice(begins, statements.findIndex(ends) + 1),
  }
}

/** The same transaction for another time, through a client that does nothing else. */
export async function replay(client: pg.Client, recording: Recording, startsAt: Instant) {
  const reference = randomBytes(6).toString('hex')
  const anew = (value: unknown): unknown => {
    if (value === recording.reference) return reference
    const time = value instanceof Date ? value.getTime() : timeOf(value)
    return time > Date.now() + DAY_MS ? new Date(time + startsAt - recording.startsAt) : value
  }
  for (const [nth, { sql, bindings }] of recording.statements.entries()) {
    const name = bindings.length > 0 ? `bare-${nth}` : undefined
    await client.query({ name, text: sql, values: bindings.map(anew) })
  }
}

export async function bareClients(count: number): Promise<pg.Client[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
      await client.connect()
      return client
    })
  )
}

/** Of what is written as a moment; anything else is none. */
function timeOf(value: unknown): number {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(value)) return Number.NaN
  return Date.parse(value)
}
