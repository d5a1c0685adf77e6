import { readdir, readFile } from 'node:fs/promises'
import { posix } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

/**
 * The picture of who imports whom, as data: a row for every kind of file, with what it may import.
 * `config` and `start/env` are settings, which every kind but the pure core may read.
 */
const ARROWS: Record<string, string[]> = {
  scheduling: [],
  formats: ['scheduling', 'formats'],
  models: ['scheduling', 'formats', 'models'],
  transactions: ['services'],
  claims: ['transactions', 'models', 'scheduling', 'services', 'claims'],
  history: ['transactions', 'models', 'scheduling', 'history'],
  queries: ['claims', 'history', 'transactions', 'models', 'scheduling', 'formats', 'queries'],
  shapes: ['queries', 'models', 'scheduling', 'formats', 'shapes'],
  pages: ['queries', 'messages', 'models', 'scheduling', 'formats', 'validators', 'pages'],
  services: ['formats', 'services'],
  messages: [
    ...['shapes', 'queries', 'claims', 'models', 'scheduling', 'services', 'formats', 'messages'],
  ],
  outbox: [
    ...['messages', 'claims', 'history', 'transactions', 'queries', 'models', 'scheduling'],
    ...['services', 'formats', 'outbox'],
  ],
  steps: [
    ...['outbox', 'messages', 'claims', 'history', 'transactions', 'queries', 'models'],
    ...['scheduling', 'formats', 'steps'],
  ],
  actions: [
    ...['steps', 'outbox', 'claims', 'history', 'transactions'],
    ...['queries', 'models', 'scheduling', 'messages', 'services', 'formats', 'actions'],
  ],
  jobs: ['actions', 'queries', 'models', 'services', 'jobs'],
  // A form's outcome is the input of an action or a query, and takes its shape from there.
  validators: ['actions', 'queries', 'models', 'scheduling', 'formats', 'validators'],
  policies: ['models', 'policies'],
  middleware: ['messages', 'models', 'policies', 'services', 'formats', 'exceptions', 'middleware'],
  exceptions: ['middleware', 'validators', 'services', 'formats', 'exceptions'],
  controllers: [
    ...['actions', 'queries', 'validators', 'policies', 'models', 'scheduling', 'formats'],
    ...['pages', 'shapes', 'services', 'messages', 'exceptions', 'controllers', 'start'],
  ],
  commands: ['actions', 'queries', 'models', 'scheduling', 'services', 'exceptions', 'database'],
  start: [
    ...['controllers', 'middleware', 'validators', 'shapes', 'models', 'services', 'formats'],
    ...['exceptions', 'start'],
  ],
  bin: ['jobs', 'services', 'tests', 'start', 'bin'],
  config: ['models', 'services', 'formats', 'config'],
}

/** For whom a controller answers, or a page is made. */
const AUDIENCES = ['api', 'dev', 'guest', 'owner', 'portal', 'webhooks']

/** Folders that the others know by what `index.ts` gives out. */
const ROOMS = ['claims', 'steps', 'history', 'messages', 'outbox', 'transactions']

/** Tables that one room alone names, in statements and in queries, or that others may only read. */
const TABLES: Record<string, RegExp> = {
  claims: statementsOn('claims', 'holders', 'session_seats'),
  history: statementsOn('booking_events', 'audit_entries', 'audit_chain'),
  outbox: writesTo('notifications', 'Notification'),
}

function statementsOn(...tables: string[]): RegExp {
  const any = tables.join('|')
  return new RegExp(`\\b(from|join|into|update) (${any})\\b|(from|table)\\('(${any})'\\)`)
}

/** Statements, and what a query or the model is asked for before the next empty line. */
function writesTo(table: string, model: string): RegExp {
  const query = `((from|table)\\('${table}'\\)|\\b${model}\\.query\\()`
  const change = '\\.(update|insert|multiInsert|delete|increment)\\('
  return new RegExp(
    `\\b(insert into|update|delete from|truncate( table)?) ${table}\\b` +
      `|${query}((?!\\n\\n)[^])*?${change}` +
      `|\\b(new ${model}\\b|${model}\\.\\w*([cC]reate|[uU]pdate))`
  )
}

const SETTINGS = ['config', 'start/env']
const PURE: Record<string, string[]> = {
  scheduling: ['luxon'],
  formats: ['luxon', 'intl-messageformat', 'libphonenumber-js/min', 'qrcode'],
}

