import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { findFaults } from '#queries/integrity/find_faults'

/** Prints what is wrong with the ids of the rows, and ids alone. */
export default class IntegrityVerify extends BaseCommand {
  static override commandName = 'integrity:verify'
  static override description = 'Look through the whole database for what can never be true'
  static override help = [
    'Overlapping claims, bookings without claim or history, messages overdue, limits exceeded,',
    'a broken audit chain and more. The exit status is 1 when anything is wrong.',
  ]
  static override options: CommandOptions = { startApp: true }

  override async run() {
    const results = await findFaults()
    for (const { check, faults } of results) {
      if (faults.length === 0) {
        this.logger.success(check.name)
        continue
      }
      this.exitCode = 1
      this.logger.logError(`${check.name}: ${check.means}`)
      for (const fault of faults) this.logger.logError(`  ${inWords(fault)}`)
    }
    const count = results.reduce((sum, { faults }) => sum + faults.length, 0)
    if (count > 0) this.logger.logError(`${count} ${count === 1 ? 'fault' : 'faults'} found`)
    else this.logger.success('Nothing is wrong')
  }
}

function inWords(fault: Record<string, string | number | null>): string {
  return Object.entries(fault)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}
