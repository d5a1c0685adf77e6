import type BookingImport from '#models/imports/booking_import'
import { importedBooking } from '#models/imports/imported_booking'
import type Business from '#models/settings/business'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#transactions'

/** A service that a file names and the business has not. */
export interface NamedService {
  name: string
  /** As most of its rows are long. */
  minutes: number
}

const USUAL_MINUTES = 60
const [SHORTEST, LONGEST] = [5, 720]

/** Of a file that was checked: by the names of rows that were left out for their service. */
export async function namedServices(
  { timeZone }: Pick<Business, 'timeZone'>,
  { id, titles, columns, isDayFirst }: BookingImport
): Promise<NamedService[]> {
  const rows = await sql<{ cells: string[] }>(
    db.connection(),
    `select cells from booking_import_rows
      where import_id = :id and foreseen = 'service' order by line`,
    { id }
  )
  const read = rows.flatMap(({ cells }) => {
    const row = importedBooking(cells, { titles, columns, isDayFirst, timeZone })
    return typeof row === 'string' || row.service === '' ? [] : row
  })
  const byName = Map.groupBy(read, ({ service }) => service.toLowerCase())
  return [...byName.values()].map((each) => ({
    name: each[0].service,
    minutes: mostOften(
      each.map(({ startsAt, endsAt }) => endsAt?.diff(startsAt, 'minutes').minutes)
    ),
  }))
}

function mostOften(lengths: readonly (number | undefined)[]): number {
  const usable = lengths.filter((each) => each !== undefined && each >= SHORTEST && each <= LONGEST)
  const counted = [...Map.groupBy(usable, (each) => each)].sort(
    ([, some], [, others]) => others.length - some.length
  )
  return Math.round(counted.at(0)?.[0] ?? USUAL_MINUTES)
}
