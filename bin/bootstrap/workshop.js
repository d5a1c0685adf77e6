import { findNode, under } from './node.js'
import { installPackages } from './packages.js'
import { inRoot } from './paths.js'
import { withLock } from './lock.js'

/**
 * The tools that everything else needs, fetched when missing: the right Node and the packages. Two
 * commands in one folder wait for each other.
 */
export async function openWorkshop() {
  return withLock(inRoot('.runtime', 'setup.lock'), async () => {
    const node = await findNode()
    await installPackages(node)
    return { node, environment: under(node, process.env) }
  })
}
