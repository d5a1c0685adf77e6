import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs'
import { Failure } from './failure.js'
import { findNpm, under } from './node.js'
import { inRoot } from './paths.js'
import { mustRun } from './processes.js'
import { step } from './steps.js'

const PACKAGES = inRoot('node_modules')
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
  // npm empties the folder first, and follows a link to do so.
  if (lstatSync(PACKAGES, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new Failure(
      'node_modules is a link to packages other than those of package-lock.json. Install them where it leads, or remove the link.'
    )
  }
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
