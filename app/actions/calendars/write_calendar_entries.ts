import logger from '@adonisjs/core/services/logger'
import WriteCalendarEntry from '#actions/calendars/write_calendar_entry'
import calendars from '#config/calendars'
import features from '#config/features'
import { dueEntries } from '#queries/calendars/due_entries'

/** All that are owed, some at a time, so that a calendar that hangs holds up few. */
export default class WriteCalendarEntries {
  async handle(): Promise<number> {
    if (!features.calendars) return 0
    const ids = await dueEntries()
    const lanes = Array.from({ length: Math.min(calendars.mostAtOnce, ids.length) }, () =>
      this.runLane(ids)
    )
    const counts = await Promise.all(lanes)
    return counts.reduce((sum, count) => sum + count, 0)
  }

  private async runLane(ids: number[]): Promise<number> {
    let count = 0
    for (let entryId = ids.shift(); entryId !== undefined; entryId = ids.shift()) {
      try {
        const outcome = await new WriteCalendarEntry().handle({ entryId })
        if (outcome !== 'not_due') count++
      } catch (error) {
        logger.error({ err: error, entry_id: entryId }, 'A calendar entry could not be written')
      }
    }
    return count
  }
}
