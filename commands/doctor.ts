import { BaseCommand, flags } from '@adonisjs/core/ace'
import logger from '@adonisjs/core/services/logger'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import i18nManager from '@adonisjs/i18n/services/main'
import ExamineDeployment from '#actions/system/examine_deployment'
import { isWell, type Finding } from '#services/doctor/finding'
import { outside } from '#services/doctor/outside'

/** Standard output is for the report alone. */
export default class Doctor extends BaseCommand {
  static override commandName = 'doctor'
  static override description =
    'Check mail, address, clock, queue, calendars and the sending domain'
  static override help = [
    'Says of each how it stands and what to do. Signs in to the mail server, and sends nothing.',
    'The exit status is 1 when anything is wrong or could not be looked at.',
  ]
  static override options: CommandOptions = { startApp: true }

  @flags.boolean({ description: 'Print the same for programs' })
  declare json: boolean

  outside = outside

  override async run() {
    // What is out of reach is part of the report.
    logger.level = 'silent'
    const findings = await new ExamineDeployment().handle(this.outside)
    const isAllWell = isWell(findings)
    if (!isAllWell) this.exitCode = 1
    if (this.json) return this.printJson(isAllWell, findings)
    for (const found of findings) this.print(found)
    this.logger.log(isAllWell ? 'Nothing has to be done.' : 'Something has to be done.')
  }

  private print(found: Finding) {
    const { name, state, says, advice } = inWords(found)
    const detail = found.detail === null ? '' : ` (${found.detail})`
    this.logger.log(`${state.padEnd(COLUMN)} ${name}: ${says}${detail}`)
    if (advice) this.logger.log(`${' '.repeat(COLUMN + 1)}${advice}`)
  }

  private printJson(isAllWell: boolean, findings: Finding[]) {
    const checks = findings.map((found) => {
      const { says, advice } = inWords(found)
      const { part, state, detail } = found
      return { check: part, state, found: found.found, says, advice, detail }
    })
    this.logger.log(JSON.stringify({ ok: isAllWell, checks }, null, 1))
  }
}

/** As wide as the longest state. */
const COLUMN = 13

const WORDS = 'owner.doctor'

function inWords({ part, state, found, values }: Finding) {
  const i18n = i18nManager.locale(i18nManager.defaultLocale)
  const words = `${WORDS}.found.${found}`
  return {
    name: i18n.t(`${WORDS}.part.${part}`),
    state: i18n.t(`${WORDS}.state.${state}`).toLowerCase(),
    says: i18n.t(`${words}.says`, values),
    advice: state === 'good' ? null : i18n.t(`${words}.advice`, values),
  }
}
