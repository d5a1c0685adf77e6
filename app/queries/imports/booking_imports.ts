import db from '@adonisjs/lucid/services/db'
import BookingImport, { type RowOutcome } from '#models/imports/booking_import'
import type Business from '#models/settings/business'
import { sql } from '#transactions'

const MOST = 10
const SAMPLES = 3
const MOST_SHOWN = 50

export interface BookingImportRow {
  line: number
  cells: string[]
  outcome: RowOutcome
  /** The booking that came of it, or was there before. */
  bookingId: number | null
}

export function findBookingImport(
  { id: businessId }: Business,
  id: number
): Promise<BookingImport> {
  return BookingImport.query().where({ businessId, id }).firstOrFail()
}

export function lastBookingImports({ id: businessId }: Business): Promise<BookingImport[]> {
  return BookingImport.query().where({ businessId }).orderBy('id', 'desc').limit(MOST).exec()
}

export function sampleBookingRows({ id }: BookingImport): Promise<BookingImportRow[]> {
  return db.from('booking_import_rows').where('import_id', id).orderBy('line').limit(SAMPLES)
}

export interface RowCount {
  outcome: RowOutcome
  count: number
}

/** By what came of them, or would. */
export function rowCounts({ id, status }: BookingImport): Promise<RowCount[]> {
  const isDry = status === 'checking' || status === 'checked'
  return sql<RowCount>(
    db.connection(),
    `select * from (
       select case when :isDry then foreseen else outcome end as outcome,
         cast(count(*) as integer) as count
       from booking_import_rows where import_id = :id group by 1
     ) as counted where outcome is not null order by count desc, outcome`,
    { id, isDry }
  )
}

/** What is not brought in, or would not be; `most` null is all. */
export function leftRows(
  { id, status }: BookingImport,
  most: number | null = MOST_SHOWN
): Promise<BookingImportRow[]> {
  const isDry = status === 'checking' || status === 'checked'
  return sql<BookingImportRow>(
    db.connection(),
    `select line, cells, outcome, "bookingId" from (
       select line, cells, case when :isDry then foreseen else outcome end as outcome,
         bookings.id as "bookingId"
       from booking_import_rows left join bookings using (outside_booking_id)
       where import_id = :id
     ) as seen where outcome not in ('ready', 'booked') order by line limit cast(:most as integer)`,
    { id, isDry, most }
  )
}
