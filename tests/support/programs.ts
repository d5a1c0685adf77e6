import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const isInstalledByUs = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

/**
 * Whether a test may ask for it. Where `npm test` installs what is missing it has to be there, so that no
 * test is left out unseen.
 */
export function isExpected(program: string): boolean {
  return isInstalledByUs || spawnSync(program, ['--version']).status === 0
}
