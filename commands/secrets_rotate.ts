import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import ResealSecrets from '#actions/system/reseal_secrets'

export default class SecretsRotate extends BaseCommand {
  static override commandName = 'secrets:rotate'
  static override description = 'Encrypt all secrets in the database with the APP_KEY of now'
  static override help = [
    'Of connected calendars, webhooks, Cal.com and second steps. Set the key of before as FORMER_APP_KEY',
    'first, and take it out afterwards. The exit status is 1 when neither key opens one of them.',
  ]
  static override options: CommandOptions = { startApp: true }

  override async run() {
    const { resealed, unreadable } = await new ResealSecrets().handle()
    this.logger.success(`${resealed} encrypted with the key of now`)
    if (unreadable.length === 0) return
    this.exitCode = 1
    for (const { table, id } of unreadable) this.logger.logError(`Not opened: ${table} ${id}`)
  }
}
