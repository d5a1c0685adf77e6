import { OverlappingRuns } from './overlapping_runs.js'
import SyncCalendars from '#actions/calendars/sync_calendars'

export const calendarReadings = new OverlappingRuns(() => new SyncCalendars().handle())

export default class SyncCalendarsJob {
  static readonly jobName = 'sync_calendars'

  handle() {
    return calendarReadings.begin()
  }
}
