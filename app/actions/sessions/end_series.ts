import { recordSettingsChange } from '#actions/settings/record_settings_change'
import { inTransaction } from '#actions/transaction'
import SessionSeries from '#models/session_series'

interface Ending {
  businessId: number
  seriesId: number
  userId: number
  requestId: string | null
}

/** No more dates are planned; those in the diary stay until each is cancelled. */
export default class EndSeries {
  handle({ businessId, seriesId, userId, requestId }: Ending): Promise<'ended' | 'not_found'> {
    return inTransaction(async (trx) => {
      const series = await SessionSeries.query({ client: trx })
        .where({ businessId, id: seriesId })
        .forUpdate()
        .first()
      if (!series) return 'not_found'
      await series.merge({ isActive: false }).save()
      await recordSettingsChange(trx, {
        businessId,
        userId,
        action: 'session_series.ended',
        subjectType: 'session_series',
        subjectId: seriesId,
        changes: { isActive: { from: true, to: false } },
        requestId,
      })
      return 'ended'
    })
  }
}
