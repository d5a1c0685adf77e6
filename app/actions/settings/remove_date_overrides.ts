import { recordSettingsChange } from '#actions/settings/record_settings_change'
import { inTransaction } from '#actions/transaction'
import DateOverride from '#models/date_override'

interface Removal {
  /** The first to go. */
  override: DateOverride
  /** `YYYY-MM-DD`: the last date to go, of the same host. */
  until: string
  userId: number
  requestId: string | null
}

/** The dates follow the weekly hours again. */
export default class RemoveDateOverrides {
  async handle({ override, until, userId, requestId }: Removal) {
    const { businessId, hostId } = override
    await inTransaction(async (trx) => {
      const removed = await DateOverride.query({ client: trx })
        .where({ businessId, hostId })
        .whereBetween('date', [override.date, until])
        .orderBy('date')
        .forUpdate()
      const ids = removed.map(({ id }) => id)
      await DateOverride.query({ client: trx }).whereIn('id', ids).delete()
      await recordSettingsChange(trx, {
        businessId,
        userId,
        action: 'date_overrides.removed',
        subjectType: 'host',
        subjectId: hostId,
        changes: { dates: removed.map(({ date, windows }) => ({ date, windows })) },
        requestId,
      })
    })
  }
}
