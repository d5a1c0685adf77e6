import { readdirSync, rmSync } from 'node:fs'
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
   * @param {{ name: string, files: string[] }} [part] which of its files alone
   * @returns {Job}
   */
  const japa = (args, settings, part) => async (database, print) => {
    // A test that starts the program would else build it under the others' eyes.
    await built
    const given = { ...database, CHROMIUM_PATH: browser, ...settings }
    print(`\n${[...args, ...(part ? [part.name] : [])].join(' ')}\n`)
    const chosen = (part?.files ?? []).map((file) => `--files=${file}`)
    add(total, await runSuites(node, [...JAPA, ...args, ...chosen], given, print))
  }
  // Counting lines takes a fifth of the time of what is counted; these two run nearly all of them.
  const measured = { NODE_V8_COVERAGE: COVERAGE_DATA }

  // The longest first, after what they wait for.
  await runInLanes(databases, [
    () => built,
    ...STATIC_CHECKS.map((name) => staticCheck(name, node, environment, total)),
    ...halvesOf('browser').map((half) => japa(['browser'], {}, half)),
    ...halvesOf('functional').map((half) =>
      japa(['functional', '--tags=~@property'], measured, half)
    ),
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

/** A job waits for answers a third of its time, so there is one more than cores, and no use for many. */
const lanesHere = () => Math.min(availableParallelism() + 1, 4)

/**
 * The owner's side of a suite, and all else of it: each takes about as long as the other.
 *
 * @param {string} suite
 */
function halvesOf(suite) {
  const folders = readdirSync(inRoot('tests', suite), { withFileTypes: true })
  const others = folders.filter((entry) => entry.isDirectory() && entry.name !== 'owner')
  /** @param {string} folder */
  const filesIn = (folder) => ['*', '*/*', '*/*/*'].map((file) => `${folder}/${file}`)
  return [
    { name: 'owner', files: filesIn(`${suite}/owner`) },
    {
      name: 'all else',
      files: [`${suite}/*`, ...others.flatMap(({ name }) => filesIn(`${suite}/${name}`))],
    },
  ]
}

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
