import { access, readdir, readFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import ace from '@adonisjs/core/services/ace'
import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import { test } from '@japa/runner'
import {
  allDocuments,
  anchorsOf,
  codeIn,
  linksIn,
  oursIn,
  typedLines,
} from '#tests/support/documents'

const documents = await allDocuments()
const textOf = new Map(documents.map(({ path, text }) => [path, text]))

/** What does not hold, in a line each with the page that says it. */
async function untrue<Said>(
  saidIn: (document: (typeof documents)[number]) => Said[],
  holds: (said: Said, path: string) => boolean | Promise<boolean>
) {
  const wrong: string[] = []
  let count = 0
  for (const document of documents) {
    for (const said of saidIn(document)) {
      count++
      if (!(await holds(said, document.path))) wrong.push(`${document.path}: ${said}`)
    }
  }
  return { count, wrong }
}

test.group('What is written for people', () => {
  test('links to pages, headings and files that are there', async ({ assert }) => {
    const { count, wrong } = await untrue(
      ({ text }) => linksIn(text).filter((link) => !/^https?:/.test(link)),
      async (link, path) => {
        const [file, anchor] = link.split('#')
        const target = file ? normalize(join(dirname(path), file)) : path
        if (!(await isThere(target))) return false
        return anchor === undefined || anchorsOf(textOf.get(target) ?? '').includes(anchor)
      }
    )
    assert.isAbove(count, 120)
    assert.deepEqual(wrong, [])
  })

  test('is led to from the README, page by page', ({ assert }) => {
    const reached = new Set(['README.md'])
    for (const path of reached) {
      for (const link of linksIn(textOf.get(path) ?? '')) {
        const target = normalize(join(dirname(path), link.split('#')[0]))
        if (textOf.has(target)) reached.add(target)
      }
    }
    assert.deepEqual(
      documents.map(({ path }) => path).filter((path) => !reached.has(path)),
      []
    )
  })

  test('has no picture that no page shows', async ({ assert }) => {
    const shown = documents.flatMap(({ path, text }) =>
      linksIn(text).map((link) => normalize(join(dirname(path), link)))
    )
    const pictures = await readdir(app.makePath('docs/screenshots'))
    assert.deepEqual(
      pictures.filter((picture) => !shown.includes(`docs/screenshots/${picture}`)),
      []
    )
  })

  test('names files that are there', async ({ assert }) => {
    const files = await everyFile()
    const folders = files.map((file) => file.split('/')[0])
    const { count, wrong } = await untrue(
      (document) =>
        codeIn(oursIn(document)).filter((code) => isFileName(code) || isPathIn(folders, code)),
      (code) =>
        NOT_FILES_OF_OURS.includes(code) ||
        files.some((file) => `/${file}`.endsWith(`/${code}`) || file.startsWith(code))
    )
    assert.isAbove(count, 30)
    assert.deepEqual(wrong, [])
  })
})

test.group('What is written to be typed', () => {
  test('is a script of package.json', async ({ assert }) => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(
      await readFile(app.makePath('package.json'), 'utf8')
    )
    const npms = /^npm (?:run (?:-s )?)?([a-z:]+)(?: |$)/
    const { count, wrong } = await untrue(commandsIn, (line) => {
      const [, script] = npms.exec(line) ?? []
      return NPMS_OWN.includes(script) || script in scripts
    })
    assert.isAbove(count, 40)
    assert.deepEqual(wrong, [])
  })

  test('names commands, with options that they know', async ({ assert }) => {
    await ace.boot()
    const { count, wrong } = await untrue(
      (document) => commandsIn(document).filter((line) => /^npm run (-s )?ace -- \w/.test(line)),
      (line) => {
        const [name, ...rest] = line.split(' -- ')[1].split(' ')
        const command = ace.getCommands().find(({ commandName }) => commandName === name)
        const known = ['--json', ...(command?.flags ?? []).map(({ flagName }) => `--${flagName}`)]
        const options = rest.filter((word) => word.startsWith('--'))
        return !!command && options.every((option) => known.includes(option.split('=')[0]))
      }
    )
    assert.isAbove(count, 15)
    assert.deepEqual(wrong, [])
  })

  test('names benches and suites that are there', async ({ assert }) => {
    const files = await readdir(app.makePath('tests'), { recursive: true })
    const { count, wrong } = await untrue(
      (document) =>
        commandsIn(document).filter((line) => /^npm run (bench|test:\w+) -- [a-z]/.test(line)),
      (line) => {
        const [script, names] = line.replace('npm run ', '').split(' -- ')
        const [kind, suite] = script.split(':')
        const there = files.filter((file) => file.startsWith(`${suite ?? kind}/`))
        return names
          .split(' ')
          .every((name) =>
            there.some((file) => file.endsWith(`/${name}${suite ? '.spec' : ''}.ts`))
          )
      }
    )
    assert.isAbove(count, 5)
    assert.deepEqual(wrong, [])
  })
})

