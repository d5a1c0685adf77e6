import logger from '@adonisjs/core/services/logger'
import SyncCalendar from '#actions/calendars/sync_calendar'
import calendars from '#config/calendars'
import features from '#config/features'
import { dueConnections } from '#queries/calendars/connection_list'

/** All that are due, some at a time, so that one that hangs holds up few. */
export default class SyncCalendars {
  async handle(): Promise<number> {
    if (!features.calendars) return 0
    const ids = await dueConnections()
    const lanes = Array.from({ length: Math.min(calendars.mostAtOnce, ids.length) }, () =>
      this.runLane(ids)
    )
    const counts = await Promise.all(lanes)
    return counts.reduce((sum, count) => sum + count, 0)
  }

  private async runLane(ids: number[]): Promise<number> {
    let count = 0
    for (let connectionId = ids.shift(); connectionId !== undefined; connectionId = ids.shift()) {
      try {
        const outcome = await new SyncCalendar().handle({ connectionId })
        if (outcome !== 'not_due') count++
      } catch (error) {
        logger.error({ err: error, connection_id: connectionId }, 'A calendar could not be read')
      }
    }
    return count
  }
}
