import CreateDueBackup from '#actions/backups/create_due_backup'

export default class CreateBackupJob {
  static readonly jobName = 'create_backup'

  async handle() {
    await new CreateDueBackup().handle()
  }
}
