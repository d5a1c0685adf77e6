import VerifyIntegrity from '#actions/housekeeping/verify_integrity'

export default class VerifyIntegrityJob {
  static readonly jobName = 'verify_integrity'

  async handle() {
    await new VerifyIntegrity().handle()
  }
}
