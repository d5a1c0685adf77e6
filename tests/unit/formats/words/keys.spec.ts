import { readdir, readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import i18nManager from '@adonisjs/i18n/services/main'
import { test } from '@japa/runner'

const keys = Object.keys(i18nManager.getTranslationsFor('en'))
const catalogues = [...new Set(keys.map((key) => key.split('.')[0]))].join('|')

/** What comes in with a value: `${status}`. */
const FILLED = /\$\{(?:[^{}`]|\{[^{}]*\})*\}/.source

/** Words with dots between them, in quotes. */
const NAMES = new RegExp(`(?<=(['"\`]))(?:\\w|${FILLED})+\\.(?:[\\w.-]|${FILLED})+(?=\\1)`, 'g')
const OF_A_CATALOGUE = new RegExp(`^(${catalogues})\\.`)

/** A recipient is told of a mail's words by what comes after "mails". */
const TELLS = /^(app\/messages|resources\/views\/emails)\//

test.group('A key of the catalogue', () => {
  test('that is used is there', async ({ assert }) => {
    if (!router.commited) router.commit()
    const routes = Object.values(router.toJSON()).flat()
    const known = [...keys, ...routes.map(({ name }) => name ?? '')]
    const missing: string[] = []
    for (const [file, source] of await sources()) {
      const told = TELLS.test(file) ? tellings(source) : []
      const used = [
        ...namesIn(source).filter((name) => OF_A_CATALOGUE.test(name)),
        ...translated(source),
      ]
      for (const name of [...used, ...told]) {
        const meant = means(name)
        if (!known.some((key) => meant.test(key))) missing.push(`${file}: ${name}`)
      }
    }
    assert.deepEqual(missing, [])
  })

  test('that is there is used', async ({ assert }) => {
    const unused = new Set(keys)
    for (const [file, source] of await sources()) {
      const prefix = TELLS.test(file) ? '(mails\\.)?' : ''
      for (const name of namesIn(source)) {
        const meant = means(name, prefix)
        for (const key of unused) if (meant.test(key)) unused.delete(key)
      }
    }
    assert.deepEqual([...unused], [])
  })

  test('stands once in its file', async ({ assert }) => {
    const folder = app.languageFilesPath('en')
    for (const file of await readdir(folder, { recursive: true })) {
      if (!file.endsWith('.json')) continue
      const source = await readFile(`${folder}/${file}`, 'utf8')
      const written = [...source.matchAll(/"[\w.*-]+":/g)].length
      assert.equal(namedIn(JSON.parse(source)), written, file)
    }
  })
})

function namesIn(source: string): string[] {
  return [...source.matchAll(NAMES)].map(([name]) => name)
}

/** What is asked for by its whole name, whether or not there is such a catalogue. */
function translated(source: string): string[] {
  const called = [...source.matchAll(/(?<![\w.]|to\.)(?:i18n\.)?t\((['"`])([\w.]+\.[\w.]+)\1/g)]
  return called.map(([, , key]) => key)
}

function tellings(source: string): string[] {
  const told = [...source.matchAll(/\bto\.t\((['"`])([\w.]+)\1/g)]
  return told.map(([, , key]) => `mails.${key}`)
}

/** The key, or a folder of them, as validators and bounds are given. */
function means(name: string, prefix = ''): RegExp {
  const plain = name.split(new RegExp(FILLED)).map((part) => part.replaceAll('.', '\\.'))
  return new RegExp(`^${prefix}${plain.join('[\\w-]*')}(\\.|$)`)
}

function namedIn(part: object): number {
  return Object.values(part).reduce(
    (sum, value) => sum + 1 + (typeof value === 'object' ? namedIn(value) : 0),
    0
  )
}

async function sources(): Promise<[file: string, source: string][]> {
  const found: [string, string][] = []
  for (const folder of ['app', 'config', 'start', 'resources/views']) {
    for (const name of await readdir(app.makePath(folder), { recursive: true })) {
      if (!/\.(ts|edge)$/.test(name) || name.startsWith('routes/')) continue
      found.push([`${folder}/${name}`, await readFile(app.makePath(folder, name), 'utf8')])
    }
  }
  return found
}
