import { OverlappingRuns } from './overlapping_runs.js'
import WriteCalendarEntries from '#actions/calendars/write_calendar_entries'

export const calendarWritings = new OverlappingRuns(() => new WriteCalendarEntries().handle())

export default class WriteCalendarEntriesJob {
  static readonly jobName = 'write_calendar_entries'

  handle() {
    return calendarWritings.begin()
  }
}
