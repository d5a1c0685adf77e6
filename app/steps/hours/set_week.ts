import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordSettingsChange } from '#history'
import AvailabilityRule, { weekInWords } from '#models/availability/availability_rule'
import type Host from '#models/availability/host'
import type { By } from '#models/by'
import { isChangedSince } from '#models/version'
import type { WeeklyRange } from '#scheduling/types'

export interface Week {
  host: Pick<Host, 'id' | 'businessId'>
  hours: readonly WeeklyRange[]
  /** `versionOf` the week in words that the form was made from; null saves anyway. */
  version: string | null
  by: By
}

export async function setWeek(
  trx: Transaction,
  { host, hours, version, by }: Week
): Promise<'saved' | 'stale'> {
  await trx.from('hosts').where('id', host.id).select('id').forUpdate()
  const before = await AvailabilityRule.query({ client: trx })
    .where('host_id', host.id)
    .orderBy('day_of_week')
    .orderBy('opens_time')
  const hoursBefore = before.map((rule) => rule.range)
  const from = weekInWords(hoursBefore)
  const to = weekInWords(hours)
  if (from.join() === to.join()) return 'saved'
  if (isChangedSince(version, from)) return 'stale'

  await AvailabilityRule.query({ client: trx }).where('host_id', host.id).delete()
  await AvailabilityRule.createMany(
    hours.map(({ weekday, start, end }) => ({
      businessId: host.businessId,
      hostId: host.id,
      dayOfWeek: weekday,
      opensTime: start,
      closesTime: end,
    })),
    { client: trx }
  )
  await recordSettingsChange(trx, {
    businessId: host.businessId,
    action: 'weekly_hours.updated',
    subjectType: 'host',
    subjectId: host.id,
    changes: { hours: { from, to } },
    before: { hours: hoursBefore },
    by,
  })
  return 'saved'
}
