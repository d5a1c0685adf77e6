import { createPublicKey } from 'node:crypto'
import { isAbsolute } from 'node:path'
import { Env } from '@adonisjs/core/env'
import { defineConfig } from '@adonisjs/core/http'
import { Secret } from '@adonisjs/core/helpers'

/** A URL of one of these schemes; absent is fine where a setting is optional. */
function urlOf(...schemes: string[]) {
  return (key: string, value?: string) => {
    if (!value || !URL.canParse(value) || !schemes.includes(new URL(value).protocol)) {
      throw new Error(`${key} must be a URL that begins with ${schemes.join(' or ')}//`)
    }
    return value
  }
}

/** Where people reach us: pages stand at the root of a host, so nothing may follow it. */
function siteUrl(key: string, value?: string) {
  const url = urlOf('http:', 'https:')(key, value)
  const { origin, href } = new URL(url)
  if (href === `${origin}/`) return url
  throw new Error(
    `${key} must be an address without a path, such as ${origin}, and it is "${value}"; give Bellhop a host name of its own`
  )
}

function optional<T>(check: (key: string, value?: string) => T) {
  return (key: string, value?: string) => (value ? check(key, value) : undefined)
}

function wholeNumber(least: number, most: number) {
  return (key: string, value?: string) => {
    const number = Number(value)
    if (!Number.isInteger(number) || number < least || number > most) {
      throw new Error(`${key} must be a whole number from ${least} to ${most}`)
    }
    return number
  }
}

const HOURS = /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/

/** "09:00-17:00" */
function hours(key: string, value = '') {
  if (!HOURS.test(value)) throw new Error(`${key} must be two times, as in 09:00-17:00`)
  const [opens, closes] = value.split('-')
  return { opens, closes }
}

/** "1,2,3,4,5"; 0 is Sunday. */
function weekdays(key: string, value = ''): Weekday[] {
  const days = value.split(',').map((day) => DAYS_OF_WEEK.find((known) => String(known) === day))
  return days.map((day) => {
    if (day === undefined) throw new Error(`${key} must be days from 0 (Sunday) to 6, as in 1,2,3`)
    return day
  })
}

const DAYS_OF_WEEK = [0, 1, 2, 3, 4, 5, 6] as const
type Weekday = (typeof DAYS_OF_WEEK)[number]

const postgresUrl = urlOf('postgres:', 'postgresql:')

/** The encryption takes no shorter key, and no shorter token is safe from guessing. */
const SHORTEST_KEY = 16

function secretKey(name: string, value?: string) {
  if (value && value.length >= SHORTEST_KEY) return new Secret(value)
  throw new Error(`${name} must have at least ${SHORTEST_KEY} characters`)
}

/** What a relative one stands under would depend on how the program was started. */
function folder(name: string, value = '') {
  if (isAbsolute(value)) return value
  throw new Error(
    `${name} must be a whole path, such as /var/backups/bellhop, and it is "${value}"`
  )
}

const SHORTEST_BACKUP_KEY = 32

/** One or several with commas, so that a new key can be put before the old one. */
function backupKeys(name: string, value = '') {
  const keys = value.split(',').map((key) => key.trim())
  if (keys.every((key) => key.length >= SHORTEST_BACKUP_KEY)) {
    return keys.map((key) => new Secret(key))
  }
  throw new Error(
    `${name} must have at least ${SHORTEST_BACKUP_KEY} characters, as \`openssl rand -base64 32\` makes them`
  )
}

function numberFrom(least: number, most: number) {
  return (name: string, value?: string) => {
    const number = Number(value)
    if (value && Number.isInteger(number) && number >= least && number <= most) return number
    throw new Error(`${name} must be a number from ${least} to ${most}, and it is "${value}"`)
  }
}

const ADDRESS = /^[^\s<>@]+@[^\s<>@]+$/
const NAMED_ADDRESS = /^[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>$/

function sender(name: string, value = '') {
  if (ADDRESS.test(value) || NAMED_ADDRESS.test(value)) return value
  throw new Error(`${name} must be an address or "Name <address>", and it is "${value}"`)
}

function bareAddress(name: string, value = '') {
  if (ADDRESS.test(value)) return value
  throw new Error(`${name} must be an address, and it is "${value}"`)
}

/** A number as it is dialled (E.164), or one of Twilio's messaging services. */
function textSender(name: string, value = '') {
  if (/^\+[1-9]\d{6,14}$/.test(value) || /^MG[0-9a-f]{32}$/i.test(value)) return value
  throw new Error(
    `${name} must be a number such as +442079460182 or the id of a messaging service (MG…), and it is "${value}"`
  )
}

function accountSid(name: string, value = '') {
  if (/^AC[0-9a-f]{32}$/i.test(value)) return value
  throw new Error(`${name} must be the Account SID that Twilio shows: AC and 32 letters and digits`)
}

/** Names of DKIM keys (RFC 6376, 3.1): "s1" or "s1,s2" */
function selectors(name: string, value = '') {
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)*(,[a-z0-9-]+(\.[a-z0-9-]+)*)*$/i.test(value)) return value
  throw new Error(`${name} must be names of DKIM keys, as in s1,s2, and it is "${value}"`)
}

