import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import DateOverride from '#models/availability/date_override'

export function overridesOn(
  { hostIds, dates }: { hostIds: number[]; dates: string[] },
  client?: Transaction
): Promise<DateOverride[]> {
  return DateOverride.query({ client })
    .whereIn('host_id', hostIds)
    .whereIn('date', dates)
    .orderBy('date')
    .orderBy('host_id')
}