test.group('Settings', () => {
  test('are the same in .env.example, start/env.ts and docs/operating.md', async ({ assert }) => {
    const read = (path: string) => readFile(app.makePath(path), 'utf8')
    const checked = namesIn(await read('start/env.ts'), /^ {2}([A-Z][A-Z_]+):/gm)
    const offered = namesIn(await read('.env.example'), /^(?:# )?([A-Z][A-Z_]+)=/gm)
    const table = (await read('docs/operating.md')).split('## ')[1]
    const described = namesIn(table.replaceAll(/^\|([^|\n]+)\|.*$/gm, '$1'), /`([A-Z][A-Z_]+)`/g)
    assert.isAbove(checked.length, 50)
    assert.deepEqual([...checked, ...ONLY_AT_START].sort(), [...offered, ...NOT_OFFERED].sort())
    assert.deepEqual([...offered].sort(), [...described, ...ONLY_IN_THE_FILE].sort())
  })

  test('are named in documents as they are called', async ({ assert }) => {
    const known = new Set(await everySetting())
    const { count, wrong } = await untrue(
      (document) =>
        [...codeIn(oursIn(document)), ...typedLines(document.text)]
          .map((code) => /^([A-Z][A-Z_]*_[A-Z_]+)(=\S*)?$|^([A-Z][A-Z_]+)=/.exec(code) ?? [])
          .map(([, name, , given]) => name ?? given)
          .filter(Boolean),
      (name) => known.has(name)
    )
    assert.isAbove(count, 80)
    assert.deepEqual(wrong, [])
  })
})

test.group('Addresses that are written down', () => {
  test('answer', async ({ assert }) => {
    router.commit()
    const routes = Object.values(router.toJSON()).flat()
    const files = await readdir(app.makePath('public'), { recursive: true })
    const { count, wrong } = await untrue(
      (document) => codeIn(oursIn(document)).filter((code) => ADDRESS.test(code)),
      (code) => {
        const [, method = 'GET', address] = ADDRESS.exec(code) ?? []
        if (files.includes(address.slice(1))) return true
        const isMeant = meantBy(address)
        return routes.some(
          ({ pattern, methods }) =>
            isMeant(pattern) && (!code.includes(' ') || methods.includes(method))
        )
      }
    )
    assert.isAbove(count, 150)
    assert.deepEqual(wrong, [])
  })
})

/** Of npm itself. */
const NPMS_OWN = ['ci', 'audit', 'outdated']

/** Those that hold what people wrote. */
const FOLDERS = [
  ...['app', 'bin', 'commands', 'config', 'database', 'docs'],
  ...['public', 'resources', 'start', 'tests'],
]

/** A package, and a file within a backup. */
const NOT_FILES_OF_OURS = ['ipaddr.js', 'manifest.json', 'schema.json']

/** Who starts the program sets them. */
const NOT_OFFERED = ['NODE_ENV']

/** Read before the program has begun. */
const ONLY_AT_START = ['DATA_DIR']

/** Explained where they are used, for trying things out on one's own machine. */
const ONLY_IN_THE_FILE = [
  'CALENDAR_LOOPBACK',
  'CALENDAR_STAND_IN',
  'PUSH_LOOPBACK',
  'SESSION_DRIVER',
  'WEBHOOK_LOOPBACK',
]

/** `POST /booking`, `/admin/links`; of one that goes on in `…`, what stands before it. */
const ADDRESS = /^(?:([A-Z]+) |APP_URL)?(\/[\w{}/.:-]*)(?:…|[?#].*)?$/

/** Whether a route is that address, or lies beneath it. */
function meantBy(address: string) {
  const parts = address.split('/').filter(Boolean)
  return (pattern: string) => {
    const there = pattern.split('/').filter(Boolean)
    return parts.every((part, place) => {
      const wanted = there[place]
      if (wanted === undefined) return false
      return wanted.startsWith(':') || part.replaceAll(/\{\w+\}/g, '{}') === braced(wanted)
    })
  }
}

const braced = (segment: string) => segment.replaceAll(/:\w+/g, '{}')

function commandsIn({ text }: { text: string }): string[] {
  const lines = [...codeIn(text), ...typedLines(text)]
  return lines.map((line) => line.trim()).filter((line) => /^npm\b/.test(line))
}

const isFileName = (code: string) => /^\w[\w./-]*\.(ts|js|json|edge|css)$/.test(code)

function isPathIn(folders: string[], code: string): boolean {
  return /^[\w./-]+\/[\w./-]*$/.test(code) && folders.includes(code.split('/')[0])
}

/** Whatever is written by hand, from the top folder. */
async function everyFile(): Promise<string[]> {
  const files: string[] = []
  for (const entry of await readdir(app.makePath(), { withFileTypes: true })) {
    if (entry.isFile()) files.push(entry.name)
    if (!entry.isDirectory() || !FOLDERS.includes(entry.name)) continue
    const inside = await readdir(app.makePath(entry.name), { recursive: true })
    files.push(...inside.map((file) => `${entry.name}/${file}`))
  }
  return files
}

async function isThere(path: string): Promise<boolean> {
  return access(app.makePath(path)).then(
    () => true,
    () => false
  )
}

function namesIn(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, name]) => name))]
}

/** What is in .env.example, and what scripts and tests read beside it. */
async function everySetting(): Promise<string[]> {
  const names = namesIn(
    await readFile(app.makePath('.env.example'), 'utf8'),
    /^(?:# )?([A-Z][A-Z_]+)=/gm
  )
  for (const folder of ['bin', 'config', 'start', 'tests']) {
    for (const file of await readdir(app.makePath(folder), { recursive: true })) {
      if (!/\.(js|ts)$/.test(file)) continue
      const source = await readFile(app.makePath(folder, file), 'utf8')
      names.push(...namesIn(source, /(?:process\.env|environment)\.([A-Z_]+)/g))
    }
  }
  return names
}
