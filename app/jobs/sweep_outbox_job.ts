import SweepOutbox from '#actions/notifications/sweep_outbox'

/** Whatever wake-up was lost, its mail is found here. */
export default class SweepOutboxJob {
  static readonly jobName = 'sweep_outbox'

  handle() {
    return new SweepOutbox().handle()
  }
}
