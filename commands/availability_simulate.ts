import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { BaseCommand, args, flags } from '@adonisjs/core/ace'
import { simulate } from '#scheduling/scenarios/scenarios'

/** Standard output is for the answers alone; everything else goes to standard error. */
export default class AvailabilitySimulate extends BaseCommand {
  static override commandName = 'availability:simulate'
  static override description = 'Answer availability scenarios without a database'
  static override help = [
    'Reads a JSON array of scenarios and prints a JSON array with the slot starts of each.',
    'The exit status is 1 when a scenario is not valid. Their format is in docs/scenarios.md.',
  ]

  @args.string({ description: 'A file of scenarios, or - for standard input' })
  declare file: string

  @flags.boolean({ description: 'List the starts that are not on offer, with every reason' })
  declare explain: boolean

  override async run() {
    const scenarios = await this.#read()
    if (!scenarios) return

    const answers = simulate(scenarios, { withReasons: this.explain })
    process.stdout.write(`${JSON.stringify(answers, null, 1)}\n`)
    if (answers.some((answer) => 'error' in answer)) this.exitCode = 1
  }

  async #read(): Promise<unknown[] | null> {
    try {
      const input =
        this.file === '-' ? await text(process.stdin) : await readFile(this.file, 'utf8')
      const scenarios: unknown = JSON.parse(input)
      if (Array.isArray(scenarios)) return scenarios
      process.stderr.write('The input must be a JSON array of scenarios.\n')
    } catch (error) {
      process.stderr.write(`The scenarios cannot be read: ${String(error)}\n`)
    }
    this.exitCode = 1
    return null
  }
}
