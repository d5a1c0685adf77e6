import { findBrowser } from '../browser.js'
import { buildAssets } from '../build.js'
import { inWords } from '../failure.js'
import { run } from '../processes.js'
import { findRedis } from '../redis.js'
import { beforeExit } from '../shutdown.js'
import { say, step } from '../steps.js'
import { JAPA, runSuites } from '../suites.js'
import { openTestDatabase } from '../test_database.js'
import { openWorkshop } from '../workshop.js'
import { tools } from './tool.js'

/** @typedef {import('../suites.js').Tally} Tally */

const STATIC_CHECKS = ['format:check', 'lint', 'types', 'types:bootstrap']

/** Of the lines in app/, in per cent. */
const COVERAGE = 90

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
  for (const name of STATIC_CHECKS) {
    const { status, output } = await step(`Check ${name}`, () =>
      run(node, tools[name], { env: environment })
    )
    add(total, { passed: Number(status === 0), failed: Number(status !== 0), skipped: 0 })
    if (status !== 0) say(output)
  }

  await buildAssets(node, environment)
  const settings = await openTestDatabase(environment)
  settings.CHROMIUM_PATH = await findBrowser(node, environment)

  const c8 = 'node_modules/c8/bin/c8.js'
  const covered = [
    '--all',
    '--include',
    'app/**',
    '--reporter',
    'text-summary',
    '--reporter',
    'html',
  ]
  add(
    total,
    await runSuites(
      node,
      [c8, ...covered, node, ...JAPA, 'unit', 'functional', 'browser', 'reliability'],
      settings
    )
  )
  const coverage = await run(node, [c8, 'check-coverage', '--lines', String(COVERAGE)], {
    env: settings,
  })
  add(total, {
    passed: Number(coverage.status === 0),
    failed: Number(coverage.status !== 0),
    skipped: 0,
  })
  if (coverage.status !== 0) say(coverage.output)

  const redis = await findRedis()
  if (redis) {
    say('\nThe queue once more, on Redis:')
    const onRedis = { ...settings, REDIS_URL: redis.url }
    add(total, await runSuites(node, [...JAPA, 'reliability', '--files=queue'], onRedis))
  } else {
    say('\nThe queue on Redis was not tried: there is no redis-server here.')
    total.skipped++
  }
}

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
