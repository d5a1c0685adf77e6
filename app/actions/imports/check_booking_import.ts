import BookingImport, { type BookingField } from '#models/imports/booking_import'
import { isChangedSince } from '#models/version'
import { wake } from '#services/queue'
import { inTransaction, lockRowOrFail, sql } from '#transactions'

export interface ImportColumns {
  columns: (BookingField | '')[]
  serviceId: number | null
  isDayFirst: boolean
}

interface Checking {
  businessId: number
  importId: number
  read: ImportColumns
  version: string
}

/** Foresees what would come of each row; nothing is booked. May be done again with other columns. */
export default class CheckBookingImport {
  async handle({ businessId, importId: id, read, version }: Checking): Promise<'begun' | 'stale'> {
    const outcome = await inTransaction(async (trx) => {
      const kept = await lockRowOrFail(trx, BookingImport, { businessId, id })
      const isOpen = kept.status === 'read' || kept.status === 'checked'
      if (!isOpen || isChangedSince(version, ...kept.shown)) return 'stale'
      await kept.merge({ ...read, status: 'checking' }).save()
      await sql(
        trx,
        'update booking_import_rows set foreseen = null, planned = null where import_id = :id',
        { id }
      )
      return 'begun'
    })
    if (outcome === 'begun') await wake('import_bookings', {})
    return outcome
  }
}
