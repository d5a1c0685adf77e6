import { findBrowser } from '../browser.js'
import { build, buildAssets } from '../build.js'
import { haveCalendarServers } from '../calendar_servers.js'
import { canRunRedis } from '../redis.js'
import { JAPA, runSuites } from '../suites.js'
import { openTestDatabase } from '../test_database.js'
import { openWorkshop } from '../workshop.js'

/**
 * One suite, for quick loops: `npm run test:unit -- zones` runs the files whose name says "zones".
 *
 * @param {string} name
 * @param {string[]} args
 */
export default async function suite(name, ...args) {
  const { node, environment } = await openWorkshop()
  await buildAssets(node, environment)
  const settings = await openTestDatabase(environment)
  // `npm test` has the short forms of these.
  if (name === 'reliability') {
    await build(node, environment)
    settings.RELIABILITY = 'long'
    await canRunRedis(environment)
  }
  if (name === 'functional') await haveCalendarServers(environment)
  if (name === 'browser') settings.CHROMIUM_PATH = await findBrowser(node, environment)
  const filters = args.map((arg) => (arg.startsWith('-') ? arg : `--files=${arg}`))
  const { failed } = await runSuites(node, [...JAPA, name, ...filters], settings)
  return failed === 0 ? 0 : 1
}
