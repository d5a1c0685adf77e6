import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

/** Longer than a build; a start without one takes seconds. */
const STARTS_WITHIN_MS = 120_000

/** What people get wrong, and the sentence that tells them. */
const MISTAKES: { name: string; settings: Record<string, string>; says: RegExp }[] = [
  {
    name: 'a port that is no number',
    settings: { PORT: 'abc' },
    says: /PORT must be a number/,
  },
  {
    name: 'a number of processes that is none',
    settings: { PROCESSES: '3' },
    says: /PROCESSES must be one or two/,
  },
  {
    name: 'a host that is not here',
    settings: { HOST: '192.0.2.1' },
    says: /HOST is "192.0.2.1"/,
  },
  {
    name: 'a folder that cannot be written',
    settings: { DATA_DIR: '/proc/bellhop' },
    says: /Cannot write to \/proc\/bellhop/,
  },
  {
    name: 'no database there',
    settings: { DATABASE_URL: 'postgres://bellhop@127.0.0.1:1/bellhop' },
    says: /DATABASE_URL cannot be used: nothing answers there/,
  },
  {
    name: 'a wrong password',
    settings: { DATABASE_URL: elsewhere({ password: 'wrong' }) },
    says: /DATABASE_URL cannot be used: the password is wrong/,
  },
  {
    name: 'no database of that name',
    settings: { DATABASE_URL: elsewhere({ pathname: 'nowhere' }) },
    says: /DATABASE_URL cannot be used: there is no database of that name/,
  },
  {
    name: 'a folder for .env that cannot be written',
    settings: { ENV_PATH: '/proc/bellhop' },
    says: /Cannot write to \/proc\/bellhop\/\.env .* with ENV_PATH/,
  },
  {
    name: 'no Redis there',
    settings: { REDIS_URL: 'redis://127.0.0.1:1' },
    says: /REDIS_URL cannot be used: nothing answers there/,
  },
  {
    name: 'a short key',
    settings: { APP_KEY: 'x' },
    says: /APP_KEY must have at least 16 characters/,
  },
  {
    name: 'no connection to the database',
    settings: { DATABASE_POOL: '0' },
    says: /DATABASE_POOL must be a number from 2 to 500, and it is "0"/,
  },
  {
    name: 'a sender that is no address',
    settings: { MAIL_FROM: 'x' },
    says: /MAIL_FROM must be an address or "Name <address>"/,
  },
  {
    name: 'a proxy that is no address',
    settings: { TRUST_PROXY: 'everybody' },
    says: /TRUST_PROXY must be an IP address/,
  },
  {
    name: 'an address with a path',
    settings: { APP_URL: 'https://example.com/book/' },
    says: /APP_URL must be an address without a path, such as https:\/\/example.com, and it is "https:\/\/example.com\/book\/"/,
  },
  {
    name: 'a setting with a wrong value',
    settings: { DEMO: 'maybe' },
    says: /DEMO.* must be one of/,
  },
]

