import PlanComingSessions, { type PlannedDates } from '#actions/sessions/plan_coming_sessions'
import { recordSettingsChange } from '#actions/settings/record_settings_change'
import { inTransaction } from '#actions/transaction'
import SessionSeries from '#models/session_series'

type Details = Pick<
  SessionSeries,
  | 'businessId'
  | 'serviceId'
  | 'hostId'
  | 'firstDate'
  | 'lastDate'
  | 'startsTime'
  | 'durationMinutes'
  | 'capacity'
  | 'bookingDeadlineHours'
  | 'everyWeeks'
>

interface Plan extends Details {
  userId: number
  requestId: string | null
}

/** A session every week or every few: its coming dates are planned at once, the later ones by a job. */
export default class PlanSeries {
  async handle({ userId, requestId, ...details }: Plan): Promise<PlannedDates> {
    const series = await inTransaction(async (trx) => {
      const made = await new SessionSeries()
        .useTransaction(trx)
        .fill({ ...details, isActive: true })
        .save()
      await recordSettingsChange(trx, {
        businessId: made.businessId,
        userId,
        action: 'session_series.planned',
        subjectType: 'session_series',
        subjectId: made.id,
        changes: { weeks: made.everyWeeks, capacity: made.capacity },
        requestId,
      })
      return made
    })
    return new PlanComingSessions().ofSeries(series, requestId)
  }
}
