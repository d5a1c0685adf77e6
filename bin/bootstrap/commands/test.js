import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { findBrowser } from '../browser.js'
import { build, buildAssets } from '../build.js'
import { haveCalendarServers } from '../calendar_servers.js'
import { inWords } from '../failure.js'
import { runInLanes } from '../lanes.js'
import { inRoot } from '../paths.js'
import { run } from '../processes.js'
import { openTestRedis } from '../redis.js'
import { beforeExit } from '../shutdown.js'
import { say } from '../steps.js'
import { JAPA, runSuites } from '../suites.js'
import { openTestDatabase } from '../test_database.js'
import { openWorkshop } from '../workshop.js'
import { tools } from './tool.js'

/** @typedef {import('../suites.js').Tally} Tally */
/** @typedef {(database: import('../settings.js').Settings, print: (text: string) => void) => Promise<void>} Job */

const STATIC_CHECKS = ['format:check', 'lint', 'types', 'types:bootstrap']

/** What is kept in Redis where there is one, and tried there a second time. */
const ON_REDIS = ['reliability', 'functional', '--files=queue', '--files=limits']

/** Of the lines in app/, in per cent. */
const COVERAGE = 90
const COVERAGE_DATA = inRoot('coverage', 'tmp')

/** The whole check. Whatever happens, its last line says how many passed and failed. */
export default async function test() {
  /** @type {Tally} */
  const total = { passed: 0, failed: 0, skipped: 0 }
  beforeExit(() => process.stdout.write(`${lastLine(total)}\n`))
  try {
    await check(total)
  } catch (error) {
    total.failed++
    process.stderr.write(`\n${inWords(error)}\n`)
  }
  return total.failed === 0 ? 0 : 1
}

/** @param {Tally} total */
async function check(total) {
  const { node, environment } = await openWorkshop()
  const browser = await findBrowser(node, environment)
  /** @type {import('../settings.js').Settings[]} */
  const databases = []
  for (let lane = 0; lane < lanesHere(); lane++) databases.push(await openTestDatabase(environment))
  const redis = await openTestRedis(environment)
  const isWithCalendars = await haveCalendarServers(environment)
  rmSync(COVERAGE_DATA, { recursive: true, force: true })

  const built = buildAll(node, environment)
  /**
   * @param {string[]} args
   * @param {NodeJS.ProcessEnv} settings
   * @returns {Job}
   */
  const japa = (args, settings) => async (database, print) => {
    // A test that starts the program would else build it under the others' eyes.
    await built
    const given = { ...database, CHROMIUM_PATH: browser, ...settings }
    print(`\n${args.join(' ')}\n`)
    add(total, await runSuites(node, [...JAPA, ...args], given, print))
  }
  // Counting lines takes a fifth of the time of what is counted; these two run nearly all of them.
  const measured = { NODE_V8_COVERAGE: COVERAGE_DATA }

  // The longest first, after what they wait for.
  await runInLanes(databases, [
    () => built,
    ...STATIC_CHECKS.map((name) => staticCheck(name, node, environment, total)),
    japa(['browser'], {}),
    japa(['functional', '--tags=~@property'], measured),
    japa(['reliability'], {}),
    japa(['unit', 'functional', '--tags=@property'], {}),
    japa(['unit', '--tags=~@property'], measured),
    ...(redis ? [japa(ON_REDIS, { REDIS_URL: redis.url })] : []),
  ])
  if (!redis) {
    say('\nThe queue and the limits on Redis were not tried: there is no redis-server here.')
    total.skipped++
  }
  if (!isWithCalendars)
    say('\nNot every CalDAV server of the tests is here; its tests were left out.')

  const args = ['report', '--all', '--include', 'app/**', '--temp-directory', COVERAGE_DATA]
  const reporters = ['--reporter', 'text-summary', '--reporter', 'html']
  const least = ['--check-coverage', '--lines', String(COVERAGE)]
  const coverage = await run(node, ['node_modules/c8/bin/c8.js', ...args, ...reporters, ...least], {
    env: environment,
  })
  say(coverage.output)
  add(total, outcomeOf(coverage))
}

/**
 * @param {string} node
 * @param {NodeJS.ProcessEnv} environment
 */
async function buildAll(node, environment) {
  await build(node, environment)
  await buildAssets(node, environment)
}

/** One core is no place for two; more than these few jobs have use for is a waste of databases. */
const lanesHere = () => Math.min(availableParallelism(), 3)

/**
 * @param {string} name
 * @param {string} node
 * @param {NodeJS.ProcessEnv} environment
 * @param {Tally} total
 * @returns {Job}
 */
function staticCheck(name, node, environment, total) {
  return async (_, print) => {
    const startedAt = Date.now()
    const result = await run(node, tools[name], { env: environment })
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
    print(
      `  Check ${name} … ${result.status === 0 ? `${seconds} s` : `failed\n${result.output}`}\n`
    )
    add(total, outcomeOf(result))
  }
}

/** @param {{ status: number }} result */
const outcomeOf = ({ status }) => ({
  passed: Number(status === 0),
  failed: Number(status !== 0),
  skipped: 0,
})

/**
 * @param {Tally} total
 * @param {Tally} more
 */
function add(total, more) {
  total.passed += more.passed
  total.failed += more.failed
  total.skipped += more.skipped
}

/** @param {Tally} tally */
function lastLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`
}
