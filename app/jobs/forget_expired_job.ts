import ForgetExpired from '#actions/housekeeping/forget_expired'

export default class ForgetExpiredJob {
  static readonly jobName = 'forget_expired'

  async handle() {
    await new ForgetExpired().handle()
  }
}
