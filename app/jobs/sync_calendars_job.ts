import SyncCalendars from '#actions/calendars/sync_calendars'

let running: Promise<unknown> | null = null
let isAskedAgain = false

/** One at a time in each worker: calendars that hang keep no other job from its place. */
export default class SyncCalendarsJob {
  static readonly jobName = 'sync_calendars'

  async handle() {
    if (running) {
      isAskedAgain = true
      return
    }
    running = this.run()
    try {
      await running
    } finally {
      running = null
    }
  }

  private async run() {
    do {
      isAskedAgain = false
      await new SyncCalendars().handle()
    } while (isAskedAgain)
  }
}
