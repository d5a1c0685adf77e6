import FinishErasures from '#actions/privacy/finish_erasures'

export default class FinishErasuresJob {
  static readonly jobName = 'finish_erasures'

  async handle() {
    await new FinishErasures().handle()
  }
}
