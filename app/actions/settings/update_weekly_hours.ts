import { recordSettingsChange } from '#actions/settings/record_settings_change'
import { inTransaction } from '#actions/transaction'
import AvailabilityRule from '#models/availability_rule'
import type Host from '#models/host'
import type { WeeklyRange } from '#scheduling/types'

interface Update {
  host: Host
  userId: number
  hours: readonly WeeklyRange[]
  requestId: string | null
}

/** Replaces a host's week as a whole, so that no two saves can mix. */
export default class UpdateWeeklyHours {
  async handle({ host, userId, hours, requestId }: Update) {
    await inTransaction(async (trx) => {
      await trx.from('hosts').where('id', host.id).select('id').forUpdate()
      const before = await AvailabilityRule.query({ client: trx })
        .where('host_id', host.id)
        .orderBy('day_of_week')
        .orderBy('opens_time')
      const from = before.map((rule) => words(rule.dayOfWeek, rule.opensTime, rule.closesTime))
      const to = hours.map(({ weekday, start, end }) => words(weekday, start, end)).sort()
      if (from.sort().join() === to.join()) return

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
        userId,
        action: 'weekly_hours.updated',
        subjectType: 'host',
        subjectId: host.id,
        changes: { hours: { from, to } },
        requestId,
      })
    })
  }
}

function words(weekday: number, start: string, end: string): string {
  return `${weekday} ${start}–${end}`
}
