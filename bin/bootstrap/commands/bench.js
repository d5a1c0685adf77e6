import { build } from '../build.js'
import { prepareDatabase } from '../database.js'
import { Failure } from '../failure.js'
import { root } from '../paths.js'
import { say } from '../steps.js'
import { runSuites } from '../suites.js'
import { openTestDatabase } from '../test_database.js'
import { openWorkshop } from '../workshop.js'

/** Each a file of tests/bench, with what it measures. */
const BENCHES = {
  availability: 'the engine beside a lower bound written by hand',
  pages: 'pages and answers of the server beside trivial ones',
  api: 'reading availability and booking by JSON beside a trivial answer',
  bookings: 'bookings a second beside the same transaction through a bare client',
  lists: 'the owner’s lists in a business with 20,000 bookings beside a trivial page',
  lighthouse: 'what Lighthouse says of the booking pages on a phone',
  start: 'what the first answers of a server cost that has just started',
  policies: 'pages with and without the policies of rows',
  refusals: 'how soon bad input is refused, and with which sentence',
  load: 'the highest rate that one machine answers, by one web process and by two',
  soak: 'what grows in half an hour under half of that; only where it is named',
}

/**
 * Figures, in the mode that serves people, on a database of their own: all of tests/bench, or those
 * named.
 *
 * @param {string[]} names
 */
export default async function bench(...names) {
  if (names.includes('--help') || names.includes('-h')) return explain()
  const unknown = names.find((name) => !(name in BENCHES))
  if (unknown) {
    throw new Failure(`No bench is called "${unknown}"; there are ${listed(known())}.`)
  }

  const { node, environment } = await openWorkshop()
  const settings = {
    ...(await openTestDatabase(environment)),
    NODE_ENV: 'production',
    TZ: 'UTC',
    HOST: '127.0.0.1',
    PORT: '3398',
    APP_URL: 'http://127.0.0.1:3398',
    APP_KEY: 'a-key-for-figures-only-0123456789abcdef',
    LOG_LEVEL: 'warn',
    RATE_LIMITS: 'off',
  }
  await build(node, settings)
  await prepareDatabase(node, { cwd: root, environment: settings, isDemoWanted: true })
  const args = [
    '--import=@poppinss/ts-exec',
    'bin/bench.ts',
    ...(names.length ? names : known().filter((name) => name !== 'soak')),
  ]
  const { failed } = await runSuites(node, args, settings)
  return failed === 0 ? 0 : 1
}

const known = () => Object.keys(BENCHES)

/** @param {string[]} names */
const listed = (names) => new Intl.ListFormat('en-GB').format(names)

function explain() {
  say('npm run bench                 all of them')
  for (const [name, measures] of Object.entries(BENCHES)) {
    say(`npm run bench -- ${name.padEnd(13)}${measures}`)
  }
  return 0
}
