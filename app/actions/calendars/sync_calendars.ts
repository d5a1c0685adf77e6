import logger from '@adonisjs/core/services/logger'
import SyncCalendar from '#actions/calendars/sync_calendar'
import features from '#config/features'
import { dueConnections } from '#queries/calendars/due_calendars'
import { runDue } from '#steps'

export default class SyncCalendars {
  async handle(): Promise<number> {
    if (!features.calendars) return 0
    return runDue(await dueConnections(), {
      run: (connectionId) => new SyncCalendar().handle({ connectionId }),
      failed: (error, id) =>
        logger.error({ err: error, connection_id: id }, 'A calendar could not be read'),
    })
  }
}