test.group('npm start', (group) => {
  let folder: string
  let port: number
  let started: Start[] = []

  group.each.setup(async () => {
    folder = await mkdtemp(app.tmpPath('start-'))
    port = await freePort()
    started = []
    return async () => {
      for (const start of started) await start.kill('SIGTERM')
      await rm(folder, { recursive: true, force: true })
    }
  })

  const start = (settings: Record<string, string> = {}, command = 'start') => {
    const own = { PORT: String(port), DATA_DIR: join(folder, 'data'), ENV_PATH: folder }
    const one = new Start({ ...own, ...settings }, command)
    started.push(one)
    return one
  }
  const postmasterFile = () => join(folder, 'data', 'postgres', 'cluster', 'postmaster.pid')

  test('answers, shows the demo, and leaves nothing behind on SIGTERM', async ({ assert }) => {
    const first = start()
    await first.ready()

    for (const path of ['/book/swim-school-pro', '/sign-in', '/sign-up']) {
      const page = await fetch(`http://127.0.0.1:${port}${path}`)
      assert.equal(page.status, 200, path)
    }
    assert.match(first.output, /owner@example\.com with the password \S+/)
    assert.match(await readFile(join(folder, '.env'), 'utf8'), /^APP_KEY=\S{40,}$/m)

    const log = join(folder, 'data', 'logs', 'web.log')
    assert.include(first.output, `Logs          ${join(folder, 'data', 'logs')}`)
    assert.match(await readFile(log, 'utf8'), /^\{"level":/)
    assert.notInclude(first.output, '{"level":')

    assert.equal(await first.kill('SIGTERM'), 0)
    assert.isFalse(existsSync(postmasterFile()), 'the database was stopped in order')
    await assert.rejects(() => fetch(`http://127.0.0.1:${port}/`))
  })

  test('leaves nothing behind when a wrapper passes on the signal that its group got', async ({
    assert,
  }) => {
    const first = start()
    await first.ready()
    first.kill('SIGTERM')
    await setTimeout(50)

    assert.equal(await first.kill('SIGTERM'), 0)
    assert.isFalse(existsSync(postmasterFile()), 'the database was stopped in order')
  })

  test('hurries when it is asked again, and leaves nothing behind', async ({ assert }) => {
    const first = start()
    await first.ready()
    const children = await first.children()
    for (const child of children) process.kill(child, 'SIGSTOP')

    first.kill('SIGTERM')
    await setTimeout(1_500)
    const askedAgainAt = Date.now()
    assert.equal(await first.kill('SIGTERM'), 0)
    assert.isBelow(Date.now() - askedAgainAt, 10_000)
    assert.isFalse(existsSync(postmasterFile()), 'the database was stopped')
    assert.isAtLeast(children.length, 2)
    assert.deepEqual(children.filter(isAlive), [])
  })

  test('starts again after everything was killed, with the same sign-in', async ({ assert }) => {
    const first = start()
    await first.ready()
    const pid = await readFile(postmasterFile(), 'utf8')
    const killed = first.kill('SIGKILL')
    process.kill(Number.parseInt(pid), 'SIGKILL')
    await killed
    await until(async () => !(await answers(port)))
    assert.isTrue(existsSync(postmasterFile()), 'a stale lock file is left')

    const second = start()
    await second.ready()
    assert.equal(second.signIn, first.signIn)
    assert.isTrue(existsSync(join(folder, 'data', 'logs', 'web.log.1')), 'the log before is kept')
    const page = await fetch(`http://127.0.0.1:${port}/book/swim-school-pro`)
    assert.equal(page.status, 200)
  })

  test('takes over from a database that outlived its starter', async ({ assert }) => {
    const first = start()
    await first.ready()
    await first.kill('SIGKILL')
    await until(async () => !(await answers(port)))

    const second = start()
    await second.ready()
    assert.isTrue(await answers(port))
  })

  test('brings back a database that dies under it, and tells it line by line', async ({
    assert,
  }) => {
    const first = start()
    await first.ready()
    process.kill(Number.parseInt(await readFile(postmasterFile(), 'utf8')), 'SIGKILL')

    await until(async () => {
      const page = await fetch(`http://127.0.0.1:${port}/book/swim-school-pro`)
      return page.status === 200
    })
    assert.isTrue(existsSync(postmasterFile()))
    assert.match(first.output, /^\d\d:\d\d:\d\d (web|worker) (warning|error): \w+/m)
    assert.notMatch(first.output, /^\s+at |^\{/m)
  })

  test('runs web servers and workers apart from each other, on a database that they share', async ({
    assert,
  }) => {
    const { DATABASE_URL = '', DATABASE_OWNER_URL = '' } = process.env
    const shared = { DATABASE_URL, DATABASE_OWNER_URL }
    const ports = [port, await freePort()]
    const webs = ports.map((own) =>
      start({ ...shared, PORT: String(own), DATA_DIR: join(folder, String(own)) }, 'web')
    )
    await Promise.all(webs.map((web) => web.ready()))
    const worker = start(shared, 'worker')
    await worker.ready()
    for (const own of ports) {
      const ready = await fetch(`http://127.0.0.1:${own}/health/ready`)
      assert.equal(ready.status, 200, await ready.text())
    }
    for (const one of [...webs, worker]) {
      assert.lengthOf(await one.children(), 1)
      assert.equal(await one.kill('SIGTERM'), 0)
    }
    assert.isFalse(existsSync(postmasterFile()), 'no database of its own')
  })

  test('says of one alone that it needs a database to share', async ({ assert }) => {
    const web = start({}, 'web')
    assert.equal(await web.ended(), 1)
    assert.match(web.output, /name it in DATABASE_URL/)
    assert.isFalse(existsSync(join(folder, 'data')))
  })

  test('says in one sentence what is wrong: {name}')
    .with(MISTAKES)
    .run(async ({ assert }, { settings, says }) => {
      const one = start(settings)
      assert.equal(await one.ended(), 1)
      assert.match(one.output, says)
      assert.notMatch(one.output, /^\s+at /m)
    })

  test('looks at the settings before anything is made or started', async ({ assert }) => {
    const one = start({ APP_URL: 'https://example.com/book/' })
    assert.equal(await one.ended(), 1)
    assert.match(one.output, /APP_URL must be an address without a path/)
    assert.notInclude(one.output, 'Start PostgreSQL')
    assert.isFalse(existsSync(join(folder, 'data')))
  })

  test('says which port is taken, and which data', async ({ assert }) => {
    const other = createServer().listen(port, '127.0.0.1')
    const taken = start()
    assert.equal(await taken.ended(), 1)
    assert.match(taken.output, new RegExp(`Port ${port} is taken`))
    other.close()

    await start().ready()
    const second = start({ PORT: String(await freePort()) })
    assert.equal(await second.ended(), 1)
    assert.match(second.output, /already runs on/)
  })
})

/** `npm start`, `npm run web` or `npm run worker`, as npm would run it. */
class Start {
  output = ''
  private child: ChildProcess

  constructor(settings: Record<string, string>, command: string) {
    const { PATH = '', HOME = '' } = process.env
    this.child = spawn(process.execPath, ['bin/bellhop.js', command], {
      cwd: app.makePath(),
      env: { PATH, HOME, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text))
    }
  }

  get signIn() {
    return /Sign in as .*/.exec(this.output)?.[0]
  }

  async ready() {
    await until(() => {
      if (this.hasEnded) throw new Error(`It ended: ${this.output}`)
      return this.output.includes('Ctrl-C stops it')
    }, STARTS_WITHIN_MS)
  }

  async ended() {
    await until(() => this.hasEnded, STARTS_WITHIN_MS)
    return this.child.exitCode
  }

  async kill(signal: NodeJS.Signals) {
    this.child.kill(signal)
    return this.ended()
  }

  /** The web server and the worker. */
  async children(): Promise<number[]> {
    const { pid } = this.child
    const all = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ')
    const commands = await Promise.all(
      all.map((child) => readFile(`/proc/${child}/cmdline`, 'utf8'))
    )
    return all.map(Number).filter((_, at) => /bin\/(server|worker)\.js/.test(commands[at]))
  }

  private get hasEnded() {
    return this.child.exitCode !== null || this.child.signalCode !== null
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** The database of this run, with one part of its address changed. */
function elsewhere(change: Partial<Pick<URL, 'password' | 'pathname'>>): string {
  return Object.assign(new URL(String(process.env.DATABASE_URL)), change).href
}

async function answers(port: number) {
  return fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    () => false
  )
}

async function until(holds: () => boolean | Promise<boolean>, withinMs = 30_000) {
  const deadline = Date.now() + withinMs
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`It did not happen within ${withinMs} ms`)
    await setTimeout(50)
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
