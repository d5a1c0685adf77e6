import ChainAudit from '#actions/housekeeping/chain_audit'

export default class ChainAuditJob {
  static readonly jobName = 'chain_audit'

  async handle() {
    await new ChainAudit().handle()
  }
}
