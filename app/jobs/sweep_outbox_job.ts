import SweepOutbox from '#actions/notifications/sweep_outbox'

/** Finds the mails whose wake-up was lost. */
export default class SweepOutboxJob {
  static readonly jobName = 'sweep_outbox'

  handle() {
    return new SweepOutbox().handle()
  }
}
