import WriteCalendarEntries from '#actions/calendars/write_calendar_entries'

let isRunning = false

/** One at a time in each worker: calendars that hang keep no other job from its place. */
export default class WriteCalendarEntriesJob {
  static readonly jobName = 'write_calendar_entries'

  async handle() {
    if (isRunning) return
    isRunning = true
    try {
      await new WriteCalendarEntries().handle()
    } finally {
      isRunning = false
    }
  }
}
