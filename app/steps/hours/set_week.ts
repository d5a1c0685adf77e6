import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { changeSettings } from '../changes/change_settings.js'
import AvailabilityRule, { weekInWords } from '#models/availability/availability_rule'
import type Host from '#models/availability/host'
import type { By } from '#models/by'
import type { WeeklyRange } from '#scheduling/types'

export interface Week {
  host: Host
  hours: readonly WeeklyRange[]
  /** `versionOf` the week in words that the form was made from; null saves anyway. */
  version: string | null
  by: By
}

export async function setWeek(
  trx: Transaction,
  { host, hours, version, by }: Week
): Promise<'saved' | 'stale'> {
  const { id: hostId, businessId } = host
  await trx.from('hosts').where('id', hostId).select('id').forUpdate()
  const rules = () => AvailabilityRule.query({ client: trx }).where('host_id', hostId)
  const before = await rules().orderBy('day_of_week').orderBy('opens_time')
  const hoursBefore = before.map((rule) => rule.range)
  const from = weekInWords(hoursBefore)
  return changeSettings(
    trx,
    { businessId, version, by },
    {
      row: host,
      shown: [from],
      change: () => ({ hours: { from, to: weekInWords(hours) } }),
      write: async () => {
        await rules().delete()
        await AvailabilityRule.createMany(
          hours.map(({ weekday, start, end }) => ({
            ...{ businessId, hostId, dayOfWeek: weekday, opensTime: start, closesTime: end },
          })),
          { client: trx }
        )
      },
      action: 'weekly_hours.updated',
      subjectType: 'host',
      before: { hours: hoursBefore },
    }
  )
}
