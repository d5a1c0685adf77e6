import logger from '@adonisjs/core/services/logger'
import WriteCalendarEntry from '#actions/calendars/write_calendar_entry'
import features from '#config/features'
import { dueEntries } from '#queries/calendars/due_calendars'
import { runDue } from '#steps'

export default class WriteCalendarEntries {
  async handle(): Promise<number> {
    if (!features.calendars) return 0
    return runDue(await dueEntries(), {
      run: (entryId) => new WriteCalendarEntry().handle({ entryId }),
      failed: (error, id) =>
        logger.error({ err: error, entry_id: id }, 'A calendar entry could not be written'),
    })
  }
}
