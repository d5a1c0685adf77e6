import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'

/** As package.json has it. */
export async function versionOfHere(): Promise<string> {
  const { version } = JSON.parse(await readFile(app.makePath('package.json'), 'utf8'))
  return String(version)
}
