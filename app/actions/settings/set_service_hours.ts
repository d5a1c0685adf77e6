import { recordSettingsChange } from '#actions/settings/record_settings_change'
import { inTransaction } from '#actions/transaction'
import Service from '#models/service'
import type { WorkingHours } from '#scheduling/types'

interface Hours {
  businessId: number
  serviceId: number
  /** Null follows the hosts. */
  hours: WorkingHours | null
  userId: number
  requestId: string | null
}

/** The hours within which a service can be booked, whoever gives it. */
export default class SetServiceHours {
  async handle({ businessId, serviceId, hours, userId, requestId }: Hours) {
    await inTransaction(async (trx) => {
      const service = await Service.query({ client: trx })
        .where({ businessId, id: serviceId })
        .forUpdate()
        .firstOrFail()
      const from = written(service.hours)
      const to = written(hours)
      if (from?.join() === to?.join()) return

      await service.merge({ hours }).save()
      await recordSettingsChange(trx, {
        businessId,
        userId,
        action: 'service_hours.updated',
        subjectType: 'service',
        subjectId: serviceId,
        changes: { hours: { from, to } },
        requestId,
      })
    })
  }
}

function written(hours: WorkingHours | null): string[] | null {
  if (!hours) return null
  return hours.weeklyHours.map(({ weekday, start, end }) => `${weekday} ${start}–${end}`).sort()
}
