import { recordAudit } from '#history'
import type { By } from '#models/by'
import BookingImport from '#models/imports/booking_import'
import { isChangedSince } from '#models/version'
import { wake } from '#services/queue'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Beginning {
  businessId: number
  importId: number
  version: string
  by: By
}

/** Once: whoever presses twice begins nothing anew. */
export default class BeginBookingImport {
  async handle({ businessId, importId: id, version, by }: Beginning): Promise<'begun' | 'stale'> {
    const outcome = await inTransaction(async (trx) => {
      const kept = await lockRowOrFail(trx, BookingImport, { businessId, id })
      const { status } = kept
      if (status === 'running' || status === 'done') return 'begun'
      if (status !== 'checked' || isChangedSince(version, ...kept.shown)) return 'stale'
      await kept.merge({ status: 'running' }).save()
      await recordAudit(trx, {
        ...{ businessId, by, action: 'business.bookings_imported' },
        ...{ subjectType: 'business', subjectId: businessId },
      })
      return 'begun'
    })
    if (outcome === 'begun') await wake('import_bookings', {})
    return outcome
  }
}
