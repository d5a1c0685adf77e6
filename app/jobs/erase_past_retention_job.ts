import ErasePastRetention from '#actions/privacy/erase_past_retention'

export default class ErasePastRetentionJob {
  static readonly jobName = 'erase_past_retention'

  async handle() {
    await new ErasePastRetention().handle()
  }
}
