import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Failure, writing } from './failure.js'
import { inRoot, root } from './paths.js'
import { step } from './steps.js'

/** @typedef {Record<string, string>} Settings */

const envFile = join(process.env.ENV_PATH || root, '.env')

/** The first start writes `.env`, with every setting explained and a key of its own. */
export async function createEnvFile() {
  if (existsSync(envFile)) return
  await step('Write .env with a new key', async () => {
    const key = randomBytes(32).toString('base64url')
    const example = readFileSync(inRoot('.env.example'), 'utf8')
    const text = example.replace(/^APP_KEY=.*$/m, `APP_KEY=${key}`)
    writing('ENV_PATH', () => writeFileSync(envFile, text, { mode: 0o600 }))
  })
}

/**
 * Settings of the environment, then those of `.env`, then what is assumed.
 *
 * @returns {Settings}
 */
export function readSettings() {
  const file = existsSync(envFile) ? parse(readFileSync(envFile, 'utf8')) : {}
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value))
  const settings = /** @type {Settings} */ ({
    PORT: '3333',
    HOST: '127.0.0.1',
    DATA_DIR: '.data',
    ENV_PATH: root,
    ...file,
    ...given,
  })
  const port = Number(settings.PORT)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Failure(`PORT must be a number from 1 to 65535, and it is "${settings.PORT}".`)
  }
  if (settings.PROCESSES && !['one', 'two'].includes(settings.PROCESSES)) {
    throw new Failure(`PROCESSES must be one or two, and it is "${settings.PROCESSES}".`)
  }
  settings.APP_URL ??= `http://localhost:${port}`
  settings.DATA_DIR = resolve(root, settings.DATA_DIR)
  return settings
}

/**
 * @param {string} text
 * @returns {Settings}
 */
function parse(text) {
  /** @type {Settings} */
  const settings = {}
  for (const line of text.split('\n')) {
    const [, name, value] = /^\s*([A-Z_]+)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    const plain = value?.replace(/^(['"])(.*)\1$/, '$2').replace(/^#.*$|\s+#.*$/, '')
    if (name && plain) settings[name] = plain
  }
  return settings
}