/** As SendGrid shows it: base64 of an elliptic curve's public key (DER, RFC 5480), in one line. */
function verificationKey(name: string, value = '') {
  const key = publicKeyIn(value)
  if (key?.asymmetricKeyType === 'ec') return key
  throw new Error(`${name} must be the verification key that SendGrid shows beside its webhook`)
}

function publicKeyIn(value: string) {
  try {
    return createPublicKey({ key: Buffer.from(value, 'base64'), format: 'der', type: 'spki' })
  } catch {
    return null
  }
}

/** Whatever the framework understands, which it leaves to proxy-addr. */
function proxies(name: string, value = '') {
  try {
    defineConfig({ trustProxy: value })
    return value
  } catch {
    throw new Error(
      `${name} must be an IP address, a range such as 10.0.0.0/8, or loopback, linklocal or uniquelocal, and it is "${value}"`
    )
  }
}

/** Every setting of the deployment, validated at start. `.env.example` explains each one. */
export default await Env.create(new URL('../', import.meta.url), {
  NODE_ENV: Env.schema.enum(['development', 'production', 'test'] as const),
  PORT: numberFrom(1, 65_535),
  HOST: Env.schema.string({ format: 'host' }),
  APP_URL: siteUrl,
  APP_KEY: secretKey,
  FORMER_APP_KEY: optional(secretKey),
  LOG_LEVEL: Env.schema.enum.optional([
    'trace',
    'debug',
    'info',
    'warn',
    'error',
    'fatal',
    'silent',
  ] as const),
  TRUST_PROXY: optional(proxies),
  PROCESSES: Env.schema.enum.optional(['one', 'two'] as const),

  DATABASE_URL: postgresUrl,
  DATABASE_OWNER_URL: optional(postgresUrl),
  DATABASE_POOL: optional(numberFrom(2, 500)),
  REDIS_URL: optional(urlOf('redis:', 'rediss:')),

  AVAILABILITY_CACHE: optional(wholeNumber(0, 100_000)),
  SIGN_IN_IDLE_HOURS: optional(wholeNumber(1, 8_760)),
  SIGN_IN_DAYS: optional(wholeNumber(1, 365)),
  SESSION_DRIVER: Env.schema.enum.optional(['cookie', 'memory'] as const),
  RATE_LIMITS: Env.schema.enum.optional(['on', 'off'] as const),

  METRICS_TOKEN: optional(secretKey),

  BACKUP_DIR: optional(folder),
  BACKUP_EVERY: optional(wholeNumber(1, 720)),
  BACKUP_KEY: optional(backupKeys),
  BACKUP_KEEP_DAILY: optional(wholeNumber(0, 366)),
  BACKUP_KEEP_WEEKLY: optional(wholeNumber(0, 520)),
  BACKUP_KEEP_MONTHLY: optional(wholeNumber(0, 120)),

  MAIL_FROM: optional(sender),
  SENDGRID_API_KEY: Env.schema.string.optional(),
  SENDGRID_WEBHOOK_KEY: optional(verificationKey),
  DKIM_SELECTOR: optional(selectors),
  SMTP_URL: optional(urlOf('smtp:', 'smtps:')),
  BOUNCES_URL: optional(urlOf('imap:', 'imaps:')),
  BOUNCES_TO: optional(bareAddress),

  TWILIO_ACCOUNT_SID: optional(accountSid),
  TWILIO_AUTH_TOKEN: Env.schema.string.optional(),
  TWILIO_FROM: optional(textSender),
  TWILIO_STAND_IN: optional(urlOf('http:')),

  DEMO: Env.schema.enum.optional(['on', 'off'] as const),
  DEMO_PASSWORD: Env.schema.string.optional(),
  DEFAULT_BUSINESS: Env.schema.string.optional(),
  DEFAULT_SERVICE: Env.schema.string.optional(),

  SLOT_MINUTES: optional(wholeNumber(5, 1440)),
  LOOKAHEAD_DAYS: optional(wholeNumber(1, 730)),
  LEAD_HOURS: optional(wholeNumber(0, 720)),
  OPEN_HOURS: optional(hours),
  OPEN_WEEKDAYS: optional(weekdays),

  BOOKING_PAGES: Env.schema.enum.optional(['on', 'off'] as const),
  API: Env.schema.enum.optional(['on', 'off'] as const),
  PORTAL: Env.schema.enum.optional(['on', 'off'] as const),
  SIGN_UP: Env.schema.enum.optional(['on', 'off'] as const),
  WEBHOOKS: Env.schema.enum.optional(['on', 'off'] as const),
  WEBHOOK_LOOPBACK: Env.schema.enum.optional(['on', 'off'] as const),
  CALENDARS: Env.schema.enum.optional(['on', 'off'] as const),
  WEB_PUSH: Env.schema.enum.optional(['on', 'off'] as const),
  PUSH_LOOPBACK: Env.schema.enum.optional(['on', 'off'] as const),
  CALENDAR_LOOPBACK: Env.schema.enum.optional(['on', 'off'] as const),
  CALENDAR_STAND_IN: Env.schema.string.optional(),

  GOOGLE_CLIENT_ID: Env.schema.string.optional(),
  GOOGLE_CLIENT_SECRET: Env.schema.string.optional(),
  MICROSOFT_CLIENT_ID: Env.schema.string.optional(),
  MICROSOFT_CLIENT_SECRET: Env.schema.string.optional(),
  MICROSOFT_TENANT: Env.schema.string.optional(),
})
