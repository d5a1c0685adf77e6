import { prettyPrintError } from '@adonisjs/core'

/**
 * A setting that is wrong is told in its own words; anything else with its trace, which takes a moment:
 * who ends the process waits for it.
 */
export async function reportFailure(error: unknown) {
  process.exitCode = 1
  if (error instanceof Error && 'code' in error && error.code === 'E_INVALID_ENV_VARIABLES') {
    console.error('help' in error ? error.help : error.message)
  } else {
    await prettyPrintError(error)
  }
}
