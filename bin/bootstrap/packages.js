import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { findNpm, under } from './node.js'
import { inRoot } from './paths.js'
import { mustRun } from './processes.js'
import { step } from './steps.js'

const STAMP = inRoot('node_modules', '.bellhop')

/**
 * Installs the locked packages, under the Node that will run them: npm chooses versions by the Node
 * it runs on.
 *
 * @param {string} node
 */
export async function installPackages(node) {
  const wanted = lockStamp()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  await step('Install the packages', async () => {
    const npm = [findNpm(), 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
    await mustRun(node, npm, { env: under(node, process.env) })
    writeFileSync(STAMP, wanted)
  })
}

function lockStamp() {
  return createHash('sha256')
    .update(readFileSync(inRoot('package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex')
}
