import { recordAudit } from '#history'
import type { By } from '#models/by'
import CalendarEntry from '#models/calendars/calendar_entry'
import { wake } from '#services/queue'
import { databaseNow, inTransaction } from '#transactions'

interface Restoring {
  businessId: number
  bookingId: number
  by: By
}

/** The booking stands, whatever became of it in calendars: it is written there again. */
export default class RestoreCalendarEntry {
  async handle({ businessId, bookingId, by }: Restoring): Promise<void> {
    await inTransaction(async (trx) => {
      const now = await databaseNow(trx)
      const entries = await CalendarEntry.query({ client: trx })
        .where({ businessId, bookingId })
        .forUpdate()
      for (const entry of entries) {
        if (entry.isDeclined) entry.merge({ declinedKeptAt: now })
        if (entry.state === 'missing' || entry.state === 'moved_there') {
          const { attempts } = entry
          entry.merge({ state: 'wanted', movedStartsAt: null, movedEndsAt: null, etag: null })
          entry.merge({ isOwed: true, attempts: attempts + 1, tries: 0, nextAttemptAt: now })
        }
        await entry.save()
      }
      await recordAudit(trx, {
        ...{ businessId, by, action: 'booking.kept_in_calendar' },
        ...{ subjectType: 'booking', subjectId: bookingId },
      })
    })
    const { requestId } = by
    await wake('write_calendar_entries', { requestId: requestId ?? undefined })
  }
}