test.group('Imports', () => {
  test('{$self} imports only what its arrows allow')
    .with(Object.keys(ARROWS))
    .run(async ({ assert }, kind) => {
      const strays: string[] = []
      for (const file of await sourcesOf(kind)) {
        for (const target of await importsOf(file)) {
          if (!isAllowed(kind, target)) strays.push(`${file} imports ${target}`)
        }
      }
      assert.deepEqual(strays, [])
    })

  test('nothing but {$self} names or writes what is kept in it')
    .with(Object.keys(TABLES))
    .run(async ({ assert }, room) => {
      const named: string[] = []
      for (const kind of Object.keys(ARROWS)) {
        for (const file of await sourcesOf(kind)) {
          if (file.startsWith(`app/${room}/`) || file.startsWith('app/queries/integrity/')) continue
          if (TABLES[room].test(await readFile(app.makePath(file), 'utf8'))) named.push(file)
        }
      }
      assert.deepEqual(named, [])
    })

  test('what is in a room is imported from its index', async ({ assert }) => {
    const strays: string[] = []
    for (const kind of Object.keys(ARROWS)) {
      for (const file of await sourcesOf(kind)) {
        for (const target of await importsOf(file)) {
          const [room, inner] = target.replace(/^#|^app\//, '').split('/')
          if (ROOMS.includes(room) && inner && room !== kind)
            strays.push(`${file} imports ${target}`)
        }
      }
    }
    assert.deepEqual(strays, [])
  })

  test('no audience imports another', async ({ assert }) => {
    const strays: string[] = []
    for (const kind of ['controllers', 'pages']) {
      for (const file of await sourcesOf(kind)) {
        const own = file.split('/')[2]
        for (const target of await importsOf(file)) {
          const [, theirs] = /^(?:#|app\/)(?:controllers|pages)\/(\w+)\//.exec(target) ?? []
          if (AUDIENCES.includes(theirs) && theirs !== own) strays.push(`${file} imports ${target}`)
        }
      }
    }
    assert.deepEqual(strays, [])
  })

  test('every action is one use case, and nothing else', async ({ assert }) => {
    const others: string[] = []
    for (const file of await sourcesOf('actions')) {
      const source = await readFile(app.makePath(file), 'utf8')
      const cases = source.match(/^export default class \w+ \{/gm)?.length ?? 0
      if (cases !== 1 || /^export (async )?function /m.test(source)) others.push(file)
    }
    assert.deepEqual(others, [])
  })

  test('no two nouns of {$self} import each other')
    .with(['actions', 'steps', 'queries', 'scheduling', 'validators'])
    .run(async ({ assert }, kind) => {
      const arrows = new Set<string>()
      for (const file of await sourcesOf(kind)) {
        const from = nounOf(file)
        for (const target of await importsOf(file)) {
          const to = nounOf(target.replace(/^#/, 'app/'))
          const isInside = target.replace(/^#|^app\//, '').startsWith(`${kind}/`)
          if (isInside && from && to && to !== from) arrows.add(`${from} → ${to}`)
        }
      }
      const back = [...arrows].filter((arrow) =>
        arrows.has(arrow.split(' → ').reverse().join(' → '))
      )
      assert.deepEqual(back, [])
    })

  test('every folder of app/ has its row', async ({ assert }) => {
    const folders = await readdir(app.makePath('app'))
    assert.isEmpty(folders.filter((folder) => !(folder in ARROWS)))
  })
})

/** `app/actions/bookings/place_booking.ts` is about bookings; what lies on top is about none. */
function nounOf(path: string): string {
  return path.split('/').slice(2, -1).join('/')
}

async function sourcesOf(kind: string): Promise<string[]> {
  const folder = ['commands', 'start', 'bin', 'config'].includes(kind) ? kind : `app/${kind}`
  const files = await readdir(app.makePath(folder), { recursive: true })
  return files.filter((file) => file.endsWith('.ts')).map((file) => `${folder}/${file}`)
}

/** Static and dynamic imports and re-exports; relative ones as paths from the root. */
async function importsOf(file: string): Promise<string[]> {
  const source = await readFile(app.makePath(file), 'utf8')
  const found = source.matchAll(
    /^(?:import|export)\s[\w\s,{}*]*from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm
  )
  return [...found].map(([, from, bare, dynamic]) => {
    const target = from ?? bare ?? dynamic
    return target.startsWith('.') ? posix.join(posix.dirname(file), target) : target
  })
}

function isAllowed(kind: string, target: string): boolean {
  const isOurs = target.startsWith('#') || /^(app|bin|commands|config|start|tests)\//.test(target)
  if (!isOurs) return !(kind in PURE) || PURE[kind].includes(target)

  const path = target.replace(/^#|^app\//, '')
  if (SETTINGS.some((setting) => path === setting || path.startsWith(`${setting}/`))) {
    return !(kind in PURE)
  }
  const imported = path.split('/')[0]
  return imported === kind || ARROWS[kind].includes(imported)
}
